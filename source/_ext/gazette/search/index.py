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
from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt
from pathlib import Path

import opencc

from gazette.addresses import SCRIPTS

from .files import Folder, manifest
from .fold import fold_of
from .postings import Postings, bigrams
from .records import Document, PageError, read_page
from .shards import write_shards
from .texts import Ranked, write_texts

__all__ = ["Made", "build"]

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


def build(site: Path) -> Made | None:
    """Write the index of a finished site, in all scripts that are there; None when nothing has changed since the last.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    path, pages = site / "search" / "data", _digest(site)
    if manifest(path, "index").get("pages") == pages:
        return None
    folder = Folder(path)
    ranked = Ranked(_documents(site))
    size = sum(len(record.text) for _, _, record in ranked.records())
    piece = min(max(8 * isqrt(size), _PIECE[0]), _PIECE[1])
    pairs: set[tuple[str, str]] = set()
    for script in SCRIPTS:
        if (site / script.folder).is_dir():
            shown = Ranked(_same(site / script.folder, ranked.documents, pairs)) if script.folder else ranked
            write_texts(folder, script.lang, shown, ranked, piece)
    fold, postings = fold_of(pairs), Postings()
    for number, _, record in ranked.records():
        postings.add(number, bigrams(fold(record.text)))
    write_shards(folder, postings, fold, piece, pages)
    return Made(len(ranked.documents), ranked.count, size, folder.count, folder.size)


def _pages(tree: Path) -> list[Path]:
    return sorted((tree / "doc").rglob("index.html"))


def _digest(site: Path) -> str:
    """Digest what an index is made from: pages, code, dictionaries."""
    found = hashlib.sha256(opencc.__version__.encode())
    code = Path(__file__).parent
    pages = [(site, path) for script in SCRIPTS for path in _pages(site / script.folder)]
    for home, path in (*((code, path) for path in sorted(code.glob("*.py"))), *pages):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(home).as_posix()} {content}\n".encode())
    return found.hexdigest()[:32]


def _documents(site: Path) -> list[Document]:
    """Read the pages of all documents, in rank order."""
    read = (read_page(path, f"{path.parent.relative_to(site).as_posix()}/") for path in _pages(site))
    found = [document for document in read if document]
    found.sort(key=lambda document: document.facts.day, reverse=True)
    return sorted(found, key=lambda document: document.facts.ended)


def _same(tree: Path, documents: tuple[Document, ...], pairs: set[tuple[str, str]]) -> Iterator[Document]:
    """Read the same pages in another script; gather the pairs of characters in which they differ."""
    for document in documents:
        path = tree / document.facts.path / "index.html"
        other = read_page(path, document.facts.path) if path.is_file() else None
        if other is None or not _alike(document, other):
            raise PageError(f"{path}: not the text that the page has in Simplified; convert the site anew")
        for record, same in zip(document.records, other.records, strict=True):
            pairs.update(pair for pair in set(zip(record.text, same.text, strict=True)) if pair[0] != pair[1])
        yield other


def _alike(document: Document, other: Document) -> bool:
    return [len(record.text) for record in document.records] == [len(record.text) for record in other.records]
