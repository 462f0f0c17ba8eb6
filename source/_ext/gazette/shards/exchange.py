"""What the shards of a build tell each other, in files.

A large corpus is built in shards (:mod:`gazette.shards.build`): each is a Sphinx project of its own, read by one
process. What its pages need of all others — who cites them, what they cite, what ended them, what stands beside them —
follows from small records, which every shard writes when it has read its documents::

    <folder>/<shard>/records.pickle    the law domain's records of its pages, and front matter of its issues
    <folder>/<shard>/objects.txt       its part of objects.inv, sorted
    <folder>/<shard>/told.sha256       digest of both, as far as pages show it that are not the shard's

:func:`whole` brings them together. The value is made once for each state of the files; processes that are forked from
the one that made it share it.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import corpusfile
from ..digests import digest_of
from ..law.graph import Graph, graph
from ..law.records import NO_UNITS, Cited, Page
from ..site import Site, site

__all__ = ["Object", "Records", "Whole", "objects", "objects_inv", "records", "size", "told", "whole", "write"]

RECORDS, OBJECTS, TOLD = "records.pickle", "objects.txt", "told.sha256"
PACKED = 5
"""Level of zlib for objects.inv; at Sphinx's 9, it is a tenth smaller, and takes as long as a hundred pages."""
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


def write(shard: Path, own: Records, found: list[Object], address: Callable[[str], str]) -> None:
    """Write what a shard tells the others; ``address`` gives that of a page."""
    (shard / RECORDS).write_bytes(pickle.dumps(own, pickle.HIGHEST_PROTOCOL))
    addresses = {docname: address(docname) for docname in {row[4] for row in found}}
    (shard / OBJECTS).write_text("".join(sorted([_line(row, addresses[row[4]]) for row in found])), "utf-8")
    pages = [_shown(page) for _, page in sorted(own.pages.items())]
    others = sorted(row for row in found if row[0] != "law")  # those of the law follow from the records
    (shard / TOLD).write_text(digest_of(pages, sorted(own.issues.items()), others), "utf-8")


def records(shard: Path) -> Records:
    """Read what a shard has told the others."""
    found: Records = pickle.loads((shard / RECORDS).read_bytes())  # noqa: S301 - our own
    return found


def _shown(page: Page) -> tuple[object, ...]:
    """Give what other pages show of a page: of notes neither their words, nor where in these mentions stand."""
    notes = tuple(replace(note, words=None, text="", line=None) for note in page.notes)
    cited = tuple(_anywhere(cited) for cited in page.cited) if notes else page.cited
    # A set is spelled in another order after it was pickled.
    rest = replace(page, notes=notes, cited=cited, anchors=frozenset(), outline=NO_UNITS)
    return rest, page.outline.columns, sorted(page.anchors)


def _anywhere(cited: Cited) -> Cited:
    return cited._replace(line=None, mention=cited.mention._replace(start=0, end=0))


def size(shard: Path) -> int:
    """Tell how many bytes a shard tells the others; what has been lost, or broken off, does not count."""
    return sum(path.stat().st_size for path in (shard / name for name in (RECORDS, OBJECTS, TOLD)) if path.exists())


def told(shard: Path) -> str:
    """Give a digest of what a shard tells the others."""
    return (shard / TOLD).read_text("utf-8")


def whole(folder: Path) -> Whole:
    """Bring the records of all shards together."""
    return _whole(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob(f"*/{RECORDS}"))))


def objects(folder: Path) -> list[bytes]:
    """Give the lines of objects.inv that each shard tells."""
    return [path.read_bytes() for path in sorted(folder.glob(f"*/{OBJECTS}"))]


def objects_inv(parts: Iterable[bytes], project: str, version: str) -> bytes:
    """Make objects.inv of the parts of all shards: what Sphinx writes, but packed in a tenth of the time."""
    head = (
        f"# Sphinx inventory version 2\n# Project: {project}\n# Version: {version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = sorted(line for part in parts for line in part.split(b"\n")[:-1])
    return head.encode() + zlib.compress(b"\n".join([*dict.fromkeys(lines), b""]), PACKED)  # some all shards have


def _line(found: Object, address: str) -> str:
    """Spell an object as objects.inv does: $ for its name at the end of its anchor, - where it is shown by its name."""
    domain, name, shown, kind, _docname, anchor, priority = found
    unit = anchor.removesuffix(name) + "$" if anchor.endswith(name) else anchor
    place = f"{address}#{unit}" if anchor else address
    return f"{name} {domain}:{kind} {priority} {place} {'-' if shown == name else shown}\n"


@lru_cache(maxsize=1)
def _whole(files: tuple[tuple[Path, int], ...]) -> Whole:
    pages: dict[str, Page] = {}
    issues: dict[str, Mapping[str, Any]] = {}
    for path, _changed in files:
        known = records(path.parent)
        pages |= known.pages
        issues |= known.issues
    return Whole(graph(pages), dict(sorted(issues.items())))


@lru_cache(maxsize=1)
def _site(found: Whole, path: Path, _changed: int, today: date) -> Site:
    return site(corpusfile.load(path), found.issues, found.graph, today)
