"""Make gazettes of any size from a seed: for benchmarks, and for tests that want documents nobody has seen.

``python -m tests.generate DIR --documents 400`` writes raw files for ``make site RAW=DIR``: issues of several cities
and years. 文号, titles and dates are fresh, lengths are spread as in real gazettes (`LENGTHS`), and documents cite
earlier ones of their city. An issue depends on the seed and its own place alone, so that one more changes no other.
"""

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from converters.model import Kind
from converters.printed.numerals import han
from tests.dialects import STYLES, Style, reflow
from tests.known import Known, read

LENGTHS: Final = (
    200, 1000, 1000, 2000, 2000, 2700, 2700, 3700, 3700, 4700,
    4700, 5100, 5100, 5400, 5400, 7000, 7000, 11800, 14000, 21400,
)  # fmt: skip
"""Characters of documents: the 20-quantiles of real gazettes, 5,500 in the mean."""
SIZE: Final = 10
"""Documents in an issue."""
BEGIN: Final = 2010
"""Year of the first issues."""


@dataclass(frozen=True, slots=True)
class City:
    """A city that does not exist."""

    name: str
    code: str
    """What its 文号 begin with."""


CITIES: Final = (City("云州市", "云"), City("澜海市", "澜"), City("芦溪市", "芦"), City("汀洲市", "汀"))


@dataclass(frozen=True, slots=True)
class Issue:
    """A number of a gazette."""

    city: City
    year: int
    number: int
    size: int = SIZE
    """Documents in it."""

    @property
    def file(self) -> str:
        """Name of its raw file."""
        return f"{CITIES.index(self.city)}-{self.year}-{self.number:02}.txt"


_SUBJECTS: Final = (
    "绿道", "排水管网", "农贸市场", "公共停车场", "户外广告", "建筑垃圾", "校外托管", "养老机构", "湿地公园",
    "无障碍设施", "共享单车", "餐厨废弃物", "地下管线", "城市照明", "公共厕所", "河道采砂", "古树名木", "电梯安全",
    "物业服务", "志愿服务", "供热用热", "节约用水", "殡葬服务", "粮食储备", "道路挖掘", "噪声污染", "犬只饲养",
    "烟花爆竹", "职业培训", "公共数据",
)  # fmt: skip
_SCOPES: Final = (
    "", "城区", "乡镇", "农村", "沿江", "滨湖", "山区", "老城", "新区", "开发区",
    "旅游区", "高铁片区", "机场周边", "港口", "校园周边", "医院周边", "景区", "社区", "园区", "商圈",
    "夜间", "冬季", "汛期", "节假日", "重点", "示范", "试点", "市级", "县级", "跨区",
    "中心城区", "主城区", "城乡", "沿海", "林区", "牧区", "库区", "矿区", "渔区", "保税区",
    "自贸区", "高新区", "度假区", "文创园", "物流园", "产业园", "科技园", "大学城", "会展中心", "体育场馆",
    "火车站", "客运站", "地铁站", "公交场站", "货运站", "口岸", "大桥", "隧道", "广场", "步行街",
)  # fmt: skip
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
_YEARLY: Final = 12 * SIZE
"""Documents of a city in a year."""


def subject(number: int, year: int) -> str:
    """Give what a document is about: of a city, no two are about the same."""
    place = (year - BEGIN) * _YEARLY + number
    return _SCOPES[place // len(_SUBJECTS) % len(_SCOPES)] + _SUBJECTS[place % len(_SUBJECTS)]


def clause(random: Random, subject: str) -> str:
    """Write one duty, without a full stop."""
    duty = random.choice(_DUTIES).format(s=subject)
    time = random.choice(_TIMES).format(n=random.randint(2, 28))
    return f"{random.choice(_DOERS)}应当{time}{duty}，{random.choice(_ENDS)}"


def paragraph(random: Random, subject: str, sentences: int = 3) -> str:
    """Write a few duties as one paragraph."""
    return "".join(f"{clause(random, subject)}。" for _ in range(random.randint(1, sentences)))


def cited(random: Random, number: int, year: int, city: City) -> str:
    """Name an earlier rule of the city; a law where there is none yet."""
    place = (year - BEGIN) * _YEARLY + number
    place = random.randint(max(1, place - 2 * _YEARLY), max(1, place - 1))
    years, earlier = divmod(place - (place % 3 == 0), _YEARLY)
    if random.random() < 0.5 or (years, earlier) == (year - BEGIN, number):
        return f"《{random.choice(_LAWS)}》"
    name = f"{city.name}{subject(earlier, BEGIN + years)}管理办法"
    return f"《{name}》（{city.code}政发〔{BEGIN + years}〕{earlier}号）"


def article(random: Random, about: str, number: int, law: str, sentences: int = 3) -> list[str]:
    """Write an article as lines of the markup of `known.read`: 款, sometimes 项, sometimes a citation."""
    lines = [f"第{han(number)}条 {paragraph(random, about, sentences)}"]
    if random.random() < 0.3:
        lines[0] += f"违反前款规定的，依照{law}的规定处理。"
    if random.random() < 0.3:
        lines.append(paragraph(random, about, sentences))
    if random.random() < 0.3:
        lines.append("有下列情形之一的，予以公告：")
        lines += [f"（{han(n)}）{clause(random, about)}{'。' if n == 3 else '；'}" for n in (1, 2, 3)]
    return lines


def rule(
    random: Random, number: int, year: int = 2025, articles: int = 20, city: City = CITIES[0], sentences: int = 3
) -> Known:
    """Make a notice that prints a rule: `articles` articles in chapters of about eight."""
    about = subject(number, year)
    name = f"{city.name}{about}管理办法"
    lines = [*_head(f"{city.name}人民政府|关于印发{name}的通知", f"{city.code}政发〔{year}〕{number}号")]
    lines += [f"现将《{name}》印发给你们，请认真贯彻执行。", *_sign(year, number, city), f"= title: {name}"]
    for n in range(1, articles + 1):
        if n % 8 == 1:
            lines.append(
                f"第{han(n // 8 + 1)}章 {random.choice(('总则', '职责分工', '建设管理', '监督保障', '法律责任'))}"
            )
        lines += article(random, about, n, cited(random, number, year, city), sentences)
    lines.append(f"第{han(articles + 1)}条 本办法自{year + 1}年1月1日起施行，有效期至{year + 5}年12月31日。")
    fields = {"kind": "notice", "effective": f"{year + 1}-01-01", "expires": f"{year + 5}-12-31"}
    return _known(lines, year, number, city, fields)


def opinion(
    random: Random, number: int, year: int = 2025, city: City = CITIES[0], heads: int | None = None, sentences: int = 3
) -> Known:
    """Make an opinion with headings 一、, run-in heads （一） and numbered measures 1."""
    about = subject(number, year)
    lines = [*_head(f"{city.name}人民政府|关于加强{about}工作的意见", f"{city.code}政字〔{year}〕{number}号")]
    lines.append(f"为加强{about}工作，根据{cited(random, number, year, city)}等规定，提出如下意见：")
    for n in range(1, (heads or random.randint(2, 4)) + 1):
        lines.append(f"{han(n)}、{random.choice(('完善工作机制', '突出重点任务', '强化支撑保障', '压实各方责任'))}")
        for m in range(1, random.randint(1, 3) + 1):
            lead = random.choice(("明确目标", "细化分工", "加大投入"))
            lines.append(f"（{han(m)}）{lead}。{paragraph(random, about, sentences)}")
            lines += [
                f"{k}. {random.choice(('摸清底数', '分类施策'))}。{paragraph(random, about, sentences)}" for k in (1, 2)
            ]
    return _known([*lines, *_sign(year, number, city)], year, number, city, {"kind": "opinion"})


def document(random: Random, number: int, year: int, city: City) -> Known:
    """Make a rule or an opinion of the length of a real document."""
    length = random.choice(LENGTHS)
    if number % 3:
        return rule(random, number, year, max(1, length // 290), city, 8)
    return opinion(random, number, year, city, max(1, length // 1900), 12)


def issue(issue: Issue, documents: Sequence[Known], style: Style) -> str:
    """Print an issue of the gazette: cover, contents, documents, colophon."""
    city, year, number = issue.city.name, issue.year, issue.number
    cover = [
        f"{city}人民政府公报",
        str(year),
        f"第{number}期（总第{number}期）",
        f"{year} 年 {number} 月 28 日出版",
        "目 录",
    ]
    contents = ["【市政府文件】"]
    for page, document in zip(count(3, 8), documents, strict=False):
        contents += [f"{document.first(Kind.TITLE)}", f"({document.first(Kind.DOCNO)}) ({page})"]
    body = [reflow(document, style).text for document in documents]
    return (
        "\n\n".join([*cover, *contents, *body, f"主管主办：{city}人民政府", f"编辑出版：{city}人民政府公报编辑室"])
        + "\n"
    )


def issues(documents: int) -> Iterator[Issue]:
    """List the issues of so many documents: month after month, one of every city."""
    for place in range(documents // SIZE):
        months, city = divmod(place, len(CITIES))
        yield Issue(CITIES[city], BEGIN + months // 12, months % 12 + 1)


def write(folder: Path, seed: int, issue_: Issue) -> Path:
    """Write an issue, every second one as a two-column text layer; give the file."""
    random = Random(f"{seed} {issue_.file}")  # noqa: S311  # sample text, no secret
    first = (issue_.number - 1) * SIZE + 1
    made = [document(random, n, issue_.year, issue_.city) for n in range(first, first + issue_.size)]
    path = folder / issue_.file
    path.write_text(issue(issue_, made, STYLES[("plain", "columns-18")[issue_.number % 2]]), encoding="utf-8")
    return path


def _head(title: str, docno: str) -> list[str]:
    return [f"= title: {title}", f"= docno: {docno}", "= addressee: 各县区人民政府，市政府各部门（单位）："]


def _day(number: int) -> tuple[int, int]:
    return 1 + number % 12, 1 + number % 28


def _sign(year: int, number: int, city: City) -> list[str]:
    month, day = _day(number)
    return [f"= signature: {city.name}人民政府", f"= date: {year}年{month}月{day}日"]


def _known(lines: Sequence[str], year: int, number: int, city: City, fields: dict[str, str]) -> Known:
    month, day = _day(number)
    iso = f"{year}-{month:02}-{day:02}"
    fields = {"issuers": f"{city.name}人民政府", "signed": iso, "printed": iso, **fields}
    head = [f"{key}: {value}" for key, value in fields.items()]
    return read("\n".join([*head, "", *lines, f"= printed: （{year}年{month}月{day}日印发）"]))


def main(argv: Sequence[str] | None = None) -> int:
    """Write so many documents, in issues, into a folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100, help=f"a multiple of {SIZE}")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(argv)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        made = partial(write, arguments.folder, arguments.seed)
        list(pool.map(made, issues(arguments.documents), chunksize=8))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
