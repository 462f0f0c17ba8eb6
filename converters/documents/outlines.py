"""The headings of a law where they are listed, 目录, and where they stand over its articles as captions."""

import re
from collections.abc import Iterator, Sequence

from converters.documents.evidence import MUCH_ROOM
from converters.lines.lines import Line, Lines
from converters.lines.looks import DIVISIONS, LEVELS, PLAIN, Form, not_plain, set_apart
from converters.lines.rows import is_tail
from converters.printed import forms
from converters.printed.characters import HAN
from converters.printed.numerals import DIGIT

_LEAST_LISTED = 3
_LEADERS_RE = re.compile(f"[.．…·•]*[（(]?{DIGIT}*[）)]?$")


def list_contents(lines: Sequence[Line], looks: list[Form]) -> None:
    """Headings straight below each other, the first of which stands again further down, are the contents of a law."""
    last = {lines[i].tight: i for i in not_plain(looks) if looks[i] in DIVISIONS}
    for run in _heading_runs(lines, looks) if last else ():
        if last.get(_LEADERS_RE.sub("", lines[run[0]].tight), 0) > run[-1]:
            for i in run:
                looks[i] = Form.ROW
            if run[0] and lines[run[0] - 1].tight in _CONTENTS:
                looks[run[0] - 1] = Form.APART


def list_headings(lines: Lines, looks: list[Form]) -> None:
    """What stands under the word 目录, down to where its first line is printed again, are the contents of a plan."""
    for i in [i for i in lines.ending("录次") if lines[i].tight in _CONTENTS and i + 1 < len(lines)]:
        first = _LEADERS_RE.sub("", lines[i + 1].tight)
        if looks[i + 1] not in LEVELS and not (looks[i + 1] is PLAIN and _UNNUMBERED_RE.fullmatch(first)):
            continue
        below = range(i + 2, min(i + _MOST_LISTED, len(lines)))
        again = next((j for j in below if lines[j].tight == first), None)
        if again and not any(forms.is_sentence(line.tight) for line in lines[i + 1 : again]):
            looks[i:again] = [Form.APART, *[Form.ROW] * (again - i - 1)]
            set_apart(looks, again)


_CONTENTS, _MOST_LISTED = ("目录", "目次"), 200
_UNNUMBERED_RE = re.compile(f"(?:{DIGIT}{{1,2}}[.．、]?)?[{HAN}]{{2,12}}")
"""总则, 1 总则: the heading of a chapter without a number that tells its level"""


def _heading_runs(lines: Sequence[Line], looks: Sequence[Form]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, form in enumerate(looks):
        if not run and form is PLAIN:
            continue
        if form in DIVISIONS:
            if len(run) >= _LEAST_LISTED and lines[i].tight == _LEADERS_RE.sub("", lines[run[0]].tight):
                yield run
                run = []
            run.append(i)
        elif not (run and form is PLAIN and is_tail(lines[i])):
            if len(run) >= _LEAST_LISTED:
                yield run
            run = []


def end_captions(lines: Sequence[Line], looks: list[Form]) -> None:
    """Where most articles have a caption on the line of their number, the text of an article begins below it."""
    article = Form.ARTICLE
    articles = [i for i, form in enumerate(looks[:-1]) if form is article]
    captioned = [i for i in articles if _is_captioned(lines[i])]
    if len(captioned) >= _LEAST_CAPTIONED and len(captioned) * 2 > len(articles):
        for i in captioned:
            set_apart(looks, i + 1)


def _is_captioned(line: Line) -> bool:
    match = forms.ARTICLE_RE.fullmatch(line.tight) if len(line.tight) <= _LONGEST_CAPTIONED else None
    return match is not None and bool(forms.BARE_CAPTION_RE.fullmatch(match["rest"]))


_LEAST_CAPTIONED, _LONGEST_CAPTIONED = 3, 24


def end_blanks(lines: Lines, looks: list[Form], column: float | None) -> None:
    """A line that ends with a blank to be filled in, 委托人：____, ends there, unless it fills a column."""
    for i in lines.ending("_＿"):
        if column is None or lines[i].width < column - MUCH_ROOM:
            set_apart(looks, i + 1)
