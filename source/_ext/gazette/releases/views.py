"""What the templates of changes and comparisons are given. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..notes import UNNUMBERED
from ..places import Place
from .changes import Changes
from .difference import Change, Difference, Row
from .history import Held, Named
from .texts import Unit

__all__ = ["Compared", "Gap", "Listed", "ReleaseView", "Side", "release_view", "segments"]


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
    since: str = ""
    """A release from which on the newer version holds; empty for two documents."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Articles and lines in a row of which nothing changed."""

    first: str
    last: str
    count: int


def segments(difference: Difference) -> Iterator[Gap | Row]:
    """Give the rows to show, and gaps for those that did not change; what changed in typography alone is both."""
    for quiet, group in groupby(difference.rows, lambda row: row.quiet):
        rows = list(group)
        if quiet:
            named = [name for row in rows if (name := place(row.new))]
            yield Gap(named[0] if named else "", named[-1] if named else "", len(rows))
        yield from (row for row in rows if not (quiet and row.change is Change.SAME))


def place(unit: Unit | None) -> str:
    """Name a unit as it is cited; empty for what has no number and no name.

    >>> place(Unit("a12", "第十二条", ())), place(Unit("signature", "", ())), place(None)
    ('第十二条', '落款', '')
    """
    if unit is None:
        return ""
    return str(Place.of_anchor(unit.anchor) or "") or UNNUMBERED.get(unit.anchor, "")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list of what changed."""

    id: str
    title: str
    docno: str | None
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

    earlier: Named
    added: tuple[Listed, ...]
    removed: tuple[Listed, ...]
    changed: tuple[Listed, ...]
    renamed: tuple[Listed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.renamed)


def release_view(
    earlier: Named,
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
            Listed(id_, before[id_].title, before[id_].docno, frozen=f"v/{earlier.name}/doc/{id_}/")
            for id_ in found.removed
        ),
        changed=tuple(_now(id_, now[id_], compared[id_]) for id_ in found.changed),
        renamed=tuple(_now(r.new, now[r.new], compared.get(r.new), r.old) for r in found.renamed),
    )


def _now(id_: str, held: Held, compared: Compared | None, before: str | None = None) -> Listed:
    return Listed(id_, held.title, held.docno, f"doc/{id_}", compared=compared, before=before)
