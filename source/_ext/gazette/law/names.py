"""Which document a 文号 or a title means: one of the corpus, or one outside it. Pure.

A 文号 decides where there is one, since a new version may bear an old title. A title alone must be borne by exactly one
document that existed when it was cited. What is outside the corpus is an entry of its own, known by 文号 if it is ever
cited with one, else by title.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..digests import digest
from ..pinyin import letters
from .records import Page
from .refs import Docno, Ref, parse_docno, title_key

__all__ = ["Names", "Outside", "Referent"]


class Referent(NamedTuple):
    """A document that is meant."""

    page: str
    """Docname: ``doc/…`` in the corpus, ``law/…`` outside."""
    scope: str | None = None
    """The text in it that bears the title, by the anchor of its heading; None for the whole document."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A document that the corpus cites and does not hold."""

    page: str
    """``law/…``: its docname, and below the root its path."""
    title: str | None
    """The fullest title that it is cited by."""
    titles: tuple[str, ...]
    """All titles that it is cited by."""
    docno: str | None

    @property
    def name(self) -> str:
        """What readers see: 《title》, else the 文号."""
        return f"《{self.title}》" if self.title else self.docno or ""


class Names:
    """The names that the corpus bears and cites."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self._docnos: dict[str, str] = {}
        self._strong: defaultdict[str, list[Referent]] = defaultdict(list)
        self._weak: defaultdict[str, list[Referent]] = defaultdict(list)
        for docname in sorted(pages):
            self._learn(pages[docname])
        self._cited_orders = frozenset(_orders(pages.values()))
        self._docnos_of: defaultdict[str, set[str]] = defaultdict(set)
        self.outside: dict[str, Outside] = {}
        self._outside_by_key: dict[str, Outside] = {}
        self._add_outside(list(self._strict()))

    def _learn(self, page: Page) -> None:
        docno = parse_docno(page.docno) if page.docno else None
        if docno and page.docname == page.on:
            self._docnos.setdefault(str(docno), page.docname)
        for name in page.names:
            (self._strong if name.strong else self._weak)[name.key].append(Referent(page.docname, name.anchor or None))

    def find(self, ref: Ref, citing: Page) -> tuple[Referent, ...]:
        """Give the documents that a reference can mean: one is an answer, several are not, none is not known."""
        if ref.docno is not None:
            return self._by_docno(ref.docno, ref.title)
        if ref.title is None:
            return ()
        key = title_key(ref.title)
        return self._in_corpus(key, citing) or self._by_title(key)

    def namesakes(self, outside: Outside) -> tuple[Referent, ...]:
        """Give the texts of the corpus that bear a title of a document outside it: printed anew, or of another year."""
        return tuple(dict.fromkeys(f for title in outside.titles for f in self._strong.get(title_key(title), ())))

    def _by_docno(self, docno: Docno, title: str | None) -> tuple[Referent, ...]:
        key = self._known(docno)
        docname = self._docnos.get(key)
        if docname is None:
            outside = self._outside_by_key.get(key)
            return (Referent(outside.page),) if outside else ()
        bears = [f for f in self._strong.get(title_key(title or ""), ()) if f.page == docname]
        return (bears[0] if bears else Referent(docname),)

    def _known(self, docno: Docno) -> str:
        """Spell a 文号 as it is known: before the name of an order, running text may have left a word."""
        if docno.year is None:
            for cut in range(len(docno.organ) - _SHORTEST_ORDER):
                key = str(docno._replace(organ=docno.organ[cut:]))
                if key in self._docnos or key in self._cited_orders:
                    return key
        return str(docno)

    def _in_corpus(self, key: str, citing: Page) -> tuple[Referent, ...]:
        for names in (self._strong, self._weak):
            bearers = [f for f in names.get(key, ()) if self._existed(f.page, citing)]
            own = [f for f in bearers if f.page == citing.on]
            if bearers:
                return tuple(own[:1] or bearers)
        return ()

    def _existed(self, docname: str, citing: Page) -> bool:
        day = self._pages[docname].day
        return docname == citing.on or day is None or citing.day is None or day <= citing.day

    def _by_title(self, key: str) -> tuple[Referent, ...]:
        keys = sorted(self._docnos_of.get(key, ())) or [key]
        return tuple(Referent(outside.page) for k in keys if (outside := self._outside_by_key.get(k)))

    def _strict(self) -> Iterable[Ref]:
        """Give the documents that are certainly cited and not in the corpus."""
        for docname in sorted(self._pages):
            page = self._pages[docname]
            refs = [c.mention.ref for c in page.cited if not (c.role or c.mention.loose or c.mention.doubt)]
            for ref in (*refs, *(repeal.ref for repeal in page.repeals)):
                if (ref.title or ref.docno) and not self.find(ref, page):
                    yield ref

    def _add_outside(self, refs: list[Ref]) -> None:
        for ref in refs:
            if ref.title is not None and ref.docno is not None:
                self._docnos_of[title_key(ref.title)].add(self._known(ref.docno))
        titles: defaultdict[str, set[str]] = defaultdict(set)
        for ref in refs:
            for key in self._entry_keys(ref):
                titles[key].update([ref.title] if ref.title else [])
        slugs = _slugs({key: parse_docno(key) for key in titles})
        for key in sorted(titles):
            names = tuple(sorted(titles[key], key=lambda title: (-len(title), title)))
            docno = parse_docno(key)
            entry = Outside(f"law/{slugs[key]}", names[0] if names else None, names, str(docno) if docno else None)
            self.outside[entry.page] = self._outside_by_key[key] = entry

    def _entry_keys(self, ref: Ref) -> list[str]:
        """Give the entry that a reference makes; a title borne by two 文号 makes none of its own."""
        if ref.docno is not None:
            return [self._known(ref.docno)]
        key = title_key(ref.title or "")
        docnos = sorted(self._docnos_of.get(key, ()))
        return (docnos or [key]) if len(docnos) < 2 else []


_SHORTEST_ORDER = 4
"""Characters of the shortest name of orders: 国务院令."""


def _orders(pages: Iterable[Page]) -> Iterable[str]:
    """Give the orders whose names certainly begin where they seem to: those in brackets after a title."""
    for page in pages:
        for ref in (*(cited.mention.ref for cited in page.cited), *(repeal.ref for repeal in page.repeals)):
            if ref.title and ref.docno and ref.docno.year is None:
                yield str(ref.docno)


_LONGEST = 80


def _slugs(keys: Mapping[str, Docno | None]) -> dict[str, str]:
    """Spell each key in pinyin, as ids of documents are; those that would be alike or too long end in a digest."""
    spelled = {key: _spell(key, docno) for key, docno in keys.items()}
    count: defaultdict[str, int] = defaultdict(int)
    for slug in spelled.values():
        count[slug] += 1
    return {key: slug if count[slug] == 1 else f"{slug}-{_digest(key)}" for key, slug in spelled.items()}


def _spell(key: str, docno: Docno | None) -> str:
    if docno is not None:
        return "/".join([_pinyin(docno.organ), *([str(docno.year)] if docno.year else []), str(docno.number)])
    slug = _pinyin(key)
    return slug if len(slug) <= _LONGEST else f"{slug[:_LONGEST]}-{_digest(key)}"


def _pinyin(text: str) -> str:
    return letters(text) or "x"


def _digest(text: str) -> str:
    return digest(text.encode())[:6]
