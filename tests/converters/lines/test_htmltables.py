"""Tables in HTML: rows, cells that reach over others, words beside them; every mark is logged."""

import pytest

from converters.lines.htmltables import has_table, rows_of_html, tables_over_lines
from converters.pipeline import read_source
from converters.text import Log
from tests.rawtext import NOTICE, document, whole


def rows(raw: str) -> list[list[str]]:
    return [[cell.s for cell in row.cells] for row in rows_of_html(whole(raw), Log())]


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        ("<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>", [["甲", "乙"], ["1", "2"]]),
        ('<table border="1"><tbody><tr><th> 甲 </th></tr></tbody></table>', [["甲"]]),
        ('<tr><td colspan="2">甲</td><td>乙</td></tr>', [["甲", "", "乙"]]),
        (
            '<tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>',
            [["甲", "1"], ["", "2"], ["3"]],
        ),
        ("附表：<table><tr><td>甲</td></tr></table>（单位：万元）", [["附表："], ["甲"], ["（单位：万元）"]]),
        ("<TABLE><TR><TD>甲<TD>乙", [["甲", "乙"]]),
        ("<tr><td>甲</td>乙<td>丙</td></tr>丁", [["甲", "乙", "丙"], ["丁"]]),
        ("<table></table>", []),
        ("<tr><td></td><td> </td></tr>", []),
    ],
)
def test_rows_and_cells(raw: str, cells: list[list[str]]) -> None:
    assert has_table(raw)
    assert rows(raw) == cells


@pytest.mark.parametrize("raw", ["甲", "a < b", "<tdx>", "<p>甲</p>"])
def test_other_lines_hold_no_table(raw: str) -> None:
    assert not has_table(raw)


def test_every_mark_is_logged_and_no_word() -> None:
    raw, log = "<tr><td>甲</td></tr>", Log()
    assert len(list(rows_of_html(whole(raw), log))) == 1
    assert log.rules == {offset: "table-mark" for offset, char in enumerate(raw) if char != "甲"}


def test_a_table_of_a_document_has_its_rows() -> None:
    found = document(
        "云州市绿道表\n<table><tr><th>名称</th><th>长度</th></tr><tr><td>东绿道</td><td>3.5</td></tr></table>\n"
    )
    assert [[cell.s for cell in block.cells] for block in found.blocks if block.cells] == [
        ["名称", "长度"],
        ["东绿道", "3.5"],
    ]
    assert [block.style for block in found.blocks if block.cells] == ["head", "cells"]


def test_a_table_may_take_many_lines() -> None:
    table = "<table>\n<tr>\n<th>名称</th>\n<th>长度</th>\n</tr>\n<tr>\n<td>东\n绿道</td>\n<td></td>\n</tr>\n</table>"
    found = document(f"云州市绿道表\n附表：{table}（单位：公里）\n<table>\n甲\n")
    rows = [block for block in found.blocks if block.cells]
    assert [([cell.s for cell in block.cells], block.lines) for block in rows] == [
        (["名称", "长度"], (4, 5)),
        (["东绿道", ""], (8, 9)),
    ]
    assert [block.text for block in found.blocks if not block.cells][1:] == ["附表：", "（单位：公里）", "甲"]


def test_a_table_may_begin_on_the_line_on_which_another_ends() -> None:
    table = "<table><tr>\n<td>甲</td></tr></table>"
    assert tables_over_lines(f"{table}{table}\n乙") == [(0, 2 * len(table))]


def test_words_behind_a_table_that_lacks_marks_keep_their_line() -> None:
    raw = "<table><td>甲\n</td>乙</table>丙\n云州市人民政府公报6"
    reading = read_source("a.txt", raw.encode())
    assert reading.account.balanced
    assert [block.text for found in reading.documents for block in found.blocks] == ["甲乙", "丙"]


def test_rows_of_the_contents_that_take_lines_are_furniture_to_their_last() -> None:
    listed = "<table><tr><td>关于绿道的通知</td><td>3</td></tr><tr><td>关于公园的通知</td><td>1\n8</td></tr></table>"
    reading = read_source("a.txt", f"云州市人民政府公报\n2024年第2期\n目录\n{listed}\n{NOTICE}".encode())
    assert reading.account.balanced
    assert reading.source.furniture == ((1, 5),)


@pytest.mark.parametrize(
    "raw",
    [
        "目录\n<table>关于绿道的通知…3\n公园<tr>）\n：</table>",  # where a row ends that is furniture, another begins
        "目录\n第二期\n<table>）第五条\n某</table>",  # of a row that takes two lines an article is a part
    ],
)
def test_rows_of_the_contents_are_furniture_to_their_last_line(raw: str) -> None:
    reading = read_source("a.txt", raw.encode())
    assert reading.account.balanced
    assert reading.source.furniture == ((1, 4),)


def test_a_row_beside_what_a_website_tells_of_a_document_stays() -> None:
    reading = read_source("a.txt", "发文字号：云政规〔2021〕2号 发布日期：2021年3月1日<tr><td>附表".encode())
    assert [block.text for found in reading.documents for block in found.blocks] == ["云政规〔2021〕2号", "附表"]


def test_a_line_may_break_off_anywhere_in_a_table() -> None:
    table = '表前。<table><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td>丁</td></tr></table>表后。'
    for place in range(len("表前。") + 1, table.index("表后。")):
        reading = read_source("a.txt", f"云州市绿道表\n{table[:place]}\n{table[place:]}\n".encode())
        blocks = [block for found in reading.documents for block in found.blocks]
        assert reading.account.balanced
        assert [[cell.s for cell in block.cells] or block.text for block in blocks[1:]] == [
            "表前。", ["甲", "乙"], ["", "丁"], "表后。"
        ], table[:place]  # fmt: skip
