"""Tables read from the tree, and the widths of their columns."""

import pytest
from docutils import nodes

from gazette.typst.tables import Table, is_short, name_columns, read, sheet_columns


def entry(text: str) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", text))


def table(heads: list[str], *rows: list[str]) -> nodes.table:
    group = nodes.tgroup(cols=len(rows[0]))
    group += nodes.thead("", nodes.row("", *map(entry, heads)))
    group += nodes.tbody("", *(nodes.row("", *map(entry, row)) for row in rows))
    return nodes.table("", group)


def texts(found: Table) -> list[list[str]]:
    return [[cell.astext() for cell in row] for row in (found.heads, *found.rows)]


def test_read() -> None:
    assert texts(read(table(["甲", "乙"], ["1", "2"]))) == [["甲", "乙"], ["1", "2"]]


def test_a_head_row_without_words_is_none() -> None:
    assert texts(read(table(["", ""], ["1", "2"]))) == [[], ["1", "2"]]


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (["", "", ""], ["副组长", "江晓帆", "市城市管理委员会主任"], True),
        (["", ""], ["江晓帆", "云州雨具集团有限公司"], True),
        (["职务", "姓名"], ["组长", "江晓帆"], False),
        (["", "", "", ""], ["1", "2", "3", "4"], False),
        (["", ""], ["云州雨具集团有限公司", "10"], False),
        ([""], ["1"], False),
    ],
)
def test_people_and_posts_are_no_table(heads: list[str], row: list[str], expected: bool) -> None:
    assert read(table(heads, row)).is_arrangement is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("白露", True), ("组长", True), ("江晓帆", False), ("1组", False), ("", False)]
)
def test_short_names(text: str, expected: bool) -> None:
    assert is_short(entry(text)) is expected


def test_columns_of_names_hold_three_characters_at_least() -> None:
    assert name_columns(read(table(["", ""], ["白露", "市城管委"]))) == "(3.1 * char, 1fr,)"


def test_columns_of_a_sheet_share_the_line_by_their_text() -> None:
    narrow = read(table(["序号", "数量"], ["1", "10"]))
    assert sheet_columns(narrow) == "(1fr, 1fr,), align: center"
    wide = read(table(["序号", "要求"], ["1", "设在地铁站出口附近并保持清洁和"]))
    assert sheet_columns(wide) == "(auto, 3.87fr,), align: (center, start,)"


def test_rows_are_split_only_where_a_cell_is_tall() -> None:
    assert "split" not in sheet_columns(read(table(["序号", "要求"], ["1", "要" * 300])))
    assert sheet_columns(read(table(["序号", "要求"], ["1", "要" * 301]))).endswith(", split: true")
