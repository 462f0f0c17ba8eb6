"""A finished page → its document and its records, the units that are found.

A record is an article, a heading with the paragraphs below it, a run-in paragraph, a row of a table, an editor's note,
or the head of the document (title, 文号, 备案号). It is cut into pieces, each with the anchor that leads there. Read
from the page and not from its source, a record says what readers see, in every script, and marks land where it stands.
What is the site's own on the page of a gazette is left out, but for notes, which are records of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

from ..classes import ADDED

__all__ = ["Document", "Facts", "PageError", "Piece", "Record", "read_page"]

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
        return "".join(piece.text for piece in self.pieces)


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


def read_page(path: Path, address: str) -> Document | None:
    """Read the page of a document; None for any other page, such as one that leads on from an earlier address.

    Raises:
        PageError: the page is cut short, or of another version of the theme.

    """
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    articles = tree.xpath("//article[@data-kind]")
    if not articles:
        return None
    try:
        (article,) = articles
        (text,) = article.find_class("text")
        (head,) = article.xpath("./h1")
        (stamp,) = article.find_class("stamp")
    except ValueError as error:
        raise PageError(f"{path}: not as the theme writes the page of a document") from error
    known = [head, *article.xpath("./dl//dd[@id='docno' or @id='filing']")]
    pieces = tuple(Piece(dd.get("id", ""), _squeezed(dd.text_content())) for dd in known)
    docno = next((piece.text for piece in pieces if piece.anchor == "docno"), "")
    facts = Facts(
        path=address,
        name=tree.findtext(".//title").split("\u3000")[0],
        docno=docno,
        kind=article.get("data-kind"),
        day=article.get("data-day"),
        issuers=tuple(filter(None, article.get("data-issuers").split("、"))),
        turns=stamp.get("data-turns"),
        ended="expired" in stamp.get("class").split(),
    )
    return Document(facts, (Record(pieces), *_Reader().read(text)))


_LAYOUT_RE = re.compile("[ \t\r]*\n[ \t\r\n]*")
"""A line break of the markup; other spaces are printed."""


def _squeezed(text: str) -> str:
    return _LAYOUT_RE.sub("", text).strip(" ")


_BLOCKS = frozenset(("p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6", "div", "ol", "ul", "tr", "blockquote", "dt"))
_JOINED = frozenset(("date", "printed"))
"""Anchors of blocks that belong to the record before them."""
_GAP = "\u3000"
"""Stands between blocks and cells of a record."""


class _Reader:
    """Walks through the text of a page once."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._notes: list[Record] = []
        self._anchor = ""
        self._pieces: list[tuple[str, list[str]]] = []
        self._size = 0

    def read(self, text: html.HtmlElement) -> Iterator[Record]:
        self._flow(text)
        self._end()
        yield from self._records
        yield from self._notes

    # ---- what begins a record ----

    def _flow(self, element: html.HtmlElement) -> None:
        """Take the blocks of a container, each of which may begin a record."""
        for child in element.iterchildren(etree.Element):
            classes = set(child.get("class", "").split())
            if "note" in classes:
                self._note(child)
            elif child.tag == "table":
                for row in child.iter("tr"):
                    self._begin(row)
                self._end()
            elif child.tag in ("div", "blockquote") and not classes & {"run", "k"}:
                self._flow(child)
            elif not ADDED & classes:
                self._block(child)
                if child.tag == "section":
                    self._end()

    def _block(self, block: html.HtmlElement) -> None:
        anchor = block.get("id")
        if (anchor and anchor not in _JOINED) or self._size > LONG:
            self._begin(block)
        else:
            self._take(block)

    def _begin(self, block: html.HtmlElement) -> None:
        self._end()
        self._take(block)

    def _note(self, note: html.HtmlElement) -> None:
        words = _GAP.join(_squeezed(block.text_content()) for block in note.iter("summary", "p", "li", "td", "th"))
        self._notes.append(Record((Piece(note.get("id", ""), words),)))

    def _end(self) -> None:
        """Close the record."""
        pieces = tuple(Piece(anchor, "".join(texts)) for anchor, texts in self._pieces)
        if any(piece.text.strip(_GAP) for piece in pieces):
            self._records.append(Record(pieces))
        self._pieces, self._size = [], 0

    # ---- what stands in a record ----

    def _take(self, element: html.HtmlElement) -> None:
        """Take the text of an element, and of what stands in it; its anchor, if it has one, holds from here on."""
        classes = set(element.get("class", "").split())
        if "note" in classes:
            self._note(element)
        if ADDED & classes or element.tag == "small":  # a printed reading, behind its correction
            return
        self._anchor = here = element.get("id") or self._anchor
        if element.tag in _BLOCKS and self._size:
            self._add(_GAP)
        self._add(element.text)
        for child in element.iterchildren(etree.Element):
            self._take(child)
            self._anchor = here
            self._add(child.tail)

    def _add(self, text: str | None) -> None:
        text = _LAYOUT_RE.sub("", text or "")
        if not text or (text == _GAP and self._pieces and self._pieces[-1][1][-1].endswith(_GAP)):
            return
        if not self._pieces or self._pieces[-1][0] != self._anchor:
            self._pieces.append((self._anchor, []))
        self._pieces[-1][1].append(text)
        self._size += len(text)
