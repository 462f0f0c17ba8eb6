"""The sample gazettes, converted, against their annotations: what a lawyer who reads the raw text would write down."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from converters.corpus import Corpus, to_json
from converters.pipeline import convert, read_source
from tests.conftest import ROOT

GOLD = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/gold").glob("*.json"))
}
FIELDS = (
    "title", "docno", "filing_no", "kind", "issuers", "addressees", "signed", "printed", "effective", "expires",
    "column", "page",
)  # fmt: skip
RULE_LINE_RE = re.compile("[-| ]+")
"""A line of a table, or between two parts of a page, that holds no word."""

Record = dict[str, Any]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Convert all sample gazettes to one corpus."""
    return convert([read_source(path.name, path.read_bytes()) for path in sorted((ROOT / "source/raw").glob("*.txt"))])


@pytest.fixture(scope="module")
def record(corpus: Corpus) -> Record:
    """Give the same as corpus.json has it."""
    loaded: Record = json.loads(to_json(corpus))
    return loaded


def views(record: Record, file: str) -> list[Record]:
    """List the documents as they were read from one raw file, in printed order: themselves or a witness of them."""
    found = [document for document in record["documents"] if document["source"] == file]
    for document in record["documents"]:
        found += [{**document, **witness} for witness in document["witnesses"] if witness["source"] == file]
    return sorted(found, key=lambda view: view["lines"])


def pairs(record: Record, name: str) -> list[tuple[Record, Record]]:
    """Pair each annotated document of a raw file with the converted one; both must be as many."""
    found, wanted = views(record, GOLD[name]["seed"]), GOLD[name]["documents"]
    assert [tight(view["title"]) for view in found] == [tight(gold["title"]) for gold in wanted]
    return list(zip(found, wanted, strict=True))


def tight(text: str | None) -> str | None:
    """Drop white space."""
    return text and "".join(text.split())


def test_every_sample_is_annotated() -> None:
    assert sorted(GOLD) == sorted(path.stem for path in (ROOT / "source/raw").glob("*.txt"))


@pytest.mark.parametrize("name", GOLD)
def test_documents_have_their_fields(record: Record, name: str) -> None:
    for found, wanted in pairs(record, name):
        values = {field: tight(v) if isinstance(v := found[field], str) else v for field in FIELDS}
        asked = {field: tight(v) if isinstance(v := wanted[field], str) else v for field in FIELDS}
        assert values == asked
        assert [tight(title) for title in found["annexes"]] == [tight(title) for title in wanted["annexes"]]


@pytest.mark.parametrize("name", GOLD)
def test_enclosed_texts_are_found_with_their_articles(record: Record, name: str) -> None:
    for found, wanted in pairs(record, name):
        keys = ("title", "chapters", "articles")
        assert [[e[key] for key in keys] for e in found["enclosed"]] == [
            [e[key] for key in keys] for e in wanted["enclosed"]
        ]


@pytest.mark.parametrize("name", GOLD)
def test_paragraphs_begin_where_they_were_printed(record: Record, name: str) -> None:
    gold = GOLD[name]
    raw = (ROOT / "source/raw" / gold["seed"]).read_text(encoding="utf-8").split("\n")
    unjudged = {n for n, line in enumerate(raw, 1) if RULE_LINE_RE.fullmatch(line)}
    for table in gold["tables"]:
        first, last = table["lines"]
        unjudged |= set(range(first, last + 1)) if table.get("note") else set()
    starts = {block["lines"][0] for view in views(record, gold["seed"]) for block in view["blocks"]} - unjudged
    wrong = starts ^ (set(gold["starts"]) - unjudged)
    assert [(n, raw[n - 1]) for n in sorted(wrong)] == []


@pytest.mark.parametrize("name", GOLD)
def test_printed_numbers_have_their_rank(record: Record, name: str) -> None:
    for found, wanted in pairs(record, name):
        numbered = [(b["lines"][0], b["level"], b["number"]) for b in found["blocks"] if b["number"] and b["level"]]
        assert numbered == [(unit["line"], unit["level"], unit["number"]) for unit in wanted["outline"]]


@pytest.mark.parametrize("name", GOLD)
def test_the_issue_and_its_furniture_are_known(record: Record, name: str) -> None:
    gold = GOLD[name]
    (source,) = [source for source in record["sources"] if source["file"] == gold["seed"]]
    raw = (ROOT / "source/raw" / gold["seed"]).read_text(encoding="utf-8").split("\n")
    lines = {n for first, last in source["furniture"] for n in range(first, last + 1)}
    wrong = {n for n in lines ^ set(gold["furniture"]) if raw[n - 1].strip() and not RULE_LINE_RE.fullmatch(raw[n - 1])}
    assert [(n, raw[n - 1]) for n in sorted(wrong)] == []
    if gold["issue"]:
        assert {key: source["issue"][key] for key in gold["issue"]} == gold["issue"]
    else:
        assert source["issue"] is None


@pytest.mark.parametrize("name", GOLD)
@pytest.mark.parametrize("key", ["citations", "repeals"])
def test_other_documents_are_cited_and_ended(record: Record, name: str, key: str) -> None:
    for found, wanted in pairs(record, name):
        named = Counter((c["title"], c["docno"]) for c in found[key])
        assert named == Counter((c["title"], c["docno"]) for c in wanted[key])


@pytest.mark.parametrize("name", GOLD)
def test_terms_and_attributions_are_found(record: Record, name: str) -> None:
    for found, wanted in pairs(record, name):
        terms, asked = (
            sorted(t["term"] for t in those if t["via"] not in ("scope", "下同"))
            for those in (found["terms"], wanted["defined_terms"])
        )
        assert terms == asked
        assert found["responsible"] == wanted["responsible"]


def rows(corpus: Corpus, name: str) -> list[list[str]]:
    """List the cells of every row of a raw file, without white space and without the colon after a role."""
    documents = [document for document in corpus.documents if document.source == GOLD[name]["seed"]]
    blocks = [block for document in documents for block in document.blocks if block.cells]
    return [["".join(cell.s.split()).removesuffix("：") for cell in block.cells] for block in blocks]


@pytest.mark.parametrize("name", GOLD)
def test_rows_of_tables_and_lists_are_whole(corpus: Corpus, name: str) -> None:
    found = ["".join(cells) for cells in rows(corpus, name)]
    for table in GOLD[name]["tables"]:
        wanted = ["".join(cells) for cells in table["rows"]]
        assert table.get("note") or [row for row in wanted if row not in found] == []


def test_two_blocks_side_by_side_are_read_one_after_the_other(corpus: Corpus) -> None:
    name = "yunzhou-gongbao-2026-10"
    (table,) = [table for table in GOLD[name]["tables"] if table.get("note")]
    names = [cells[-2:] for cells in rows(corpus, name) if len(cells) > 1]
    first = names.index(table["rows"][0][-2:])
    assert names[first : first + len(table["rows"])] == [cells[-2:] for cells in table["rows"]]


def test_the_report_has_a_second_witness(record: Record) -> None:
    (report,) = [document for document in record["documents"] if document["kind"] == "report"]
    assert report["id"] == "zhengfugongzuobaogao/2024-02-20"
    assert report["source"] == "yunzhou-gongbao-2024-03.txt"
    assert [witness["source"] for witness in report["witnesses"]] == ["yunzhou-zhengfu-gongzuo-baogao-2024.txt"]


def test_documents_of_the_samples_cite_each_other(record: Record) -> None:
    repeals = {(document["id"], repeal["target"]) for document in record["documents"] for repeal in document["repeals"]}
    assert ("yunzhengfa/2026/11", "yunzhengfa/2023/10") in repeals
    assert ("yunzhengfa/2026/13", "yunzhengfa/2023/9") in repeals
    cited = {citation["target"] for document in record["documents"] for citation in document["citations"]}
    assert {"yunzhengfa/2023/9", "yunzhengfa/2023/10"} <= cited
