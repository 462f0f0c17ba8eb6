"""Whole gazettes of fictional places in the forms that real ones are printed in, held against what an editor reads.

Beside every `fixtures/gazettes/<name>.txt`, a raw file, stands `<name>.toml`: the issue, the lines that belong to no
document, the lines that go on with the paragraph before, and for every document the fields of corpus.json. A field that
is not given there is not printed in the gazette, and must not be found.
"""

import json
import tomllib
from collections.abc import Mapping

import pytest

from converters.corpus import to_json
from converters.model import Code
from converters.pipeline import convert, read_source
from tests.conftest import FIXTURES

GAZETTES = FIXTURES / "gazettes"

FIELDS: Mapping[str, object] = {
    "title": None, "docno": None, "filing_no": None, "kind": None, "issuers": [], "addressees": None, "signed": None,
    "printed": None, "effective": None, "expires": None, "column": None, "page": None, "lines": None, "annexes": [],
    "responsible": 0,
}  # fmt: skip
"""What is compared as it stands, each with its value where the annotation has none."""

Record = Mapping[str, object]


def converted(name: str) -> dict[str, list[Record]]:
    """The corpus of one raw file, as corpus.json has it."""
    corpus: dict[str, list[Record]] = json.loads(
        to_json(convert([read_source(name, (GAZETTES / f"{name}.txt").read_bytes())]))
    )
    return corpus


def cited(record: Record) -> str:
    """《title》 and 文号 in one string."""
    title = f"《{record['title']}》" if record["title"] else ""
    return f"{title}{record['docno'] or ''}"


def wanted(document: Record) -> dict[str, object]:
    """An annotated document in the form of `found`."""
    counts = {name: document.get(name, 0) for name in ("chapters", "articles")}
    lists = {name: document.get(name, []) for name in ("enclosed", "citations", "repeals", "terms")}
    return {name: document.get(name, absent) for name, absent in FIELDS.items()} | counts | lists


def found(document: Record) -> dict[str, object]:
    """What the annotations speak of, of one document of corpus.json."""
    levels = [block["level"] for block in document["blocks"]]  # type: ignore[attr-defined]
    return {
        **{name: document[name] for name in FIELDS},
        **{name: levels.count(name.removesuffix("s")) for name in ("chapters", "articles")},
        "enclosed": [enclosed["title"] for enclosed in document["enclosed"]],  # type: ignore[attr-defined]
        "citations": [cited(citation) for citation in document["citations"]],  # type: ignore[attr-defined]
        "repeals": [cited(citation) for citation in document["repeals"]],  # type: ignore[attr-defined]
        "terms": [term["term"] for term in document["terms"] if term["via"] != "scope"],  # type: ignore[attr-defined]
    }


NAMES = sorted(path.stem for path in GAZETTES.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_gazette_is_read_as_an_editor_reads_it(name: str) -> None:
    gold = tomllib.loads((GAZETTES / f"{name}.toml").read_text(encoding="utf-8"))
    corpus = converted(name)
    source, documents = corpus["sources"][0], corpus["documents"]
    assert [d["title"] for d in documents] == [d["title"] for d in gold["documents"]]
    assert [found(d) for d in documents] == [wanted(d) for d in gold["documents"]]
    issue = source["issue"] or {}
    assert {key: issue.get(key) for key in gold.get("issue", issue)} == gold.get("issue", {})  # type: ignore[attr-defined]
    raw = (GAZETTES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    lines = [number for number, line in enumerate(raw, 1) if line.strip(" \u3000|-")]
    furniture = [n for n in lines if any(a <= n <= b for a, b in source["furniture"])]  # type: ignore[attr-defined]
    assert furniture == [n for n in lines if any(a <= n <= b for a, b in gold["furniture"])]
    begun = {block["lines"][0] for d in documents for block in d["blocks"]}  # type: ignore[attr-defined]
    assert [n for n in lines if n not in begun and n not in furniture] == gold["continuations"]


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_gazette_is_accounted_for(name: str) -> None:
    reading = read_source(name, (GAZETTES / f"{name}.txt").read_bytes())
    assert reading.account.balanced
    assert [finding for finding in reading.findings if finding.code not in _OF_THE_SOURCE] == []


_OF_THE_SOURCE = (Code.SUSPECTED_FAULT, Code.READ_AS)
"""What is told of the raw file, however well it is read"""
