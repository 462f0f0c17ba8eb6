"""Layout: how lines are set, measured where sentences break off."""

from converters.lines.layout import Layout, find_breaks, is_set_wide, lay_out
from tests.rawtext import lines


def measured(raw: str) -> Layout:
    """Measure how a text is set."""
    return lay_out(lines(raw))[1]


def test_first_lines_that_reach_the_edge_have_no_indent() -> None:
    flush = "\n".join(f"（{n}）绿道规划，由县\n区负责。" for n in "一二三四")
    assert measured(flush).first == 0
    assert measured(flush + "\n绿道的保护和养护，由县\n区和街道负责；其他，由\n" * 4).first == 2
    item = "　　（{0}）绿道，由县\n区规划，街道养护：按照\n1.编制专项规划，由街道\n负责。\n　　（{0}）绿道。"
    kept = "\n".join(map(item.format, "一二三四"))
    assert measured(kept).indented
    assert measured(kept).first == 2


def test_numbers_of_first_lines_that_lost_their_indent_are_not_set_wide() -> None:
    item = "{}.编制专项规划，县\n区和街道负责实施，并按\n照规定报告。"
    found = lines("\n".join(map(item.format, range(1, 8))))
    assert not is_set_wide(found, find_breaks(found))


def test_a_column_is_measured_where_sentences_break_off() -> None:
    column = "\n".join(["绿道规划，养护和保护工", "作由县区负责。"] * 9)
    assert measured(column) == Layout(11.0, False)


def test_lines_of_all_widths_are_no_column() -> None:
    free = "\n".join("绿" * n + "。" for n in range(10, 60, 3))
    assert measured(free).column is None
    assert measured("") == Layout(None, False)


def test_whole_paragraphs_that_pages_broke_off_are_no_column() -> None:
    free = ["绿道规划，" * n + "由县区负责。" for n in range(4, 20)]
    free[5:5] = ["绿道规划，" * 8 + "由县"] * 2
    assert measured("\n".join(free)).column is None


def test_many_short_paragraphs_hide_no_column() -> None:
    """A list of duties between few paragraphs of more than a line; nothing is wider than the column."""
    wrapped = "各街道应当落实绿道养护的责任，按照规\n定的标准养护。\n" * 7
    assert measured(wrapped + "绿道由街道养护。\n" * 60).column == 18.0
    wider = "绿道由街道按照规定的标准和时间进行日常养护。\n" * 9
    assert measured(wrapped + "绿道由街道养护。\n" * 60 + wider).column is None


def test_blank_lines_are_evidence_where_none_stands_inside_a_paragraph() -> None:
    raw = "\n".join(f"\n（{n}）绿道规划，由县区\n负责。" for n in "一二三四五六")
    assert measured(raw).spaced
    assert not measured(raw.replace("\n", "\n\n")).spaced
    assert not measured(raw.replace("\n\n", "\n")).spaced


def test_kept_indents_are_evidence() -> None:
    raw = "\n".join(f"　　（{n}）绿道规划\n养护。" for n in "一二三四五六")
    assert measured(raw).indented
    assert not measured(raw.replace("　", "")).indented
