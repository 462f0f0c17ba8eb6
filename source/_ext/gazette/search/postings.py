"""Bigrams → the records that hold them: ascending numbers, as differences, in bytes of seven bits.

Linear and lean: while records are added, a bigram costs its coded list and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["END", "Postings", "bigrams", "varint"]

END = "\0"
"""Stands behind the last character of a record, so that every character begins a bigram."""


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


def bigrams(folded: str) -> set[str]:
    r"""Give the bigrams of a record's folded text.

    >>> sorted(bigrams("条例条"))
    ['例条', '条\x00', '条例']
    """
    return {folded[at : at + 2] for at in range(len(folded) - 1)} | ({folded[-1] + END} if folded else set())


class Postings(Mapping[str, bytes]):
    r"""The lists of all bigrams.

    >>> postings = Postings()
    >>> for number, text in enumerate(["条例", "办法", "条例草案"]):
    ...     postings.add(number, bigrams(text))
    >>> postings["条例"]
    b'\x01\x02'
    """

    def __init__(self) -> None:
        self._coded: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}

    def add(self, number: int, keys: Iterable[str]) -> None:
        """Add a record, by a number greater than all before."""
        coded, last = self._coded, self._last
        for key in keys:
            gap = number - last.get(key, -1)
            last[key] = number
            if gap > 0x7F:
                coded.setdefault(key, bytearray()).extend(varint(gap))
            else:
                coded.setdefault(key, bytearray()).append(gap)

    def __getitem__(self, key: str) -> bytes:
        """Give a list: from one number to the next, beginning at -1."""
        return bytes(self._coded[key])

    def sizes(self) -> Iterator[tuple[str, int]]:
        """Give each bigram with the bytes of its list."""
        return ((key, len(coded)) for key, coded in self._coded.items())

    def __iter__(self) -> Iterator[str]:
        return iter(self._coded)

    def __len__(self) -> int:
        return len(self._coded)
