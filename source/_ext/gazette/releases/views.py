"""What the templates of changes and comparisons are given. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from ..addresses import DOCUMENTS
from ..days import told_apart
from ..law.notes import UNNUMBERED
from ..law.outline import Outline, Unit, annex_names
from ..law.places import Place, annex_of
from .changes import Changes
from .difference import Change, Difference, Row
from .history import Edition, Held
from .texts import Text

__all__ = ["Compared", "Gap", "Heading", "Listed", "ReleaseView", "Side", "naming", "release_view", "segments"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions that are compared."""

    label: str
    """2026.10 版, or 云政发〔2023〕10号."""
    title: str
    page: str | None
    """Docname of its page; None when it is one of an earlier release."""
    frozen: str | None = None
    """Address of its page in an earlier release, from the published root: v/2026.10/doc/…/."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A page that compares two versions."""

    docname: str
    old: Side
    new: Side
    difference: Difference


@dataclass(frozen=True, slots=True)
class Gap:
    """Articles and lines in a row of which nothing changed."""

    first: str
    """What the first is called, if anything."""
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that did not change, over articles that did."""

    words: str
    heading: bool = True


def segments(difference: Difference) -> Iterator[Gap | Heading | Row]:
    """Give what to show: the rows that changed, the headings over them, and gaps for the others.

    A row of which only the typography changed is in a gap, and follows it for those who want to see it.
    """
    name = naming(difference.new)
    for quiet, group in groupby(difference.rows, lambda row: row.quiet):
        rows = list(group)
        if not quiet:
            yield from rows
            continue
        heads = [row.new for row in _last(rows) if row.new] if rows[-1] is not difference.rows[-1] else []
        yield from _gap(rows[: len(rows) - len(heads)], name)
        yield from (row for row in rows if row.change is not Change.SAME)
        yield from (Heading(f"{head.number}　{head.lines[0].text}".strip("　")) for head in heads)


def _last(rows: Sequence[Row]) -> list[Row]:
    """Give the headings at the end of some rows."""
    heads = list(takewhile(lambda row: row.new and _HEADING_RE.fullmatch(row.new.anchor), reversed(rows)))
    return heads[::-1]


_HEADING_RE = re.compile("(?:[a-z0-9-]*-)?(?:[bc][0-9]+(?:z[0-9]+)?(?:-s[0-9]+)?|enclosed|f[0-9]+(?:z[0-9]+)?)")
"""Anchors of parts, chapters, sections, of an enclosed text and of annexes."""


def _gap(rows: Sequence[Row], name: Callable[[str], str]) -> Iterator[Gap]:
    if not rows:
        return
    units = [row.new for row in rows if row.new]
    articles = [unit for unit in units if unit.number.endswith("条")]
    named = [words for unit in articles or units if (words := name(unit.anchor))]
    yield Gap(named[0] if named else "", named[-1] if named else "", len(rows))


def naming(text: Text) -> Callable[[str], str]:
    """Give what names the places of a text, by anchor, as they are cited; empty for what has no number and no name."""
    lines = [line for unit in text.units for line in unit.lines]
    anchors = dict.fromkeys([*(unit.anchor for unit in text.units), *(line.anchor for line in lines)])
    annexes = (line for line in lines if line.anchor == annex_of(line.anchor) != "")
    heads = ((line.anchor, f"{line.number}　{line.text}".strip("　")) for line in annexes)
    units = tuple(Unit(anchor, annex_of(anchor)) for anchor in anchors if Place.of_anchor(anchor))
    cite = Outline(units, annex_names(heads)).cite
    return lambda anchor: cite(anchor) or UNNUMBERED.get(anchor, "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list of what changed."""

    title: str
    mark: str
    """What tells it from others of its title."""
    page: str | None = None
    """Docname of its page in this release."""
    frozen: str | None = None
    """Address in the earlier release, for what is gone."""
    compared: Compared | None = None
    before: str | None = None
    """Its id before, for what was renamed."""


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """What a release has otherwise than an earlier one."""

    earlier: Edition
    added: tuple[Listed, ...]
    removed: tuple[Listed, ...]
    changed: tuple[Listed, ...]
    renamed: tuple[Listed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.renamed)


def release_view(
    earlier: Edition,
    found: Changes,
    before: Mapping[str, Held],
    now: Mapping[str, Held],
    compared: Mapping[str, Compared],
) -> ReleaseView:
    """Put together the list of what changed; ``compared`` by the id that a document has now."""
    return ReleaseView(
        earlier=earlier,
        added=tuple(_now(id_, now[id_], None) for id_ in found.added),
        removed=tuple(
            Listed(before[id_].title, told_apart(id_, before[id_].docno), frozen=f"v/{earlier.name}/{DOCUMENTS}{id_}/")
            for id_ in found.removed
        ),
        changed=tuple(_now(id_, now[id_], compared[id_]) for id_ in found.changed),
        renamed=tuple(_now(r.new, now[r.new], compared.get(r.new), r.old) for r in found.renamed),
    )


def _now(id_: str, held: Held, compared: Compared | None, before: str | None = None) -> Listed:
    return Listed(held.title, told_apart(id_, held.docno), f"{DOCUMENTS}{id_}", compared=compared, before=before)
