"""The pages of a document in all scripts → what the index takes from them, and the files of their texts."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from ..compact import compact
from ..law.places import annex_of
from ..workers import each
from .files import NAME, Folder
from .forms import Forms
from .records import Document, Record, read_document

__all__ = [
    "FULL",
    "SPAN",
    "WORTH",
    "KeptPage",
    "Said",
    "Trees",
    "addresses",
    "cuts",
    "day",
    "read",
    "read_all",
    "texts",
    "times",
]

SPAN = 64
"""Records of a file of texts, at most. The numbers of each begin at a multiple of it, so that a record more or less in
one document moves those of no other."""
FULL = 6000
"""Characters after which another file begins: about 8 KB, packed."""

WORTH = 48
"""Documents from which a second process is worth its start."""
_CHUNK = 8
_DAY_RE = re.compile(rb' data-day="([^"]*)"')

Said = Iterable[tuple[int, str]]
"""The texts of the records of a document, each with its number, its head first, which has 0."""


class Trees(NamedTuple):
    """The site in all scripts, Simplified first."""

    folders: Sequence[str]
    langs: Sequence[str]


class KeptPage(NamedTuple):
    """What is known of the pages at an address, from when they were read: plain, so that it can be sent and kept."""

    address: str
    times: list[int]
    kind: str = ""
    day: str = ""
    turns: str = ""
    ended: bool = False
    issuers: Sequence[Sequence[str]] = ()
    """In each script."""
    texts: str = ""
    """The names of its files, behind one another; none for a page that is no document's."""
    records: int = 0
    characters: int = 0
    """In one script."""
    pairs: str = ""
    """Those of :class:`gazette.search.forms.Places`, behind one another."""

    @property
    def span(self) -> int:
        """How many numbers it takes, in multiples of SPAN."""
        return len(self.texts) // NAME


def addresses(tree: Path) -> Iterator[str]:
    """Give the addresses below ``doc/``, from the root of the tree, each with a slash at its end."""
    for folder, _, files in os.walk(tree / "doc", followlinks=True):
        if "index.html" in files:
            yield f"{os.path.relpath(folder, tree)}/".replace(os.sep, "/")


def times(trees: Trees, address: str) -> list[int]:
    """Tell when the pages at an address were written, and how long they are: whether they must be read again."""
    found = []
    for tree in trees.folders:
        try:
            stat = os.stat(f"{tree}/{address}index.html")
        except FileNotFoundError:
            found += [0, 0]
        else:
            found += [stat.st_mtime_ns, stat.st_size]
    return found


def day(trees: Trees, address: str) -> str:
    """Give the day that orders a document, as its page in Simplified has it; empty for a page that is none's."""
    found = _DAY_RE.search(Path(trees.folders[0], address, "index.html").read_bytes())
    return found[1].decode() if found else ""


def read_all(trees: Trees, folder: Folder, stale: Sequence[str]) -> dict[str, KeptPage]:
    """Read the pages at some addresses, with all cores, and write the files of their texts.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    found = each(partial(_kept_page, trees, folder), stale, WORTH, _CHUNK)
    return dict(zip(stale, found, strict=True))


def _kept_page(trees: Trees, folder: Folder, address: str) -> KeptPage:
    return read(trees, folder, address)[0]


def read(trees: Trees, folder: Folder, address: str) -> tuple[KeptPage, Said]:
    """Read the pages at an address, and write the files of their texts.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    at = times(trees, address)
    document = read_document([Path(tree, address, "index.html") for tree in trees.folders])
    if not document:
        return KeptPage(address, at), ()
    places, parts = _forms(trees.langs).places(document.texts), list(cuts(document.records))
    known = KeptPage(
        address,
        at,
        document.kind,
        document.day,
        document.turns,
        document.ended,
        document.issuers,
        "".join([folder.add(content) for content in _files(address, document, parts, places.rare)]),
        len(document.records),
        sum(len(record.text) for record in document.records),
        "".join(sorted(places.pairs)),
    )
    return known, _said(document.records, parts)


@cache
def _forms(langs: Sequence[str]) -> Forms:
    return Forms(langs)


def cuts(records: Sequence[Record]) -> Iterator[slice]:
    """Tell which records stand in a file."""
    first = size = 0
    for at, record in enumerate(records):
        if at - first == SPAN or size > FULL:
            yield slice(first, at)
            first, size = at, 0
        size += len(record.text)
    yield slice(first, len(records))


def _files(address: str, document: Document, parts: Sequence[slice], rare: Mapping[int, str]) -> Iterator[bytes]:
    """Give the texts of a document, file by file."""
    name, docno = document.name, document.docno
    front = start = len(name) + len(docno)
    text = ""
    for part in parts:
        records = document.records[part]
        end = start + sum(len(record.text) for record in records)
        places = [at if at < front else at - start + front for at in rare if at < front or start <= at < end]
        content = {
            "path": address,
            "name": name,
            "docno": docno,
            "called": _called(document.called, records, text),
            "text": text,
            "records": [record.pieces for record in records],
            "places": [place - before for before, place in zip([-1, *places], places, strict=False)],
            "forms": "".join([forms for at, forms in rare.items() if at < front or start <= at < end]),
        }
        start = end
        begun = [each for each in _anchors(records) if each in document.called and not annex_of(each)]
        text = begun[-1] if begun else text
        yield compact(content).encode()


def _called(called: Mapping[str, str], records: Sequence[Record], text: str) -> Mapping[str, str]:
    """Give what the annexes and texts are called in which records stand, `text` being that of the first."""
    anchors = _anchors(records) if called else ()
    there = {text, *anchors, *map(annex_of, anchors)}
    return {anchor: name for anchor, name in called.items() if anchor in there}


def _anchors(records: Sequence[Record]) -> Sequence[str]:
    return [anchor for record in records for anchor in record.pieces[::2]]


def _said(records: Sequence[Record], parts: Sequence[slice]) -> Said:
    for file, part in enumerate(parts):
        yield from enumerate([record.text for record in records[part]], file * SPAN)


def texts(folder: Folder, names: str) -> Said:
    """Read the texts of the records of a document from its files."""
    for file, at in enumerate(range(0, len(names), NAME)):
        rows = json.loads(folder.read(names[at : at + NAME]))["records"]
        yield from enumerate(["".join(row[1::2]) for row in rows], file * SPAN)
