"""Which documents differ between two releases: added, removed, changed, renamed. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from .history import Held

__all__ = ["Changes", "Renamed", "changes"]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A document that has another id."""

    old: str
    new: str
    changed: bool
    """Whether its text changed, too."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release has otherwise than an earlier one; ids in order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[Renamed, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All documents whose text is to be compared: id before, id now."""
        return tuple((id_, id_) for id_ in self.changed) + tuple((r.old, r.new) for r in self.renamed if r.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.renamed)


def changes(before: Mapping[str, Held], now: Mapping[str, Held], moved: Mapping[str, str]) -> Changes:
    """Compare two releases.

    What one lacks and the other has is one document where an editor says so (``moved``: id → its successor), else
    where exactly one of each side has the same words, or the same title.
    """
    gone, come = sorted(before.keys() - now.keys()), sorted(now.keys() - before.keys())
    pairs = dict(_paired(before, now, moved, gone, come))
    renamed = [Renamed(old, new, before[old].digest != now[new].digest) for old, new in sorted(pairs.items())]
    return Changes(
        added=tuple(id_ for id_ in come if id_ not in pairs.values()),
        removed=tuple(id_ for id_ in gone if id_ not in pairs),
        changed=tuple(id_ for id_ in sorted(before.keys() & now.keys()) if before[id_].digest != now[id_].digest),
        renamed=tuple(renamed),
    )


def _paired(
    before: Mapping[str, Held], now: Mapping[str, Held], moved: Mapping[str, str], gone: list[str], come: list[str]
) -> Iterator[tuple[str, str]]:
    said = {old: moved[old] for old in gone if moved.get(old) in come}
    yield from said.items()
    gone = [old for old in gone if old not in said]
    come = [new for new in come if new not in said.values()]
    for mark in (attrgetter("words"), attrgetter("title")):
        one, other = _once(before, gone, mark), _once(now, come, mark)
        same = {one[value]: other[value] for value in one.keys() & other.keys()}
        yield from sorted(same.items())
        gone = [old for old in gone if old not in same]
        come = [new for new in come if new not in same.values()]


def _once(documents: Mapping[str, Held], ids: list[str], mark: Callable[[Held], str]) -> dict[str, str]:
    """Give the ids of which no other has the same mark, by that."""
    marks = [mark(documents[id_]) for id_ in ids]
    counts = Counter(marks)
    return {value: id_ for value, id_ in zip(marks, ids, strict=True) if counts[value] == 1}
