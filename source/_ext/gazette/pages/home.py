"""What the home page shows: the newest issue, what begins and ends, the pictures, the ways in. Pure."""

from datetime import date
from typing import Any

from ..corpus import Document
from ..law.status import Status
from ..site import Site
from .indices import OFFERED
from .lists import browse
from .network import Network
from .periods import periods

RECENT = 12
"""Rows of each short list."""
LATELY = 183
"""Days after its end for which a document is told to have ended lately."""
TURNS = 3
"""Turns that are told when nothing begins or ends about now: the last ones and the next."""


def home(site: Site, network: Network | None) -> dict[str, Any]:
    """Give the context of the template; no list in it grows with the corpus, but for the ways in."""
    newest = next(iter(site.issues.values()), None)
    turning = sorted(
        ((standing.change, site.corpus.by_id[id_]) for id_, standing in site.standings.items() if standing.change),
        key=lambda pair: (pair[0], pair[1].id),
    )
    coming = [d for _, d in turning if site.standings[d.id].status is Status.NOT_YET]
    ending = [d for _, d in turning if site.standings[d.id].ending]
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


def _turns(site: Site) -> tuple[list[tuple[date, Document]], list[tuple[date, Document]]]:
    """Give the last days on which documents began or ended, the latest first, and the next."""
    days = sorted(
        ((day, d) for d in site.corpus.documents for day in (d.effective, site.standings[d.id].ended) if day),
        key=lambda turn: (turn[0], turn[1].id),
    )
    past = [turn for turn in days if turn[0] <= site.today]
    return past[: -TURNS - 1 : -1], days[len(past) : len(past) + TURNS]


def _lately_ended(site: Site) -> list[Document]:
    ends = [(site.standings[d.id].ended, d) for d in site.corpus.documents]
    past = [(end, d) for end, d in ends if end and 0 <= (site.today - end).days < LATELY]
    return [document for _, document in sorted(past, key=lambda pair: (pair[0], pair[1].id), reverse=True)]
