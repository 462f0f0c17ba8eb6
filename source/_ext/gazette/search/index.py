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
    blocks; then that, one behind the other: where heads have it, the size of their list and the list, which has their
    numbers divided by 64; then the list of the other records. A list is the differences from one number to the next,
    beginning at -1. One longer than 8 KB stands in files of its own, the blocks; the shard then has, for each block,
    the difference from the last number before it to its first, that from its first to its last, and six bytes, the name
    of its file. A block is a list that begins anew.

``records-<language>.gz``
    The manifest of the texts in a script, JSON: ``schema``; ``script``, its number, 0 for Simplified; ``forms``, pairs
    of a character of Simplified and its common form in the script, where that is not the first that folds to it;
    ``files``, the names of the files of names; ``leaves``, those of all leaves but the last; ``firsts`` and ``days``,
    for each leaf the number of its first head and the day of that document, by which a query for a year leaves the
    years since unread; ``documents``, the last leaf; and what documents can be chosen by, each in the order in which it
    is offered: ``status``, ``kind``, ``year``, and ``issuer``, pairs of a name in Simplified and in the script.

A leaf
    What is known of 1024 documents, as columns: ``span`` (how many multiples of 64 numbers it takes), ``kind``,
    ``day``, ``names`` of issuers in Simplified, ``issuers`` (their numbers), ``turns``, and ``ended``, which of them
    have. A query reads the leaves of the documents in which something may fit.

A file of names
    The names of 256 files of texts, of which there is one for every 64 numbers.

A file of texts
    JSON, in Simplified: ``path``, ``name`` and ``docno`` of the document; ``called``, by anchor, what the annexes are
    called in which records stand, and the texts, where the document encloses several; ``text``, the one of these in
    which the file begins; ``records``, up to 64, each [anchor, text, anchor, text, …]. Then the ``places`` where
    another script has a rare form, counted through name, docno and all texts, each as the difference from the one
    before, beginning at -1; and at each the ``forms`` of all scripts but Simplified.

Bigrams and texts are shared by all scripts: a text in another script is, to the character, what its page has. A bigram
that no shard has means that no record fits. What a change costs: the files of texts of the documents that have changed,
the shards of the bigrams that these have gained or lost, a leaf, and the manifests. The folder of what is kept has one
file, ``known.json``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ..addresses import SCRIPTS
from .files import INDEX, Folder
from .fold import Fold, fold_of
from .forms import simple_fold
from .kept import Kept, in_order, read_kept, write_kept
from .lists import Numbered, difference, listed, lists
from .postings import Postings
from .reading import SPAN, KeptPage, Trees, addresses, day, read_all, times
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
    langs = tuple(script.lang for script in scripts)
    trees, folder = Trees([str(site / script.folder) for script in scripts], langs), Folder(site / "search" / "data")
    kept = read_kept(keep, folder, langs)
    found = {address: times(trees, address) for address in sorted(addresses(site))}
    if kept.limit and found == {address: known.times for address, known in kept.pages.items()}:
        return None
    stale = [address for address, at in found.items() if address not in kept.pages or kept.pages[address].times != at]
    pages = {address: kept.pages[address] for address in found.keys() - set(stale)}
    now = None
    if len(stale) * _FEW <= len(found):
        pages |= read_all(trees, folder, stale)
        now = _changed(folder, kept, pages)
    now = now or _anew(trees, folder, found, pages)
    folded = _folded(now)
    manifests = {_write_index(folder, now, folded), *write_texts(folder, langs, now.documents, folded)}
    files, size = folder.sweep({*manifests, *now.files})
    write_kept(keep, folder, langs, now)
    return Made(len(now.documents), sum(d.records for d in now.documents), now.characters, files, size)


def _anew(trees: Trees, folder: Folder, addresses: Iterable[str], pages: Mapping[str, KeptPage]) -> Kept:
    """Write all lists, and read the pages of which nothing is known."""
    days = {address: pages[address].day if address in pages else day(trees, address) for address in addresses}
    runs = listed(trees, folder, [(address, pages.get(address)) for address in in_order(days)])
    now = Kept({known.address: known for documents, _ in runs for known in documents})
    alone = simple_fold().forms
    found = Postings(SPAN, {char: one for char, one in _fold(now.pairs).forms.items() if char not in alone})
    for _, run in runs:
        found.add(run)
    found.end()
    limit = _limit(now)
    return replace(now, directory=write_shards(folder, found, limit), counts=found.counts, limit=limit)


def _changed(folder: Folder, kept: Kept, pages: Mapping[str, KeptPage]) -> Kept | None:
    """Write the lists that are to change; None when all are."""
    now = Kept(pages)
    old, new = _unlike(kept.numbered, now.numbered), _unlike(now.numbered, kept.numbered)
    if kept.limit != _limit(now) or kept.pairs != now.pairs or len(new) * _FEW > len(now.documents):
        return None
    before, after = (lists(folder, _fold(now.pairs), documents) for documents in (old, new))
    changes, counts = difference(before, after), Counter(kept.counts)
    for key, (gone, come) in changes.items():
        counts[key[0]] += len(come) - len(gone)
    directory = update_shards(folder, kept.directory, changes, kept.limit)
    return replace(now, directory=directory, counts=+counts, limit=kept.limit)


def _limit(now: Kept) -> int:
    """Give the bytes of a shard."""
    return next(limit for least, limit in _SHARDS if now.characters >= least)


def _unlike(these: Mapping[str, Numbered], those: Mapping[str, Numbered]) -> Sequence[Numbered]:
    """Give the documents that do not stand so among others."""
    return [document for address, document in these.items() if those.get(address) != document]


@cache
def _fold(pairs: Set[str]) -> Fold:
    return fold_of((pair[0], pair[1]) for pair in pairs)


def _folded(now: Kept) -> Sequence[tuple[str, str]]:
    """Give the characters that fold to one that the corpus has."""
    return sorted((char, one) for char, one in _fold(now.pairs).forms.items() if one in now.counts)


def _write_index(folder: Folder, now: Kept, folded: Sequence[tuple[str, str]]) -> str:
    """Write the manifest of the bigrams; give its name."""
    content: dict[str, object] = {
        "fold": "".join(char + one for char, one in folded),
        "rank": "".join(sorted(now.counts, key=lambda char: (-now.counts[char], char))),
        "keys": [first for first, *_ in now.directory],
        "files": "".join(name for _, name, _ in now.directory),
    }
    folder.manifest(INDEX, content)
    return INDEX
