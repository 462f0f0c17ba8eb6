"""The Atom feed of the releases: an entry for each, with the documents that it has otherwise than the one before. Pure.

Addresses are whole where the site knows its own; else they are relative to the feed, and entries have ids of another
kind. Dates are the days of the releases, at midnight in China: the clock is never asked.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..addresses import DOCUMENTS, Addresses, slug
from ..days import told_apart
from ..law.refs import in_title_marks
from .changes import changes
from .history import Edition, Held, History

__all__ = ["Entry", "Item", "entries", "entry_id"]

LATEST = 20
"""Releases in the feed."""


@dataclass(frozen=True, slots=True)
class Item:
    """A document in an entry."""

    verb: str
    """增加, 修改, 更名, 删去."""
    name: str
    path: str = ""
    """From the root of the release; empty for what is gone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A release."""

    release: Edition
    documents: tuple[Item, ...] = ()
    first: bool = False
    """Whether none was before it."""

    @property
    def folder(self) -> str:
        """Its frozen tree."""
        return f"v/{self.release.name}/"

    @property
    def moment(self) -> str:
        """Its day, as Atom wants it.

        >>> Entry(Edition("2026.11", "2026-11-21")).moment
        '2026-11-21T00:00:00+08:00'
        """
        return f"{self.release.date}T00:00:00+08:00"


def entries(history: History, moved: Mapping[str, str]) -> tuple[Entry, ...]:
    """Give the latest releases, newest first; ``moved`` leads from earlier ids to later ones."""
    names = history.releases
    return tuple(_entry(history, at, moved) for at in reversed(range(len(names))))[:LATEST]


def _entry(history: History, at: int, moved: Mapping[str, str]) -> Entry:
    this = history.releases[at]
    if not at:
        return Entry(this, first=True)
    return Entry(this, tuple(_items(history, history.releases[at - 1].name, this.name, moved)))


def _items(history: History, before: str, release: str, moved: Mapping[str, str]) -> Iterator[Item]:
    old, new = history.at(before), history.at(release)
    found = changes(old, new, moved)
    yield from (Item("增加", _name(id_, new[id_]), f"{DOCUMENTS}{id_}/") for id_ in found.added)
    yield from (Item("修改", _name(id_, new[id_]), f"changes/{before}/{slug(id_)}/") for id_ in found.changed)
    yield from (Item("更名", _name(r.new, new[r.new]), f"{DOCUMENTS}{r.new}/") for r in found.renamed)
    yield from (Item("删去", _name(id_, old[id_])) for id_ in found.removed)


def _name(id_: str, document: Held) -> str:
    mark = told_apart(id_, document.docno)
    return in_title_marks(document.title) + (f"（{mark}）" if mark else "")


def entry_id(path: str, at: Addresses) -> str:
    """Give the id of the feed or of an entry, which never changes: its address, or a name made of its path.

    >>> entry_id("v/2026.11/", Addresses("https://gongbao.example/"))
    'https://gongbao.example/v/2026.11/'
    >>> entry_id("v/2026.11/", Addresses())
    'urn:uuid:82f92260-944f-5f86-a808-7ee414193231'
    """
    return at.absolute(path) if at.base_url else uuid.uuid5(uuid.NAMESPACE_OID, path).urn
