"""Raw files → MyST, corpus.json, account and report, in files. Nothing else of the converters touches those."""

import json
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from converters.corpus import Corpus, to_json
from converters.kept import Kept, Said
from converters.lines.decode import UnreadableError
from converters.model import Code, Document, Finding
from converters.myst import markdown, write_issue
from converters.pipeline import Reading, convert, read_source
from converters.proof.corrections import CorrectionError, Misfit, load
from converters.proof.readback import check
from converters.raw import raw_bytes
from converters.report import to_html
from converters.workers import Spread, one_by_one, over_cores, without_collector

EXIT_CORRECTION, EXIT_UNREADABLE = 1, 2
_WORTH_WORKERS, _WORTH_WRITERS = 2_000_000, 50_000
"""Bytes of raw text to read, and blocks of documents to write, for which it pays to start processes."""
_MOST_CHUNKS = 256
"""In how many pieces files go to them: small files several at a time."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be converted, and what written."""

    files: Sequence[Path]
    names: Sequence[str | None]
    """Of each, the name under which its reading is kept (:meth:`converters.kept.Kept.name`), if it is."""
    kept: Kept | None
    out: Path
    corrections: Path
    """Folder of them."""
    account: Path | None
    report: Path | None
    pages: str
    """Folder of the built site, as seen from the report."""


@without_collector()
def run(order: Order) -> Said:
    """Read the files, with readings that are kept, and write what they give; tells what there is to say."""
    console = Console(highlight=False, soft_wrap=True)
    read = list(_read_all(order, console))
    unreadable = [item for item in read if isinstance(item, Finding)]
    readings = [item for item in read if not isinstance(item, Finding)]
    corpus = convert(readings)
    spread = over_cores if sum(len(d.blocks) for d in corpus.documents) > _WORTH_WRITERS else one_by_one
    write(corpus, order.out, spread)
    if order.account:
        accounts = ", ".join(spread(_account, readings))
        order.account.write_text(f'{{"schema": 1, "files": [{accounts}]}}\n', encoding="utf-8")
    if order.report:
        order.report.write_text(to_html(corpus, readings, unreadable, order.pages), encoding="utf-8")
    stale = any(finding.code is Code.CORRECTION for finding in corpus.findings)
    status = EXIT_UNREADABLE if unreadable else EXIT_CORRECTION if stale else 0
    lines = [f"{r.source.file}: {r.dialect}; documents: {len(r.documents)}" for r in readings]
    warnings = [str(finding) for finding in (*unreadable, *corpus.findings)]
    return Said(warnings, [*lines, _summary(corpus, len(unreadable))], status)


def _summary(corpus: Corpus, unreadable: int) -> str:
    blocks = [block for document in corpus.documents for block in document.blocks]
    articles = sum(block.level == "article" for block in blocks)
    anchors = sum(block.anchor is not None for block in blocks)
    refused = f", {unreadable} unreadable" if unreadable else ""
    return (
        f"{len(corpus.documents)} documents, {articles} articles, {anchors} anchors, "
        f"{len(corpus.findings)} warnings{refused}"
    )


def _read(path: Path, corrections: Path, spread: Spread = one_by_one) -> Reading | Finding:
    """Read one file; corrections that cannot be read are reported, and the text stays as printed."""
    try:
        made, faults = load(corrections, path.name), []
    except CorrectionError as error:
        made, faults = (), [Finding(path.name, 0, Code.CORRECTION, (Misfit.UNREAD, str(error)))]
    try:
        reading = read_source(path.name, raw_bytes(path), made, spread)
    except (UnreadableError, OSError) as error:
        return Finding(path.name, 0, Code.UNREADABLE, (str(error),))
    return replace(reading, findings=(*reading.findings, *faults))


def _read_all(order: Order, console: Console) -> Iterator[Reading | Finding]:
    """Read all files; what has not changed since its reading was kept is taken over, what has is kept anew."""
    kept, known = order.kept, [_known(order.kept, name) for name in order.names]
    changed = [path for path, found in zip(order.files, known, strict=True) if not found]
    fresh = _read_fresh(changed, order.corrections, console)
    for name, found in zip(order.names, known, strict=True):
        reading, packed = (found, None) if found else next(fresh)
        if kept and name and not found and isinstance(reading, Reading):
            kept.put(name, packed or _packed(reading))
        yield reading
    if kept:
        kept.sweep(filter(None, order.names))


def _known(kept: Kept | None, name: str | None) -> Reading | None:
    found = kept.get(name) if kept and name else None
    return found if isinstance(found, Reading) else None


def _read_fresh(
    files: Sequence[Path], corrections: Path, console: Console
) -> Iterator[tuple[Reading | Finding, bytes | None]]:
    """Read files, in several processes where that pays; a reading comes with the bytes in which a process sent it."""
    if not files:
        return
    show = partial(track, total=len(files), console=console, transient=True, disable=not console.is_terminal)
    sizes = [path.stat().st_size if path.is_file() else 0 for path in files]
    if sum(sizes) < _WORTH_WORKERS or max(sizes) * 2 > sum(sizes):
        for path, size in zip(show(files, "converting"), sizes, strict=True):
            yield _read(path, corrections, over_cores if size > _WORTH_WORKERS else one_by_one), None
        return
    with ProcessPoolExecutor() as pool:
        work = partial(_read_packed, corrections=corrections)
        for packed in show(pool.map(work, files, chunksize=max(len(files) // _MOST_CHUNKS, 1)), "converting"):
            yield pickle.loads(packed), packed  # noqa: S301 - our own


def _read_packed(path: Path, corrections: Path) -> bytes:
    """Read a file in a process of its own: packed there once, to be sent and to be kept."""
    return _packed(_read(path, corrections))


def _packed(reading: Reading | Finding) -> bytes:
    return pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)


def write(corpus: Corpus, out: Path, spread: Spread = one_by_one) -> None:
    """Write doc/, gazette/ and corpus.json below `out`; files that did not change stay untouched, stale ones go.

    The documents are independent of each other and may be `spread` over processes.

    Raises WriterError, before anything is written, when the Markdown of a document does not give back its words.
    """
    pages = {source.file: source.page for source in corpus.sources}
    made = spread(partial(_page, out=out, pages=pages), corpus.documents)
    files: dict[str, str | None] = {f"doc/{d.id}.md": text for d, text in zip(corpus.documents, made, strict=True)}
    printed: dict[str, list[Document]] = {}
    for document in corpus.documents:
        for file in dict.fromkeys((document.source, *(w.source for w in document.witnesses))):
            printed.setdefault(file, []).append(document)
    for source in corpus.sources:
        if source.issue and source.page:
            files[f"{source.page}.md"] = write_issue(
                source.page, source.issue, source.file, printed.get(source.file, ())
            )
    files["corpus.json"] = to_json(corpus, spread)
    for stale in {p for folder in ("doc", "gazette") for p in (out / folder).rglob("*.md")} - {
        out / name for name in files
    }:
        stale.unlink()
    for name, text in files.items():
        path = out / name
        if text is not None and not _stands(path, text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def _page(document: Document, out: Path, pages: Mapping[str, str | None]) -> str | None:
    """The MyST file of a document, checked; None where it stands already."""
    text = markdown(document, pages.get(document.source))
    if _stands(out / f"doc/{document.id}.md", text):
        return None
    check(text, document)
    return text


def _stands(path: Path, text: str) -> bool:
    """Whether a file holds a text."""
    return path.exists() and path.read_bytes() == text.encode()


def _account(reading: Reading) -> str:
    """The account of a file as JSON: its edits as [line, old, new, rule], and how many characters each rule took."""
    account = reading.account
    record = {
        "file": reading.source.file,
        "sha256": reading.source.sha256,
        "characters": len(account.raw),
        "balanced": account.balanced,
        "rules": account.summary(),
        "edits": [edit[1:] for edit in account.edits],
    }
    return json.dumps(record, ensure_ascii=False)
