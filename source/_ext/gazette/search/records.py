"""A finished page → its document and its records, the units that are found.

A record is an article, a heading with the paragraphs below it, a run-in paragraph, a row of a table, an editor's note,
or the head of the document (title, 文号, 备案号). It is cut into pieces, each with the anchor that leads there. Read
from the page and not from its source, a record says what readers see, in every script, and marks land where it stands.
What is the site's own on the page of a gazette is left out, but for notes, which are records of their own.

Own code, where lxml would build and walk a tree for each script: pages are as the theme writes them, every element
closed, and the same in all scripts but for their texts. So one page is read, and says which of its texts make a piece;
the others give theirs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from html import unescape
from pathlib import Path

from gazette.classes import ADDED

__all__ = ["Document", "Facts", "PageError", "Piece", "Record", "documents"]

LONG = 1500
"""Characters after which the next paragraph under the same heading begins a new record."""


class PageError(ValueError):
    """A page that is not as the theme writes it, or not the same in all scripts; the message names it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that one anchor leads to."""

    anchor: str
    """Empty where nothing before it has one: the top of the page."""
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """A unit that is found."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "".join([piece.text for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class Facts:
    """What results are shown with, chosen by, and ranked by."""

    path: str
    """Of the page, from the root of its tree, with a slash at the end."""
    name: str
    """What people call the document."""
    docno: str
    """发文字号, or empty."""
    kind: str
    """Kind of document, as in corpus.json."""
    day: str
    """ISO date that orders it, or empty."""
    issuers: tuple[str, ...]
    turns: str
    """Its statuses and their days, as :class:`gazette.pages.standing.Standing` has them."""
    ended: bool
    """Whether it is expired or repealed on the day of the build."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page."""

    facts: Facts
    records: tuple[Record, ...] = field(repr=False)
    """The head first, then in the order of the page."""


def documents(paths: Sequence[Path], address: str) -> tuple[Document, ...]:
    """Read the page of a document, as it is in each script, Simplified first; nothing for any other page, such as one
    that leads on from an earlier address.

    Raises:
        PageError: the page is cut short, of another version of the theme, or not the same in another script.

    """  # noqa: D205 - one sentence
    page = paths[0].read_text("utf-8")
    first = _article(page, paths[0])
    if not first:
        return ()
    texts = _texts(first)
    outline, lengths = _Reader(texts).read(_TAG_RE.findall(first), paths[0]), list(map(len, texts))
    found = [outline.document(page, texts, address)]
    for path in paths[1:]:
        page = path.read_text("utf-8") if path.is_file() else ""
        texts = _texts(_article(page, path))
        if list(map(len, texts)) != lengths:
            raise PageError(f"{path}: not the text that the page has in Simplified; convert the site anew")
        found.append(outline.document(page, texts, address))
    return tuple(found)


_LAYOUT = " \t\r"
"""What surrounds the line breaks of the markup; other spaces are printed."""
_TAG_RE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_TEXT_RE = re.compile("<[^<>]*>")
_TITLE_RE = re.compile(r"<title>([^<\u3000]*)")
_ATTRIBUTE_RE = re.compile(r'\s([a-z][a-z-]*)="([^"]*)"')

_Tag = tuple[str, str, str]
"""Slash of an end tag, name, attributes."""


def _article(page: str, path: Path) -> str:
    """Give what of a page is the document's, empty when it is no document's."""
    if " data-kind=" not in page:
        return ""
    start, end = page.find("<article "), page.rfind("</article>")
    if start < 0 or end < 0:
        raise PageError(f"{path}: {_OTHERWISE}")
    return "".join([line.strip(_LAYOUT) for line in page[start : end + len("</article>")].split("\n")])


def _texts(article: str) -> list[str]:
    """Give the text behind each tag, as a reader sees it."""
    texts = _TEXT_RE.split(article)[1:]
    return [unescape(text) if "&" in text else text for text in texts] if "&" in article else texts


_OTHERWISE = "not as the theme writes the page of a document"

_BLOCKS = frozenset(("p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ol", "ul", "tr", "blockquote", "dt"))
_WORDS = frozenset(("summary", "p", "li", "td", "th"))
"""What holds the words of a note."""
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "source", "wbr"))
_JOINED = frozenset(("date", "printed"))
"""Anchors of blocks that belong to the record before them."""
_GAP = "\u3000"
"""Stands between blocks and cells of a record."""
_BETWEEN = -1
"""Stands for it among the numbers of texts."""


class _In(Enum):
    """What the reader is in, and so what it does with a tag and a text."""

    HEAD = auto()
    """What stands before the text, and the site's own around it."""
    FACT = auto()
    """Title, 文号 or 备案号."""
    FLOW = auto()
    """A container of blocks, each of which may begin a record."""
    ROWS = auto()
    """A table, each row of which begins a record."""
    BLOCK = auto()
    NOTE = auto()
    WORDS = auto()
    """Part of a note that is read."""
    NOTHING = auto()


@dataclass(slots=True)
class _Part:
    """A piece to be."""

    anchor: str
    numbers: list[int] = field(default_factory=list)
    """Of its texts."""


@dataclass(slots=True)
class _Outline:
    """Which texts of a page make up its pieces."""

    stamp: Sequence[str]
    """Its turns, and whether it is expired."""
    heads: list[_Part]
    records: list[list[_Part]]
    notes: list[_Part]

    def document(self, page: str, texts: Sequence[str], address: str) -> Document:
        """Fill it with the texts of a page."""
        said = [*texts, _GAP]  # so that _BETWEEN is the number of the gap
        head = Record(tuple(_piece(part, said) for part in self.heads))
        records = [
            Record(tuple([Piece(part.anchor, "".join([said[at] for at in part.numbers])) for part in parts]))
            for parts in self.records
        ]
        notes = [Record((_piece(part, said),)) for part in self.notes]
        return Document(self._facts(page, head, address), (head, *records, *notes))

    def _facts(self, page: str, head: Record, address: str) -> Facts:
        opening = page[(start := page.index("<article ")) : page.index(">", start)]
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE_RE.findall(opening)}
        title = _TITLE_RE.search(page)
        turns, classes = self.stamp
        return Facts(
            path=address,
            name=unescape(title[1]) if title else "",
            docno=next((piece.text for piece in head.pieces if piece.anchor == "docno"), ""),
            kind=attributes["data-kind"],
            day=attributes["data-day"],
            issuers=tuple(filter(None, attributes["data-issuers"].split("、"))),
            turns=turns,
            ended="expired" in classes.split(),
        )


def _piece(part: _Part, said: Sequence[str]) -> Piece:
    text = "".join([said[at] for at in part.numbers])
    return Piece(part.anchor, _GAP.join(block.strip(" ") for block in text.split(_GAP)))


class _Reader:
    """Walks through the tags of a page once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._heads: list[_Part] = []
        self._records: list[list[_Part]] = []
        self._notes: list[_Part] = []
        self._stamps: list[tuple[str, str]] = []
        self._flows = 0
        self._anchor = ""
        """The last of a block, which holds for those behind it that have none."""
        self._parts: list[_Part] = []
        self._size = 0
        self._last = ""
        self._says = False
        """Whether the record says anything."""
        self._open: list[tuple[_In, str, bool]] = []
        """What is open: what it is, its anchor, and whether a record ends with it."""

    def read(self, tags: Sequence[_Tag], path: Path) -> _Outline:
        """Read a page.

        Raises:
            PageError: something that every page of a document has is missing, or there twice.

        """
        self._open = [(_In.HEAD, "", False)]
        for at, (end, name, attributes) in enumerate(tags):
            if end:
                if self._open.pop()[2]:
                    self._end()
            elif name not in _VOID:
                self._open.append(self._start(name, *_known(attributes)))
            if self._texts[at]:
                self._text(at)
        self._end()
        titles = sum(part.anchor not in ("docno", "filing") for part in self._heads)
        if (len(self._open), titles, self._flows, len(self._stamps)) != (1, 1, 1, 1):
            raise PageError(f"{path}: {_OTHERWISE}")
        return _Outline(self._stamps[0], self._heads, self._records, self._notes)

    def _start(self, name: str, anchor: str, classes: frozenset[str], turns: str) -> tuple[_In, str, bool]:
        """Give what an element is, and do what is to be done where it begins."""
        within, here, _ = self._open[-1]
        if within is _In.BLOCK or within is _In.FLOW:
            if "note" in classes:
                self._notes.append(_Part(anchor))
                return _In.NOTE, here, False
            if within is _In.FLOW:
                return self._block(name, anchor, classes)
            if name == "small" or classes & ADDED:
                return _In.NOTHING, here, False
            return self._take(name, anchor or here)
        if within is _In.ROWS:
            return self._begin(name, anchor) if name == "tr" else (_In.ROWS, here, False)
        if within is _In.HEAD:
            return self._head(name, anchor, classes, turns), here, False
        if (within is _In.NOTE or within is _In.WORDS) and name in _WORDS:
            if self._notes[-1].numbers[-1:] not in ([], [_BETWEEN]):
                self._notes[-1].numbers.append(_BETWEEN)
            return _In.WORDS, here, False
        return within, here, False

    def _head(self, name: str, anchor: str, classes: frozenset[str], turns: str) -> _In:
        if "text" in classes:
            self._flows += 1
            return _In.FLOW
        if "stamp" in classes:
            self._stamps.append((turns, " ".join(classes)))
        if name == "h1" or (name == "dd" and anchor in ("docno", "filing")):
            self._heads.append(_Part(anchor))
            return _In.FACT
        return _In.HEAD

    # ---- what begins a record ----

    def _block(self, name: str, anchor: str, classes: frozenset[str]) -> tuple[_In, str, bool]:
        """Take what stands in a container: a block, or another container."""
        if name == "table":
            return _In.ROWS, "", True
        if name in ("div", "blockquote") and not classes & {"run", "k"}:
            return _In.FLOW, "", False
        if classes & ADDED:
            return _In.NOTHING, "", False
        if (anchor and anchor not in _JOINED) or self._size > LONG:
            self._end()
        self._anchor = anchor or self._anchor
        return (*self._take(name, self._anchor)[:2], name == "section")

    def _begin(self, name: str, anchor: str) -> tuple[_In, str, bool]:
        self._end()
        self._anchor = anchor or self._anchor
        return self._take(name, self._anchor)

    def _end(self) -> None:
        """Close the record."""
        if self._says:
            self._records.append(self._parts)
        self._parts, self._size, self._last, self._says = [], 0, "", False

    # ---- what stands in a record ----

    def _take(self, name: str, anchor: str) -> tuple[_In, str, bool]:
        if name in _BLOCKS and self._size:
            self._add(anchor, _BETWEEN, _GAP)
        return _In.BLOCK, anchor, False

    def _text(self, at: int) -> None:
        within, here, _ = self._open[-1]
        if within is _In.BLOCK:
            self._add(here, at, self._texts[at])
        elif within is _In.WORDS:
            self._notes[-1].numbers.append(at)
        elif within is _In.FACT:
            self._heads[-1].numbers.append(at)

    def _add(self, anchor: str, at: int, text: str) -> None:
        if text == _GAP and self._last.endswith(_GAP):
            return
        if not self._parts or self._parts[-1].anchor != anchor:
            self._parts.append(_Part(anchor))
        self._parts[-1].numbers.append(at)
        self._last = text
        self._size += len(text)
        self._says = self._says or text.strip(_GAP) != ""


@lru_cache(1 << 14)
def _known(attributes: str) -> tuple[str, frozenset[str], str]:
    """Give anchor, classes and turns of a tag; most tags stand on many pages."""
    found = dict(_ATTRIBUTE_RE.findall(attributes))
    return found.get("id", ""), frozenset(found.get("class", "").split()), unescape(found.get("data-turns", ""))
