"""Bigrams → the records that hold them: ascending numbers, as differences, in bytes of seven bits."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple

__all__ = ["END", "HEADS", "Postings", "Run", "bigrams", "coded", "decoded", "last", "run", "spelled", "varint"]

END = "\0"
"""Stands behind the last character of a record, so that every character begins a bigram."""
HEADS = "\1"
"""Stands behind a bigram for the list of the documents that have it in their heads."""


def varint(number: int) -> bytes:
    r"""Code a number, low bits first, a high bit on every byte but the last.

    >>> varint(0), varint(127), varint(300)
    (b'\x00', b'\x7f', b'\xac\x02')
    """
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


_PAIR = 8
"""Bytes of two characters."""
_UTF_32 = f"utf-32-{sys.byteorder[0]}e"
_ONE_BYTE = 1 << 7
_LONG = 1 << 12
_SHORT = [varint(number) for number in range(_LONG)]


def bigrams(folded: str) -> set[int]:
    r"""Give the bigrams of a record's folded text, each as one number of 64 bits: of such, sets are made faster.

    >>> sorted(map(spelled, bigrams("条例条")))
    ['例条', '条\x00', '条例']
    """
    chars = memoryview(f"{folded}{END}".encode(_UTF_32))
    even, odd = (len(folded) + 1) // 2 * _PAIR, len(folded) // 2 * _PAIR
    found = set(chars[:even].cast("Q"))
    found.update(chars[_PAIR // 2 : _PAIR // 2 + odd].cast("Q"))
    return found


def spelled(bigram: int) -> str:
    """Give a bigram of such a number."""
    return bigram.to_bytes(_PAIR, sys.byteorder).decode(_UTF_32)


def coded(numbers: Sequence[int], before: int = -1) -> bytes:
    r"""Code ascending numbers as the differences from one to the next, the first from one before.

    >>> coded([0, 2, 302])
    b'\x01\x02\xac\x02'
    """
    gaps = [numbers[0] - before, *map(sub, numbers[1:], numbers)] if numbers else []
    if gaps and max(gaps) < _ONE_BYTE:
        return bytes(gaps)
    return b"".join([_SHORT[gap] if gap < _LONG else varint(gap) for gap in gaps])


_PART_RE = re.compile(rb"[\x80-\xff]+[\x00-\x7f]|[\x00-\x7f]+")
"""A difference of several bytes, or differences of one."""


def decoded(code: bytes) -> list[int]:
    r"""Give the numbers again.

    >>> decoded(b"\x01\x02\xac\x02")
    [0, 2, 302]
    """
    return list(accumulate(_gaps(code), initial=-1))[1:]


def last(code: bytes) -> int:
    r"""Give the last of the numbers, -1 when there are none.

    >>> last(b"\x01\x02\xac\x02")
    302
    """
    return sum(_gaps(code)) - 1


def _gaps(code: bytes) -> Iterable[int]:
    return code if code.isascii() else (gap for part in _PART_RE.findall(code) for gap in _part(part))


def _part(part: bytes) -> Iterable[int]:
    if part[0] <= 0x7F:
        return part
    return (sum((byte & 0x7F) << 7 * at for at, byte in enumerate(part)),)


class Run(NamedTuple):
    """The lists of documents that follow one another, numbered from 0, coded."""

    lists: Mapping[str, tuple[int, int, int, bytes]]
    """Bigram → first number, last, how many, the differences behind the first."""
    numbers: int
    """How many numbers the documents take."""


def run(lists: Mapping[str, Sequence[int]], numbers: int = 0) -> Run:
    """Code the lists of a run of documents."""
    return Run({key: (of[0], of[-1], len(of), coded(of[1:], of[0])) for key, of in lists.items()}, numbers)


class Postings:
    r"""The lists of all bigrams, run after run.

    >>> postings = Postings(64, {"著": "着"})
    >>> postings.add(run({"条例": [1], "着眼": [2], "著眼": [1]}, 64))
    >>> postings.add(run({"条例": [2]}))
    >>> postings.end()
    >>> decoded(postings["条例"]), decoded(postings["着眼"])
    ([1, 66], [1, 2])
    """

    def __init__(self, span: int, forms: Mapping[str, str] | None = None) -> None:
        """Take by how much numbers of heads are divided, and characters of the runs that are to be one."""
        self._span, self._forms = span, str.maketrans(dict(forms or {}))
        self._several = frozenset({*(forms or {}), *(forms or {}).values()})
        self._coded: dict[str, list[bytes]] = {}
        self._last: dict[str, int] = {}
        self._joined: dict[str, set[int]] = {}
        """Lists of bigrams that are one."""
        self._numbers = 0
        self.counts: dict[str, int] = {}
        """How often a character begins a bigram of a record."""

    def add(self, run: Run) -> None:
        """Add the lists of a run behind those before."""
        parts, ends, counts = self._coded, self._last, self.counts
        places = self._numbers, self._numbers // self._span
        for key, (first, last, count, rest) in run.lists.items():
            place = places[len(key) > 2]
            if self._several.isdisjoint(key):
                parts.setdefault(key, []).extend((varint(place + first - ends.get(key, -1)), rest))
                ends[key] = place + last
                counts[key[0]] = counts.get(key[0], 0) + count
            else:
                numbers = [place + first, *(place + first + 1 + gap for gap in decoded(rest))]
                self._joined.setdefault(key.translate(self._forms), set()).update(numbers)
        self._numbers += run.numbers

    def end(self) -> None:
        """Close the lists of bigrams that are one; no run comes any more."""
        for key, numbers in self._joined.items():
            self._coded[key] = [coded(sorted(numbers))]
            self.counts[key[0]] = self.counts.get(key[0], 0) + len(numbers)
        self._joined.clear()

    def __getitem__(self, key: str) -> bytes:
        """Give a list: from one number to the next, beginning at -1; empty when there is none."""
        return b"".join(self._coded.get(key, ()))

    def __iter__(self) -> Iterator[str]:
        """Give the bigrams, in the order of their code points."""
        return iter(sorted({key[:2] for key in self._coded}))
