"""All PDFs of a source: ``python -m gazette.typst SOURCE TREE OUT --shards DIR``.

Does what :mod:`gazette.typst.build` and :mod:`gazette.typst.compile` do one after the other. While a process of its own
writes the texts, unless they are just written, this one gets ready to set them; when nothing has changed since the last
run, it says so.
"""

import argparse
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import typst

from ..command import status
from .fonts import load_fonts
from .last import CACHE, Last, Snapshot, forget, keep, recall, snapshot

PROGRAM = ("gazette", "converters")
"""Packages of the project that decide what is made."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 with the faults on standard error, 2 where no text could be written."""
    parser = argparse.ArgumentParser(prog="python -m gazette.typst", description="Make all PDFs of a source.")
    parser.add_argument("source", type=Path, help="folder of MyST files and corpus.json")
    parser.add_argument("tree", type=Path, help="folder of the Typst tree")
    parser.add_argument("out", type=Path, help="folder of the PDFs")
    parser.add_argument("--shards", type=Path, required=True, metavar="DIR", help="those of gazette.shards.build")
    parser.add_argument("--conf", type=Path, default=Path(), metavar="DIR", help="folder of conf.py (default: here)")
    parser.add_argument("--written", action="store_true", help="the texts are just written, by gazette.typst.build")
    parser.add_argument("--packaged", action="store_true", help="leave installed fonts out: same bytes everywhere")
    args = parser.parse_args(argv)
    start, record = time.perf_counter(), args.tree / CACHE / "last.json"
    read, last = _read(args), recall(record)
    if last and (last.read, last.made) == (read.digest, _made(args)):
        sys.stderr.write(f"0 PDFs set, {last.pdfs} unchanged, {time.perf_counter() - start:.1f} s\n")
        return 0
    forget(record)
    with nullcontext() if args.written else write(args) as writing:
        from . import compile as setting  # while the texts are written

        setting.get_ready()
        try:
            words = setting.Dictionaries(args.source, args.tree)
            if writing and (fault := writing.wait()):
                return fault
            result = setting.typeset_aloud(args.tree, args.out, words, packaged=args.packaged)
        except setting.TypesettingError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    if read.settled and not result.warnings:
        keep(record, Last(read.digest, _made(args), result.made + result.reused))
    return 0


def write(args: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Start to write the texts."""
    places = (args.source, args.tree, "--shards", args.shards, "--conf", args.conf)
    return subprocess.Popen([sys.executable, "-m", f"{__package__}.build", *places])  # noqa: S603 - our own


def _read(args: argparse.Namespace) -> Snapshot:
    """Tell the state of all that the PDFs are made of: source, program, packages by name and version, faces, values."""
    conf = args.conf / "conf.py"
    values = {name: value for name, value in runpy.run_path(str(conf)).items() if name[0] != "_"}
    plain = {name: value for name, value in values.items() if isinstance(value, str | int | list | dict)}
    packages = sorted(os.listdir(Path(typst.__file__).parents[1]))
    faces = sorted((face.family, face.style, face.path) for face in load_fonts(packaged=args.packaged).fonts())
    known = (plain, os.environ.get("SOURCE_DATE_EPOCH"), packages, faces, args.packaged)
    program = [Path(spec.origin).parent for spec in map(find_spec, PROGRAM) if spec and spec.origin]
    return snapshot((args.source, conf, *program), known)


def _made(args: argparse.Namespace) -> str:
    """Give a digest of what stands in the tree, and of the PDFs."""
    return snapshot((args.tree, args.out)).digest


if __name__ == "__main__":
    sys.exit(status(main))
