"""What the shards of a build tell each other, in files.

A large corpus is built in shards (:mod:`gazette.shards.build`): each is a Sphinx project of its own, read by one
process. What its pages need of all others — who cites them, what they cite, what ended them, what stands beside them —
follows from small records, which every shard writes when it has read its documents::

    <folder>/<shard>/records.pickle    the law domain's records of its pages, and front matter of its issues
    <folder>/<shard>/objects.pickle    its part of objects.inv
    <folder>/<shard>/told.sha256       digest of both, as far as pages show it that are not the shard's

:func:`whole` brings them together. The value is made once for each state of the files; processes that are forked from
the one that made it share it.
"""

import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import corpus
from ..law.graph import Graph, graph
from ..law.records import Cited, Page
from ..site import Site, site

__all__ = ["Object", "Records", "Whole", "objects", "objects_digest", "told", "whole", "write"]

RECORDS, OBJECTS, TOLD = "records.pickle", "objects.pickle", "told.sha256"
Object = tuple[str, str, str, str, str, str, int]
"""Domain, and what its ``get_objects`` gives: name, shown name, type, docname, anchor, priority."""


@dataclass(frozen=True, slots=True)
class Records:
    """What one shard tells the others."""

    pages: Mapping[str, Page]
    """By docname."""
    issues: Mapping[str, Mapping[str, Any]]
    """Front matter of the pages of issues, by docname."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """What follows from the records of all shards together. One is never equal to another."""

    graph: Graph
    issues: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def site(self, path: Path, today: date) -> Site:
        """Bring the records together with corpus.json."""
        path = path.resolve()
        return _site(self, path, path.stat().st_mtime_ns, today)


def write(shard: Path, records: Records, found: list[Object]) -> None:
    """Write what a shard tells the others."""
    for name, value in ((RECORDS, records), (OBJECTS, found)):
        (shard / name).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    digest = hashlib.sha256()
    pages = [_shown(page) for _, page in sorted(records.pages.items())]
    others = sorted(row for row in found if row[0] != "law")  # those of the law follow from the records
    for shown in (*pages, sorted(records.issues.items()), others):
        digest.update(repr(shown).encode())
    (shard / TOLD).write_text(digest.hexdigest(), "utf-8")


def _shown(page: Page) -> tuple[object, ...]:
    """Give what pages of others show of a page: of notes not their words, nor where in these what is."""
    notes = tuple(replace(note, text="", line=None) for note in page.notes)
    cited = tuple(_anywhere(cited) for cited in page.cited) if notes else page.cited
    # A set is spelled in another order after it was pickled.
    return replace(page, notes=notes, cited=cited, anchors=frozenset()), sorted(page.anchors)


def _anywhere(cited: Cited) -> Cited:
    return cited._replace(line=None, mention=cited.mention._replace(start=0, end=0))


def told(shard: Path) -> str:
    """Give a digest of what a shard tells the others."""
    return (shard / TOLD).read_text("utf-8")


def whole(folder: Path) -> Whole:
    """Bring the records of all shards together."""
    return _whole(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob(f"*/{RECORDS}"))))


def objects_digest(folder: Path) -> str:
    """Give a digest of all objects."""
    parts = [path.read_bytes() for path in sorted(folder.glob(f"*/{OBJECTS}"))]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def objects(folder: Path) -> Iterator[Object]:
    """Give all objects, in the order of objects.inv: by domain, then by name."""
    paths = sorted(folder.glob(f"*/{OBJECTS}"))
    return iter(sorted({found for path in paths for found in pickle.loads(path.read_bytes())}))  # noqa: S301 - our own


@lru_cache(maxsize=1)
def _whole(files: tuple[tuple[Path, int], ...]) -> Whole:
    pages: dict[str, Page] = {}
    issues: dict[str, Mapping[str, Any]] = {}
    for path, _changed in files:
        records: Records = pickle.loads(path.read_bytes())  # noqa: S301 - our own
        pages |= records.pages
        issues |= records.issues
    return Whole(graph(pages), dict(sorted(issues.items())))


@lru_cache(maxsize=1)
def _site(found: Whole, path: Path, _changed: int, today: date) -> Site:
    return site(corpus.load(path), found.issues, found.graph.repealed(), today, found.graph.lapsed())
