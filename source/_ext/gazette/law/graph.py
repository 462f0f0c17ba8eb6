"""Who cites whom, and what ended what: worked out from all pages at once, after they are read. Pure.

Made anew in every build from the records of the pages, in time that grows with their mentions and no faster; a page
that is written looks up its own part. :meth:`Graph.digest` is equal for two builds exactly when that part is, which
tells Sphinx what to write again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from .answers import Answer, Fate, Resolver
from .names import Outside
from .places import Place, Rank
from .records import Cited, Ending, NoteRecord, Page
from .refs import Ref

__all__ = ["End", "Graph", "Source", "graph"]


class Source(NamedTuple):
    """Who cites."""

    page: str
    anchor: str
    label: str
    """What it is called on the page of what is cited: 本条第二款, 第五条, 《信用办法》第三条."""
    note: bool
    """Whether an editor's note cites, not the gazette."""


class End(NamedTuple):
    """An end that one document puts to another."""

    page: str
    """The other one: ``doc/…`` or ``law/…``."""
    label: str
    day: date | None
    """First day on which it holds, as far as the text says."""
    ending: Ending
    """废止, 失效 or 停止执行."""


@dataclass(frozen=True, slots=True)
class Graph:
    """The corpus with its references."""

    pages: Mapping[str, Page] = field(repr=False)
    resolver: Resolver = field(repr=False)
    answers: Mapping[str, tuple[Answer, ...]] = field(repr=False)
    """By docname, one for each of the page's mentions."""
    cited_by: Mapping[str, Mapping[str, tuple[Source, ...]]] = field(repr=False)
    """By page (``doc/…``, ``law/…``) and anchor; the empty anchor stands for the document as a whole."""
    ends: Mapping[str, tuple[End, ...]] = field(repr=False)
    """By docname: what the document ends."""
    ended: Mapping[str, tuple[End, ...]] = field(repr=False)
    """By page: what ended the document, earliest first."""
    notes: Mapping[str, Page] = field(repr=False)
    """By docname of a document: the page of the notes on it."""

    @property
    def outside(self) -> Mapping[str, Outside]:
        """Documents that are cited and not in the corpus, by page (``law/…``)."""
        return self.resolver.names.outside

    def notes_on(self, docname: str) -> tuple[NoteRecord, ...]:
        """Give the notes on a document, in the order of their numbers."""
        page = self.notes.get(docname)
        return page.notes if page else ()

    def counts(self) -> Counter[Fate]:
        """Count the mentions by what became of them; words that only lead to a mention beside them are none."""
        return Counter(answer.fate for _, cited, answer in self.all_answers() if cited.mention.counted)

    def all_answers(self) -> Iterator[tuple[Page, Cited, Answer]]:
        """Give every mention with its answer, pages in the order of their names."""
        for docname in sorted(self.answers):
            page = self.pages[docname]
            for cited, answer in zip(page.cited, self.answers[docname], strict=True):
                yield page, cited, answer

    def find(self, ref: Ref, citing: str) -> Answer:
        """Answer a reference that stands on a page."""
        return self.resolver.find(ref, self.pages.get(citing) or Page(citing, citing))

    def repealed(self) -> dict[str, date]:
        """Give the first day on which a repeal of a document holds (废止, 停止执行), by id."""
        return self._first(Ending.REPEAL, Ending.STOP)

    def lapsed(self) -> dict[str, date]:
        """Give the first day on which a document is declared lapsed (失效), by id."""
        return self._first(Ending.LAPSE)

    def _first(self, *endings: Ending) -> dict[str, date]:
        days: dict[str, date] = {}
        for page, ends in self.ended.items():
            for end in ends if page in self.pages else ():
                if end.day and end.ending in endings:
                    days.setdefault(self.pages[page].id, end.day)
        return days

    def digest(self, docname: str) -> str:
        """Spell all that the page shows of other pages, or that other pages decide about it."""
        notes, cited_by = self.notes.get(docname), self.cited_by.get(docname, {})
        citing = sorted({source.page for sources in cited_by.values() for source in sources})
        ended = self.ended.get(docname, ())
        replaced = [len(self.ends[end.page]) for end in ended]  # what ends much replaces nothing (`successions`)
        decided = self.answers[docname], self.ends.get(docname), ended, replaced, cited_by
        others = [(p.docname, p.short, p.docno, p.day) for p in map(self.pages.__getitem__, citing)]
        # A set is spelled in another order after it was pickled, so the anchors are told apart from the record.
        told = notes and (replace(notes, anchors=frozenset()), sorted(notes.anchors), self.answers[notes.docname])
        return repr((*decided, others, told, self._noted(self.pages[docname])))

    def _noted(self, page: Page) -> tuple[str, ...]:
        """Give what a page of notes shows of its document."""
        document = self.pages.get(page.on)
        if document is None or document is page:
            return ()
        return (document.short, *(document.outline.cite(note.target) for note in page.notes))


def graph(pages: Mapping[str, Page]) -> Graph:
    """Work out the references of all pages."""
    pages = dict(sorted(pages.items()))
    resolver = Resolver(pages)
    answers = {name: tuple(resolver.answer(page, cited) for cited in page.cited) for name, page in pages.items()}
    ends = {name: _ends(page, answers[name], resolver) for name, page in pages.items() if page.repeals}
    return Graph(
        pages=pages,
        resolver=resolver,
        answers=answers,
        cited_by=_cited_by(pages, answers),
        ends=ends,
        ended=_ended(pages, ends),
        notes={page.on: page for page in pages.values() if page.on != page.docname},
    )


def _cited_by(
    pages: Mapping[str, Page], answers: Mapping[str, tuple[Answer, ...]]
) -> dict[str, dict[str, tuple[Source, ...]]]:
    found: defaultdict[str, defaultdict[str, dict[Source, None]]] = defaultdict(lambda: defaultdict(dict))
    for page in sorted(pages.values(), key=lambda p: (p.docname != p.on, p.day or "", p.docname)):
        if page.on not in pages:
            continue  # notes on a document that does not exist: an error elsewhere
        for cited, answer in zip(page.cited, answers[page.docname], strict=True):
            for anchor in _counted(cited, answer):
                found[answer.page][anchor][_source(pages, page, cited, answer.page, anchor)] = None
    return {
        page: {anchor: tuple(sources) for anchor, sources in sorted(by_anchor.items())}
        for page, by_anchor in sorted(found.items())
    }


def _counted(cited: Cited, answer: Answer) -> tuple[str, ...]:
    """Give the anchors that a mention cites; 见附件1 cites nothing, it tells where to read on."""
    place = Place.of_anchor(answer.anchor)
    aside = answer.fate is Fate.OWN and place is not None and place.rank is Rank.ANNEX
    return answer.covered if cited.mention.counted and not aside else ()


def _source(pages: Mapping[str, Page], page: Page, cited: Cited, target: str, anchor: str) -> Source:
    note = next((note for note in page.notes if note.anchor == cited.anchor), None)
    document = pages[page.on]
    label = _label(document, note.target if note else cited.anchor, target, anchor)
    return Source(page.on, cited.anchor, f"{label}注" if note else label, note is not None)


def _label(document: Page, at: str, target: str, anchor: str) -> str:
    """Name a place that cites, as seen from the place cited."""
    cite = document.outline.cite(at)
    if document.docname != target:
        return f"{document.work}{cite}"
    article = document.outline.article(at)
    if article and article == document.outline.article(anchor):
        return "本条" + cite.removeprefix(document.outline.cite(article))
    return cite or "本文"


def _ends(page: Page, answers: tuple[Answer, ...], resolver: Resolver) -> tuple[End, ...]:
    """Give what a document ends; where it names no more than articles of another, that one does not end."""
    whole = {a.page for c, a in zip(page.cited, answers, strict=True) if c.mention.ref.place is None}
    parts = {a.page for c, a in zip(page.cited, answers, strict=True) if c.mention.ref.place is not None}
    found: dict[str, End] = {}
    for repeal in page.repeals:
        answer = resolver.find(repeal.ref, page)
        if answer.fate in (Fate.CORPUS, Fate.OUTSIDE) and (answer.page in whole or answer.page not in parts):
            found[answer.page] = End(answer.page, answer.label, _date(page.begins), repeal.ending)
    return tuple(found.values())


def _ended(pages: Mapping[str, Page], ends: Mapping[str, tuple[End, ...]]) -> dict[str, tuple[End, ...]]:
    found: defaultdict[str, list[End]] = defaultdict(list)
    for docname, ended in ends.items():
        page = pages[docname]
        for end in ended:
            found[end.page].append(end._replace(page=docname, label=page.label))
    return {page: tuple(sorted(ends, key=lambda end: (end.day or date.max, end.page))) for page, ends in found.items()}


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
