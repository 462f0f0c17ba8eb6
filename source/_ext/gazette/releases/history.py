"""What each release held: every version of every document, by the release that first published it. Pure.

Each release carries the whole history on, so that the next one reads one file, however many went before
(``texts.json``)::

    {"schema": 1, "releases": [[name, date], …],                                   oldest first
     "documents": {id: [[release, digest, words, title, docno], …]}}              versions, oldest first

``digest`` is that of ``text.json``, ``words`` that of the words in it alone; a version without digest says that the
release held the document no more. The text of a version is that of any release which held it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..compact import compact
from ..digests import digest
from .texts import Text, dump
from .typography import fold

__all__ = ["Edition", "Held", "History", "Version", "held"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """A release, by its name and its day."""

    name: str
    """2026.11."""
    date: str
    """ISO date."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document as a release holds it."""

    digest: str
    words: str
    title: str
    docno: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """A document as releases hold it from one on."""

    since: str
    """The first of them."""
    held: Held | None
    """None when they hold it no more."""


@dataclass(frozen=True)
class History:
    """All releases up to one, and what they held."""

    releases: tuple[Edition, ...] = ()
    """Oldest first."""
    documents: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    """By id: versions, oldest first."""

    def at(self, release: str) -> dict[str, Held]:
        """Give what a release held, by id."""
        last = self._places[release]
        found: dict[str, Held] = {}
        for id_, versions in self.documents.items():
            known = [version for version in versions if self._places[version.since] <= last]
            if known and known[-1].held:
                found[id_] = known[-1].held
        return found

    def bearer(self, id_: str, held: Held) -> str:
        """Name the last release that held a version."""
        versions = self.documents[id_]
        at = next(n for n in reversed(range(len(versions))) if versions[n].held == held)
        if at + 1 == len(versions):
            return self.releases[-1].name
        return self.releases[self._places[versions[at + 1].since] - 1].name

    def earlier(self, id_: str, now: Held) -> Iterator[str]:
        """Name the releases to compare a document with, newest first: the last of each other version of it."""
        seen = {now.digest}
        for version in reversed(self.documents.get(id_, ())):
            if version.held and version.held.digest not in seen:
                seen.add(version.held.digest)
                yield self.bearer(id_, version.held)

    def extended(self, release: Edition, now: Mapping[str, Held]) -> "History":
        """Add a release to the history."""
        documents = dict(self.documents)
        for id_ in documents.keys() | now.keys():
            versions = documents.get(id_, ())
            if (versions[-1].held if versions else None) != now.get(id_):
                documents[id_] = (*versions, Version(release.name, now.get(id_)))
        return History((*self.releases, release), dict(sorted(documents.items())))

    def dump(self) -> str:
        """Spell the history as JSON; equal histories give equal bytes."""
        value = {
            "schema": SCHEMA,
            "releases": [[release.name, release.date] for release in self.releases],
            "documents": {id_: [_row(v) for v in versions] for id_, versions in self.documents.items()},
        }
        return compact(value) + "\n"

    @classmethod
    def parse(cls, content: str) -> "History":
        """Read what :meth:`dump` wrote.

        Raises:
            ValueError: it is no JSON, or not of this schema.

        """
        raw: dict[str, Any] = json.loads(content)
        if raw.get("schema") != SCHEMA:
            raise ValueError(f"schema {raw.get('schema')!r}, expected {SCHEMA}")
        documents = {
            id_: tuple(Version(row[0], Held(*row[1:]) if row[1:] else None) for row in rows)
            for id_, rows in raw["documents"].items()
        }
        return cls(tuple(Edition(*row) for row in raw["releases"]), documents)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {release.name: n for n, release in enumerate(self.releases)}


def held(text: Text) -> Held:
    """Give what a history keeps of a document.

    >>> held(Text("云政发〔2023〕9号", None, {}, ())).digest == held(Text("云政发〔2023〕10号", None, {}, ())).digest
    False
    """
    words = fold("\n".join(line.number + line.text for unit in text.units for line in unit.lines))
    return Held(_digest(dump(text)), _digest(words), text.title, text.docno)


def _digest(content: str) -> str:
    """Sixteen digits: one in 10^7 for two of a million documents to be alike."""
    return digest(content.encode())[:16]


def _row(version: Version) -> list[str | None]:
    known = version.held
    return [version.since, *((known.digest, known.words, known.title, known.docno) if known else ())]
