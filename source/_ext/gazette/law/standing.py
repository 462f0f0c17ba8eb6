"""时效性 as a page shows it: the word, its shape, and the timeline from which the browser tells it anew.

The rule is :mod:`.status`; this module adds what only readers need: 即将失效, six months ahead.
"""

from dataclasses import dataclass
from datetime import date

from .status import Status, status, timeline

HALF_A_YEAR = 183
"""Days before its end from which a document is said to end soon, and after it to have ended lately."""
ENDING_LABEL, ENDING_CSS = "即将失效", "expiring"
WORDS = (("ending", ENDING_CSS, ENDING_LABEL), *((str(status), status.css, status.label) for status in Status))
"""All that is said of standings: what ``app.js`` calls it, the class of the style sheet, the word that readers see."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a document on the day of the build, and what the browser needs to tell it on another day."""

    status: Status
    label: str
    css: str
    turns: str
    """``not-yet 2020-02-01 effective 2021-02-01 expired``: statuses and the days from which the next one holds."""
    ending: bool
    """Whether it ends within six months."""
    change: date | None
    """The next turn after the day of the build."""
    ended: date | None
    """First day on which it holds no longer, past or to come."""


def standing(effective: date | None, expires: date | None, repealed: date | None, today: date) -> Standing:
    """Tell how a document stands.

    >>> standing(date(2020, 2, 1), date(2021, 1, 31), None, date(2020, 12, 1)).turns
    'not-yet 2020-02-01 effective 2021-02-01 expired'
    >>> standing(date(2020, 2, 1), date(2021, 1, 31), None, date(2020, 12, 1)).label
    '即将失效'
    """
    now = status(effective, expires, repealed, today)
    turns = timeline(effective, expires, repealed)
    words = [str(turns[0].status)]
    for turn in turns[1:]:
        words += [turn.day.isoformat(), str(turn.status)]
    change = next((turn.day for turn in turns[1:] if turn.day > today), None)
    ending = now is Status.EFFECTIVE and change is not None and (change - today).days <= HALF_A_YEAR
    return Standing(
        status=now,
        label=ENDING_LABEL if ending else now.label,
        css=ENDING_CSS if ending else now.css,
        turns=" ".join(words),
        ending=ending,
        change=change,
        ended=next((turn.day for turn in turns if turn.status in (Status.EXPIRED, Status.REPEALED)), None),
    )
