"""The whole way: one raw file to its documents, several to one corpus."""

import gc
import hashlib
from itertools import pairwise

import pytest

from converters.lines.decode import UnreadableError
from converters.pipeline import convert, read_source
from tests.conftest import quickly
from tests.rawtext import COVER, NOTICE


def test_a_source_knows_file_hash_encoding_issue_and_furniture() -> None:
    data = (COVER + NOTICE.replace("（一）", "— 3 —\n（一）")).encode("gb18030")
    source = read_source("issue.txt", data).source
    assert (source.file, source.encoding) == ("issue.txt", "gb18030")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.page == "gazette/yunzhoushirenminzhengfugongbao/2024/5"
    assert source.furniture == ((1, 3), (16, 16))


def test_every_line_that_is_not_blank_belongs_to_a_document_or_is_furniture() -> None:
    raw = COVER + NOTICE + NOTICE.replace("12号", "13号")
    reading = read_source("issue.txt", raw.encode())
    furniture = {no for first, last in reading.source.furniture for no in range(first, last + 1)}
    blocks = {no for d in reading.documents for b in d.blocks for no in range(b.lines[0], b.lines[1] + 1)}
    assert {no for no, line in enumerate(raw.split("\n"), 1) if line.strip()} == furniture | blocks
    assert not furniture & blocks


def test_a_line_that_is_nothing_but_a_rule_is_furniture() -> None:
    raw = NOTICE.replace("（一）", "---\n（一）")
    line = raw[: raw.index("---")].count("\n") + 1
    reading = read_source("raw.txt", raw.encode())
    assert reading.source.furniture == ((line, line),)
    assert reading.account.balanced


def test_furniture_ends_with_the_last_line_of_the_file() -> None:
    raw = COVER + NOTICE + "《云州市人民政府公报》简介\n主办：云州市人民政府\n"
    assert read_source("issue.txt", raw.encode()).source.furniture == ((1, 3), (22, 23))
    assert read_source("issue.txt", raw.removesuffix("\n").encode()).source.furniture == ((1, 3), (22, 23))


def test_documents_stand_in_printed_order_and_share_no_line() -> None:
    documents = read_source("raw.txt", (NOTICE + NOTICE.replace("12号", "13号")).encode()).documents
    assert all(before.lines[1] < after.lines[0] for before, after in pairwise(documents))
    for document in documents:
        assert all(document.lines[0] <= b.lines[0] <= b.lines[1] <= document.lines[1] for b in document.blocks)


def test_a_file_without_a_title_is_one_document() -> None:
    (document,) = read_source("raw.txt", "第一条　绿道应当公布。\n".encode()).documents
    assert [block.lines for block in document.blocks] == [(1, 1)]


def test_unreadable_bytes_are_refused() -> None:
    with pytest.raises(UnreadableError):
        read_source("raw.txt", b"")


def test_files_join_to_one_corpus() -> None:
    later = (
        "云州市人民政府关于废止绿道管理办法的通知\n云政发〔2026〕1号\n"
        "《云州市人民政府关于印发云州市绿道管理办法的通知》（云政发〔2024〕12号）自即日起废止。\n"
    )
    raws = (COVER + NOTICE, NOTICE, later)
    corpus = convert([read_source(f"{n}.txt", raw.encode()) for n, raw in enumerate(raws)])
    assert [source.file for source in corpus.sources] == ["0.txt", "1.txt", "2.txt"]
    assert [(d.id, len(d.witnesses)) for d in corpus.documents] == [("yunzhengfa/2024/12", 1), ("yunzhengfa/2026/1", 0)]
    assert {repeal.target for repeal in corpus.documents[1].repeals} == {"yunzhengfa/2024/12"}


def test_a_reading_leaves_no_garbage_behind() -> None:
    read_source("raw.txt", NOTICE.encode())
    gc.collect()
    read_source("raw.txt", f"{COVER}{NOTICE * 20}".encode())
    assert gc.isenabled()
    assert gc.collect() == 0


@pytest.mark.parametrize("unit", ["自2019年1月1日起施行", "云州", "(云", "《云", "“云", "一、", "，", "　云"])
@pytest.mark.parametrize("opened", ["", "（", "(", "“"])
def test_time_grows_with_the_text_only(unit: str, opened: str) -> None:
    head = NOTICE[: NOTICE.index("：\n") + 2]
    raw = f"{head}{opened}{unit * (30_000 // len(unit))}\n"
    with quickly():
        read_source("raw.txt", raw.encode())
