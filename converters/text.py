"""Text that knows where it came from.

Every character of the output carries the offset of the raw character it stands for, so that lines can be told for any
place, and every raw character can be accounted for (`account.py`). Standard library only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

BLANK = " \t\r\f\v\u00a0\u2002\u2003\u2009\u200a\u200b\u3000\ufeff"
"""What counts as white space within a line; named, because ``\\s`` leaves out U+200B and takes U+0085."""

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
"""Character class of Chinese characters, private-use ones included, for use inside brackets of a pattern."""

WIDE = "、。〃〈〉《》「」『』【】〔〕〖〗“”‘’—…·！（），：；？－～％＋"
"""Full-width punctuation of Chinese setting."""

_NOTHING: dict[int, str] = {}


@dataclass(frozen=True, slots=True)
class Text:
    """A string with the raw offset of each of its characters."""

    s: str
    """The characters."""
    at: Sequence[int]
    """For each character the offset of the raw character it was read from, or replaces."""

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> "Text":
        """Raw characters as they stand."""
        return cls(raw[start:end], range(start, end))

    def __len__(self) -> int:
        return len(self.s)

    def __bool__(self) -> bool:
        return bool(self.s)

    def __getitem__(self, index: slice) -> "Text":
        return Text(self.s[index], self.at[index])

    def __add__(self, other: "Text") -> "Text":
        if not self:
            return other
        if not other:
            return self
        return Text(self.s + other.s, [*self.at, *other.at])

    def strip(self, chars: str = BLANK) -> "Text":
        """Without the given characters at both ends."""
        start = len(self.s) - len(self.s.lstrip(chars))
        return self[start : len(self.s.rstrip(chars)) or start] if self.s else self

    def edit(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], rule: str, log: "Log"
    ) -> "Text":
        """Replace every match, note each changed or dropped raw character under `rule`.

        A replacement as long as the match stands character for character in its place.
        """
        if not pattern.search(self.s):
            return self
        s, at, last = [], [], 0
        for match in pattern.finditer(self.s):
            start, end = match.span()
            fresh = match.expand(new) if isinstance(new, str) else new(match)
            s += [self.s[last:start], fresh]
            at += [*self.at[last:start], *self._aligned(start, end, fresh, rule, log)]
            last = end
        return Text("".join(s) + self.s[last:], [*at, *self.at[last:]])

    def _aligned(self, start: int, end: int, fresh: str, rule: str, log: "Log") -> list[int]:
        """Raw offsets for a replacement: kept characters keep theirs, the others take the nearest one's."""
        offsets, place = [], start
        for char in fresh:
            found = self.s.find(char, place, end)
            if found >= 0:
                log.drop(self.at[place:found], rule)
                offsets.append(self.at[found])
                place = found + 1
            else:
                here = min(place, end - 1)
                log.drop(self.at[here : here + 1], rule)
                offsets.append(self.at[here])
                place = min(place + 1, end)
        log.drop(self.at[place:end], rule)
        return offsets


@dataclass(slots=True)
class Log:
    """Why raw characters are not in the output as they stood: raw offset → name of the rule.

    The one record that grows while a file is read; it belongs to that file and is never shared.
    """

    rules: dict[int, str] = field(default_factory=dict)

    def drop(self, offsets: Sequence[int], rule: str) -> None:
        """Note that these raw characters were dropped or changed by `rule`; the first rule that touched one stands."""
        for offset in offsets:
            self.rules.setdefault(offset, rule)


def width(s: str) -> float:
    """Width in full-width characters as a column is set: digits and Latin letters a half, white space nothing.

    >>> width("增长5.5%，服务业"), width("规 模")
    (8.0, 2.0)
    """
    total = 0.0
    for char in s:
        if char in BLANK:
            continue
        total += 0.5 if char < "\u0250" and char not in ",;:()?!" else 1.0
    return total
