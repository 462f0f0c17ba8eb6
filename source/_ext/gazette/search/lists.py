"""Documents → the lists of their bigrams, made by all cores; and how lists differ when documents have changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ..workers import each
from .files import Folder
from .fold import Fold
from .forms import common, simple_fold
from .postings import HEADS, Run, bigrams, run, spelled
from .reading import SPAN, WORTH, KeptPage, Said, Trees, read, texts

__all__ = ["Changes", "Lists", "Numbered", "difference", "listed", "lists"]

Lists = Mapping[str, Sequence[int]]
"""Bigram → numbers of the records that hold it; with HEADS behind it, those of the heads that do, divided by SPAN."""
Changes = Mapping[str, tuple[Sequence[int], Sequence[int]]]
"""The same → numbers that go, numbers that come."""
Coming = tuple[str, KeptPage | None]
"""Address of a page, and what is known of it if it need not be read."""

_RUN = 512
"""Documents whose lists are made at a time, at most."""


class Numbered(NamedTuple):
    """Where a document stands in the index."""

    first: int
    """Number of its first record, its head."""
    names: str
    """Of the files of its texts."""


def lists(folder: Folder, fold: Fold, documents: Iterable[Numbered]) -> Lists:
    """Make the lists of documents, which come in the order of their numbers."""
    found = _Found(fold)
    for document in documents:
        found.add(document.first, texts(folder, document.names))
    return found.lists


class _Found:
    """Lists of bigrams, as they grow."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold
        self._heads: defaultdict[int, list[int]] = defaultdict(list)
        self._others: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, first: int, said: Said) -> None:
        """Add a document whose head has a number."""
        fold, heads, others = self._fold, self._heads, self._others
        for number, text in said:
            found, of = (others, first + number) if number else (heads, first // SPAN)
            for bigram in bigrams(fold(text)):
                found[bigram].append(of)

    @property
    def lists(self) -> Lists:
        """Give them."""
        heads = {f"{spelled(bigram)}{HEADS}": numbers for bigram, numbers in self._heads.items()}
        return heads | {spelled(bigram): numbers for bigram, numbers in self._others.items()}


def difference(old: Lists, new: Lists) -> Changes:
    """Give what is to be changed where some documents had one and have the other."""
    keys = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    return {key: (old.get(key, ()), new.get(key, ())) for key in keys}


def listed(trees: Trees, folder: Folder, coming: Sequence[Coming]) -> Sequence[tuple[Sequence[KeptPage], Run]]:
    """Make the lists of all documents, run after run, by characters that fold by themselves.

    Pages of which nothing is known are read.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    simple_fold()  # before processes part, as what follows
    for lang in trees.langs:
        common(lang)
    count = 1 if len(coming) < WORTH else 2 * -(-len(coming) // (2 * _RUN))
    size = max(1, -(-len(coming) // count))
    runs = [coming[at : at + size] for at in range(0, len(coming), size)]
    return list(each(partial(_run, trees, folder), runs, 2))


def _run(trees: Trees, folder: Folder, coming: Sequence[Coming]) -> tuple[Sequence[KeptPage], Run]:
    found, documents, first = _Found(simple_fold()), list[KeptPage](), 0
    for address, known in coming:
        document, said = (known, texts(folder, known.texts)) if known else read(trees, folder, address)
        documents.append(document)
        found.add(first, said)
        first += document.span * SPAN
    return documents, run(found.lists, first)
