"""Lines: what scan, OCR and Markdown put on them is read as what it means, and every change has a name."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.lines import fixers as module
from converters.lines.fixers import Fixer, is_markdown
from converters.lines.lines import Line, read_lines
from converters.text import Log
from tests.rawtext import lines, whole

FIXERS = (*module.MARKDOWN, *module.FIXERS)


@pytest.mark.parametrize("fixer", FIXERS, ids=lambda fixer: f"{fixer.name}:{fixer.sample!r}")
def test_every_fixer_does_what_its_sample_says(fixer: Fixer) -> None:
    log = Log()
    fixed = whole(fixer.sample).edit(fixer.pattern, fixer.new, fixer.name, log)
    assert fixed.s == fixer.fixed
    assert set(log.rules.values()) == {fixer.name}


@pytest.mark.parametrize("fixer", FIXERS, ids=lambda fixer: f"{fixer.name}:{fixer.sample!r}")
def test_a_fixer_has_nothing_left_to_do(fixer: Fixer) -> None:
    again = whole(fixer.fixed).edit(fixer.pattern, fixer.new, fixer.name, Log())
    assert again.s == fixer.fixed


@pytest.mark.parametrize("fixer", [fixer for fixer in FIXERS if fixer.beside], ids=lambda fixer: fixer.name)
def test_what_stands_beside_a_sign_only_saves_time(fixer: Fixer) -> None:
    careful = re.compile(f"[{fixer.signs}](?:{fixer.beside})")
    for parts in product("发（〔[【", ("2019", "2O19", "201"), ("", *"〕]】｝）"), ("7", "l2"), "号日"):
        words = "".join(parts)
        changed = whole(words).edit(fixer.pattern, fixer.new, fixer.name, Log()).s != words
        assert careful.search(words) or not changed, words


@pytest.mark.parametrize(
    ("stored", "clean"),
    [
        ("比例为1:1,共1,000人", "比例为1:1，共1,000人"),
        ("上午10:30(周一)", "上午10:30（周一）"),
        ("(第277号)", "（第277号）"),
        ("Hello, world (a)", "Hello, world (a)"),
        ("增长5.5%;其中:", "增长5.5%；其中："),
        ("见 http://a.cn/?b=c", "见 http://a.cn/?b=c"),
        (r"面积$100\mathrm{m}^{2}$以上", "面积100m2以上"),
        (r"用$\unknown{x}$表示", r"用$\unknown{x}$表示"),
        (r"增长 \(5 . 5 \%\)，人口$9 4 3 . 7$万", "增长 5.5%，人口943.7万"),
        ("身份证3701**1234", "身份证3701**1234"),
    ],
)
def test_marks_are_read_as_what_they_mean(stored: str, clean: str) -> None:
    (line,) = lines(stored)
    assert line.text.s == clean


def test_the_number_of_a_paragraph_may_stand_at_the_end_of_the_line_before() -> None:
    raw = "1.规划绿道。\n编制专项规划。2.\n养护绿道。"
    assert [line.words for line in lines(raw)] == ["1.规划绿道。", "编制专项规划。", "2.", "养护绿道。"]
    kept = "　　养护绿道。\n" * 4 + "一是规划绿道。\n1.规划绿道。\n编制专项规划。2.\n养护绿道。"
    assert "2." not in [line.words for line in lines(kept)]


def test_a_line_knows_its_number_indent_gap_and_width() -> None:
    first, second = lines("\n　　第一条 为了\n\n\n规划 1号")
    assert (first.no, first.indent, first.gap, first.tight) == (2, 2.0, 1, "第一条为了")
    assert (second.no, second.indent, second.gap, second.width) == (5, 0.0, 2, 3.5)


def test_only_a_markdown_file_has_its_marks_taken_off() -> None:
    assert [line.text.s for line in lines("- 规划；\n> 甲")] == ["- 规划；", "> 甲"]
    assert [line.text.s for line in lines("- （一）规划；\n> 甲")] == ["（一）规划；", "甲"]
    marked = lines("## 一、总则\n- （一）规划；\n---\n**甲。**乙")
    assert [line.text.s for line in marked] == ["一、总则", "（一）规划；", "甲。乙"]
    assert [line.marked for line in marked] == [2, 0, 0]
    assert [line.lead for line in marked] == [0, 0, 2]


@pytest.mark.parametrize(
    ("raw", "markdown"),
    [("# 标题", True), ("**甲** **乙**", True), ("**甲**", False), ("#1", False), ("　1\\. 甲", True)],
)
def test_markdown_is_told_by_headings_or_bold_runs(raw: str, markdown: bool) -> None:
    assert is_markdown(raw) is markdown


def test_rows_of_pipe_tables_have_cells() -> None:
    log = Log()
    raw = "| 姓名 | 职务 |\n|---|---|\n| 范里 | 市商务局局长 |"
    head, row = read_lines(raw, log, markdown=is_markdown(raw))
    assert [cell.s for cell in head.cells] == ["姓名", "职务"]
    assert [cell.s for cell in row.cells] == ["范里", "市商务局局长"]
    assert (head.header, row.header) == (True, False)
    assert all(raw[at] in "|-" for at in log.rules)


@pytest.mark.parametrize(("count", "indents"), [(24, {0.0, 2.0}), (4, {2.0, 4.0})])
def test_a_margin_before_all_lines_is_no_indent(count: int, indents: set[float]) -> None:
    assert {line.indent for line in lines("　　　　规划绿道，\n　　养护绿道。\n" * (count // 2))} == indents


def test_marks_that_are_another_s_are_kept() -> None:
    kept = ['采用"5G"和"6G"网络', '称为"绿道', "面积<2019平方米", "甲<2019>乙", "───绿道", "第３号楼"]
    assert [line.words for line in lines("\n".join(kept))] == kept


@pytest.mark.parametrize("box", ["┌┬┐│├┼┤└┴┘─", "┏┳┓┃┣╋┫┗┻┛━", "╔╦╗║╠╬╣╚╩╝═"])
def test_a_table_drawn_of_signs_is_one_of_pipes(box: str) -> None:
    drawn = "┌──┬──┐\n│姓名│职务│\n├──┼──┤\n│范里│局 长│\n└──┴──┘\n绿道。"
    raw = drawn.translate(str.maketrans("┌┬┐│├┼┤└┴┘─", box)) if box[-1] != "─" else drawn
    log = Log()
    head, row, text = read_lines(raw, log, markdown=is_markdown(raw))
    assert [[cell.s for cell in line.cells] for line in (head, row, text)] == [["姓名", "职务"], ["范里", "局 长"], []]
    assert [line.no for line in (head, row, text)] == [2, 4, 6]
    assert sorted(log.rules) == [at for at, char in enumerate(raw[: raw.rindex("\n")]) if char in box]


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ("甲|乙|丙", ["甲", "乙", "丙"]),
        ("|甲||丙|", ["甲", "", "丙"]),
        ("甲|乙|", ["甲", "乙"]),
        (r"|甲\|乙|丙|", [r"甲\|乙", "丙"]),
    ],
)
def test_a_row_keeps_its_cells_where_outer_marks_are_missing(raw: str, cells: list[str]) -> None:
    (line,) = lines(raw)
    assert [cell.s for cell in line.cells] == cells


def test_what_a_line_holds_comes_from_that_line() -> None:
    raw = "甲,乙\n\n　丙(丁)\n"
    stored = raw.split("\n")
    for line in lines(raw):
        start = sum(len(before) + 1 for before in stored[: line.no - 1])
        assert all(start <= at < start + len(stored[line.no - 1]) for at in line.text.at)


@settings(max_examples=300)
@given(st.text(st.sampled_from("云甲，：“”—%aB1 　,;:?!()\n")))
def test_all_lines_are_widened_as_each_by_itself_would_be(text: str) -> None:
    each = "\n".join(map(module._widen, text.split("\n")))
    assert module._widened(text) == each


@settings(max_examples=300)
@given(st.text(st.sampled_from("云甲，%a1 　\u200b,:()*#|<$_-{&\n")))
def test_what_is_read_off_the_whole_text_is_what_each_line_tells(raw: str) -> None:
    for line in lines(raw):
        again = Line.of(line.no, line.text, line.indent, line.gap, line.cells)
        assert (line.tight, line.width, line.form) == (again.tight, again.width, again.form)


def test_every_sign_of_a_drawn_table_is_logged() -> None:
    raw, log = "├──甲──┼──┤", Log()
    assert read_lines(raw, log, markdown=is_markdown(raw))
    assert set(log.rules) == {place for place, char in enumerate(raw) if char != "甲"}
