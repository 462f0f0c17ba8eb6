"""The resolver: ``/cite/?q=济政发〔2019〕19号第十二条`` leads to the place.

A static site answers in the browser: ``names.js`` reads the question, for the page of the resolver and for the search,
fetches the shard of names that can hold the answer, and checks the place on the page itself. A shard holds all 文号, or
备案号, of one organ and year, or all titles that begin alike, so that a question without an answer still finds its
neighbours.
``cite/names.json`` says how many shards there are, and how Traditional characters are spelled in the names;
``cite/<n>.json`` are lists of ::

    [key, label, path, anchor, exact]

with the folded 文号, 备案号 (:func:`filing_key`) or title (:func:`gazette.law.refs.title_key`), what to show, where it
is, and whether the name is one that the document bears (1) or only like one (0: without （试行）, without the issuer).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx.application import Sphinx

from ..compact import compact
from ..days import told_apart
from ..law.domain import law_domain
from ..law.graph import Graph
from ..law.records import Page
from ..law.refs import parse_docno, title_key
from ..search.fold import fold_of
from ..shards.builders import makes_frame

__all__ = ["Entry", "entries", "setup_resolver", "shards"]

SHARD = 200
"""Names in a shard, about; 20 KB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and where it leads."""

    key: str
    label: str
    path: str
    anchor: str
    exact: bool


def entries(graph: Graph) -> list[Entry]:
    """Give all names of all documents, and of those that are only cited."""
    found: dict[Entry, None] = {}
    for page in graph.pages.values():
        if page.id:
            found |= dict.fromkeys(_of_document(page))
    for docname, entry in graph.outside.items():
        keys = [*([entry.docno] if entry.docno else []), *map(title_key, entry.titles)]
        mark = f"{entry.docno}，" if entry.title and entry.docno else ""
        label = f"{entry.name}（{mark}未收录）"
        found |= dict.fromkeys(Entry(key, label, f"{docname}/", "", exact=True) for key in keys)
    return sorted(found, key=lambda entry: (entry.key, not entry.exact, entry.path, entry.anchor))


def _of_document(page: Page) -> Iterator[Entry]:
    label = _label(page)
    path = f"{page.docname}/"
    docno = parse_docno(page.docno) if page.docno else None
    if docno:
        yield Entry(str(docno), label, path, "", exact=True)
    if page.filing_no:
        yield Entry(filing_key(page.filing_no), label, path, "", exact=True)
    bears = {name.key for name in page.names}
    for name in page.names:
        yield Entry(name.key, label, path, name.anchor, exact=name.strong)
        for like in sorted({_BRACKET_RE.sub("", name.key), _ISSUER_RE.sub("", name.key)} - bears - {""}):
            yield Entry(like, label, path, name.anchor, exact=False)


def _label(page: Page) -> str:
    """Give a document as it is cited; without a 文号 it is told from others of its title by the day in its id."""
    mark = told_apart(page.id, page.docno)
    return page.work + (f"（{mark}）" if mark else "")


_BRACKET_RE = re.compile("（[^（）]*）")
_ISSUER_RE = re.compile("^.{2,30}?(?=关于)")
_YEAR_RE = re.compile("[^〕]+〕|[A-Z]{2,8}[0-9]{4}")
"""What 文号 and 备案号 of one organ and year begin with"""
_HEAD_RE = re.compile("^(?:.*?关于(?:印发)?)?(?:[^省市县区]{1,6}[省市县区])?")


def filing_key(filing_no: str) -> str:
    """Fold a 备案号; ``names.js`` has the same rule.

    >>> filing_key("JNCR-2019-0010006")
    'JNCR20190010006'
    """
    return filing_no.replace("-", "")


def group(key: str) -> str:
    """Give what names of one shard have in common; ``names.js`` has the same rule.

    >>> group("济政发〔2019〕19号"), group("云州市人民政府关于印发云州市信用办法的通知"), group("云州市信用办法")
    ('济政发〔2019〕', '信用', '信用')
    >>> group("JNCR20190010006")
    'JNCR2019'
    """
    numbered = _YEAR_RE.match(key)
    return numbered[0] if numbered else _HEAD_RE.sub("", key)[:2] or key[:2]


def shard_of(key: str, count: int) -> int:
    """Give the number of the shard of a key: FNV-1a over the UTF-16 units of its group, as ``names.js`` does.

    >>> shard_of("济政发〔2019〕19号", 8) == shard_of("济政发〔2019〕20号", 8)
    True
    """
    value = 0x811C9DC5
    units = group(key).encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value % count


def shards(found: list[Entry]) -> dict[str, str]:
    """Give the files of the resolver: name in ``cite/`` → content."""
    count = max(1, -(-len(found) // SHARD))
    rows: defaultdict[int, list[list[object]]] = defaultdict(list)
    for entry in found:
        rows[shard_of(entry.key, count)].append([entry.key, entry.label, entry.path, entry.anchor, int(entry.exact)])
    names = {"shards": count, "fold": _folds("".join(entry.key for entry in found))}
    files = {"names.json": names} | {f"{number}.json": rows[number] for number in range(count)}
    return {name: compact(content) + "\n" for name, content in files.items()}


def _folds(names: str) -> str:
    """Give pairs of a character and its simplified form, for those that the names need."""
    needed = set(names)
    forms = fold_of([]).forms
    return "".join(t + s for t, s in sorted(forms.items()) if s in needed and t not in needed)


def write_names(app: Sphinx, failed: Exception | None) -> None:
    """Write the names beside the page of the resolver."""
    if failed is None and makes_frame(app):
        folder = Path(app.outdir) / "cite"
        folder.mkdir(exist_ok=True)
        files = shards(entries(law_domain(app.env).graph))
        for stale in set(folder.glob("*.json")) - {folder / name for name in files}:
            stale.unlink()
        for name, content in files.items():
            (folder / name).write_text(content, "utf-8")


def setup_resolver(app: Sphinx) -> None:
    """Register the resolver."""
    app.connect("build-finished", write_names)
