"""The lists of the bigrams, in shards and blocks: written anew, or where something has changed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .files import NAME, Folder
from .lists import Changes
from .postings import HEADS, Postings, coded, decoded, last, varint

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
    listed = listed or Listed(key, b"", b"", cut=False)
    heads = _after(listed.heads, changes.get(key + HEADS))
    change = changes.get(key)
    if change is None:
        return replace(listed, heads=heads) if heads or listed.body else None
    kept, before, code = _from(folder, listed, min(part[0] for part in change if part))
    body = _after(code, change, before)
    if kept:
        return Listed(key, heads, kept + _cut(folder, body, before), cut=True)
    return _listed(folder, key, heads, body) if heads or body else None


def _after(code: bytes, change: tuple[Sequence[int], Sequence[int]] | None, before: int = -1) -> bytes:
    """Change a list that begins behind a number."""
    if change is None:
        return code
    gone, come = change
    end = last(code) + 1 + before
    if not gone and come[0] > end:
        return code + coded(come, end)
    numbers = {number + 1 + before for number in decoded(code)}
    return coded(sorted((numbers - set(gone)) | set(come)), before)


# ---- blocks ----


def _cut(folder: Folder, code: bytes, before: int = -1) -> bytes:
    """Write a list that begins behind a number as blocks; give their directory."""
    directory, at = bytearray(), 0
    while at < len(code):
        end = at + BLOCK
        while end < len(code) and code[end - 1] > 0x7F:
            end += 1
        gap, rest = _number(code, at)
        first, final = before + gap, before + 1 + last(code[at:end])
        name = folder.add(varint(first + 1) + code[rest:end])
        directory += varint(gap) + varint(final - first) + bytes.fromhex(name)
        before, at = final, end
    return bytes(directory)


def _directory(listed: Listed) -> Iterator[tuple[int, int, str]]:
    """Give the blocks of a list: where in the directory each ends, its last number, its name."""
    at, number = 0, -1
    while listed.cut and at < len(listed.body):
        gap, at = _number(listed.body, at)
        span, at = _number(listed.body, at)
        number, at = number + gap + span, at + _NAMED
        yield at, number, listed.body[at - _NAMED : at].hex()


def blocks(listed: Listed) -> Iterator[str]:
    """Give the names of the blocks of a list."""
    return (name for *_, name in _directory(listed))


def _from(folder: Folder, listed: Listed, first: int) -> tuple[bytes, int, bytes]:
    """Cut a list before the block in which a number may stand, or behind which it comes.

    Gives the directory of the blocks before, their last number, and the list behind that. Where there are any blocks
    before, what follows fills one at least, so that the list stays one that is cut.
    """
    if not listed.cut:
        return b"", -1, listed.body
    found = list(_directory(listed))
    stand = max(0, sum(end < first for _, end, _ in found) - 1)
    at, before, _ = found[stand - 1] if stand else (0, -1, "")
    numbers = [number for *_, name in found[stand:] for number in decoded(folder.read(name))]
    return listed.body[:at], before, coded(numbers, before)
