"""How the lines of a raw file are set: hard-wrapped or not, with indents or without. Measured, never told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converters.lines import Line, is_markdown
from converters.looks import NUMBERED, Form, look
from converters.text import HAN


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a raw file are set; measured, never told by the file's name."""

    column: float | None
    """Width of a hard-wrapped column in full-width characters; None where a line holds a whole paragraph."""
    indented: bool
    """Whether the white space before a paragraph's first line was kept, so that it is evidence."""


def dialect(raw: str, layout: Layout, lines: Sequence[Line]) -> str:
    """How a raw file is set, in words for an editor."""
    traits = ["Markdown"] if is_markdown(raw) else []
    traits += [f"hard-wrapped at {layout.column:g} characters"] if layout.column else ["a line holds a paragraph"]
    traits += ["indents kept"] if layout.indented else []
    traits += ["pipe tables"] if any(line.cells for line in lines) else []
    half = len(re.findall(f"(?<=[{HAN}])[,;:]", raw))
    traits += ["half-width punctuation"] if half > raw.count("，") else []
    return ", ".join(traits)


_BAND = 2.75
"""How much narrower than the column a full line may be: by a first line's indent, or a number that must stay whole."""
_NEARLY = 0.9
_LEAST_BROKEN = 0.2
"""Least share of all words on lines that break off at the column's edge."""
_MOST_WIDER = 0.35
"""Share of all words that may stand on wider lines, set across two columns; where paragraphs are whole, most do."""
_MOST_BEYOND = 0.08
"""Share of full lines that may be wider: a squeezed or hanging mark."""


def measure(lines: Sequence[Line]) -> Layout:
    """Find the column width: where lines that break off in the middle of a sentence break off.

    In a hard-wrapped text they do so at one width, and hardly any words stand on wider lines; where a line holds a
    whole paragraph, only pages break some off, anywhere.
    """
    looks = [look(line) for line in lines]
    starts = [line for line, form in zip(lines, looks, strict=True) if form in NUMBERED]
    kept = sum(line.indent >= 1.5 for line in starts)
    flush = sum(line.indent < 1 for line in lines) > len(lines) // 3
    indented = flush and len(starts) > 4 and kept * 2 > len(starts)
    broken = [_set_width(line) for line in _broken_off(lines, looks)]
    column = _column(broken)
    words = [line.width for line in lines if not line.cells]
    wrapped = (
        column is not None
        and sum(w for w in broken if column - _BAND <= w <= column + 1) >= _LEAST_BROKEN * sum(words)
        and sum(w for w in words if w > column + 1.5) <= _MOST_WIDER * sum(words)
    )
    return Layout(column if wrapped else None, indented)


def _broken_off(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[Line]:
    """Lines of running text that end in the middle of a sentence; lists and titles hold no punctuation."""
    for line, after, form in zip(lines, lines[1:], looks[1:], strict=False):
        running = _STOP_RE.search(line.tight) or _STOP_RE.search(after.tight)
        if running and form is Form.PLAIN and not line.cells and not _CLOSED_RE.search(line.tight):
            yield line


_STOP_RE, _CLOSED_RE = re.compile("[，。、；：]"), re.compile("[。；：！？”）》…]$")


def _set_width(line: Line) -> float:
    """What a line takes of its column: with the indent of a first line, without a stop that may hang over the edge."""
    return line.width + (2 if 1.5 <= line.indent <= 2.5 else 0) - line.tight.endswith(("，", "、"))


def _column(widths: Sequence[float]) -> float | None:
    """The edge at which most of the broken-off words stand; None where too few are broken off."""
    shares = {edge / 2: sum(w for w in widths if edge / 2 - _BAND <= w <= edge / 2) for edge in range(20, 131)}
    edge = max(edge for edge in shares if shares[edge] >= _NEARLY * max(shares.values()))
    full = sorted((w for w in widths if edge - _BAND <= w <= edge + 1), reverse=True)
    return full[int(len(full) * _MOST_BEYOND)] if len(full) > 1 else None
