"""The lists of the bigrams, in shards and blocks, and the manifest that leads to them."""

from collections import Counter
from collections.abc import Iterator

from .files import INDEX, Folder
from .fold import Fold
from .postings import Postings, varint

__all__ = ["BLOCK", "write_shards"]

BLOCK = 8192
"""Bytes of a list above which it is cut into blocks, and of each block."""
_SHRINKS = 1.6
"""How much gzip makes of shards, about."""


def write_shards(folder: Folder, postings: Postings, fold: Fold, piece: int, pages: str) -> None:
    """Write the shards, of about `piece` bytes each, the blocks of long lists, and last the manifest.

    `pages` is the digest by which the next run knows whether anything has changed.
    """
    firsts, names = [], []
    for keys, entries in _shards(folder, postings, int(piece * _SHRINKS)):
        firsts.append(keys[0])
        names.append(folder.add(_coded(keys, entries)))
    used = _frequencies(postings)
    forms = sorted((char, one) for char, one in fold.forms.items() if one in used)
    folder.manifest(
        INDEX,
        {
            "pages": pages,
            "fold": "".join(char + one for char, one in forms),
            "rank": "".join(sorted(used, key=lambda char: (-used[char], char))),
            "keys": firsts,
            "files": "".join(names),
        },
    )


def _frequencies(postings: Postings) -> Counter[str]:
    """Count how often a character begins a bigram of a record, about."""
    found: Counter[str] = Counter()
    for key, size in postings.sizes():
        found[key[0]] += size
    return found


_Entry = tuple[bytes, bool]
"""A list, or the directory of its blocks, and which of the two."""


def _shards(folder: Folder, postings: Postings, limit: int) -> Iterator[tuple[list[str], list[_Entry]]]:
    keys: list[str] = []
    entries: list[_Entry] = []
    size = 0
    for key in sorted(postings):
        coded = postings[key]
        entry = (_blocks(folder, coded), True) if len(coded) > BLOCK else (coded, False)
        if size + len(entry[0]) > limit and keys:
            yield keys, entries
            keys, entries, size = [], [], 0
        keys.append(key)
        entries.append(entry)
        size += len(entry[0]) + len(key.encode()) + 1
    if keys:
        yield keys, entries


def _coded(keys: list[str], entries: list[_Entry]) -> bytes:
    names = "".join(keys).encode()
    sizes = (varint(2 * len(content) + cut) for content, cut in entries)
    return b"".join([varint(len(names)), names, *sizes, *(content for content, _ in entries)])


def _blocks(folder: Folder, coded: bytes) -> bytes:
    """Write a list as blocks; give their directory."""
    directory = bytearray()
    last = -1
    for numbers in _cut(coded):
        block = bytearray()
        before = -1
        for number in numbers:
            block += varint(number - before)
            before = number
        name = folder.add(bytes(block))
        directory += varint(numbers[0] - last) + varint(numbers[-1] - numbers[0]) + bytes.fromhex(name)
        last = numbers[-1]
    return bytes(directory)


def _cut(coded: bytes) -> Iterator[list[int]]:
    """Give the numbers of a list, those of each block together."""
    numbers: list[int] = []
    last, start = -1, 0
    gap = shift = 0
    for at, byte in enumerate(coded):
        gap |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            last += gap
            numbers.append(last)
            gap = shift = 0
            if at + 1 - start >= BLOCK:
                yield numbers
                numbers, start = [], at + 1
    if numbers:
        yield numbers
