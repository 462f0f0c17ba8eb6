"""Tables and lists: rows with cells, whatever the text layer made of them."""

from hypothesis import example, given
from hypothesis import strategies as st

from converters.documents.tables import rows_of_list, rows_of_table
from converters.model import Block, Kind
from converters.printed.characters import without_blanks
from converters.text import Log
from tests.rawtext import lines


def listed(raw: str) -> list[list[str]]:
    """Read one row of a list for each line."""
    return [[cell.s for cell in row.cells] for row in rows_of_list([[line] for line in lines(raw)], Log())]


def table(raw: str, log: Log | None = None) -> list[Block]:
    return list(rows_of_table([[line] for line in lines(raw)], log or Log()))


def cells(blocks: list[Block]) -> list[list[str]]:
    return [[cell.s for cell in block.cells] for block in blocks if block.kind is Kind.ROW]


def test_names_and_posts_are_cells() -> None:
    assert listed("主 任：范 里 副市长\n张　军 市商务局局长\n欧阳于海　市财政局 局长") == [
        ["主任：", "范里", "副市长"], ["张军", "市商务局局长"], ["欧阳于海", "市财政局局长"],
    ]  # fmt: skip


def test_a_running_number_is_a_cell() -> None:
    assert listed("1.云州绿道公司\n12、云州 水务公司") == [["1.", "云州绿道公司"], ["12、", "云州水务公司"]]


@given(st.lists(st.text("云州甲1２。：- |　\t", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5))
@example(["2　0　0　7"])
@example(["意见 ：| -"] * 3)
def test_no_character_of_a_row_is_lost(rows: list[str]) -> None:
    raw = "\n".join(rows)
    assert [without_blanks("".join(row)) for row in listed(raw)] == [line.tight for line in lines(raw)]


def test_a_row_wrapped_over_lines_knows_both() -> None:
    (row,) = rows_of_list([lines("范里 云州市商务局\n副局长")], Log())
    assert ([cell.s for cell in row.cells], row.lines, row.marks) == (
        ["范里", "云州市商务局副局长"],
        (1, 2),
        ((0, 1), (8, 2)),
    )


def test_a_pipe_table_keeps_its_head_and_loses_empty_columns() -> None:
    rows = table("| 绿道 | | 长度 |\n|---|---|---|\n| 东 湖 | | 12 公里 |\n| 西湖 | | |")
    assert cells(rows) == [["绿道", "长度"], ["东湖", "12公里"], ["西湖", ""]]
    assert [row.style for row in rows] == ["head", "cells", "cells"]
    assert [row.lines for row in rows] == [(1, 1), (3, 3), (4, 4)]


def test_the_words_of_a_row_are_those_of_its_cells() -> None:
    for row in table("| 绿道 | 长度 |\n| 东湖 | 12 |"):
        assert row.text == "".join(cell.s for cell in row.cells)


def test_a_date_of_printing_in_a_cell_is_set_free_once() -> None:
    log = Log()
    printed = "（2024年5月22日印发）"
    rows = table(f"| 绿道 | {printed} |\n| 东湖 | {printed} |", log)
    assert cells(rows) == [["绿道"], ["东湖"]]
    assert [(row.kind, row.text) for row in rows if row.kind is not Kind.ROW] == [(Kind.PRINTED, printed)]
    assert set(log.rules.values()) == {"table-span-repeated"}


def test_names_side_by_side_are_read_one_column_after_the_other() -> None:
    raw = (
        "| 主任 | 范里 | 云州市市长 | 张军 | 市商务局局长 |\n"
        "| | 于海 | 市财政局局长 | 李明 | 市城管局局长 |\n"
        "| | 王平 | 市水务局局长 | 赵方 | 市教育局局长 |"
    )
    assert cells(table(raw)) == [
        ["主任", "范里", "云州市市长"], ["", "于海", "市财政局局长"], ["", "王平", "市水务局局长"],
        ["张军", "市商务局局长"], ["李明", "市城管局局长"], ["赵方", "市教育局局长"],
    ]  # fmt: skip
