"""Linear: four times the text takes four times the work, counted in function calls and steps and not in seconds.

And little of it: how often a pattern is held against a line, and how often a character is handled.
"""

import re
import sys
from collections.abc import Callable
from functools import partial
from random import Random
from types import FrameType
from typing import Any

import pytest

from converters.pipeline import convert, read_source
from converters.report import to_html
from tests.dialects import STYLES, reflow
from tests.generate import rule
from tests.rawtext import COVER, NOTICE

SLACK = 1.1
"""How much more than four times the calls may be; what is done once for a file makes it less."""

HEAD, ARTICLE = NOTICE.split("第二条", 1)[0], "绿道由县区人民政府负责养护，所需经费列入年度预算"
TEXTS: dict[str, Callable[[int], str]] = {
    "articles": lambda n: HEAD + "".join(f"第{i}条　{ARTICLE}。\n" for i in range(2, 50 * n)),
    "one paragraph in a column": lambda n: HEAD + f"{ARTICLE}，\n" * 50 * n,
    "one line": lambda n: HEAD + f"{ARTICLE}，" * 50 * n,
    "marks that nothing closes": lambda n: HEAD + "《云州（“绿道〔2024\n" * 50 * n,
    "citations": lambda n: (
        HEAD + "".join(f"根据《云州市绿道{i}号办法》（云政发〔2024〕{i}号）；\n" for i in range(50 * n))
    ),
    "short names": lambda n: HEAD + "".join(f"市绿道{i}局（以下简称“{i}局”）负责。\n" for i in range(50 * n)),
    "rows": lambda n: HEAD + "范里 云州市市政府局长\n" * 50 * n,
    "table": lambda n: HEAD + "|范里|市长|1|\n" * 50 * n,
    "tables over lines": lambda n: HEAD + "<table><tr>\n<td>范里</td></tr></table>\n绿道。\n" * 50 * n,
    "rules": lambda n: HEAD + "绿道。\n---\n" * 50 * n,
    "headings": lambda n: HEAD + "第一章　总则\n第二章　绿道\n第三章　附则\n绿道。\n" * 12 * n,
    "items": lambda n: HEAD + "".join(f"{i}.绿道\n养护。\n" for i in range(1, 50 * n)),
    "quotations": lambda n: HEAD + "一、第五条修改为：“第五条　绿道。\n" * 50 * n,
    "doubled characters": lambda n: HEAD + "绿道的规划和养护，由县\n县区负责；绿道的保护，由\n由街道负责。\n" * 16 * n,
    "spaced out": lambda n: HEAD + "绿 道 由 县 区 负 责 。\n" * 50 * n,
}
"""Texts of which each asks much of one stage, by a factor of their length."""


def calls(raw: str) -> int:
    """Count the function calls of reading a raw text, of joining it to a corpus and of the report on it."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    data = raw.encode()
    sys.setprofile(counted)
    try:
        reading = read_source("raw.txt", data)
        to_html(convert([reading]), [reading])
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_four_times_the_calls(name: str) -> None:
    calls(TEXTS[name](1))
    short, long = calls(TEXTS[name](2)), calls(TEXTS[name](8))
    assert long <= short * 4 * SLACK


@pytest.mark.parametrize("style", ["plain", "columns-18"])
def test_four_times_the_documents_take_four_times_the_calls(style: str) -> None:
    raws = [
        reflow(rule(Random(1), number, articles=9), STYLES[style]).text  # noqa: S311 -- sample text, no secret
        for number in range(1, 17)
    ]
    calls(raws[0])
    short, long = calls("".join(raws[:4])), calls("".join(raws))
    assert long <= short * 4 * SLACK


@pytest.mark.parametrize(("style", "most"), [("wrap-20", 30), ("wrap-28", 36), ("wrap-40", 20), ("columns-18", 70)])
def test_a_paragraph_in_many_lines_takes_few_calls_more_for_each(style: str, most: int) -> None:
    documents = [rule(Random(number), number, articles=12) for number in range(1, 5)]  # noqa: S311 -- no secret
    plain, broken = ("".join(reflow(known, STYLES[name]).text for known in documents) for name in ("plain", style))
    calls(plain + broken)  # what is looked up once is known
    lines = sum(map(bool, broken.split("\n"))) - sum(map(bool, plain.split("\n")))
    assert lines > 80
    assert calls(broken) - calls(plain) <= most * lines


def issue(documents: int, *, listed: bool = True, page: int = 0) -> str:
    """Print an issue of short notices with a contents; with running heads and columns every so many lines."""
    numbers = range(1, documents + 1)
    entries = "".join(f"云州市人民政府关于绿道{n}号的通知……（{n}）\n" for n in numbers)
    titles = (f"云州市人民政府\n关于{'绿道' if listed else '步道'}{n}号的通知\n云政发〔2024〕{n}号\n" for n in numbers)
    body = "".join(f"{title}各县区人民政府：\n绿道{ARTICLE}。\n2024年5月20日\n【市政府文件】\n" for title in titles)
    lines = body.split("\n")
    for place in range(len(lines) - page, 0, -page) if page else ():
        lines.insert(place, "市政府文件　　云州市人民政府公报（2024年第5期）")
    return f"{COVER}目录\n{entries}" + "\n".join(lines)


def steps(raw: str) -> int:
    """Count the lines of code that reading a raw text runs, each turn of a loop anew."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return counted

    data = raw.encode()
    before = sys.gettrace()
    sys.settrace(counted)
    try:
        read_source("raw.txt", data)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "make",
    [
        partial(issue),
        partial(issue, listed=False),
        partial(issue, page=5),
    ],
    ids=["listed", "not as listed", "running heads"],
)
def test_four_times_the_documents_of_an_issue_take_four_times_the_steps(make: Callable[[int], str]) -> None:
    steps(make(2))
    short, long = steps(make(40)), steps(make(160))
    assert long <= short * 4 * SLACK


class Counted:
    """A pattern that counts how often it is asked."""

    asked = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> object:
        Counted.asked += name in ("match", "fullmatch", "search", "findall", "finditer", "sub", "split")
        return getattr(self._pattern, name)


@pytest.mark.parametrize(
    ("style", "most"), [("plain", 11), ("plain-half-width", 12), ("columns-18", 7), ("wrap-28", 6)]
)
def test_few_patterns_are_held_against_a_line(style: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = reflow(rule(Random(1), 1, articles=40), STYLES[style]).text  # noqa: S311 -- sample text, no secret
    read_source("raw.txt", raw.encode())
    for name, module in sys.modules.items():
        if name.startswith("converters."):
            for key, value in vars(module).items():
                if isinstance(value, re.Pattern):
                    monkeypatch.setattr(module, key, Counted(value))
    Counted.asked = 0
    read_source("raw.txt", raw.encode())
    assert Counted.asked <= most * sum(bool(line.strip()) for line in raw.split("\n"))


@pytest.mark.parametrize(("style", "most"), [("plain", 200), ("markdown", 255), ("columns-18", 110), ("wrap-28", 105)])
def test_few_functions_are_called_for_a_line(style: str, most: int) -> None:
    raw = reflow(rule(Random(1), 1, articles=40), STYLES[style]).text  # noqa: S311 -- sample text, no secret
    calls(raw)
    assert calls(raw) <= most * sum(bool(line.strip()) for line in raw.split("\n"))
