"""Make gazettes of any size from a seed: for benchmarks, and for tests that want documents nobody has seen.

``python -m tests.generate DIR --issues 10 --documents 20 --articles 40`` writes raw files for ``make site RAW=DIR``.
"""

import argparse
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from converters.model import Kind
from converters.numerals import han
from tests.dialects import STYLES, Style, reflow
from tests.known import Known, read

CITY: Final = "云州市"
_SUBJECTS: Final = (
    "绿道",
    "排水管网",
    "农贸市场",
    "公共停车场",
    "户外广告",
    "建筑垃圾",
    "校外托管",
    "养老机构",
    "湿地公园",
    "无障碍设施",
)
_DOERS: Final = (
    "城市管理部门",
    "县区人民政府",
    "街道办事处",
    "运营单位",
    "市场监督管理部门",
    "产权人",
    "物业服务企业",
    "社会组织",
)
_DUTIES: Final = (
    "建立{s}管理台账", "公示{s}的收费标准", "对{s}进行日常巡查", "制定{s}应急预案", "落实{s}维护资金",
    "受理有关{s}的投诉", "组织开展{s}安全检查", "编制{s}专项规划",
)  # fmt: skip
_TIMES: Final = ("自受理之日起{n}个工作日内", "每年{n}月底前", "在{n}日内", "每{n}个月至少一次", "于每月{n}日前")
_ENDS: Final = ("并向社会公布", "并接受社会监督", "不得转嫁给使用人", "所需经费列入年度预算", "逾期不办理的予以通报")
_LAWS: Final = ("中华人民共和国行政处罚法", "中华人民共和国民法典", "安江省城市管理条例", "中华人民共和国安全生产法")


def clause(random: Random, subject: str) -> str:
    """Write one duty, without a full stop."""
    duty = random.choice(_DUTIES).format(s=subject)
    time = random.choice(_TIMES).format(n=random.randint(2, 28))
    return f"{random.choice(_DOERS)}应当{time}{duty}，{random.choice(_ENDS)}"


def paragraph(random: Random, subject: str, sentences: int = 3) -> str:
    """Write a few duties as one paragraph."""
    return "".join(f"{clause(random, subject)}。" for _ in range(random.randint(1, sentences)))


def article(random: Random, subject: str, number: int) -> list[str]:
    """Write an article as lines of the markup of `known.read`: 款, sometimes 项, sometimes a citation."""
    lines = [f"第{han(number)}条 {paragraph(random, subject)}"]
    if random.random() < 0.3:
        lines[0] += f"违反前款规定的，依照《{random.choice(_LAWS)}》的规定处理。"
    if random.random() < 0.3:
        lines.append(paragraph(random, subject))
    if random.random() < 0.3:
        lines.append("有下列情形之一的，予以公告：")
        lines += [f"（{han(n)}）{clause(random, subject)}{'。' if n == 3 else '；'}" for n in (1, 2, 3)]
    return lines


def rule(random: Random, number: int, year: int = 2025, articles: int = 20) -> Known:
    """Make a notice that prints a rule: `articles` articles in chapters of about eight."""
    subject = random.choice(_SUBJECTS)
    name = f"{CITY}{subject}管理办法"
    lines = [*_head(f"{CITY}人民政府|关于印发{name}的通知", f"云政发〔{year}〕{number}号")]
    lines += [f"现将《{name}》印发给你们，请认真贯彻执行。", *_sign(year, number), f"= title: {name}"]
    for n in range(1, articles + 1):
        if n % 8 == 1:
            lines.append(
                f"第{han(n // 8 + 1)}章 {random.choice(('总则', '职责分工', '建设管理', '监督保障', '法律责任'))}"
            )
        lines += article(random, subject, n)
    lines.append(f"第{han(articles + 1)}条 本办法自{year + 1}年1月1日起施行，有效期至{year + 5}年12月31日。")
    return _known(
        lines, year, number, {"kind": "notice", "effective": f"{year + 1}-01-01", "expires": f"{year + 5}-12-31"}
    )


def opinion(random: Random, number: int, year: int = 2025) -> Known:
    """Make an opinion with headings 一、, run-in heads （一） and numbered measures 1."""
    subject = random.choice(_SUBJECTS)
    lines = [*_head(f"{CITY}人民政府|关于加强{subject}工作的意见", f"云政字〔{year}〕{number}号")]
    lines.append(f"为加强{subject}工作，根据《{random.choice(_LAWS)}》等规定，提出如下意见：")
    for n in range(1, random.randint(2, 4) + 1):
        lines.append(f"{han(n)}、{random.choice(('完善工作机制', '突出重点任务', '强化支撑保障', '压实各方责任'))}")
        for m in range(1, random.randint(1, 3) + 1):
            lines.append(
                f"（{han(m)}）{random.choice(('明确目标', '细化分工', '加大投入'))}。{paragraph(random, subject)}"
            )
            lines += [f"{k}. {random.choice(('摸清底数', '分类施策'))}。{paragraph(random, subject)}" for k in (1, 2)]
    return _known([*lines, *_sign(year, number)], year, number, {"kind": "opinion"})


def issue(random: Random, year: int, number: int, size: int, articles: int, style: Style) -> str:
    """Make an issue of the gazette: cover, contents, `size` documents, colophon."""
    first = (number - 1) * size + 1
    known = [rule(random, n, year, articles) if n % 3 else opinion(random, n, year) for n in range(first, first + size)]
    cover = [
        f"{CITY}人民政府公报",
        str(year),
        f"第{number}期（总第{number}期）",
        f"{year} 年 {number} 月 28 日出版",
        "目 录",
    ]
    contents = ["【市政府文件】"]
    for page, document in zip(count(3, 8), known, strict=False):
        contents += [f"{document.first(Kind.TITLE)}", f"({document.first(Kind.DOCNO)}) ({page})"]
    body = [reflow(document, style).text for document in known]
    return (
        "\n\n".join([*cover, *contents, *body, f"主管主办：{CITY}人民政府", f"编辑出版：{CITY}人民政府公报编辑室"])
        + "\n"
    )


def _head(title: str, docno: str) -> list[str]:
    return [f"= title: {title}", f"= docno: {docno}", "= addressee: 各县区人民政府，市政府各部门（单位）："]


def _day(number: int) -> tuple[int, int]:
    return 1 + number % 12, 1 + number % 28


def _sign(year: int, number: int) -> list[str]:
    month, day = _day(number)
    return [f"= signature: {CITY}人民政府", f"= date: {year}年{month}月{day}日"]


def _known(lines: Sequence[str], year: int, number: int, fields: dict[str, str]) -> Known:
    month, day = _day(number)
    iso = f"{year}-{month:02}-{day:02}"
    fields = {"issuers": f"{CITY}人民政府", "signed": iso, "printed": iso, **fields}
    head = [f"{key}: {value}" for key, value in fields.items()]
    return read("\n".join([*head, "", *lines, f"= printed: （{year}年{month}月{day}日印发）"]))


def main(argv: Sequence[str] | None = None) -> int:
    """Write issues into a folder, every second one as a two-column text layer."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--issues", type=int, default=10)
    parser.add_argument("--documents", type=int, default=20, help="in each issue")
    parser.add_argument("--articles", type=int, default=40, help="in each rule")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    random = Random(arguments.seed)  # noqa: S311  # sample text, no secret
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, arguments.issues + 1):
        style = STYLES[("plain", "columns-18")[number % 2]]
        year, month = divmod(number - 1, 12)
        text = issue(random, 2019 + year, month + 1, arguments.documents, arguments.articles, style)
        (arguments.folder / f"issue-{2019 + year}-{month + 1:02}.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
