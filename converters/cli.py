"""``python -m converters RAW… --out DIR``: arguments, terminal, and whether there is anything to do."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from converters.kept import Kept
from converters.raw import raw_files

CORRECTIONS = "corrections"
"""Folder below the output in which editors keep their corrections, one file for each raw file."""
_NAMED = 3
"""Files that are named, of those that were left out."""


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
    parser.add_argument(
        "--pages", default="", metavar="URL", help="folder of the site as seen from the report, for links"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Convert; 2 when a file could not be read at all, 1 when a correction does not fit its text, else 0.

    Warnings go to standard error, one a line; progress and summary to standard output.
    """
    parser = _arguments()
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    try:
        files = list(raw_files(arguments.raw))
    except OSError as error:
        parser.error(str(error))
    if not files:
        parser.error(f"no raw gazette in {', '.join(map(str, arguments.raw))}")
    kept, corrections = Kept(arguments.keep) if arguments.keep else None, arguments.out / CORRECTIONS
    names = [_kept_name(kept, path, corrections) if kept else None for path in files]
    known = [name for name in names if name]
    said = kept.said(known, _written(arguments)) if kept and all(names) else None
    if said is None:
        from converters.run import Order, run  # most of the time of a run that finds nothing to do

        asked = arguments.account, arguments.report, arguments.pages
        said = run(Order(files, names, kept, arguments.out, corrections, *asked))
        if kept and all(names):
            kept.say(known, _written(arguments), said)
    sys.stderr.writelines(f"{warning}\n" for warning in (*said.warnings, *_left_out(corrections, files)))
    sys.stdout.writelines(f"{line}\n" for line in said.lines[:-1])
    sys.stdout.write(f"{said.lines[-1]}, {time.monotonic() - started:.1f} s\n")
    return said.status


def _left_out(corrections: Path, files: Sequence[Path]) -> list[str]:
    """Name corrections of files that were not read: of other gazettes, or of a file whose name is not theirs."""
    others = sorted({path.name for path in corrections.glob("*.toml")} - {f"{path.name}.toml" for path in files})
    named = ", ".join(f"{CORRECTIONS}/{name}" for name in others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
    return [f"left out, for no such raw file was read: {named}"] if others else []


def _kept_name(kept: Kept, path: Path, corrections: Path) -> str | None:
    """Give the name under which a file's reading is kept; None for a file that the run has to report."""
    try:
        return kept.name(path, corrections)
    except OSError:
        return None


def _written(arguments: argparse.Namespace) -> Iterator[Path]:
    """What a run has written, as far as it is there."""
    folders = (arguments.out / folder for folder in ("doc", "gazette"))
    files = (arguments.out / "corpus.json", arguments.account, arguments.report)
    yield from (path for path in files if path and path.exists())
    yield from sorted(path for folder in folders for path in folder.rglob("*.md"))
