"""Typst source from plain values: nothing in a text acts as markup; titles break between words."""

import json
from functools import cache

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.variants.typst import convert_source
from gazette.typst.text import DIVISION_RE, docno_key, markup, numbered, running, string, title_lines, value, width

PLAIN = """
let character = [\\:].func()
let plain(it) = if type(it) == str { it }
  else if it.has("children") { it.children.map(plain).join() }
  else if it.func() in (text, character) { it.text }
  else if it == [ ] { " " }
  else { "<" + repr(it.func()) + ">" }
"""
"""Gives the words of content, and the name of every element that is not words."""

texts = st.text(
    st.one_of(
        st.sampled_from("\\#*_`$<>@=-+/~'\"[](){}.,;:!?%&^|0123456789 aun"),
        st.sampled_from("一二（）《》〔〕、。：；“”　云州市"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]),
    )
)


@cache
def compiler() -> typst.Compiler:
    return typst.Compiler(ignore_system_fonts=True)


def evaluated(code: str) -> object:
    return json.loads(compiler().eval(code))


def spaced(text: str) -> str:
    """Collapse white space as markup() documents it."""
    for char in "\t\n\v\f\r\x85\u2028\u2029":
        text = text.replace(char, " ")
    return " ".join(part for part in text.split(" ") if part)


@settings(max_examples=300)
@given(texts)
def test_markup_prints_the_text_and_does_nothing_else(text: str) -> None:
    found = evaluated(f"{{{PLAIN}\nplain([x{markup(text)}x])}}")
    assert isinstance(found, str)
    assert spaced(found) == spaced(f"x{text}x")


@settings(max_examples=200)
@given(texts)
def test_string_is_the_text(text: str) -> None:
    assert spaced(str(evaluated(string(text)))) == spaced(text)


def test_digits_and_their_unit_are_marked_and_converted_with_the_words_around_them() -> None:
    source = running("（2024年）自2019年2月后")
    assert source == "（#whole[2024年];）自#spaced[2019年];#spaced[2月];后"
    read: list[str] = []

    def convert(text: str) -> str:
        read.append(text)
        return text

    assert convert_source(source, convert) == source
    assert "（2024年）自2019年2月后" in read[0]


def test_control_characters_are_left_out() -> None:
    assert markup("云\x00州\x1b市\x7f") == "云州市"


VALUES = [None, True, 3, 0.5, 'a"b', [], ["甲"], ["甲", 2], {}, {"a": {"b": [None, "x"]}}, {"page": 3, "no": "〔1〕"}]


@pytest.mark.parametrize("data", VALUES)
def test_value_gives_the_data_back(data: object) -> None:
    assert evaluated(value(data)) == data


def test_value_refuses_what_typst_has_no_value_for() -> None:
    with pytest.raises(TypeError, match="no Typst value"):
        value(object())


@pytest.mark.parametrize(
    ("text", "number", "level", "rest"),
    [
        ("一、总体要求", "一、", 1, "总体要求"),
        ("十二、附则", "十二、", 1, "附则"),
        ("（三）规划", "（三）", 2, "规划"),
        ("1.目标", "1.", 3, "目标"),
        ("12　目标", "12　", 1, "目标"),
        ("2.1　目标", "2.1　", 2, "目标"),
        ("2.1.10　目标", "2.1.10　", 3, "目标"),
        ("12. 目标", "12.", 3, "目标"),
        ("2．目标", "2．", 3, "目标"),
        ("（11）目标", "（11）", 4, "目标"),
    ],
)
def test_numbered(text: str, number: str, level: int, rest: str) -> None:
    found = numbered(text, "")
    assert found is not None
    assert (found.number, found.level, found.rest) == (number, level, rest)


@pytest.mark.parametrize("text", ["总体要求", "第一条", "一个目标", "（一", "2024年", "（市城管委）", "1234.5"])
def test_what_only_looks_like_a_number(text: str) -> None:
    assert numbered(text, "h1") is None


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [("第一编　总则", "第一编", "总则"), ("第十二章 附则", "第十二章", "附则"), ("第三节", "第三节", "")],
)
def test_division(text: str, number: str, words: str) -> None:
    found = DIVISION_RE.match(text)
    assert found is not None
    assert (found[1], text[found.end() :]) == (number, words)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("云政发〔2024〕3号", "云政发〔2024〕12号"),
        ("云政发〔2023〕12号", "云政发〔2024〕3号"),
        ("云政办发〔2024〕3号", "云政发〔2024〕3号"),
        ("云州市人民政府令第9号", "云州市人民政府令第12号"),
    ],
)
def test_docnos_are_sorted_by_organ_year_and_number(earlier: str, later: str) -> None:
    assert docno_key(earlier) < docno_key(later)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("政府工作报告", ["政府工作报告"]),
        (
            "云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知",
            ["云州市人民政府关于印发", "云州市公共雨伞管理办法（试行）的通知"],
        ),
        (
            "云州市城市管理局 云州市财政局关于印发《云州市公共雨伞管理办法》的通知",
            ["云州市城市管理局", "云州市财政局关于印发", "《云州市公共雨伞管理办法》的通知"],
        ),
    ],
)
def test_titles_break_as_typesetters_break_them(title: str, expected: list[str]) -> None:
    assert list(title_lines(title)) == expected


def test_a_docno_in_a_title_stays_whole() -> None:
    found = title_lines("云州市人民政府办公室关于贯彻云海政办字〔2024〕130号文件进一步做好公共雨伞投放工作的通知")
    assert any("云海政办字〔2024〕130号" in line for line in found)


titles = st.text(st.sampled_from("云州市人民政府关于印发公共雨伞管理办法的通知（试行）《》〔2024〕号、"), min_size=1)


@settings(max_examples=150)
@given(titles, st.integers(8, 26))
def test_title_lines_hold_the_title_in_lines_that_fit(title: str, most: int) -> None:
    found = title_lines(title, most)
    assert "".join(found) == title
    assert all(width(line) <= most for line in found)
    assert all(found)
