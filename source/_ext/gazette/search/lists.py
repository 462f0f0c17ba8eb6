"""Documents → the lists of their bigrams, made by all cores; and how lists differ when documents have changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from gazette.workers import each

from .files import Folder
from .fold import Fold
from .postings import HEADS, Postings, bigrams, run
from .reading import Numbered, texts

__all__ = ["Changes", "Lists", "difference", "lists", "postings"]

Lists = Mapping[str, Sequence[int]]
"""Bigram → numbers of the records that hold it; with HEADS behind it, those of the documents that do in their heads."""
Changes = Mapping[str, tuple[Sequence[int], Sequence[int]]]
"""The same → numbers that go, numbers that come."""

_RUN = 512
"""Documents whose lists are made at a time, at most."""


def lists(folder: Folder, fold: Fold, documents: Iterable[Numbered]) -> Lists:
    """Make the lists of documents, which come in the order of their numbers."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for document in documents:
        for number, text in texts(folder, document):
            head = number == document.first
            for key in bigrams(fold(text)):
                found[key + HEADS if head else key].append(document.number if head else number)
    return found


def difference(old: Lists, new: Lists) -> Changes:
    """Give what is to be changed where some documents had one and have the other."""
    keys = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
    return {key: (old.get(key, ()), new.get(key, ())) for key in keys}


def postings(folder: Folder, forms: Mapping[str, str], documents: Sequence[Numbered]) -> Postings:
    """Make the lists of all documents."""
    run_ = -(-len(documents) // (2 * -(-len(documents) // (2 * _RUN)))) if documents else 1
    runs = [documents[at : at + run_] for at in range(0, len(documents), run_)]
    found = Postings()
    for made in each(partial(_run, folder, dict(forms)), runs, 2):
        found.add(made)
    return found


def _run(
    folder: Folder, forms: Mapping[str, str], documents: Sequence[Numbered]
) -> Mapping[str, tuple[int, int, int, bytes]]:
    return run(lists(folder, Fold(forms), documents))
