"""施行期间: which documents the timeline shows, and where its bars and years stand. Pure; positions are per cent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..corpus import Document
from ..law.standing import Standing

ROWS = 24
"""How many periods fit a picture that one can read."""
_MARGIN = 0.015
"""Room at the right of the last end, for the arrow of what has no stated end."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A document and its period in force."""

    document: Document
    standing: Standing
    start: str
    """Left edge, per cent."""
    width: str
    open: bool
    """No end is stated: an arrow."""


@dataclass(frozen=True, slots=True)
class Year:
    """The first of January."""

    year: int
    at: str
    labelled: bool
    minor: bool
    """Left out where there is little room."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The picture."""

    bars: tuple[Bar, ...]
    years: tuple[Year, ...]
    today: str
    first: date
    last: date
    total: int
    """How many documents state when they take effect; the picture may show fewer."""


def periods(documents: Iterable[Document], standings: Mapping[str, Standing], today: date) -> Periods | None:
    """Choose and place the periods: of those that state their beginning, the ones that change nearest to today."""
    dated = [document for document in documents if document.effective]
    if not dated:
        return None
    near = sorted(dated, key=lambda d: (_distance(d, standings[d.id], today), d.id))[:ROWS]
    rows = sorted(near, key=lambda d: (d.effective or today, d.id))
    first = min([today, *(d.effective for d in rows if d.effective)]) - timedelta(days=183)
    ends = [standings[d.id].ended or d.effective or today for d in rows]
    last = max(today, *ends) + timedelta(days=183)
    scale = _Scale(first, last)
    return Periods(
        bars=tuple(_bar(d, standings[d.id], scale) for d in rows),
        years=_years(scale, scale.at(today)),
        today=_percent(scale.at(today)),
        first=first,
        last=last,
        total=len(dated),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return min(max(share, 0), 1) * (1 - _MARGIN)


def _distance(document: Document, standing: Standing, today: date) -> int:
    days = [day for day in (document.effective, standing.ended) if day]
    return min(abs((day - today).days) for day in days)


def _bar(document: Document, standing: Standing, scale: _Scale) -> Bar:
    start = scale.at(document.effective or scale.first)
    end = scale.at(standing.ended) if standing.ended else 1 - _MARGIN
    return Bar(document, standing, _percent(start), _percent(max(end - start, 0.002)), standing.ended is None)


def _years(scale: _Scale, today: float) -> tuple[Year, ...]:
    """Every year has a line; its figure is left out where 今日 or a neighbour needs the room, sooner on a phone."""
    numbers = range(scale.first.year + 1, scale.last.year + 1)
    step = len(numbers) // 10 + 1
    return tuple(
        Year(
            year,
            _percent(at := scale.at(date(year, 1, 1))),
            labelled=(year - numbers[0]) % step == 0 and not -0.08 < at - today < 0.08 and at < 0.88,
            minor=(year - numbers[0]) % (3 * step) != 0 or -0.16 < at - today < 0.16 or at > 0.86,
        )
        for year in numbers
    )


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%".replace(".00%", "%")
