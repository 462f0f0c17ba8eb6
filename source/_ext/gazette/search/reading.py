"""The pages of a document in all scripts → what the index takes from them.

Where a folder is given, that is kept from run to run: a pickle for each document, named by the digest of its pages and
of this package; those of no document go.
"""

import hashlib
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import opencc

from .records import Document, PageError, read_page

__all__ = ["Pair", "Reader", "Reading"]

Pair = tuple[str, str]
"""A character of Simplified, and what a page in another script has in its place."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document."""

    shown: tuple[Document, ...]
    """In the order of the trees; nothing for a page that is no document's."""
    pairs: frozenset[Pair]


class Reader:
    """Reads the pages of documents."""

    def __init__(self, trees: Sequence[Path], keep: Path | None) -> None:
        """Take the trees of the scripts, Simplified first, and the folder in which readings are kept."""
        self._trees, self._keep = trees, keep

    @cached_property
    def _made_by(self) -> bytes:
        code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
        return hashlib.sha256(code + opencc.__version__.encode()).digest()

    def names(self) -> dict[str, str]:
        """Give each page of Simplified, by its address, with the name of its reading, a digest of all it depends on."""
        pages = sorted((self._trees[0] / "doc").rglob("index.html"))
        addresses = (f"{page.parent.relative_to(self._trees[0]).as_posix()}/" for page in pages)
        return {address: self._name(address) for address in addresses}

    def _name(self, address: str) -> str:
        digest = hashlib.sha256(self._made_by + address.encode())
        for tree in self._trees:
            page = tree / address / "index.html"
            digest.update(hashlib.sha256(page.read_bytes()).digest() if page.is_file() else b"-")
        return digest.hexdigest()[:32]

    def read(self, address: str, name: str) -> Reading:
        """Read the pages at an address, unless what was read under this name is kept.

        Raises:
            PageError: a page cannot be read, or is not the same in another script.

        """
        path = self._keep / name if self._keep else None
        try:
            reading: Reading = pickle.loads(path.read_bytes() if path else b"")  # noqa: S301 - our own
        except (OSError, EOFError, pickle.UnpicklingError):
            reading = self._read(address)
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL))
        return reading

    def sweep(self, names: Iterable[str]) -> None:
        """Remove all kept readings but those of the names."""
        kept = {path.name: path for path in self._keep.iterdir()} if self._keep and self._keep.is_dir() else {}
        for name in kept.keys() - set(names):
            kept[name].unlink()

    def _read(self, address: str) -> Reading:
        document = read_page(self._trees[0] / address / "index.html", address)
        if document is None:
            return Reading((), frozenset())
        pairs: set[Pair] = set()
        others = [_same(tree / address / "index.html", document, pairs) for tree in self._trees[1:]]
        return Reading((document, *others), frozenset(pairs))


def _same(path: Path, document: Document, pairs: set[Pair]) -> Document:
    """Read the page of a document in another script; gather the pairs of characters in which they differ."""
    other = read_page(path, document.facts.path) if path.is_file() else None
    if other is None or not _alike(document, other):
        raise PageError(f"{path}: not the text that the page has in Simplified; convert the site anew")
    for record, same in zip(document.records, other.records, strict=True):
        pairs.update(pair for pair in set(zip(record.text, same.text, strict=True)) if pair[0] != pair[1])
    return other


def _alike(document: Document, other: Document) -> bool:
    return [len(record.text) for record in document.records] == [len(record.text) for record in other.records]
