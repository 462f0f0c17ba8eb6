"""What the home page shows: the newest issue, what begins and ends, the pictures, the ways in. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from ..corpus import Document
from ..law.standing import HALF_A_YEAR
from ..law.status import Status
from ..site import Site
from .indices import OFFERED
from .lists import browse
from .network import Network
from .periods import periods

RECENT = 12
"""Rows of each short list."""
TURNS = 3
"""Turns that are told when nothing begins or ends about now: the last ones and the next."""

Turn = tuple[date, Document]
"""A document, and the day on which it begins or ends."""


def home(site: Site, network: Network | None) -> dict[str, Any]:
    """Give the context of the template; no list in it grows with the corpus, but for the ways in."""
    newest = next(iter(site.issues.values()), None)
    turning = _in_order((standing.change, site.corpus.by_id[id_]) for id_, standing in site.standings.items())
    coming = [(day, d) for day, d in turning if site.standings[d.id].status is Status.NOT_YET]
    ending = [(day - timedelta(days=1), d) for day, d in turning if site.standings[d.id].ending]  # its last day
    ended = _lately_ended(site)
    return {
        "newest": newest,
        "loose": [] if newest else [d for documents in site.by_year.values() for d in documents][:RECENT],
        "coming": coming[:RECENT],
        "ending": ending[:RECENT],
        "ended": ended[:RECENT],
        "turns": () if coming or ending or ended else _turns(site),
        "periods": periods(site.corpus.documents, site.standings, site.today),
        "network": network,
        "browse": browse(site),
        "indices": OFFERED,
    }


def _in_order(turns: Iterable[tuple[date | None, Document]]) -> list[Turn]:
    """Give the turns of which the day is known, the earliest first."""
    return sorted(((day, d) for day, d in turns if day), key=lambda turn: (turn[0], turn[1].id))


def _turns(site: Site) -> tuple[list[Turn], list[Turn]]:
    """Give the last days on which documents began or ended, the latest first, and the next."""
    days = _in_order((day, d) for d in site.corpus.documents for day in (d.effective, site.standings[d.id].ended))
    past = [turn for turn in days if turn[0] <= site.today]
    return past[: -TURNS - 1 : -1], days[len(past) : len(past) + TURNS]


def _lately_ended(site: Site) -> list[Turn]:
    ends = _in_order((site.standings[d.id].ended, d) for d in site.corpus.documents)
    return [(day, d) for day, d in reversed(ends) if 0 <= (site.today - day).days < HALF_A_YEAR]
