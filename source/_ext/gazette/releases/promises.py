"""Promises: every address and anchor that a release has published leads somewhere in every later one.

``promises.json`` in a published folder is the union over all releases, so that the newest inventory is held against one
file, however many releases there are::

    {"pages": {"doc/yunzhengfa/2023/9/": {"since": "2026.10", "anchors": ["a1", "a1-k1", …]}},
     "files": {"pdf/….pdf": "2026.10"}}

Not promised is what tells of a day or of a release only (:data:`PASSING`): its lasting address is the one in the frozen
release.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..compact import compact
from .inventory import Inventory, Moved

__all__ = ["NONE", "Promise", "Promises", "broken", "kept", "load", "since"]

FILE = "promises.json"
PASSING = re.compile(
    r"""
    changes/.+                # what changed against an earlier release, as the newest tells it
    | by/[^#]*\#g-.*          # a group of a list, such as 尚未施行, that is empty on another day
    | \#.*                    # parts of the home page: what begins, ends and is new on a day
    """,
    re.VERBOSE,
)
"""Addresses that are listed but not promised."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A page that was published."""

    since: str
    """The first release in which it stands."""
    anchors: tuple[str, ...]
    """All that it ever had, sorted."""


@dataclass(frozen=True, slots=True)
class Promises:
    """All that was published."""

    pages: Mapping[str, Promise]
    files: Mapping[str, str]
    """File → the first release that holds it."""

    def dump(self) -> str:
        """Give promises.json."""
        pages = {page: {"since": made.since, "anchors": made.anchors} for page, made in sorted(self.pages.items())}
        known = {"pages": pages, "files": dict(sorted(self.files.items()))}
        return compact(known) + "\n"


NONE = Promises({}, {})
"""Before the first release."""


def load(site: Path) -> Promises:
    """Read the promises of a published folder; none where there is no such folder."""
    path = site / FILE
    return _load(path, path.stat().st_mtime_ns) if path.exists() else NONE


@lru_cache(maxsize=2)
def _load(path: Path, _changed: int) -> Promises:
    known = json.loads(path.read_text("utf-8"))
    pages = {page: Promise(made["since"], tuple(made["anchors"])) for page, made in known["pages"].items()}
    return Promises(pages, known["files"])


def since(site: Path) -> dict[str, str]:
    """Give, for each page of a published folder, the first release in which it stands; empty without such a folder."""
    return {page: made.since for page, made in load(site).pages.items()}


def kept(before: Promises, release: str, inventory: Inventory) -> Promises:
    """Add what a release publishes to what was promised before."""
    pages = dict(before.pages)
    for page, anchors in inventory.pages.items():
        made = pages.get(page, Promise(release, ()))
        pages[page] = Promise(made.since, tuple(sorted({*made.anchors, *anchors})))
    return Promises(pages, {**dict.fromkeys(inventory.files, release), **before.files})


def broken(promises: Promises, now: Inventory) -> Iterator[str]:
    """Name each address that was published and leads nowhere now."""
    anchors = {page: frozenset(found) for page, found in now.pages.items()}
    for page, made in promises.pages.items():
        for anchor in ("", *made.anchors):
            address = f"{page}#{anchor}" if anchor else page
            if not PASSING.fullmatch(address) and not _leads(page, anchor, anchors, now.moved):
                yield address
    yield from sorted(promises.files.keys() - frozenset(now.files))


def _leads(page: str, anchor: str, anchors: Mapping[str, frozenset[str]], moved: Mapping[str, Moved]) -> bool:
    """Tell whether an address leads to a place, itself or through the page that stands for an earlier one."""
    if page not in moved:
        return page in anchors and (not anchor or anchor in anchors[page])
    earlier = moved[page]
    target, _, place = earlier.anchors.get(anchor, f"{earlier.to}#{anchor}").partition("#")
    if target not in anchors:
        return False
    return not place or place in anchors[target] or (earlier.rest and anchor not in earlier.anchors)
