"""The lists of the bigrams, in shards and blocks: written anew, or where something has changed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .files import NAME, Folder
from .lists import Changes
from .postings import HEADS, Postings, coded, decoded, varint

__all__ = ["BLOCK", "Directory", "Listed", "blocks", "read_shard", "update_shards", "write_shards"]

BLOCK = 8192
"""Bytes of a list above which it is cut into blocks, and of each block."""
_NAMED = NAME // 2
"""Bytes of a name."""

Directory = Sequence[tuple[str, str, str]]
"""The first bigram of each shard, its name, and those of its blocks, behind one another."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What a shard has of a bigram."""

    key: str
    heads: bytes
    body: bytes
    """A list, or the directory of its blocks."""
    cut: bool
    """Which of the two."""

    @property
    def content(self) -> bytes:
        """As it stands in the shard."""
        return varint(len(self.heads)) + self.heads + self.body if self.heads else self.body

    @property
    def size(self) -> int:
        """Its bytes, about."""
        return len(self.heads) + len(self.body) + len(self.key.encode()) + 1


def write_shards(folder: Folder, postings: Postings, limit: int) -> Directory:
    """Write shards of about `limit` bytes each, and the blocks of long lists."""
    shards = _Shards(folder, limit)
    for key in postings:
        shards.add(_listed(folder, key, postings[key + HEADS], postings[key]))
    return shards.ended()


def update_shards(folder: Folder, known: Directory, changes: Changes, limit: int) -> Directory:
    """Write the shards that change, so that the directory is the one that :func:`write_shards` would give.

    Where a shard ends depends on what it has and on nothing else. So behind one that ends where it did, nothing moves.
    """
    firsts = [first for first, *_ in known]
    touched: dict[int, set[str]] = {}
    for key in changes:
        touched.setdefault(max(0, bisect_right(firsts, key[:2]) - 1), set()).add(key[:2])
    shards = _Shards(folder, limit)
    for at, shard in enumerate(known or [("", "", "")]):
        keys, name = touched.get(at), shard[1]
        if keys is None and shards.even:
            shards.keep(shard)
            continue
        there = {listed.key: listed for listed in read_shard(folder.read(name))} if name else {}
        for key in keys or ():
            listed = _changed(folder, key, there.get(key), changes)
            if listed is None:
                there.pop(key, None)
            else:
                there[key] = listed
        for key in sorted(there):
            shards.add(there[key])
    return shards.ended()


class _Shards:
    """Cuts lists, as they come in the order of their bigrams, into shards."""

    def __init__(self, folder: Folder, limit: int) -> None:
        self._folder, self._limit = folder, limit
        self._directory: list[tuple[str, str, str]] = []
        self._waiting: list[Listed] = []
        self._size = 0

    @property
    def even(self) -> bool:
        """Whether a shard ends here."""
        return not self._waiting

    def add(self, listed: Listed) -> None:
        """Add a list; a shard ends with the one that fills it."""
        self._waiting.append(listed)
        self._size += listed.size
        if self._size >= self._limit:
            self._write()

    def keep(self, shard: tuple[str, str, str]) -> None:
        """Add a shard as it is."""
        self._directory.append(shard)

    def ended(self) -> Directory:
        """Give the directory."""
        if self._waiting:
            self._write()
        return self._directory

    def _write(self) -> None:
        names = "".join(listed.key for listed in self._waiting).encode()
        contents = [listed.content for listed in self._waiting]
        marks = (4 * len(c) + 2 * bool(each.heads) + each.cut for c, each in zip(contents, self._waiting, strict=True))
        name = self._folder.add(b"".join([varint(len(names)), names, *map(varint, marks), *contents]))
        self.keep((self._waiting[0].key, name, "".join(each for listed in self._waiting for each in blocks(listed))))
        self._waiting, self._size = [], 0


def read_shard(data: bytes) -> Iterator[Listed]:
    """Give what a shard has, in its order."""
    size, at = _number(data, 0)
    keys = data[at : at + size].decode()
    at += size
    marks = []
    for _ in range(len(keys) // 2):
        mark, at = _number(data, at)
        marks.append(mark)
    for number, mark in enumerate(marks):
        start, at = at, at + (mark >> 2)
        heads, body = _number(data, start) if mark & 2 else (0, start)
        yield Listed(
            keys[2 * number : 2 * number + 2], data[body : body + heads], data[body + heads : at], mark & 1 > 0
        )


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number; give it, and where the next one stands."""
    number = shift = 0
    while (byte := data[at]) > 0x7F:
        number |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
    return number | byte << shift, at + 1


def _listed(folder: Folder, key: str, heads: bytes, body: bytes) -> Listed:
    cut = len(body) > BLOCK
    return Listed(key, heads, _cut(folder, body) if cut else body, cut)


def _changed(folder: Folder, key: str, listed: Listed | None, changes: Changes) -> Listed | None:
    """Change the lists of a bigram; None when nothing is left of them."""
    heads, body = (b"", b"") if listed is None else (listed.heads, _whole(folder, listed))
    heads, body = (_after(code, changes.get(of)) for of, code in ((key + HEADS, heads), (key, body)))
    return _listed(folder, key, heads, body) if heads or body else None


def _after(code: bytes, change: tuple[Sequence[int], Sequence[int]] | None) -> bytes:
    if change is None:
        return code
    gone, come = change
    return coded(sorted((set(decoded(code)) - set(gone)) | set(come)))


# ---- blocks ----


def _cut(folder: Folder, code: bytes) -> bytes:
    """Write a list as blocks; give their directory."""
    directory, before, at = bytearray(), -1, 0
    while at < len(code):
        end = at + BLOCK
        while end < len(code) and code[end - 1] > 0x7F:
            end += 1
        numbers = [before + 1 + number for number in decoded(code[at:end])]
        name = folder.add(coded(numbers))
        directory += varint(numbers[0] - before) + varint(numbers[-1] - numbers[0]) + bytes.fromhex(name)
        before, at = numbers[-1], end
    return bytes(directory)


def blocks(listed: Listed) -> Iterator[str]:
    """Give the names of the blocks of a list."""
    at = 0
    while listed.cut and at < len(listed.body):
        _, at = _number(listed.body, at)
        _, at = _number(listed.body, at)
        yield listed.body[at : at + _NAMED].hex()
        at += _NAMED


def _whole(folder: Folder, listed: Listed) -> bytes:
    """Give a list in one piece."""
    if not listed.cut:
        return listed.body
    return coded([number for name in blocks(listed) for number in decoded(folder.read(name))])
