"""Bigrams → the records that hold them: ascending numbers, as differences, in bytes of seven bits."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import add, sub

__all__ = ["END", "HEADS", "Postings", "bigrams", "coded", "decoded", "last", "run", "varint"]

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


_LONG = 1 << 12
_SHORT = [varint(number) for number in range(_LONG)]


def bigrams(folded: str) -> set[str]:
    r"""Give the bigrams of a record's folded text.

    >>> sorted(bigrams("条例条"))
    ['例条', '条\x00', '条例']
    """
    return set(map(add, folded, folded[1:] + END))


def coded(numbers: Sequence[int], before: int = -1) -> bytes:
    r"""Code ascending numbers as the differences from one to the next, the first from one before.

    >>> coded([0, 2, 302])
    b'\x01\x02\xac\x02'
    """
    gaps = [numbers[0] - before, *map(sub, numbers[1:], numbers)] if numbers else []
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


def run(lists: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, int, int, bytes]]:
    """Code the lists of a run of documents: bigram → first number, last, how many, the differences behind the first."""
    return {key: (of[0], of[-1], len(of), coded(of[1:], of[0])) for key, of in lists.items()}


class Postings:
    r"""The lists of all bigrams, run after run.

    >>> postings = Postings()
    >>> postings.add(run({"条例": [0]}))
    >>> postings.add(run({"条例": [2], "办法": [1]}))
    >>> postings["条例"]
    b'\x01\x02'
    """

    def __init__(self) -> None:
        self._coded: dict[str, list[bytes]] = {}
        self._last: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        """How often a character begins a bigram of a record."""

    def add(self, lists: Mapping[str, tuple[int, int, int, bytes]]) -> None:
        """Add the lists of a run whose numbers are greater than all before."""
        parts, ends, counts = self._coded, self._last, self.counts
        for key, (first, last, count, rest) in lists.items():
            parts.setdefault(key, []).extend((varint(first - ends.get(key, -1)), rest))
            ends[key] = last
            counts[key[0]] = counts.get(key[0], 0) + count

    def __getitem__(self, key: str) -> bytes:
        """Give a list: from one number to the next, beginning at -1; empty when there is none."""
        return b"".join(self._coded.get(key, ()))

    def __iter__(self) -> Iterator[str]:
        """Give the bigrams, in the order of their code points."""
        return iter(sorted({key[:2] for key in self._coded}))
