"""Text between markup, gathered into one text to be converted, and put back. Standard library only."""

from dataclasses import dataclass
from itertools import accumulate

BOUNDARY = "\x1f"
"""Stands between texts that are converted together but must not be read together: paragraphs, cells, attributes.

It stands there twice, so that an entry for a text as a whole (a name alone in its cell) leaves one to its neighbour."""
BREAK = BOUNDARY * 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """Markup with its texts taken out."""

    parts: tuple[str, ...]
    """Markup and text; together the whole."""
    text: str
    """All texts, behind one another."""
    places: tuple[tuple[int, int, int], ...]
    """Number of each part that is text, and where it stands in `text`."""

    def filled(self, converted: str) -> list[str]:
        """Give the parts with their texts from the converted one, which has as many characters."""
        parts = list(self.parts)
        for part, start, end in self.places:
            parts[part] = converted[start:end]
        return parts


class Gatherer:
    r"""Gathers parts in the order in which they stand.

    >>> gatherer = Gatherer()
    >>> gatherer.running("头")
    >>> gatherer.markup("<wbr>")
    >>> gatherer.running("发")
    >>> gatherer.gathered().text
    '\x1f\x1f头发'
    >>> "".join(gatherer.gathered().filled("\x1f\x1f頭髮"))
    '頭<wbr>髮'
    """

    def __init__(self) -> None:
        """Begin with nothing; the first text is not read together with anything."""
        self._parts: list[str] = []
        self._running: list[tuple[int, str]] = []
        self.broken = True
        """Whether the next text is not read together with the one before."""

    def markup(self, markup: str) -> None:
        """Add what is not converted."""
        self._parts.append(markup)

    def running(self, text: str) -> None:
        """Add running text, if there is any."""
        if text:
            self._running.append((len(self._parts), BREAK + text if self.broken else text))
            self._parts.append(text)
            self.broken = False

    def gathered(self) -> Gathered:
        """Give all that was added."""
        ends = accumulate(len(text) for _, text in self._running)
        places = [(part, end - len(self._parts[part]), end) for (part, _), end in zip(self._running, ends, strict=True)]
        return Gathered(tuple(self._parts), "".join(text for _, text in self._running), tuple(places))
