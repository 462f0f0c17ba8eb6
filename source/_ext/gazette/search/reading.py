"""The pages of a document in all scripts → what the index takes from them, and the files of their texts."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from gazette.compact import compact
from gazette.workers import each

from .files import NAME, Folder
from .fold import Fold, fold_of
from .records import Document, Record, documents

__all__ = ["FULL", "SPAN", "Known", "Numbered", "addresses", "cuts", "read", "texts", "times"]

SPAN = 64
"""Records of a file of texts, at most. The numbers of each begin at a multiple of it, so that a record more or less in
one document moves those of no other."""
FULL = 6000
"""Characters after which another file begins: about 8 KB, packed."""

_UTF_16 = f"utf-16-{sys.byteorder[0]}e"
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
        return len(self.texts[0]) // NAME if self.texts else 0


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
    _fold()  # before processes part
    found = each(partial(_read, trees, folder), stale, _WORTH, _CHUNK)
    return dict(zip(stale, found, strict=True))


def _read(trees: Sequence[str], folder: Folder, address: str) -> Known:
    at = times(trees, address)
    shown = documents([Path(tree, address, "index.html") for tree in trees], address)
    if not shown:
        return Known(address, at)
    facts, records = shown[0].facts, shown[0].records
    parts = list(cuts(records))
    return Known(
        address,
        at,
        facts.kind,
        facts.day,
        facts.turns,
        facts.ended,
        [document.facts.issuers for document in shown],
        ["".join(folder.add(content) for content in _files(document, parts)) for document in shown],
        len(records),
        sum(len(record.text) for record in records),
        "".join(a + b for a, b in sorted(_pairs(shown))),
    )


def cuts(records: Sequence[Record]) -> Iterator[slice]:
    """Tell which records stand in a file."""
    first = size = 0
    for at, record in enumerate(records):
        if at - first == SPAN or size > FULL:
            yield slice(first, at)
            first, size = at, 0
        size += len(record.text)
    yield slice(first, len(records))


def _files(document: Document, parts: Sequence[slice]) -> Iterator[bytes]:
    """Give the texts of a document, file by file."""
    facts = document.facts
    for part in parts:
        rows = [[word for piece in r.pieces for word in (piece.anchor, piece.text)] for r in document.records[part]]
        yield compact({"path": facts.path, "name": facts.name, "docno": facts.docno, "records": rows}).encode()


def texts(folder: Folder, document: Numbered) -> Iterator[tuple[int, str]]:
    """Read the texts of the records of a document from its files, each with its number."""
    for file, at in enumerate(range(0, len(document.names), NAME)):
        rows = json.loads(folder.read(document.names[at : at + NAME]))["records"]
        yield from enumerate(["".join(row[1::2]) for row in rows], document.first + file * SPAN)


def _pairs(shown: Sequence[Document]) -> set[tuple[str, str]]:
    """Gather what scripts have in each other's place and does not fold to the same by itself."""
    fold, places = _fold(), _places(["".join([record.text for record in document.records]) for document in shown])
    pairs = {(forms[0], form) for forms in places for form in forms[1:] if form != forms[0]}
    return {(a, b) for a, b in pairs if fold(a) != fold(b)}


def _places(texts: Sequence[str]) -> Iterable[Sequence[str]]:
    """Give what up to four texts have in the same place, each only once.

    A place is one number of 64 bits: a set of such is made in a third of the time that one of tuples takes.
    """
    words = memoryview(bytearray(8 * len(texts[0])))
    units = words.cast("H")
    for at, text in enumerate(texts):
        coded = memoryview(text.encode(_UTF_16)).cast("H")
        if len(coded) != len(text):  # a character of two units
            return set(zip(*texts, strict=True))
        units[at::4] = coded
    return [number.to_bytes(8, sys.byteorder).decode(_UTF_16)[: len(texts)] for number in set(words.cast("Q"))]


@cache
def _fold() -> Fold:
    """Work out once what folds by itself."""
    return fold_of(())
