"""The sample gazettes, as another scan, text layer or OCR would have printed them: what is read must stay the same."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from converters.model import Kind
from converters.pipeline import convert, read_source
from tests.conftest import SAMPLES

TABLE = ("|", "<", "#", "!")
"""With what lines begin that are marked up, so that other marks would mean something else there."""

Restyle = Callable[[Sequence[str]], Sequence[str]]


def each(pattern: str, new: str) -> Restyle:
    """Replace a pattern on every line."""
    found = re.compile(pattern)
    return lambda lines: [found.sub(new, line) for line in lines]


def plain(pattern: str, new: str) -> Restyle:
    """Replace a pattern on lines without marks of Markdown or HTML."""
    found = re.compile(pattern)
    return lambda lines: [line if line.lstrip().startswith(TABLE) else found.sub(new, line) for line in lines]


def swapped(old: str, new: str) -> Restyle:
    """Replace characters by others."""
    return lambda lines: [line.translate(str.maketrans(old, new)) for line in lines]


def paged(*page: str, size: int = 45) -> Restyle:
    """Print lines at every edge of a page; {} stands for its number."""

    def restyle(lines: Sequence[str]) -> list[str]:
        found: list[str] = []
        for number, start in enumerate(range(0, len(lines), size), 3):
            found += lines[start : start + size]
            within = found[-1].startswith(TABLE) or "".join(lines[start + size : start + size + 1]).startswith(TABLE)
            found += [] if within else [line.replace("{}", str(number)) for line in page]
        return found

    return restyle


def cut(*page: str) -> Restyle:
    """Print the edge of a page inside every sentence that is the first of a long line; {} stands for its number."""

    def restyle(lines: Sequence[str]) -> list[str]:
        found: list[str] = []
        for line in lines:
            comma = line.find("，", 20)
            if comma < 0 or len(line) < LONG or line.lstrip().startswith(TABLE):
                found.append(line)
            else:
                found += [line[: comma - 2], *(edge.replace("{}", str(len(found))) for edge in page), line[comma - 2 :]]
        return found

    return restyle


LONG = 80
ITEM, ARTICLE = r"^\s*(?=（[一二三四五六七八九十]+）)", r"^(\s*第[一二三四五六七八九十百]+条)\s*"
RESTYLINGS: dict[str, Restyle] = {
    "blanks behind lines": each("$", "  "),
    "no blank lines": lambda lines: [line for line in lines if line.strip()],
    "a blank line behind each": lambda lines: [line for one in lines for line in (one, "")],
    "all lines indented": each("^", "  "),
    "carriage returns": each("$", "\r"),
    "zero-width spaces": each("$", "\u200b"),
    "form feeds": paged("\f"),
    "half-width punctuation": swapped("，：；（）！？", ",:;()!?"),
    "half-width full stops": plain(r"。(?=\s*$)", "."),
    "full stops read as o": plain(r"(?<=[\u4e00-\u9fff])。(?=\s*$)", "o"),
    "straight quotation marks": swapped("“”", '""'),
    "double angle brackets": plain("《([^》]*)》", r"<<\1>>"),
    "blanks around numbers": plain(r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])", r" \1 "),
    "square brackets around years": swapped("〔〕", "[]"),
    "round brackets around years": each(r"〔(\d{4})〕", r"（\1）"),
    "the first bracket of years lost": each(r"〔(\d{4})〕", r"\1〕"),
    "both brackets of years lost": plain(r"^([^《，。]{0,9})〔(\d{4})〕", r"\1\2"),
    "circles for zeros": swapped("〇", "○"),
    "addressees without a colon": each(r"^(\s*各.{4,40}(?:（单位）|部门|单位))[：:]\s*$", r"\1"),
    "an em dash for two": each(r"^(\s*)——(?=\d)", r"\1—"),
    "printed without brackets": each(r"^(\s*)[（(](\d{4}年\d+月\d+日印发)[）)]", r"\1\2"),
    "days spread": each(r"^(\s*)(\d{4})年(\d+)月(\d+)日(\s*)$", r"\1\2 年 \3 月 \4 日\5"),
    "articles spread": plain(r"^(\s*)第([一二三四五六七八九十百]+)条", r"\1第 \2 条"),
    "articles without a blank": plain(ARTICLE, r"\1"),
    "articles in bold": plain(r"^(\s*)(第[一二三四五六七八九十百]+条)", r"\1**\2**"),
    "items in half width": each(r"^(\s*)（([一二三四五六七八九十]+)）", r"\1(\2)"),
    "items in mixed brackets": each(r"^(\s*)（([一二三四五六七八九十]+)）", r"\1（\2)"),
    "items as bullets": each(ITEM, "- "),
    "items as nested bullets": each(ITEM, "  * "),
    "numbers as bullets": each(r"^\s*(?=\d+[.．]\s?[\u4e00-\u9fff])", "- "),
    "numbers escaped": each(r"^(\s*\d+)\.(?=\s?[\u4e00-\u9fff])", r"\1\\."),
    "items in a numbered list": each(ITEM, "1. "),
    "printed in italics": each(r"^(\s*)（(\d{4}年\d+月\d+日印发)）\s*$", r"*（\2）*"),
    "anchors before headings": each(r"^(#+ )", r'<a id="x"></a>\1'),
    "headings marked": each(r"^\s*(?=第[一二三四五六七八九十]+章|[一二三四五六七八九十]+、\S{2,24}$)", "### "),
    "line breaks of HTML": plain(r"(?<=[。；：])$", "<br>"),
    "paragraphs of HTML": plain(r"^(\s*[^\s*-].*[。；：])$", r"<p>\1</p>"),
    "pages: dashes": paged("", "— {} —", ""),
    "pages: number": paged("", "第{}页", ""),
    "pages: number of all": paged("第 {} 页 共 60 页"),
    "pages: brackets": paged("[第{}页]"),
    "pages: comment": paged("<!-- page {} -->"),
    "pages: a word before the number": paged("[PAGE {}]"),
    "pages: an element": paged('<header>云州市人民政府公报</header>', "<page_number>{}</page_number>", size=30),
    "pages: an anchor": paged('<span id="page-{}-0"></span>'),
    "pages: a figure": paged("<figure>", '<img src="imgs/{}.jpg" alt="Image" />', "</figure>"),
    "pages: the mark of a scanner": paged("扫描全能王 创建"),
    "pages: rule with a number": paged("--- 第 {} 页 ---"),
    "pages: rule": paged("", "---", ""),
    "pages: picture": paged("", "![](images/p{}.jpg)", ""),
    "pages: address": paged("http://www.yunzhou.example/gongbao/{}.html  {}/60", size=20),
    "pages that cut sentences": cut("", "— {} —", ""),
    "pictures that cut sentences": cut("", "![](images/{}.jpg)", ""),
    "pages: running head": paged("云州市人民政府公报", "{}", size=30),
}  # fmt: skip
FIELDS = ("title", "docno", "filing_no", "issuers", "signed", "printed", "effective", "expires")


def told(lines: Sequence[str]) -> list[dict[str, Any]]:
    """Give what is told of each document, but for punctuation: its fields, and the numbers of its parts in order."""
    corpus = convert([read_source("raw.txt", "\n".join(lines).encode())])
    return [
        {field: _tight(getattr(document, field)) for field in FIELDS}
        | {
            "addressees": _tight((document.addressees or "").rstrip("：")),
            "parts": [(str(block.level), block.anchor) for block in document.blocks if block.level],
            "kinds": sorted(block.kind for block in document.blocks if block.kind is not Kind.ROW),
        }
        for document in corpus.documents
    ]


def _tight(value: object) -> object:
    return re.sub(r"[\s“”\"]", "", value) if isinstance(value, str) else value


@cache
def sample(path: Path) -> tuple[Sequence[str], Sequence[dict[str, Any]]]:
    """Give the lines of a sample, and what is told of its documents."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines, told(lines)


@pytest.mark.parametrize("name", RESTYLINGS)
def test_a_sample_printed_otherwise_is_read_as_the_same(name: str) -> None:
    changed = 0
    for path in SAMPLES:
        lines, expected = sample(path)
        restyled = RESTYLINGS[name](lines)
        changed += restyled != lines
        assert told(restyled) == expected, path.name
    assert changed, "no sample has what is restyled"
