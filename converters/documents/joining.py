"""Lines → logical paragraphs: page, column and line breaks undone, wherever they fall."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from converters.documents.evidence import LONGEST_LABEL, MUCH_ROOM, Place, Verdict
from converters.documents.paragraphs import Setting, asked
from converters.lines.layout import Layout
from converters.lines.lines import Line
from converters.lines.looks import DIVISIONS, LEVELS, NUMBERED, PLAIN, Form
from converters.lines.pages import page_tops
from converters.lines.rows import is_announced
from converters.printed import forms
from converters.printed.attributions import attribution_behind


class Paragraph(NamedTuple):
    """Lines that make one logical paragraph, heading or row."""

    form: Form
    lines: tuple[Line, ...]
    sure: bool = True
    """False where a break inside or before it was decided without evidence."""


def join(lines: Sequence[Line], layout: Layout, looks: Sequence[Form]) -> Iterator[Paragraph]:
    """Group lines into paragraphs.

    `looks` gives each line's form as the caller decided it (a list number stranded mid-sentence is PLAIN).
    """
    cuts = _cuts(lines, looks) if layout.column is None else set()
    verdicts = asked(Setting(layout.column is not None, layout.indented, layout.spaced))
    least = (layout.column or 0) - MUCH_ROOM
    group: list[Line] = []
    form, so_far, sure = PLAIN, "", True
    for i, line in enumerate(lines):
        if group:
            verdict = _at_once(form, so_far, group[-1], looks[i], line, layout, least)
            if verdict is None:
                after = lines[i + 1] if i + 1 < len(lines) else None
                place = Place(form, so_far, group[-1], looks[i], line, after, layout, group[-1].no in cuts)
                verdict = _judge(place, verdicts[form, looks[i]])
            if verdict is not False:
                group.append(line)
                so_far = so_far[-_IN_SIGHT:] + line.tight
                sure = sure and verdict is not None
                continue
            yield Paragraph(form, tuple(group), sure)
        group, form, so_far, sure = [line], looks[i], line.tight, True
    if group:
        yield Paragraph(form, tuple(group), sure)


def _at_once(form: Form, so_far: str, last: Line, form_next: Form, line: Line, layout: Layout, least: float) -> Verdict:
    """What the table says of most lines, told without it; None for all others.

    A line of some form begins a paragraph. Running text that breaks off inside a sentence, on a line of at least the
    width `least`, goes on, and so does what can be no heading, because it fills the column: no rule that could say
    otherwise has what it asks for.
    """
    if form_next is not PLAIN:
        return None if form in _RUN_ON or form_next is Form.HISTORY else False
    if form not in _RUNNING or so_far[-1] in _DOUBTFUL or last.width < least:
        return None
    if layout.indented and line.indent >= 1:
        return None
    if "：" in line.tight[:LONGEST_LABEL] or line.tight[1:3] == "等奖":
        return None
    if form is Form.ARTICLE and so_far[-1] in forms.PART_NAMED_ENDS and forms.PART_NAMED_RE.fullmatch(so_far):
        return None
    if form not in LEVELS or "。" in so_far or so_far[-1] in "，、":
        return True
    fills = 0 <= last.width - least - MUCH_ROOM <= 1
    return True if fills and "，" in so_far and "。" not in line.tight else None


_RUN_ON = frozenset((Form.TITLE, Form.PRINTED))
_RUNNING = NUMBERED | {PLAIN}
_DOUBTFUL = frozenset("。！？”’）〕】》：；长任务位门命去")


def _judge(place: Place, verdicts: Sequence[Callable[[Place], Verdict]]) -> Verdict:
    """What the first says that has something to say."""
    for says in verdicts:
        if (verdict := says(place)) is not None:
            return verdict
    return None


_IN_SIGHT = 1000
"""How much of a paragraph so far is looked at; a limit keeps the joining of a text without an end linear."""


# ---- what a page break cut ----


def _cuts(lines: Sequence[Line], looks: Sequence[Form]) -> set[int]:
    """Lines whose siblings, the numbered lines of one level under one parent, show that a page break cut them."""
    cuts: set[int] = set()
    alone: list[int] = []
    for siblings in families(LEVELS.get(form, 0 if form in _PARTING else None) for form in looks):
        cuts.update(_cut_headings(siblings, lines, looks))
        alone += _only_second_paragraph(siblings, lines, looks)
    return cuts.union(lines[i - 1].no for i in page_tops(lines, alone)) if alone else cuts


def _cut_headings(siblings: Sequence[int], lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[int]:
    """Where most siblings run on behind their heading, stop it, or count what is below, those cut before they do."""
    tights = [lines[i].tight for i in siblings]
    run_in = sum(bool("。" in tight[:-1]) for tight in tights)
    stopped = sum(bool("。" in tight or tight.endswith(_ENDS) or _INTRODUCES_RE.search(tight)) for tight in tights)
    counted = sum(map(is_announced, tights)) * 4 >= (len(tights) - 1) * 3 > 0
    for i, tight in zip(siblings, tights, strict=True):
        plain_next = i + 1 < len(lines) and looks[i + 1] is PLAIN
        open_ = "。" not in tight and not tight.endswith(("：", *_ENDS)) and not attribution_behind(tight)
        open_ = open_ and not (plain_next and _is_whole(tight, lines[i + 1]))
        bare = open_ and stopped * 4 >= (len(tights) - 1) * 3 > 0
        ended = (
            tight.endswith("。")
            and tight.count("。") == 1
            and (run_in + 1) * 4 > len(tights) * 3
            and len(tights) > 2
            and plain_next
            and forms.is_sentence(lines[i + 1].tight)
        )
        bare = bare or (counted and open_ and plain_next and is_announced(lines[i + 1].tight))
        if plain_next and (bare or (ended and len(tight) <= _COLUMN_LINE)):
            yield lines[i].no


def _is_whole(tight: str, after: Line) -> bool:
    """Whether a heading names a part of the text, and what follows is not its end: 基本原则 over 坚持系统谋划、…."""
    return forms.PART_NAMED_RE.fullmatch(tight) is not None and bool(after.lead or not _REST_RE.match(after.tight))


_REST_RE = re.compile("[^，。；：、]{1,12}。.")
"""职责落实。市政府…: what a page cut off a heading before the text runs on"""
_INTRODUCES_RE = re.compile("(?:[下以]列|以下|如下).*：$")
"""二、下列场所禁止燃放烟花爆竹：, a sentence over what it lists, and no heading"""
_ENDS = ("；", "号）")
"""How items end that hold no full stop; those of a list of documents with the 文号"""

_COLUMN_LINE = 18
"""A heading cut behind its full stop stood on the one line of a column: no longer than columns are wide."""


def _only_second_paragraph(siblings: Sequence[int], lines: Sequence[Line], looks: Sequence[Form]) -> Sequence[int]:
    """The line that would begin the only second paragraph of all items but the last, behind which others may stand."""
    seconds = [[*_seconds(i, lines, looks)] for i in siblings[:-1]] if len(siblings) > _FEW else []
    found = [second for second in seconds if second]
    alone = found[0] if len(found) == 1 else []
    if len(alone) != 1 or attribution_behind(lines[alone[0] - 1].tight) or not forms.is_sentence(lines[alone[0]].tight):
        return ()
    return alone


_FEW = 3
"""So many siblings show no habit."""


def _seconds(i: int, lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[int]:
    """The plain lines behind a numbered one that would begin further paragraphs of its item."""
    while (i := i + 1) < len(lines) and looks[i] is PLAIN:
        if forms.ends_sentence(lines[i - 1].tight):
            yield i


def families(levels: Iterable[int | None]) -> Iterator[list[int]]:
    """The places of those of one level under one parent, where each has a level, 0 behind which none go on, or None.

    >>> [*families([1, 2, None, 2, 1, 2, 0, 1])]
    [[1, 3], [0, 4], [5], [7]]
    """
    open_families: dict[int, list[int]] = {}
    for i, level in enumerate(levels):
        if level is not None:
            for deeper in [key for key in open_families if key > level]:
                yield open_families.pop(deeper)
        if level:
            open_families.setdefault(level, []).append(i)
    yield from open_families.values()


_PARTING = frozenset((*DIVISIONS, Form.TITLE, Form.PRINTED, Form.ANNEX, Form.DATE))
"""Behind what no numbers go on"""
