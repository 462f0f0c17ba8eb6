"""The search index: small files that a browser fetches as it needs them. ``build(site)`` writes ``search/data/``.

Every record (:mod:`.records`) has a number. Documents stand in the order of their days, the newest last, so that a new
issue moves nothing; a document begins with its head, and its records follow in the order of its page; the numbers of
each file of texts begin at the next multiple of 64. Files are gzipped, and named by their content, but for manifests:

``index.gz``
    The manifest of the bigrams, JSON: ``schema``; ``fold``, pairs of a character and what it folds to, beyond half
    width and lower case, as far as the corpus needs it; ``rank``, its characters from the most frequent on, by which a
    query finds its rarest bigrams; ``keys``, the first bigram of each shard; ``files``, the names of the shards, twelve
    characters each, in the order of their bigrams (by code point).

A shard
    Numbers as in :func:`.postings.varint`: how many bytes of bigrams; the bigrams in UTF-8, two code points each; for
    each the size of what follows of it, times four, plus two where heads have it, plus one where its list is cut into
    blocks; then that, one behind the other: where heads have it, the size of their list and the list, which has the
    numbers of documents; then the list of the other records. A list is the differences from one number to the next,
    beginning at -1. One longer than 8 KB stands in files of its own, the blocks; the shard then has, for each block,
    the difference from the last number before it to its first, that from its first to its last, and six bytes, the name
    of its file. A block is a list that begins anew.

``records-<language>.gz``
    The manifest of the texts in a script, JSON: ``schema``; ``files``, the names of the files of names; ``issuers``,
    pairs of a name in Simplified and in the script; ``documents``, as columns: ``span`` (how many multiples of 64
    numbers it takes), ``kind``, ``day``, ``issuers`` (their numbers), ``turns``, and ``ended``, the numbers of those
    that have.

A file of names
    The names of 256 files of texts, of which there is one for every 64 numbers.

A file of texts
    JSON: ``path``, ``name`` and ``docno`` of the document; ``records``, up to 64, each [anchor, text, anchor, text, …].

Bigrams are shared by all scripts; texts are as each script's pages have them. A bigram that no shard has means that no
record fits. What a change costs: the files of texts of the documents that have changed, the shards of the bigrams that
these have gained or lost, and the manifests. The folder of what is kept has one file, ``known.json``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazette.addresses import SCRIPTS

from .files import INDEX, Folder
from .fold import Fold, fold_of
from .kept import Kept, read_kept, write_kept
from .lists import difference, lists, postings
from .reading import Known, Numbered, addresses, read, times
from .shards import update_shards, write_shards
from .texts import write_texts

__all__ = ["Made", "build"]

_SHARDS = ((1 << 21, 12288), (1 << 19, 9216), (0, 6144))
"""Bytes of a shard before it is packed, by how many characters the corpus has at least: a small corpus costs few bytes
a query, a large one has not too many files."""
_FEW = 4
"""Of so many documents one may have changed, or has another number; with more of them the lists are made anew."""


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

    `keep` is the folder in which is kept what is known of the pages, so that the next run reads what has changed.

    Raises:
        PageError: a page cannot be read, or is not the same in another script.

    """
    scripts = [script for script in SCRIPTS if (site / script.folder).is_dir()]
    trees, langs = [str(site / script.folder) for script in scripts], [script.lang for script in scripts]
    folder = Folder(site / "search" / "data")
    kept = read_kept(keep, folder, langs)
    found = {address: times(trees, address) for address in sorted(addresses(site))}
    if kept.limit and found == {address: known.times for address, known in kept.pages.items()}:
        return None
    stale = [address for address, at in found.items() if address not in kept.pages or kept.pages[address].times != at]
    pages = {**kept.pages, **read(trees, folder, stale)}
    now = _with_lists(folder, kept, {address: pages[address] for address in found})
    names = [name for at, lang in enumerate(langs) for name in write_texts(folder, lang, at, now.documents)]
    files, size = folder.sweep({_write_index(folder, now), *names, *now.files})
    write_kept(keep, folder, langs, now)
    return Made(len(now.documents), sum(d.records for d in now.documents), now.characters, files, size)


def _with_lists(folder: Folder, kept: Kept, pages: Mapping[str, Known]) -> Kept:
    """Write the lists of pages, or what of them is to change."""
    now = Kept(pages)
    fold, limit = _fold(now.pairs), next(limit for least, limit in _SHARDS if now.characters >= least)
    old, new = ([at for at in one.numbered.items() if at not in other] for one, other in _both(kept, now))
    if kept.limit != limit or kept.pairs != now.pairs or len(new) * _FEW > len(now.documents):
        found = postings(folder, fold.forms, list(now.numbered.values()))
        return Kept(pages, write_shards(folder, found, limit), found.counts, limit)
    before, after = (lists(folder, fold, [at for _, at in some]) for some in (old, new))
    changes, counts = difference(before, after), Counter(kept.counts)
    for key, (gone, come) in changes.items():
        counts[key[0]] += len(come) - len(gone)
    return Kept(pages, update_shards(folder, kept.directory, changes, limit), +counts, limit)


def _both(one: Kept, other: Kept) -> Sequence[tuple[Kept, Set[tuple[str, Numbered]]]]:
    """Give either with all that stands in the other."""
    return (one, other.numbered.items()), (other, one.numbered.items())


@cache
def _fold(pairs: Set[str]) -> Fold:
    return fold_of((pair[0], pair[1]) for pair in pairs)


def _write_index(folder: Folder, now: Kept) -> str:
    """Write the manifest of the bigrams; give its name."""
    forms = sorted((char, one) for char, one in _fold(now.pairs).forms.items() if one in now.counts)
    content: dict[str, object] = {
        "fold": "".join(char + one for char, one in forms),
        "rank": "".join(sorted(now.counts, key=lambda char: (-now.counts[char], char))),
        "keys": [first for first, *_ in now.directory],
        "files": "".join(name for _, name, _ in now.directory),
    }
    folder.manifest(INDEX, content)
    return INDEX
