"""``python -m converters RAW… --out DIR``: files, arguments, terminal. Nothing else of the converters touches those."""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from converters.corpus import Corpus, to_json
from converters.corrections import CorrectionError, load
from converters.decode import UnreadableError
from converters.kept import Kept, Said, pack, unpack
from converters.model import Code, Document, Finding
from converters.myst import markdown, write_issue
from converters.pipeline import Reading, convert, read_source
from converters.readback import check
from converters.report import to_html
from converters.workers import Spread, one_by_one, over_cores, without_collector

CORRECTIONS = "corrections"
"""Folder below the output in which editors keep their corrections, one file for each raw file."""

EXIT_CORRECTION, EXIT_UNREADABLE = 1, 2
_WORTH_WORKERS, _WORTH_WRITERS = 2_000_000, 50_000
"""Bytes of raw text to read, and blocks of documents to write, for which it pays to start processes."""
_MOST_CHUNKS = 256
"""In how many pieces files go to them: small files several at a time."""


def raw_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The raw files that the arguments name: files as they are, folders with all they hold but hidden files, sorted.

    Raises FileNotFoundError for a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        elif path.exists():
            yield path
        else:
            raise FileNotFoundError(f"no such file or folder: {path}")


def _read(path: Path, corrections: Path, spread: Spread = one_by_one) -> Reading | Finding:
    """Read one file; corrections that cannot be read are reported, and the text stays as printed."""
    try:
        made, faults = load(corrections, path.name), []
    except CorrectionError as error:
        made, faults = (), [Finding(path.name, 0, Code.CORRECTION, str(error))]
    try:
        reading = read_source(path.name, path.read_bytes(), made, spread)
    except (UnreadableError, OSError) as error:
        return Finding(path.name, 0, Code.UNREADABLE, str(error))
    return replace(reading, findings=(*reading.findings, *faults))


def _read_all(
    files: Sequence[Path], names: Sequence[str | None], corrections: Path, console: Console, kept: Kept | None
) -> Iterator[Reading | Finding]:
    """Read all files; what has not changed since its reading was kept is taken over, what has is kept anew."""
    known = [kept.get(name) if kept and name else None for name in names]
    fresh = _read_fresh([path for path, found in zip(files, known, strict=True) if not found], corrections, console)
    for name, found in zip(names, known, strict=True):
        reading, packed = (found, None) if found else next(fresh)
        if kept and name and not found and isinstance(reading, Reading):
            kept.put(name, packed or pack(reading))
        yield reading
    if kept:
        kept.sweep(filter(None, names))


def _read_fresh(
    files: Sequence[Path], corrections: Path, console: Console
) -> Iterator[tuple[Reading | Finding, bytes | None]]:
    """Read files, in several processes where that pays; a reading comes with the bytes in which a process sent it."""
    if not files:
        return
    show = partial(track, total=len(files), console=console, transient=True, disable=not console.is_terminal)
    sizes = [path.stat().st_size for path in files]
    if sum(sizes) < _WORTH_WORKERS or max(sizes) * 2 > sum(sizes):
        for path, size in zip(show(files, "converting"), sizes, strict=True):
            yield _read(path, corrections, over_cores if size > _WORTH_WORKERS else one_by_one), None
        return
    with ProcessPoolExecutor() as pool:
        work = partial(_read_packed, corrections=corrections)
        for packed in show(pool.map(work, files, chunksize=max(len(files) // _MOST_CHUNKS, 1)), "converting"):
            yield unpack(packed), packed


def _read_packed(path: Path, corrections: Path) -> bytes:
    """Read a file in a process of its own: packed there once, to be sent and to be kept."""
    return pack(_read(path, corrections))


def _kept_name(kept: Kept, path: Path, corrections: Path) -> str | None:
    """Give the name under which a file's reading is kept; None for a file that :func:`_read` has to report."""
    try:
        return kept.name(path, corrections)
    except OSError:
        return None


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
        "edits": [[edit.line, edit.old, edit.new, edit.rule] for edit in account.edits],
    }
    return json.dumps(record, ensure_ascii=False)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m converters", description="Raw gazettes → MyST Markdown and corpus.json"
    )
    parser.add_argument("raw", nargs="+", type=Path, help="raw gazette files, or folders of them")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for doc/, gazette/, corpus.json")
    parser.add_argument(
        "--account", type=Path, metavar="FILE", help="where to write the account of every raw character, as JSON"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="where to keep readings, so that the next run reads what has changed"
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="where to write the editor's report, as HTML")
    return parser


@without_collector()
def main(argv: Sequence[str] | None = None) -> int:
    """Convert; 2 when a file could not be read at all, 1 when a correction does not fit its text, else 0.

    Warnings go to standard error, one a line; progress and summary to standard output.
    """
    parser = _arguments()
    arguments = parser.parse_args(argv)
    console = Console(highlight=False, soft_wrap=True)
    started = time.monotonic()
    try:
        files = list(raw_files(arguments.raw))
    except FileNotFoundError as error:
        parser.error(str(error))
    kept, corrections = Kept(arguments.keep) if arguments.keep else None, arguments.out / CORRECTIONS
    names = [_kept_name(kept, path, corrections) if kept else None for path in files]
    known = [name for name in names if name]
    said = kept.said(known, _written(arguments)) if kept and all(names) else None
    if said is None:
        said = _run(arguments, _read_all(files, names, corrections, console, kept))
        if kept and all(names):
            kept.say(known, _written(arguments), said)
    sys.stderr.writelines(f"{warning}\n" for warning in said.warnings)
    for line in said.lines[:-1]:
        console.print(line)
    console.print(f"{said.lines[-1]}, {time.monotonic() - started:.1f} s")
    return said.status


def _written(arguments: argparse.Namespace) -> Iterator[Path]:
    """What a run has written, as far as it is there."""
    folders = (arguments.out / folder for folder in ("doc", "gazette"))
    files = (arguments.out / "corpus.json", arguments.account, arguments.report)
    yield from (path for path in files if path and path.exists())
    yield from sorted(path for folder in folders for path in folder.rglob("*.md"))


def _run(arguments: argparse.Namespace, read: Iterable[Reading | Finding]) -> Said:
    """Write what the readings give."""
    read = list(read)
    unreadable = [item for item in read if isinstance(item, Finding)]
    readings = [item for item in read if not isinstance(item, Finding)]
    corpus = convert(readings)
    spread = over_cores if sum(len(d.blocks) for d in corpus.documents) > _WORTH_WRITERS else one_by_one
    write(corpus, arguments.out, spread)
    if arguments.account:
        accounts = ", ".join(spread(_account, readings))
        arguments.account.write_text(f'{{"schema": 1, "files": [{accounts}]}}\n', encoding="utf-8")
    if arguments.report:
        arguments.report.write_text(to_html(readings, corpus.findings), encoding="utf-8")
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
        f"[bold]{len(corpus.documents)} documents[/], {articles} articles, {anchors} anchors, "
        f"{len(corpus.findings)} warnings{refused}"
    )
