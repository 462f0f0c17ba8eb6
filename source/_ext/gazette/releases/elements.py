"""HTML read as elements, of which a text is gathered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

__all__ = ["Child", "Element", "read", "text", "walk"]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element."""

    tag: str
    children: "list[Child]"
    anchor: str
    """Empty where it has none."""
    classes: frozenset[str]
    label: str
    """What ``aria-label`` says."""


Child: TypeAlias = Element | str
"""What stands in an element."""


def read(html: str, place: str) -> list[Child]:
    """Read what stands in the first element of HTML to which a path leads.

    >>> text(*read('<body><p>第一条 <b>&amp;</b> 第二条</p>', ".//p"))
    '第一条 & 第二条'
    """
    found = etree.fromstring(html, etree.HTMLParser()).find(place)
    return [] if found is None else _children(found)


def _children(element: etree._Element) -> list[Child]:
    found: list[Child] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):  # a comment's is none
            said = child.attrib
            classes = frozenset(str(said.get("class", "")).split())
            anchor, label = str(said.get("id", "")), str(said.get("aria-label", ""))
            found.append(Element(child.tag, _children(child), anchor, classes, label))
        if child.tail:
            found.append(child.tail)
    return found


def walk(children: Iterable[Child]) -> Iterator[Element]:
    """Give all elements, in their order."""
    for child in children:
        if isinstance(child, Element):
            yield child
            yield from walk(child.children)


def text(*children: Child) -> str:
    """Give the words."""
    return "".join([text(*child.children) if isinstance(child, Element) else child for child in children])
