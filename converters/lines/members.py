"""Lists of members of which a text layer sets each part on a line: 组长： over the name over the post."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from converters.lines.lines import Line, Lines
from converters.lines.looks import PLAIN
from converters.printed.characters import BLANK, HAN
from converters.printed.surnames import SURNAMES
from converters.text import NOTHING

_LEAST_PERSONS = 3
_NAME_RE = re.compile(f"[{HAN}](?:[{BLANK}]*[{HAN}]){{1,2}}")
_POSTS = "长任记员师席"
_POST_RE = re.compile(f"[{HAN}（）、，]{{1,30}}[{_POSTS}](?:（[{HAN}、，]{{1,12}}）)?")
_ROLE_RE = re.compile(f"[{HAN}]{{2,8}}[：:]")


def member_rows(lines: Lines) -> Iterator[tuple[range, Line]]:
    """A row for each person, with the lines of role, name and post, where three follow each other."""
    for run in _runs(lines):
        for i in run:
            start = i - 1 if i and _ROLE_RE.fullmatch(lines[i - 1].tight) else i
            role = lines[start].text if start < i else NOTHING
            cells = (role, lines[i].text, lines[i + 1].text)
            yield range(start, i + 2), Line.row(lines[start], lines[i + 1], cells, header=False)


def _runs(lines: Lines) -> Iterator[list[int]]:
    """Where the names stand of persons that follow each other."""
    posts = lines.ending(f"{_POSTS}）")
    found = [i - 1 for i in posts if i and len(lines[i - 1].tight) <= _LONGEST_NAME and _is_named(lines, i - 1)]
    starts = [0, *(k for k, (one, two) in enumerate(pairwise(found), 1) if not _follows(lines, one, two)), len(found)]
    for start, end in pairwise(starts):
        run = found[start:end]
        if len(run) >= _LEAST_PERSONS and sum(lines[i].tight[0] in SURNAMES for i in run) * 2 > len(run):
            yield run


def _is_named(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is a name, and the next a post."""
    if not lines[i].form is lines[i + 1].form is PLAIN:
        return False
    return bool(_NAME_RE.fullmatch(lines[i].words) and _POST_RE.fullmatch(lines[i + 1].tight))


_LONGEST_NAME = 3


def _follows(lines: Sequence[Line], one: int, two: int) -> bool:
    """Whether a person stands right below another, or under a role."""
    return two == one + 2 or (two == one + 3 and bool(_ROLE_RE.fullmatch(lines[two - 1].tight)))
