"""The pages of a document in all scripts → what the index takes from them, and the files of their texts."""

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from gazette.compact import compact

from .files import NAME, Folder
from .fold import Fold, fold_of
from .records import Document, documents
from .workers import each

__all__ = ["SPAN", "Known", "Numbered", "addresses", "read", "texts", "times"]

SPAN = 64
"""Records of a file of texts. The numbers of a document begin at a multiple of it, so that a record more or less in one
document moves those of no other."""


_WORTH = 48
"""Documents from which a second process is worth its start."""
_CHUNK = 8


class Known(NamedTuple):
    """What is known of the pages at an address, from when they were read: plain, so that it can be sent and kept."""

    address: str
    times: list[int]
    kind: str = ""
    day: str = ""
    turns: str = ""
    ended: bool = False
    issuers: Sequence[Sequence[str]] = ()
    """In each script."""
    texts: Sequence[str] = ()
    """In each script the names of its files, behind one another; none for a page that is no document's."""
    records: int = 0
    characters: int = 0
    """In one script."""
    pairs: str = ""
    """Characters of Simplified, each with what a page has in its place and what does not fold to the same by itself."""

    @property
    def span(self) -> int:
        """How many numbers it takes, in multiples of SPAN."""
        return -(-self.records // SPAN)


def addresses(tree: Path) -> Iterator[str]:
    """Give the addresses below ``doc/``, from the root of the tree, each with a slash at its end."""
    for folder, _, files in os.walk(tree / "doc", followlinks=True):
        if "index.html" in files:
            yield f"{os.path.relpath(folder, tree)}/".replace(os.sep, "/")


def times(trees: Sequence[str], address: str) -> list[int]:
    """Tell when the pages at an address were written, and how long they are: whether they must be read again."""
    found = []
    for tree in trees:
        try:
            stat = os.stat(f"{tree}/{address}index.html")
        except FileNotFoundError:
            found += [0, 0]
        else:
            found += [stat.st_mtime_ns, stat.st_size]
    return found


class Numbered(NamedTuple):
    """Where a document stands in the index."""

    number: int
    """Of the document."""
    first: int
    """Number of its first record, its head."""
    names: str
    """Of the files of its texts in Simplified."""


def read(trees: Sequence[str], folder: Folder, stale: Sequence[str]) -> dict[str, Known]:
    """Read the pages at some addresses, with all cores, and write the files of their texts.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    found = each(partial(_read, trees, folder), stale, _WORTH, _CHUNK)
    return dict(zip(stale, found, strict=True))


def _read(trees: Sequence[str], folder: Folder, address: str) -> Known:
    at = times(trees, address)
    shown = documents([Path(tree, address, "index.html") for tree in trees], address)
    if not shown:
        return Known(address, at)
    facts, records = shown[0].facts, shown[0].records
    return Known(
        address,
        at,
        facts.kind,
        facts.day,
        facts.turns,
        facts.ended,
        [document.facts.issuers for document in shown],
        ["".join(folder.add(content) for content in _files(document)) for document in shown],
        len(records),
        sum(len(record.text) for record in records),
        "".join(a + b for a, b in sorted(_pairs(shown))),
    )


def _files(document: Document) -> Iterator[bytes]:
    """Give the texts of a document, SPAN records a file."""
    facts, records = document.facts, document.records
    for at in range(0, len(records), SPAN):
        rows = [[part for piece in r.pieces for part in (piece.anchor, piece.text)] for r in records[at : at + SPAN]]
        yield compact({"path": facts.path, "name": facts.name, "docno": facts.docno, "records": rows}).encode()


def texts(folder: Folder, names: str) -> list[str]:
    """Read the texts of the records of a document from its files."""
    files = (json.loads(folder.read(names[at : at + NAME])) for at in range(0, len(names), NAME))
    return ["".join(row[1::2]) for file in files for row in file["records"]]


def _pairs(shown: Sequence[Document]) -> set[tuple[str, str]]:
    """Gather what scripts have in each other's place and does not fold to the same by itself."""
    columns = zip(*("".join([record.text for record in document.records]) for document in shown), strict=True)
    pairs = {(forms[0], form) for forms in set(columns) for form in forms[1:] if form != forms[0]}
    fold = _fold()
    return {(a, b) for a, b in pairs if fold(a) != fold(b)}


@cache
def _fold() -> Fold:
    """Work out once what folds by itself."""
    return fold_of(())
