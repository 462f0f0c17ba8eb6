"""Status of a document on a day: in force, not yet, expired, repealed, or not stated. Pure; the one place of the rule.

The status is read off a timeline, so that the browser, which asks for the reader's own day, needs no rule of its own:
it takes the last turn that is not after today.

Nothing is claimed that the text does not say:

* a stated beginning makes a document effective from that day, not yet in force before it;
* a stated end (有效期至, the last day in force) makes it expired from the next day, and effective until then, also
  where no beginning is stated: a text that says how long it holds says that it holds;
* a repeal ends it on its day; of two ends the earlier counts;
* with neither beginning, end nor repeal, nothing is known.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Status(StrEnum):
    """What can be said of a document on a day; the search offers them in this order."""

    EFFECTIVE = "effective"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word that readers see."""
        return _LABELS[self]

    @property
    def css(self) -> str:
        """The class of the style sheet: ``status in-force``, ``stamp expired`` …."""
        return _CSS[self]


_LABELS = {
    Status.EFFECTIVE: "现行有效",
    Status.NOT_YET: "尚未施行",
    Status.EXPIRED: "已失效",
    Status.REPEALED: "已废止",
    Status.UNKNOWN: "期限未载",
}
_CSS = {
    Status.EFFECTIVE: "in-force",
    Status.NOT_YET: "pending",
    Status.EXPIRED: "expired",
    Status.REPEALED: "expired repealed",
    Status.UNKNOWN: "unstated",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """From this day on, until the next turn, the status holds."""

    day: date
    """First day; ``date.min`` for the first turn of every timeline."""
    status: Status


def timeline(effective: date | None, expires: date | None, repealed: date | None) -> tuple[Turn, ...]:
    """Give the turns of a document's life in order of their days, each status different from the one before.

    Takes the first day in force, the last day in force, and the first day on which a repeal holds.

    >>> [f"{turn.day} {turn.status}" for turn in timeline(date(2020, 2, 1), date(2021, 1, 31), None)]
    ['0001-01-01 not-yet', '2020-02-01 effective', '2021-02-01 expired']
    """
    ends = []
    if expires is not None and expires < date.max:
        ends.append(Turn(expires + timedelta(days=1), Status.EXPIRED))
    if repealed is not None:
        ends.append(Turn(repealed, Status.REPEALED))
    end = min(ends, key=lambda turn: turn.day, default=None)
    turns = [_beginning(effective, expires)]
    if effective is not None and (end is None or effective < end.day):
        turns.append(Turn(effective, Status.EFFECTIVE))
    if end is not None:
        turns.append(end)
    return tuple(turns)


def _beginning(effective: date | None, expires: date | None) -> Turn:
    if effective is not None:
        return Turn(date.min, Status.NOT_YET)
    return Turn(date.min, Status.UNKNOWN if expires is None else Status.EFFECTIVE)


def last_day(expires: date | None, lapsed: date | None) -> date | None:
    """Give the last day in force: as stated, or the day before another document declares the text lapsed (宣布失效).

    >>> last_day(date(2026, 12, 31), date(2026, 9, 29)), last_day(None, None)
    (datetime.date(2026, 9, 28), None)
    """
    days = [*([expires] if expires else []), *([lapsed - timedelta(days=1)] if lapsed else [])]
    return min(days, default=None)


def status(effective: date | None, expires: date | None, repealed: date | None, today: date) -> Status:
    """Give the status on a day.

    >>> str(status(date(2020, 2, 1), date(2021, 1, 31), None, date(2021, 1, 31)))
    'effective'
    """
    turns = timeline(effective, expires, repealed)
    return turns[max(bisect_right(turns, today, key=lambda turn: turn.day), 1) - 1].status
