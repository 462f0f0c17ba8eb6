"""The search index: small files that a browser fetches as it needs them. ``build(site)`` writes ``search/data/``.

Every record (:mod:`.records`) has a number. Documents are ranked, those that hold before those that have ended, newest
first; the heads of all documents come first, in that order, then the records of each document, in the order of its
page. So the first candidates are the first results. Files are gzipped, and named by their content, but for the
manifests:

``index.gz``
    The manifest of the bigrams, JSON: ``schema``; ``pages``, a digest of what the index was made from; ``fold``, pairs
    of a character and what it folds to, beyond half width and lower case, as far as the corpus needs it; ``rank``, its
    characters from the most frequent on, by which a query finds its rarest bigrams; ``keys``, the first bigram of each
    shard; ``files``, the names of the shards, twelve characters each, in the order of their bigrams (by code point).

A shard
    Numbers as in :func:`.postings.varint`: how many bytes of bigrams; the bigrams in UTF-8, two code points each; for
    each its size, doubled, plus one where its list is cut into blocks; then the lists, one behind the other.
    A list is the differences from one record number to the next, beginning at -1. One longer than 8 KB stands in files
    of its own, the blocks; the shard then has, for each block, the difference from the last number before it to its
    first, that from its first to its last, and six bytes, the name of its file. A block is a list that begins anew.

``records-<language>.gz``
    The manifest of the texts in a script, JSON: ``schema``; ``first``, the number of the first record of each chunk;
    ``files``, the names of the chunks; ``issuers``, pairs of a name in Simplified and in the script; ``documents``, as
    columns: ``from`` (number of its first record behind the heads), ``kind``, ``day``, ``issuers`` (their numbers),
    ``turns``.

A chunk
    JSON: ``documents``, number → [path, name, 文号] of those it speaks of; ``records``, each [number of its document,
    anchor, text, anchor, text, …].

Bigrams are shared by all scripts; texts are as each script's pages have them. A bigram that no shard has means that no
record fits. Pieces grow with the square root of the corpus, from 4 to 12 KB: a small corpus costs few bytes a query, a
large one has not too many files.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt
from pathlib import Path

from gazette.addresses import SCRIPTS

from .files import INDEX, Folder, manifest
from .fold import fold_of
from .postings import Postings, bigrams
from .reading import Reader, Reading
from .shards import write_shards
from .texts import Ranked, write_texts

__all__ = ["Made", "build", "ranked"]

_PIECE = (4096, 12288)
"""Bytes of a gzipped shard or chunk, about, in a small and in a large corpus."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run has written."""

    documents: int
    records: int
    characters: int
    """Of the text that is found, in one script."""
    files: int
    size: int
    """Bytes of all files."""


def build(site: Path, keep: Path | None = None) -> Made | None:
    """Write the index of a finished site, in all scripts that are there; None when nothing has changed since the last.

    `keep` is the folder in which what was read of each page is kept, so that the next run reads what has changed.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    path, scripts = site / "search" / "data", [script for script in SCRIPTS if (site / script.folder).is_dir()]
    reader = Reader([site / script.folder for script in scripts], keep)
    names = reader.names()
    pages = hashlib.sha256("\n".join(names.values()).encode()).hexdigest()[:32]
    if manifest(path, INDEX).get("pages") == pages:
        return None
    readings = ranked(reader.read(address, name) for address, name in names.items())
    reader.sweep(names.values())
    folder = Folder(path)
    documents = Ranked(reading.shown[0] for reading in readings)
    size = sum(len(record.text) for _, _, record in documents.records())
    piece = min(max(8 * isqrt(size), _PIECE[0]), _PIECE[1])
    for at, script in enumerate(scripts):
        write_texts(folder, script.lang, Ranked(reading.shown[at] for reading in readings), documents, piece)
    fold, postings = fold_of({pair for reading in readings for pair in reading.pairs}), Postings()
    for number, _, record in documents.records():
        postings.add(number, bigrams(fold(record.text)))
    write_shards(folder, postings, fold, piece, pages)
    folder.sweep()
    return Made(len(documents.documents), documents.count, size, folder.count, folder.size)


def ranked(readings: Iterable[Reading]) -> list[Reading]:
    """Give the readings of documents, in rank order."""
    found = [reading for reading in readings if reading.shown]
    found.sort(key=lambda reading: reading.shown[0].facts.day, reverse=True)
    return sorted(found, key=lambda reading: reading.shown[0].facts.ended)
