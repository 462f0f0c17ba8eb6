"""Where a mention leads: exactly one target, or none and the reason why. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from .mention import Mention
from .names import Names, Referent
from .places import Place
from .records import Cited, Page
from .refs import Ref

__all__ = ["Answer", "Fate", "Resolver"]


class Fate(StrEnum):
    """What became of a mention."""

    OWN = "own"
    """Leads to a place in its own document."""
    CORPUS = "corpus"
    """Leads to another document of the corpus."""
    OUTSIDE = "outside"
    """Leads to the entry of a document that the corpus cites and does not hold."""
    AMBIGUOUS = "ambiguous"
    """Several targets fit: stays text."""
    TEXT = "text"
    """No target fits: stays text."""
    NOTHING = "nothing"
    """May as well mean nothing (a newspaper in 《》): stays text, and nobody is told."""

    @property
    def linked(self) -> bool:
        """Whether the words become a link."""
        return self in (Fate.OWN, Fate.CORPUS, Fate.OUTSIDE)


class Answer(NamedTuple):
    """Where a mention leads."""

    fate: Fate
    page: str = ""
    """Docname, ``doc/…`` or ``law/…``; empty if it leads nowhere."""
    anchor: str = ""
    """Empty for a document as a whole."""
    covered: tuple[str, ...] = ()
    """All anchors that are cited: of a range, those between as well. A document does not cite itself as a whole."""
    label: str = ""
    """What the target is called."""
    reason: str = ""
    """Why it leads nowhere, for editors."""


class Resolver:
    """Answers mentions; knows all pages."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self.names = Names(pages)

    def answer(self, page: Page, cited: Cited) -> Answer:
        """Answer a mention of a page."""
        mention = cited.mention
        if mention.ref.title is None and mention.ref.docno is None:
            answer = self._own(page, mention, _near(page, cited))
        else:
            answer = self.find(mention.ref, page, mention.since)
            if mention.doubt and not answer.fate.linked:
                answer = Answer(Fate.TEXT, reason=mention.doubt)
        return Answer(Fate.NOTHING) if mention.loose and not answer.fate.linked else answer

    def find(self, ref: Ref, page: Page, since: Place | None = None) -> Answer:
        """Answer a document, or a place in it, that a page names."""
        found = self.names.find(ref, page)
        if len(found) > 1:
            return Answer(Fate.AMBIGUOUS, reason="同名文件不止一件")
        if not found:
            return Answer(Fate.TEXT, reason="没有此名的文件")
        document = self._pages.get(found[0].page)
        if document is None:
            return self._outside(found[0], ref)
        scope = found[0].scope
        if ref.place is None:
            own = document.docname == page.on
            fate = Fate.OWN if own else Fate.CORPUS
            return Answer(fate, document.docname, scope or "", () if own else ("",), document.label)
        first = document.outline.find(since, scope) if since else ()
        return _single(page, document, ref.place, document.outline.find(ref.place, scope), first)

    def _own(self, page: Page, mention: Mention, near: str) -> Answer:
        """Answer a place in the text in which the words stand."""
        document = self._pages.get(page.on)
        if document is None or mention.doubt:
            return Answer(Fate.TEXT, reason=mention.doubt or "所注文件不存在")
        outline, place = document.outline, mention.ref.place
        if mention.pointer is not None:
            found = outline.pointed(mention.pointer, place, near)
            if place is None and len(found) > 1:
                return Answer(Fate.OWN, document.docname, found[0], found, outline.cite(found[0]))
            return _single(page, document, place, found)
        place = outline.complete(place, near) if place else None
        found = outline.find(place, None, near) if place else ()
        since = mention.since and outline.complete(mention.since, near)
        return _single(page, document, place, found, outline.find(since, None, near) if since else ())

    def _outside(self, found: Referent, ref: Ref) -> Answer:
        entry = self.names.outside[found.page]
        anchor = ref.place.anchor if ref.place else ""
        name = f"《{ref.title}》" if ref.title else entry.name
        docno = f"（{entry.docno}）" if entry.docno and entry.docno != name else ""
        return Answer(Fate.OUTSIDE, entry.page, anchor, (anchor,), f"{name}{docno}{ref.place or ''}")


def _single(
    page: Page, document: Page, place: Place | None, found: tuple[str, ...], first: tuple[str, ...] = ()
) -> Answer:
    """Answer with the one unit that was found; ``first`` is where a range begins that ends there."""
    if len(found) != 1:
        words = f"“{place}”" if place else "所指"
        reason = f"文件中不止一处{words}" if found else f"文件中没有{words}"
        return Answer(Fate.AMBIGUOUS if found else Fate.TEXT, reason=reason)
    covered = document.outline.between(first[0], found[0]) if len(first) == 1 else ()
    own = document.docname == page.on
    cite = document.outline.cite(found[0])
    return Answer(
        fate=Fate.OWN if own else Fate.CORPUS,
        page=document.docname,
        anchor=found[0],
        covered=covered or found,
        label=cite if own else f"{document.label}{cite}",
    )


def _near(page: Page, cited: Cited) -> str:
    """Give the unit from which 前款 is told; in a note, the unit that it is about."""
    return next((note.target for note in page.notes if note.anchor == cited.anchor), cited.anchor)
