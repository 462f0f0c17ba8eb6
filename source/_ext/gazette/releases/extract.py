"""The text of a document, read off the body of its finished page. Pure.

What the editors and the site add (notes, 被引, names of 款) is left out; corrections read as corrected, and what is
printed is kept beside them.
"""

import re
from collections.abc import Iterable

from lxml import html

from ..corrections import printed_reading
from ..headings import NUMBER_RE
from .texts import Line, Note, Unit

__all__ = ["notes", "units"]

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = _HEADINGS | {"p", "li", "tr"}
_CELLS = frozenset(("td", "th"))
_BLOCKS = _LINES | {"div", "section", "ol", "ul", "table", "thead", "tbody", "aside", "blockquote"}
_ADDED = frozenset(("note", "cited", "kuan"))
"""Classes of what is not the gazette's."""
_SPACE_RE = re.compile("[\t\n\r ]+")


def units(body: str) -> tuple[Unit, ...]:
    """Give the units of a document, in order, from the HTML of its text."""
    reader = _Reader()
    reader.read(_parse(body), "")
    return tuple(reader.units)


def notes(body: str) -> tuple[Note, ...]:
    """Give the editors' notes that stand in a document."""
    found = []
    for aside in _parse(body).iter("aside"):
        place = (aside.get("aria-label") or "").partition("：")[2]
        lines = (_SPACE_RE.sub(" ", p.text_content()).strip() for p in aside.iter("p", "li"))
        found.append(Note(aside.get("id") or "", place, "\n".join(filter(None, lines))))
    return tuple(found)


def _parse(body: str) -> html.HtmlElement:
    return html.fragment_fromstring(body, create_parent="div")


class _Reader:
    """Walks the page and collects its units: articles, and every line that stands in none."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._article: list[Line] | None = None
        """Lines of the article that is being read."""

    def read(self, element: html.HtmlElement, anchor: str) -> None:
        """Read what stands in an element; ``anchor`` is the nearest one above."""
        for child in element.iterchildren(*_BLOCKS):
            if _ADDED.isdisjoint(_classes(child)):
                self._block(child, child.get("id") or anchor)

    def _block(self, element: html.HtmlElement, anchor: str) -> None:
        classes = _classes(element)
        if "article" in classes:
            self._in_article(element, anchor)
        elif "run" in classes:
            line = list(element.iterchildren(*_HEADINGS, "p"))[:2]
            self._line(anchor, line)
            for child in line:
                child.drop_tree()
            self.read(element, anchor)
        elif element.tag in _LINES:
            self._line(anchor, element if element.tag == "tr" else [element])
            self.read(element, anchor)
        else:
            self.read(element, anchor)

    def _in_article(self, section: html.HtmlElement, anchor: str) -> None:
        """Read an article; its number, which stands in its first 款, is the number of the unit."""
        heading = next(section.iter(*_HEADINGS))
        number = heading.text_content().strip()
        heading.drop_tree()
        self._article = []
        self.read(section, anchor)
        self.units.append(Unit(anchor, number, tuple(self._article)))
        self._article = None

    def _line(self, anchor: str, elements: Iterable[html.HtmlElement]) -> None:
        words = _Words()
        for element in elements:
            if element.tag in _CELLS and words.text:
                words.text += "　"
            words.read(element)
        line = words.line(anchor)
        if not (line.text or line.number):
            return
        if self._article is None:
            self.units.append(Unit(anchor, line.number, (line,)))
        else:
            self._article.append(line)


class _Words:
    """Collects the words of a line."""

    def __init__(self) -> None:
        self.number = ""
        self.text = ""
        self.corrections: list[tuple[int, str, str]] = []

    def read(self, element: html.HtmlElement) -> None:
        """Add the words of an element, but not of blocks in it that are lines of their own."""
        self._add(element.text)
        lines = _BLOCKS - {"p"} if element.tag in _CELLS else _BLOCKS
        for child in element:
            if not isinstance(child.tag, str):
                self._add(child.tail)
                continue
            if child.tag not in lines and _ADDED.isdisjoint(_classes(child)):
                self._inline(child)
            self._add(child.tail)

    def _inline(self, element: html.HtmlElement) -> None:
        classes = _classes(element)
        words = element.text_content()
        if not self.text and not self.number and classes & {"no", "n"} and NUMBER_RE.fullmatch(words):
            self.number = words
        elif "corr" in classes:
            after = element.getnext()
            self.corrections.append((len(self.text), words, printed_reading(after.text_content())))
            self._add(words)
        elif not (element.tag == "small" and _follows_correction(element)):
            self.read(element)

    def line(self, anchor: str) -> Line:
        """Give the line, without spaces at its ends."""
        lead = len(self.text) - len(self.text.lstrip())
        found = tuple((at - lead, right, printed) for at, right, printed in self.corrections)
        return Line(anchor, self.number, self.text.strip(), found)

    def _add(self, words: str | None) -> None:
        self.text += _SPACE_RE.sub(" ", words or "")


def _follows_correction(element: html.HtmlElement) -> bool:
    before = element.getprevious()
    return before is not None and "corr" in _classes(before)


def _classes(element: html.HtmlElement) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())
