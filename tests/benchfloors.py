"""What each stage cannot do without: the libraries and files that its results need, and nothing else.

How close a stage comes to that tells what is left to gain without another library. Measured in this process, with what
the stages of the same run have left; the start of processes, which they have and this has not, is theirs.
"""

import gzip
import json
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any, Final

import opencc
import typst
from docutils import nodes
from docutils.utils import new_document

from converters.workers import without_collector
from gazette.addresses import SCRIPTS
from gazette.typst.fonts import PRINTED, load_fonts
from gazette.typst.pdfs import STANDARDS

FEW: Final = 10
"""Documents of which PDFs are set; a corpus of them would take minutes."""
PAGES: Final = ("doc", "gazette", "notes")
"""Folders of pages; the others stand once, however many documents there are."""
COLUMNS: Final = ("stage", "what it cannot do without", "docs", "CPU ms/doc", "of the stage")

Work = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Floor:
    """What a stage takes at least."""

    stage: str
    what: str
    documents: int
    """Of the corpus."""
    per_document: float
    """Processor time for each, in seconds."""


def floors(folder: Path, documents: int) -> Iterator[Floor]:
    """Measure the floor of every stage for a corpus of so many documents, of which all stages have been run."""
    for stage, (what, ready, share) in FLOORS.items():
        work, of = ready(folder), share or documents
        yield Floor(stage, what, documents, _seconds(work) / of)
        shutil.rmtree(_scratch(folder), ignore_errors=True)


@without_collector()
def _seconds(work: Work) -> float:
    """Do some work as the commands do theirs, without looking for garbage."""
    started = process_time()
    work()
    return process_time() - started


def cells(found: Sequence[Floor], taken: Mapping[tuple[str, int], float]) -> list[tuple[str, ...]]:
    """Write a line for each floor, in the order of `COLUMNS`; `taken` tells, by stage and size, seconds a document."""
    told = [(floor, floor.per_document / taken[floor.stage, floor.documents]) for floor in found]
    return [(f.stage, f.what, str(f.documents), f"{f.per_document * 1e3:.1f}", f"{part:.0%}") for f, part in told]


# ---- the floors ----


def _convert(folder: Path) -> Work:
    raw = [path.read_bytes() for path in sorted((folder / "raw").iterdir())]
    texts = [path.read_text("utf-8") for path in _below(folder / "source", PAGES, ".md")]
    corpus = json.loads((folder / "source" / "corpus.json").read_text("utf-8"))

    def work() -> None:
        for data in raw:
            data.decode().split("\n")
        _put(folder, (text.encode() for text in (*texts, json.dumps(corpus, ensure_ascii=False))))

    return work


def _read(folder: Path) -> Work:
    texts = [path.read_bytes() for path in _below(folder / "source", PAGES, ".md")]
    trees = _trees(folder)

    def work() -> None:
        for text in texts:
            text.decode().split("\n")
        _put(folder, (pickle.dumps(pickle.loads(tree), pickle.HIGHEST_PROTOCOL) for tree in trees))  # noqa: S301 - ours

    return work


def _write(folder: Path) -> Work:
    trees, pages = _trees(folder), [path.read_text("utf-8") for path in _html(folder)]
    visitor = _Visitor(new_document(""))

    def work() -> None:
        for tree in trees:
            pickle.loads(tree).walkabout(visitor)  # noqa: S301 - ours
        _put(folder, (page.encode() for page in pages))

    return work


class _Visitor(nodes.SparseNodeVisitor):
    """Walks through a tree, and does nothing."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Do nothing, where the node is of another's making, either."""

    unknown_departure = unknown_visit


def _variants(folder: Path) -> Work:
    paths = [*_html(folder)]
    converters = [opencc.OpenCC(script.forms) for script in SCRIPTS if script.forms]

    def work() -> None:
        for path in paths:
            page = path.read_text("utf-8")
            _put(folder, (converter.convert(page).encode() for converter in converters))

    return work


def _search(folder: Path) -> Work:
    site = folder / "build" / "site"
    pages = [path for script in SCRIPTS for path in (site / script.folder / "doc").rglob("*.html")]
    files = [gzip.decompress(path.read_bytes()) for path in (site / "search" / "data").iterdir()]

    def work() -> None:
        for path in pages:
            path.read_text("utf-8")
        _put(folder, (gzip.compress(data, 6) for data in files))

    return work


def _pdf(folder: Path) -> Work:
    pages = [path.read_text("utf-8") for path in islice(_below(folder / "source", ("doc",), ".md"), FEW)]
    texts = ["\n\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in page.split("\n")) for page in pages]
    head = '#set document(title: "公报")\n#set text(lang: "zh", font: "Noto Serif CJK SC", size: 16pt)\n'
    compiler = typst.Compiler(font_paths=load_fonts(packaged=True))

    traditional = opencc.OpenCC(PRINTED[-1].forms).convert
    sources = [(head + text).encode() for each in texts for text in (each, traditional(each))]

    def work() -> None:
        compiled = (compiler.compile(input=source, format="pdf", pdf_standards=list(STANDARDS)) for source in sources)
        _put(folder, (pdf for pdf in compiled if isinstance(pdf, bytes)))  # other formats have pages

    return work


FLOORS: Final[dict[str, tuple[str, Callable[[Path], Work], int]]] = {
    "convert": ("raw text decoded, MyST and JSON put down", _convert, 0),
    "read": ("trees of docutils made, pickled, put down", _read, 0),
    "write": ("trees unpickled and walked, pages put down", _write, 0),
    "variants": ("pages read, by OpenCC as they are, put down", _variants, 0),
    "search": ("pages read, the index packed, put down", _search, 0),
    "pdf": ("bare text set by Typst in two scripts", _pdf, FEW),
}
"""By stage: what is measured, what makes it ready, and for how many documents where not for all."""


def _below(folder: Path, parts: Iterable[str], ending: str) -> Iterator[Path]:
    for part in parts:
        yield from sorted((folder / part).rglob(f"*{ending}"))


def _html(folder: Path) -> Iterator[Path]:
    return _below(folder / "build" / "site", PAGES, "index.html")


def _trees(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((folder / "build" / "shards").rglob("*.doctree"))]


def _scratch(folder: Path) -> Path:
    return folder / "floor"


def _put(folder: Path, contents: Iterable[bytes]) -> None:
    """Put files down, each in a folder, as pages have one."""
    place = _scratch(folder)
    for number, content in enumerate(contents):
        (place / str(number)).mkdir(parents=True, exist_ok=True)
        (place / str(number) / "index.html").write_bytes(content)
