"""The numbered units of a document, and what 第三条, 前款 or 附件2 means in it. Pure.

A document may hold several texts: its own, those that it encloses, annexes. Each is a scope, named by the anchor of its
heading (``""`` for the document's own), since each may have an article 3. :meth:`Outline.find` and
:meth:`Outline.pointed` give every unit that fits: exactly one is an answer, none and several are not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from .mention import Pointer
from .numerals import PRINTED, han
from .places import Place, Rank, Step, annex_of, clean

__all__ = ["Outline", "Unit", "annex_names"]

_DUPLICATE_RE = re.compile(r"-dup[0-9]+")
_LABEL_RE = re.compile(f"附[件录表](?:{PRINTED}|[0-9０-９]*(?:[-－—–][0-9]+)?)(?=[：:\u3000]|$)")
"""What a heading prints of it: 附录一, 附表2; 附： alone names nothing that could be cited."""


class Unit(NamedTuple):
    """A part of a document that has an anchor made of numbers. There are a hundred thousand, so it is a tuple."""

    anchor: str
    scope: str
    """Anchor of the heading of the text it belongs to; empty for the document's own."""
    chapter: str = ""
    """Anchor of the chapter or section that it stands in, if any."""

    @property
    def place(self) -> Place:
        """Where it is, as a lawyer cites it; the annex is part of it."""
        place = Place.of_anchor(self.anchor)
        if place is None:
            raise ValueError(f"not the anchor of a numbered unit: {self.anchor!r}")
        return place

    @property
    def key(self) -> str:
        """Its address within its scope, the same for both copies of a number printed twice."""
        return _key(self.anchor)


@dataclass(frozen=True)
class Outline:
    """The units of a document, in the order of the text."""

    units: tuple[Unit, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    """By the anchor of their heading, what annexes are called whose anchors do not tell it (:func:`annex_names`), and
    enclosed texts that the document does not go by."""

    @property
    def columns(self) -> tuple[str, ...]:
        """All its units say, a string for each field; pickling hundreds of tuples takes ten times as long."""
        return tuple(" ".join(column) for column in zip(*self.units, strict=True))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what it says, and nothing that was worked out of it."""
        return _of_columns, (self.called, *self.columns)

    @cached_property
    def _by_anchor(self) -> dict[str, Unit]:
        return {unit.anchor: unit for unit in self.units}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each unit stands among the others, by its anchor."""
        return {unit.anchor: index for index, unit in enumerate(self.units)}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], tuple[Unit, ...]]:
        found: defaultdict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in self.units:
            for key in (unit.key, *_shortened(unit.key)):
                found[unit.scope, key].append(unit)
        return {key: tuple(units) for key, units in found.items()}

    @cached_property
    def _articled(self) -> frozenset[str]:
        """The texts that have articles."""
        return frozenset(unit.scope for unit in self.units if unit.key[0] == "a")

    @cached_property
    def _rows(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Anchors of one rank in one container, in order: the articles of a text, the 款 of an article."""
        rows: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for unit in self.units:
            rows[_row(unit)].append(unit.anchor)
        return {key: tuple(anchors) for key, anchors in rows.items()}

    @cached_property
    def _names(self) -> dict[str, str]:
        """What units are cited as, by anchor; filled as they are asked for, which some are again and again."""
        return {}

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The texts that have units, own text first, annexes last."""
        return tuple(sorted({unit.scope for unit in self.units}, key=_scope_order))

    def __contains__(self, anchor: object) -> bool:
        return anchor in self._by_anchor

    def get(self, anchor: str) -> Unit | None:
        """Look up a unit by its anchor."""
        return self._by_anchor.get(anchor)

    def cite(self, anchor: str) -> str:
        """Name a unit as it is cited; empty for what has no number.

        An annex is called as it is printed, and an enclosed text by its title, unless the document goes by it. The only
        款 of an article is not named, the only 附件 not numbered; 一、 by itself, or first in an annex, is 第一部分, 1
        is 第1部分.

        >>> outline = Outline(tuple(Unit(anchor, "") for anchor in ("a1", "a1-k1", "a1-k1-x2", "h1", "f1")))
        >>> outline.cite("a1-k1-x2"), outline.cite("h1"), outline.cite("f1"), outline.cite("title")
        ('第一条第（二）项', '第一部分', '附件', '')
        >>> Outline((), {"f1": "附录一"}).cite("f1-h2-1"), outline.cite("f1-d2-1")
        ('附录一第二部分（一）', '附件的2.1')
        >>> Outline((Unit("a1-dup2", "enclosed-dup2"),), {"enclosed-dup2": "《驿站管理办法》"}).cite("a1-dup2")
        '《驿站管理办法》第一条'
        """
        if anchor not in self._names:
            paragraph = self._container(Rank.PARAGRAPH, anchor)
            only = paragraph is not None and len(self._rows[_row(paragraph)]) == 1
            name, annex = _cited(anchor, only=only), annex_of(anchor)
            text = self._annex(annex) if annex else self._enclosed(anchor)
            self._names[anchor] = f"{text}{'的' if text and name[:1].isdecimal() else ''}{name}"
        return self._names[anchor]

    def _enclosed(self, anchor: str) -> str:
        unit = self.get(anchor) if self.called else None
        return self.called.get(unit.scope, "") if unit else ""

    def _annex(self, anchor: str) -> str:
        alone = anchor.partition("-")[0] == "f1" and "f2" not in self
        return self.called.get(anchor) or ("附件" if alone else str(Place.of_anchor(anchor)))

    def article(self, anchor: str) -> str:
        """Give the anchor of the article in which a unit stands; empty where it stands in none."""
        article = self._container(Rank.ARTICLE, anchor)
        return article.anchor if article else ""

    def find(self, place: Place, scope: str | None = None, near: str = "") -> tuple[str, ...]:
        """Give the anchors of a place.

        In one text, or, where ``scope`` is None, in the first kind of text that has it: that in which the unit
        ``near`` stands, then those that are no annex, then annexes.
        """
        annex, local = _split(place)
        if annex is not None:
            return self._in_annex(annex, local)
        at = self.get(near)
        own, texts = [at.scope] if at else [], [s for s in self.scopes if s[:1] != "f"]
        order = [[scope]] if scope is not None else [own, texts, list(self.scopes)]
        for steps in (local, self._as_headings(order[-1], local)):
            for scopes in order if steps else []:
                if found := self._anchors(scopes, Place(steps).anchor):
                    return found
        return ()

    def _as_headings(self, scopes: list[str], local: tuple[Step, ...]) -> tuple[Step, ...]:
        """Read 第二条第（一）项 as 二、（一） where no text has articles: 若干措施 are cited so."""
        if not self._articled.isdisjoint(scopes):
            return ()
        ranks = [step.rank for step in local]
        if ranks != [Rank.ARTICLE, Rank.ITEM, Rank.SUBITEM][: len(ranks)]:
            return ()
        return tuple(Step(Rank.HEADING, step.number) for step in local)

    def _in_annex(self, annex: Step, local: tuple[Step, ...]) -> tuple[str, ...]:
        heads = [u.anchor for u in self.units if u.place.steps == (annex,)]
        return self._anchors(heads, Place(local).anchor) if local else tuple(heads)

    def _anchors(self, scopes: Iterable[str], key: str) -> tuple[str, ...]:
        return tuple(unit.anchor for scope in scopes for unit in self._by_key.get((scope, key), ()))

    def complete(self, place: Place, near: str) -> Place:
        """Add what a place leaves out because it stands there: 第二款 in 第三条 is 第三条第二款."""
        at = self.get(near)
        rank = place.steps[0].rank
        if at is None or not rank.below(Rank.ARTICLE) or rank in (Rank.DECIMAL, Rank.HEADING, Rank.ANNEX):
            return place
        above = tuple(step for step in at.place.steps if rank.below(step.rank) and step.rank is not Rank.ANNEX)
        return Place(above + place.steps)

    def pointed(self, pointer: Pointer, place: Place | None, near: str) -> tuple[str, ...]:
        """Give the anchors that a pointer means where it stands: 前款, 前两款 (both), 前款第（二）项.

        Where an article has no 款 before, 前款 in one of its 项 is read as the 项 before, and a 项 of it as its 目:
        gazettes print it so.
        """
        base = self._back(pointer.rank, pointer.back, near)
        steps = place.steps if place else ()
        if not base and pointer.rank is Rank.PARAGRAPH:
            base = self._back(Rank.ITEM, pointer.back, near)
            steps = tuple(Step(Rank.SUBITEM, s.number, s.branch) if s.rank is Rank.ITEM else s for s in steps)
        if not steps:
            return base
        at = [unit for anchor in base[-1:] if (unit := self.get(anchor))]
        return tuple(a for unit in at for a in self.find(Place(unit.place.steps + steps), None, near))

    def _back(self, rank: Rank, count: int, near: str) -> tuple[str, ...]:
        at = self._container(rank, near)
        if at is None:
            return ()
        row = self._rows[_row(at)]
        index = row.index(at.anchor)
        if count == 0:
            return (at.anchor,)
        return row[index - count : index] if index >= count else ()

    def _container(self, rank: Rank, near: str) -> Unit | None:
        """Give the unit of a rank in which another stands."""
        while near:
            at = self.get(near)
            if at and at.place.rank is rank:
                return at
            above = near.rpartition("-")[0]
            near = above or (at.chapter if at else "")
        return None

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """Give the units from one to another of the same rank and row, both included; none if they are not such."""
        a, b = self.get(first), self.get(last)
        if a is None or b is None or _row(a) != _row(b):
            return ()
        row = self._rows[_row(a)]
        return tuple(row[row.index(first) : row.index(last) + 1])


def _of_columns(called: Mapping[str, str], *columns: str) -> Outline:
    """Make an outline of its columns; without a call of Python for each unit."""
    rows = zip(*(column.split(" ") for column in columns), strict=True)
    return Outline(tuple(map(partial(tuple.__new__, Unit), rows)), called)


@lru_cache(maxsize=8192)
def _cited(anchor: str, *, only: bool) -> str:
    """Name a unit in its text; the same come in every document. ``only``: its 款 is the only one of the article."""
    place = Place.of_anchor(anchor)
    if place is None:
        return ""
    annex, local = _split(place)
    words = str(Place(tuple(step for step in local if not (only and step.rank is Rank.PARAGRAPH))))
    if words.isdecimal() and annex is None:
        return f"第{words}部分"
    part, comma, rest = words.partition("、")
    if not comma or (rest and annex is None):
        return words
    number = han(next(step.number for step in local if step.rank is Rank.HEADING))
    return f"{part.removesuffix(number)}第{number}部分{rest}"


def annex_names(printed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Tell by anchor what annexes are called that are printed neither as 附件 nor as the 附件2 of their anchor.

    ``printed`` gives the anchor of each, and its heading.

    >>> annex_names([("f1", "附录一　绿道名录"), ("f2", "附件2　标准"), ("f3", "附件"), ("f3-dup2", "附表　标准")])
    {'f1': '附录一', 'f3-dup2': '附表'}
    """
    found = ((anchor, _LABEL_RE.match(words)) for anchor, words in printed)
    names = {anchor: clean(label[0]) for anchor, label in found if label}
    return {anchor: name for anchor, name in names.items() if name not in ("附件", str(Place.of_anchor(anchor)))}


def _split(place: Place) -> tuple[Step | None, tuple[Step, ...]]:
    first, *rest = place.steps
    return (first, tuple(rest)) if first.rank is Rank.ANNEX else (None, place.steps)


def _shortened(key: str) -> tuple[str, ...]:
    """第三条第（二）项, cited without the only 款 that has such a 项."""
    short = re.sub(r"-k[0-9]+(?=-x)", "", key)
    return (short,) if short != key else ()


@lru_cache(maxsize=8192)
def _key(anchor: str) -> str:
    return _DUPLICATE_RE.sub("", anchor.removeprefix(f"{annex_of(anchor)}-"))


def _row(unit: Unit) -> tuple[str, str]:
    return unit.scope, _row_of(unit.anchor)


@lru_cache(maxsize=8192)
def _row_of(anchor: str) -> str:
    key = _key(anchor)
    parent, dash, _ = key.rpartition("-")
    in_article = dash and key[0] == "a"
    return f"{Unit(anchor, '').place.rank}:{parent if in_article else ''}"


def _scope_order(scope: str) -> tuple[bool, str]:
    return scope[:1] == "f", scope
