"""Properties of the converter that hold for any input, however broken."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.anchors import ANCHOR_RE
from converters.corpus import to_json
from converters.lines.decode import UnreadableError
from converters.pipeline import Reading, convert, read_source
from tests.rawtext import COVER, NOTICE, words_of, write_document

LINES = [
    *NOTICE.split("\n"), *COVER.split("\n"),
    "目录", "【市政府文件】", "云州市绿道管理办法……（3）", "第一编　总则", "第二节　规划", "第十二条之一　绿道",
    "第三条至第五条　删除", "一、总体要求", "（二）工作目标。到2026年建成。", "1.规划", "（1）养护；", "——云州市",
    "附件", "附件2", "附件：1.名录", "| 范里 | 局长 |", "|---|---|", "范里 市商务局局长", "**第一条** 绿道", "# 标题",
    "---", "云州市市长　范 里", "各位代表：", "云州市人民政府令", "第277号", "第", "条", "（", "》", "$\\times 2$",
    "<br>", "{role}`x`", "\\", "·3·", "自2023年13月45日起", "《云州市绿道管理办法》简介",
    "云州市人民政府公报（2024年第5期）", "第99999条　绿道", "九九九九九、规划", "（九九九九九）规划；", "序号", "名称",
]  # fmt: skip
"""Lines that the rules look for, to be set in any order."""
ANY = st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=25).map("\n".join)
QUICK = settings(max_examples=60)


def read(data: bytes) -> Reading | None:
    """Read a file; None where it cannot be read, and any other exception is a failure."""
    try:
        return read_source("raw.txt", data)
    except UnreadableError:
        return None


@QUICK
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    reading = read(data)
    assert reading is None or reading.account.balanced


@QUICK
@given(ANY)
def test_any_text_is_read_accounted_for_and_written(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"))
    if reading is None:
        return
    assert reading.account.balanced
    assert reading.account.text == words_of(block for document in reading.documents for block in document.blocks)
    for document in convert([reading]).documents:
        write_document(document, reading.source.page)


@pytest.mark.parametrize(
    "raw",
    [
        "第一条　绿道应当公布。\n第99999条　绿道应当养护。\n第3条　绿道应当保护。\n",
        "一、绿道\n（九九九九九）规划。（一〇〇〇〇〇）养护。\n（一〇〇〇〇一）保护。\n",
        "绿道规划，养护和保护工\n九九九九九、绿道，由工\n" * 5,
        f"序号\n名称\n{'9' * 5000}\n绿道\n",
    ],
)
def test_numbers_that_nothing_is_counted_to_are_read(raw: str) -> None:
    assert read_source("raw.txt", f"云州市绿道办法\n{raw}".encode()).account.balanced


@QUICK
@given(ANY)
def test_anchors_are_unique_and_of_their_form(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"))
    for document in reading.documents if reading else ():
        anchors = [block.anchor for block in document.blocks if block.anchor]
        assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []
        assert [anchor for anchor in anchors if not ANCHOR_RE.fullmatch(anchor)] == []


@QUICK
@given(ANY)
def test_blocks_lie_within_their_document_and_in_order(text: str) -> None:
    reading = read(text.encode("utf-8", "replace"))
    for document in reading.documents if reading else ():
        first, last = document.lines
        assert all(first <= block.lines[0] <= block.lines[1] <= last for block in document.blocks)
        assert all(block.marks[0] == (0, block.lines[0]) for block in document.blocks)


@settings(QUICK, max_examples=20)
@given(st.lists(ANY, max_size=3))
def test_the_same_input_gives_the_same_output(texts: list[str]) -> None:
    def converted() -> str:
        return to_json(convert([reading for text in texts if (reading := read(text.encode("utf-8", "replace")))]))

    assert converted() == converted()
