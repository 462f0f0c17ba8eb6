"""What is kept from run to run: what is known of each page, and what the lists were made from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import opencc

from ..compact import compact
from ..digests import digest
from ..whole import kept_json, write_whole
from .files import INDEX, NAME, Folder
from .lists import Numbered
from .reading import SPAN, KeptPage
from .shards import Directory

__all__ = ["Kept", "in_order", "read_kept", "write_kept"]

_FILE = "known.json"


@dataclass(frozen=True)
class Kept:
    """What is known."""

    pages: Mapping[str, KeptPage] = field(default_factory=dict)
    """By address, also those that are no document's."""
    directory: Directory = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How often a character begins a bigram."""
    limit: int = 0
    """Bytes of a shard."""

    @cached_property
    def documents(self) -> Sequence[KeptPage]:
        """The documents in the order of their numbers: by day, the newest last."""
        documents = {known.address: known for known in self.pages.values() if known.records}
        return [documents[address] for address in in_order({at: known.day for at, known in documents.items()})]

    @cached_property
    def numbered(self) -> Mapping[str, Numbered]:
        """Where each document stands, by its address."""
        found, first = {}, 0
        for known in self.documents:
            found[known.address] = Numbered(first, known.texts)
            first += known.span * SPAN
        return found

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Pairs of characters that count as one, besides those that fold to one by themselves."""
        return frozenset(known.pairs[at : at + 2] for known in self.documents for at in range(0, len(known.pairs), 2))

    @property
    def characters(self) -> int:
        """How long all texts are, in one script."""
        return sum(known.characters for known in self.documents)

    @property
    def files(self) -> Iterator[str]:
        """The names of all files but the manifests."""
        for _, name, blocks in self.directory:
            yield name
            yield from _names(blocks)
        for known in self.documents:
            yield from _names(known.texts)


def in_order(days: Mapping[str, str]) -> Sequence[str]:
    """Order the addresses of documents by their days, the newest last."""
    return sorted(sorted(days, reverse=True), key=lambda address: days[address])


def _names(names: str) -> Iterator[str]:
    return (names[at : at + NAME] for at in range(0, len(names), NAME))


def read_kept(keep: Path | None, folder: Folder, langs: Sequence[str]) -> Kept:
    """Read what is known; nothing if code or scripts have changed since, if it is of another index, or files lack."""
    found = (kept_json(keep / _FILE) if keep else None) or {}
    if found.get("made by") != _made_by(folder, langs):
        return Kept()
    pages = {row[0]: KeptPage(*row) for row in found["pages"]}
    kept = Kept(pages, [tuple(row) for row in found["directory"]], found["counts"], found["limit"])
    return kept if folder.names.issuperset(kept.files) else Kept()


def write_kept(keep: Path | None, folder: Folder, langs: Sequence[str], now: Kept) -> None:
    """Write what the next run has to know."""
    if keep is None:
        return
    content = {
        "made by": _made_by(folder, langs),
        "pages": list(now.pages.values()),
        "directory": now.directory,
        "counts": now.counts,
        "limit": now.limit,
    }
    write_whole(keep / _FILE, compact(content).encode())


def _made_by(folder: Folder, langs: Sequence[str]) -> str:
    """Digest of this package, of what it folds by, and of the index that it has made."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    manifests = (INDEX, *(f"records-{lang}" for lang in langs))
    made = b"".join(folder.read(name) if name in folder.names else b"-" for name in manifests)
    return digest(code + opencc.__version__.encode() + " ".join(langs).encode() + made)
