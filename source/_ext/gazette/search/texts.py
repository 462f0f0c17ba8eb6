"""The texts of the records in one script, in chunks; with what results are shown with and chosen by."""

from collections.abc import Iterable, Iterator
from typing import Any

from gazette.compact import compact

from .files import Folder
from .records import Document, Record

__all__ = ["Ranked", "write_texts"]

_SHRINKS = 2.5
"""How much gzip makes of texts, about."""


class Ranked:
    """Documents in rank order: this gives every record its number."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Take the documents, the first first."""
        self.documents = tuple(documents)

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(len(document.records) for document in self.documents)

    def records(self) -> Iterator[tuple[int, int, Record]]:
        """Give all records: number, number of the document, record. The heads of all documents come first."""
        for number, document in enumerate(self.documents):
            yield number, number, document.records[0]
        number = len(self.documents)
        for of, document in enumerate(self.documents):
            for record in document.records[1:]:
                yield number, of, record
                number += 1

    def starts(self) -> list[int]:
        """Give the number of the first record of each document behind its head."""
        starts, at = [], len(self.documents)
        for document in self.documents:
            starts.append(at)
            at += len(document.records) - 1
        return starts


def write_texts(folder: Folder, lang: str, shown: Ranked, simplified: Ranked, piece: int) -> None:
    """Write the chunks of a script, of about `piece` bytes each, and their manifest, by its language."""
    firsts, names = [], []
    for first, chunk in _chunks(shown, int(piece * _SHRINKS)):
        firsts.append(first)
        names.append(folder.add(compact(chunk).encode()))
    issuers: dict[str, str] = {}
    for plain, document in zip(simplified.documents, shown.documents, strict=True):
        issuers |= dict(zip(plain.facts.issuers, document.facts.issuers, strict=True))
    numbers = {name: number for number, name in enumerate(issuers)}
    facts = [document.facts for document in simplified.documents]
    columns = {
        "from": simplified.starts(),
        "kind": [fact.kind for fact in facts],
        "day": [fact.day for fact in facts],
        "issuers": [[numbers[name] for name in fact.issuers] for fact in facts],
        "turns": [fact.turns for fact in facts],
    }
    folder.manifest(
        f"records-{lang}",
        {"first": firsts, "files": "".join(names), "issuers": list(issuers.items()), "documents": columns},
    )


def _chunks(shown: Ranked, limit: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give chunks with the number of the first record of each."""
    documents: dict[int, list[str]] = {}
    rows: list[list[object]] = []
    first = size = 0
    for number, of, record in shown.records():
        if size > limit:
            yield first, {"documents": documents, "records": rows}
            documents, rows, first, size = {}, [], number, 0
        facts = shown.documents[of].facts
        documents[of] = [facts.path, facts.name, facts.docno]
        rows.append([of, *(part for piece in record.pieces for part in (piece.anchor, piece.text))])
        size += len(record.text.encode())
    if rows:
        yield first, {"documents": documents, "records": rows}
