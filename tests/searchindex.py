"""The search index read back, in the plainest way: what ``query.js`` does, without its economies."""

import gzip
import json
from collections.abc import Iterator
from itertools import accumulate, count, pairwise
from pathlib import Path
from typing import Any

from gazette.search.fold import plain

NAME = 12
"""Characters of the name of a file."""
SPAN = 64
"""Records of a file of texts."""


def unpacked(path: Path) -> bytes:
    """Read a file."""
    return gzip.decompress(path.read_bytes())


def varints(data: bytes) -> list[int]:
    """Read numbers of seven bits a byte."""
    found, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            found.append(value)
            value = shift = 0
    return found


def names(files: str) -> list[str]:
    """Cut a row of names."""
    return [files[at : at + NAME] for at in range(0, len(files), NAME)]


class Lists:
    """The lists of the bigrams."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads(unpacked(folder / "index.gz"))
        pairs = self.manifest["fold"]
        self.forms = dict(zip(pairs[::2], pairs[1::2], strict=True))
        self.lists: dict[str, list[int]] = {}
        """Numbers of records that are no heads."""
        self.heads: dict[str, list[int]] = {}
        """Numbers of heads."""
        for first, name in zip(self.manifest["keys"], names(self.manifest["files"]), strict=True):
            shard = unpacked(folder / f"{name}.gz")
            assert self._shard(shard)[0] == first

    def fold(self, text: str) -> str:
        """Fold a text as a query is folded."""
        folded = (plain(char) for char in text)
        return "".join(self.forms.get(char, char) for char in folded)

    def candidates(self, text: str, *, heads: bool) -> set[int]:
        """Give the records, or the heads, that have all bigrams of a text."""
        folded, lists = self.fold(text), self.heads if heads else self.lists
        return set.intersection(*(set(lists.get(a + b, ())) for a, b in pairwise(folded)))

    def _shard(self, data: bytes) -> list[str]:
        at = self._end(data, 0)
        size = varints(data[:at])[0]
        keys = data[at : at + size].decode()
        at += size
        entries = []
        for key in range(0, len(keys), 2):
            end = self._end(data, at)
            entries.append((keys[key : key + 2], varints(data[at:end])[0]))
            at = end
        for bigram, mark in entries:
            content = data[at : at + mark // 4]
            at += mark // 4
            if mark & 2:
                start = self._end(content, 0)
                (size,) = varints(content[:start])
                self.heads[bigram] = [SPAN * number for number in self._list(content[start : start + size])]
                content = content[start + size :]
            if content:
                self.lists[bigram] = self._blocks(content) if mark & 1 else self._list(content)
        assert at == len(data)
        return [bigram for bigram, _ in entries]

    @staticmethod
    def _end(data: bytes, at: int) -> int:
        while data[at] > 0x7F:
            at += 1
        return at + 1

    @staticmethod
    def _list(data: bytes) -> list[int]:
        found, last = [], -1
        for gap in varints(data):
            last += gap
            found.append(last)
        return found

    def _blocks(self, data: bytes) -> list[int]:
        found: list[int] = []
        at = 0
        while at < len(data):
            ends = self._end(data, at), self._end(data, self._end(data, at))
            (gap,), (span,) = varints(data[at : ends[0]]), varints(data[ends[0] : ends[1]])
            block = self._list(unpacked(self.folder / f"{data[ends[1] : ends[1] + NAME // 2].hex()}.gz"))
            assert (block[0], block[-1]) == ((found or [-1])[-1] + gap, block[0] + span)
            found += block
            at = ends[1] + NAME // 2
        return found


class Texts:
    """The texts of one script."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads(unpacked(folder / f"records-{lang}.gz"))
        named = (unpacked(folder / f"{name}.gz").decode() for name in names(self.manifest["files"]))
        self.files = names("".join(named))
        self.script: int = self.manifest["script"]
        fold = json.loads(unpacked(folder / "index.gz"))["fold"] if self.script else ""
        self.forms: dict[str, str] = {}
        for char, one in zip(fold[::2], fold[1::2], strict=True):
            self.forms.setdefault(one, char)
        self.forms |= dict(zip(self.manifest["forms"][::2], self.manifest["forms"][1::2], strict=True))

    def file(self, at: int) -> dict[str, Any]:
        """Give a file of texts, in the script."""
        file: dict[str, Any] = json.loads(unpacked(self.folder / f"{self.files[at]}.gz"))
        if not self.script:
            return file
        each = len(file["forms"]) // max(1, len(file["places"]))
        rare = dict(
            zip(accumulate(file["places"], initial=-1), "-" + file["forms"][self.script - 1 :: each], strict=True)
        )
        places = count()
        front = {key: self._written(file[key], places, rare) for key in ("name", "docno")}
        rows = [
            [self._written(word, places, rare) if at % 2 else word for at, word in enumerate(row)]
            for row in file["records"]
        ]
        called = {at: "".join(self.forms.get(char, char) for char in name) for at, name in file["called"].items()}
        return {**file, **front, "called": called, "records": rows}

    def _written(self, text: str, places: Iterator[int], rare: dict[int, str]) -> str:
        return "".join(rare.get(next(places)) or self.forms.get(char, char) for char in text)

    def record(self, number: int) -> tuple[str, list[tuple[str, str]]]:
        """Give the path of a record's page, and its pieces: anchor and text."""
        file = self.file(number // SPAN)
        pieces = file["records"][number % SPAN]
        return file["path"], list(zip(pieces[::2], pieces[1::2], strict=True))

    def documents(self) -> dict[str, list[Any]]:
        """Give what is known of all documents, as columns."""
        leaves = [json.loads(unpacked(self.folder / f"{name}.gz")) for name in names(self.manifest["leaves"])]
        leaves.append(self.manifest["documents"])
        found: dict[str, list[Any]] = {key: [] for key in leaves[0]}
        for leaf, first in zip(leaves, self.manifest["firsts"], strict=True):
            assert SPAN * sum(found["span"]) == first
            issuers = [[leaf["names"][number] for number in numbers] for numbers in leaf["issuers"]]
            ended = [number + len(found["span"]) for number in leaf["ended"]]
            for key, values in {**leaf, "issuers": issuers, "ended": ended}.items():
                found[key] += values
        return found

    def firsts(self) -> list[int]:
        """Give the number of the head of each document."""
        spans = self.documents()["span"]
        return [SPAN * sum(spans[:at]) for at in range(len(spans))]

    def numbers(self) -> Iterator[int]:
        """Give the numbers of all records."""
        for at in range(len(self.files)):
            yield from range(at * SPAN, at * SPAN + len(self.file(at)["records"]))
