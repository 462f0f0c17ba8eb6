"""Text that knows where it came from.

Every character of the output carries the offset of the raw character it stands for, so that lines can be told for any
place, and every raw character can be accounted for (`account.py`). Standard library only.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from converters.printed.characters import BLANK

Run = tuple[int, int]
"""Characters that stand together in the raw text too: the place of the first in the words, and its raw offset."""


@dataclass(slots=True)
class Text:
    """A string that knows the raw offset of each of its characters.

    Nothing changes one after it was made; it is not frozen, because that would double the cost of making it.
    """

    s: str
    """The characters."""
    runs: tuple[Run, ...]
    """From each place on, until the next, raw offsets go up one by one; the first place is 0."""

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> "Text":
        """Raw characters as they stand."""
        return cls(raw[start:end], ((0, start),) if end > start else ())

    @property
    def at(self) -> list[int]:
        """For each character the offset of the raw character it was read from, or replaces."""
        return [raw + i for start, end, raw in self.spans() for i in range(end - start)]

    def raw_at(self, place: int) -> int:
        """The raw offset of one character."""
        runs = self.runs
        start, raw = runs[0] if len(runs) == 1 else runs[bisect_right(runs, (place + 1,)) - 1]
        return raw + place - start

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """The runs as (place, place behind the last character, raw offset)."""
        for (start, raw), (end, _) in zip(self.runs, (*self.runs[1:], (len(self.s), 0)), strict=False):
            yield start, end, raw

    def __reduce__(self) -> tuple[object, ...]:
        """Go from process to process as a call, which takes a third less time than a table of fields."""
        return Text, (self.s, self.runs)

    def __len__(self) -> int:
        return len(self.s)

    def __bool__(self) -> bool:
        return bool(self.s)

    def __getitem__(self, index: slice) -> "Text":
        start, end, _ = index.indices(len(self.s))
        if start >= end:
            return NOTHING
        return Text(self.s[start:end], tuple(self._cut(start, end, 0)))

    def strip(self) -> "Text":
        """Without white space at both ends."""
        bare = self.s.strip(BLANK)
        if len(bare) == len(self.s):
            return self
        start = len(self.s) - len(self.s.lstrip(BLANK))
        return self[start : start + len(bare)]

    def edit(
        self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], rule: str, log: "Log"
    ) -> "Text":
        """Replace every match, by `INSIDE` with its first group; note what changed or was dropped under `rule`.

        A replacement as long as the match stands character for character in its place.
        """
        if not new:
            return self.without([match.span() for match in pattern.finditer(self.s)], rule, log)
        if new == INSIDE:
            around = (((m.start(), m.start(1)), (m.end(1), m.end())) for m in pattern.finditer(self.s))
            return self.without([span for two in around for span in two], rule, log)
        match = pattern.search(self.s)
        if match is None:
            return self
        if match.span() == (0, len(self.s)) and callable(new) and len(whole := new(match)) == len(self.s):
            self._note_changed(0, whole, rule, log)  # half of the lines, where punctuation is half-width
            return Text(whole, self.runs)
        found = [(*match.span(), new(match) if callable(new) else new) for match in pattern.finditer(self.s)]
        pieces: list[str] = []
        last = 0
        for start, end, words in found:
            pieces += (self.s[last:start], words)
            last = end
        pieces.append(self.s[last:])
        return Text("".join(pieces), self._runs_with(found, rule, log))

    def _runs_with(self, found: Sequence[tuple[int, int, str]], rule: str, log: "Log") -> tuple[Run, ...]:
        """The runs once other characters stand from one place to another."""
        runs: list[Run] = []
        last = size = 0
        for start, end, fresh in found:
            if len(fresh) == end - start:
                self._note_changed(start, fresh, rule, log)
                continue
            runs += self._cut(last, start, size)
            size += start - last
            runs += self._aligned(start, end, fresh, size, rule, log)
            size += len(fresh)
            last = end
        if not last and not runs:
            return self.runs
        runs += self._cut(last, len(self.s), size)
        return _merged(runs)

    def without(self, dropped: Sequence[tuple[int, int]], rule: str, log: "Log") -> "Text":
        """Drop what stands between pairs of places, in order; note its raw characters under `rule`."""
        if not dropped:
            return self
        s = self.s
        kept: list[str] = []
        runs: list[Run] = []
        place = size = 0
        later = iter((*self.runs[1:], (len(s), 0)))
        shift = self.runs[0][1]
        turn, raw = next(later)  # where the next run begins
        for start, end in (*dropped, (len(s), len(s))):
            if place < start:
                kept.append(s[place:start])
                if place < turn:
                    runs.append((size, place + shift))
                while turn < start:
                    runs.append((size + turn - place, raw))
                    shift = raw - turn
                    turn, raw = next(later)
                size += start - place
                place = start
            while place < end:
                if place == turn:
                    shift = raw - turn
                    turn, raw = next(later)
                stop = min(turn, end)
                log.note(place + shift, stop + shift, rule)
                place = stop
        return Text("".join(kept), _merged(runs))

    def _cut(self, start: int, end: int, at: int) -> Sequence[Run]:
        """The runs of a slice that will stand from the place `at` on."""
        runs = self.runs
        if start >= end:
            return ()
        if len(runs) == 1:
            return ((at, runs[0][1] + start),)
        first = bisect_right(runs, (start + 1,))  # that begins behind the slice's first character
        place, raw = runs[first - 1]
        shift = at - start
        behind = bisect_left(runs, (end,), first)
        return [(at, raw + start - place), *[(place + shift, raw) for place, raw in runs[first:behind]]]

    def _note_changed(self, start: int, fresh: str, rule: str, log: "Log") -> None:
        """Log what is not the same in a replacement that stands character for character."""
        s = self.s
        if not s.startswith(fresh, start):
            for place, char in enumerate(fresh, start):
                if s[place] != char:
                    log.drop((self.raw_at(place),), rule)

    def _aligned(self, start: int, end: int, fresh: str, at: int, rule: str, log: "Log") -> Iterator[Run]:
        """Runs for a replacement: kept characters keep their raw ones, the others take the nearest one's.

        One that is not there takes the place of another, unless fewer are left than are needed: then it was put in.
        """
        place = start
        for i, char in enumerate(fresh):
            found = self.s.find(char, place, end)
            if found >= 0:
                log.drop(map(self.raw_at, range(place, found)), rule)
                yield at + i, self.raw_at(found)
                place = found + 1
            else:
                here = self.raw_at(min(place, end - 1))
                log.drop((here,), rule)
                yield at + i, here
                place += end - place >= len(fresh) - i
        log.drop(map(self.raw_at, range(place, end)), rule)


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs, those that go on in the raw text made one."""
    merged: list[Run] = []
    shift: int | None = None
    for run in runs:
        if run[1] - run[0] != shift:
            shift = run[1] - run[0]
            merged.append(run)
    return tuple(merged)


def concat(texts: Iterable[Text]) -> Text:
    """Texts one behind the other."""
    pieces: list[str] = []
    runs: list[Run] = []
    size = 0
    shift: int | None = None
    for text in texts:
        pieces.append(text.s)
        for place, raw in text.runs:
            if raw - place - size != shift:
                shift = raw - place - size
                runs.append((place + size, raw))
        size += len(text.s)
    return Text("".join(pieces), tuple(runs))


NOTHING = Text("", ())
INSIDE = r"\1"


WIDENED = "full-width-punctuation"
"""The rule that gives half-width punctuation full width."""

GUESS = "ocr-"
"""How names of rules begin that guess what a scan shows; an editor is told of what they change."""


@dataclass(slots=True)
class Log:
    """Why raw characters are not in the output as they stood.

    The one record that grows while a file is read; it belongs to that file and is never shared.
    """

    starts: list[int] = field(default_factory=list)
    """Raw offsets at which something was dropped or changed, in columns: there are as many as lines, and more."""
    ends: list[int] = field(default_factory=list)
    """Offsets behind it."""
    names: list[str] = field(default_factory=list)
    """The rules that did it; of two that touched a character the first stands."""
    clean: list[str] = field(default_factory=list)
    """The raw text in stretches of whole lines, on ordinary ones with what stands for their punctuation (`WIDENED`)."""

    def note(self, start: int, end: int, rule: str) -> None:
        """Note that raw characters that stand together were dropped or changed by `rule`."""
        self.starts.append(start)
        self.ends.append(end)
        self.names.append(rule)

    def drop(self, offsets: Iterable[int], rule: str) -> None:
        """Note that these raw characters were dropped or changed by `rule`."""
        dropped = list(offsets)
        self.starts += dropped
        self.ends += [offset + 1 for offset in dropped]
        self.names += [rule] * len(dropped)

    def add(self, other: "Log") -> None:
        """Take over what another log of the same file has; what stands here stays."""
        self.starts += other.starts
        self.ends += other.ends
        self.names += other.names

    def last_first(self) -> Iterator[tuple[int, int, str]]:
        """What was noted: (start, end, rule), the last first, so that the first stands in the end."""
        return zip(reversed(self.starts), reversed(self.ends), reversed(self.names), strict=True)

    @property
    def rules(self) -> dict[int, str]:
        """Raw offset → name of the rule that dropped or changed the character first."""
        return {offset: rule for start, end, rule in self.last_first() for offset in range(start, end)}
