"""Set all PDFs of a Typst tree: ``python -m gazette.typst.compile BUILD/typst OUT/pdf [--script SCRIPT]…``.

The tree is what the builder wrote (:mod:`gazette.typst.builder`), with ``manifest.json`` for its targets. PDFs go to
OUT, Traditional ones to ``OUT/zh-hant``. What was set before from the same sources, faces and settings is taken from
the cache in the tree, where PDFs are named by all that they are made of; the rest is set by :mod:`gazette.typst.pdfs`.

A file conforms to PDF/A-2b and PDF/UA-1, or the build fails; so does it for a character that no face has, with the
character, its code point and the place.
"""

import argparse
import datetime as dt
import filecmp
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import typst
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..addresses import Script
from ..command import status
from ..days import CHINA
from ..digests import Digests, digest
from .fonts import PRINTED, load_fonts, resolve
from .last import CACHE
from .pdfs import STANDARDS_NAME, Job, Setting, TypesettingError, get_ready, set_all
from .scripts import SOURCE, Convert, Dictionaries, converted

__all__ = ["Dictionaries", "TypesettingError", "get_ready", "main", "read_manifest", "typeset", "typeset_aloud"]


@dataclass(frozen=True, slots=True)
class Target:
    """A PDF to be made."""

    name: str
    """Of the file, without ending; its main file is pdf/<name>.typ."""
    uses: tuple[str, ...]
    """Files of the tree that its main file reads, the library apart."""

    @property
    def files(self) -> tuple[str, ...]:
        """Give the files of the tree that it is made of, the library apart."""
        return (f"pdf/{self.name}.typ", *self.uses)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the builder wrote for the compile step."""

    today: dt.date
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has done."""

    made: int
    reused: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the PDFs of a script come from, and where they go."""

    tree: Path
    out: Path
    script: Script
    root: Path
    """The tree in this script."""
    files: Digests
    """Of the root."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A PDF: how it is set into the cache, and where it goes."""

    job: Job
    output: Path


def read_manifest(tree: Path) -> Manifest:
    """Read manifest.json of a tree."""
    raw = json.loads((tree / "manifest.json").read_text("utf-8"))
    targets = tuple(Target(target["name"], tuple(target["uses"])) for target in raw["targets"])
    return Manifest(dt.date.fromisoformat(raw["today"]), targets)


def typeset(
    tree: Path,
    out: Path,
    scripts: Sequence[Script] = PRINTED,
    *,
    convert: Convert,
    version: str = "",
    packaged: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Result:
    """Make every PDF of the tree in the scripts given, and leave no other PDFs in their folders.

    Args:
        tree: what the builder wrote
        out: folder of the PDFs
        scripts: those to make PDFs in
        convert: source and name of the script in, converted source out
        version: of all that `convert` depends on
        packaged: whether installed fonts are left out
        progress: is told how many PDFs are set, and of how many

    Raises:
        TypesettingError: a file cannot be set; all faults are named.

    """
    manifest, fonts = read_manifest(tree), load_fonts(packaged=packaged)
    files = Digests(tree, tree / CACHE / "tree.json")
    sources = _sources(tree, manifest, files)
    planned: list[Planned] = []
    for script in scripts:
        root, known = tree, files
        if code := script.folder.rstrip("/"):
            root = converted(tree, code, sources, convert, version)
            known = Digests(root, tree / CACHE / f"{code}.json")
        planned += _plan(Place(tree, out, script, root, known), manifest, fonts, packaged=packaged)
        known.save()
    files.save()
    fresh = [each.job for each in planned if not each.job.made.exists()]
    warnings = set_all(fresh, progress)
    for each in planned:
        _place(each)
    for folder, kept in _kept(planned).items():
        _prune(folder, kept)
    return Result(len(fresh), len(planned) - len(fresh), tuple(warnings))


def _sources(tree: Path, manifest: Manifest, files: Digests) -> dict[str, str]:
    """Give the files of a tree that PDFs are made of, each with its digest: the library first."""
    found = {name: files[name] for name in sorted(f"lib/{file.name}" for file in (tree / "lib").glob("*.typ"))}
    for target in manifest.targets:
        missing = []
        for name in target.files:
            try:
                found[name] = files[name]
            except FileNotFoundError:
                missing.append(name)
        if missing:
            raise TypesettingError(f"{target.name}.pdf: no {', '.join(missing)}; its document has no page")
    return found


def _plan(place: Place, manifest: Manifest, fonts: typst.Fonts, *, packaged: bool) -> Iterator[Planned]:
    """Give the PDFs of a script, each with its place in the cache: named by all that it is made of."""
    script, files = place.script, place.files
    name = script.folder.rstrip("/")
    roles = resolve(fonts.families(), script)
    inputs = {"script": name, "fonts": json.dumps(roles, ensure_ascii=False), "standards": STANDARDS_NAME}
    setting = Setting(place.root, inputs, _timestamp(manifest.today), packaged)
    library = sorted(f"lib/{file.name}" for file in (place.root / "lib").glob("*.typ"))
    common = [json.dumps(inputs, sort_keys=True), setting.timestamp.isoformat(), version("typst"), _faces(fonts, roles)]
    for target in manifest.targets:
        used = (*library, *target.files)
        key = digest("\n".join((*common, *(f"{file} {files[file]}" for file in used))).encode())
        weight = sum(files.size(file) for file in used)
        made = place.tree / CACHE / (name or "zh-hans") / f"{key}.pdf"
        yield Planned(Job(setting, target.name, weight, made), place.out / script.folder / f"{target.name}.pdf")


def _timestamp(today: dt.date) -> dt.datetime:
    """Give the time that the files bear: SOURCE_DATE_EPOCH where it is set, else the day of the build."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(today, dt.time(), CHINA)


def _faces(fonts: typst.Fonts, roles: Mapping[str, Iterable[str]]) -> str:
    """Tell one set of faces from another, of those that are used: by family, style and size of the file."""
    used = {family.lower() for families in roles.values() for family in families}
    found = [face for face in fonts.fonts() if face.family.lower() in used and face.path]
    return json.dumps(sorted({(face.family, face.style, Path(face.path or "").stat().st_size) for face in found}))


def _kept(planned: Iterable[Planned]) -> dict[Path, set[Path]]:
    """Give the files that belong in each folder, of the cache and of the results."""
    folders: dict[Path, set[Path]] = {}
    for each in planned:
        for file in (each.job.made, each.output):
            folders.setdefault(file.parent, set()).add(file)
    return folders


def _prune(folder: Path, kept: set[Path]) -> None:
    """Remove PDFs of former runs, and what one that was broken off has left of one."""
    for file in folder.glob("*.pdf*"):
        if file not in kept:
            file.unlink()


def _place(planned: Planned) -> None:
    """Put a PDF in its place; what stands there already is left alone, so that its time tells when it changed."""
    made, output = planned.job.made, planned.output
    there = output.stat() if output.exists() else None
    if there and _known_by(made.stat()) == _known_by(there):
        return
    if there and filecmp.cmp(made, output, shallow=False):
        shutil.copystat(output, made)  # so that they need not be compared again
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(made, output)


def _known_by(state: os.stat_result) -> tuple[int, int]:
    return state.st_size, state.st_mtime_ns


def typeset_aloud(
    tree: Path, out: Path, words: Dictionaries, scripts: Sequence[Script] = PRINTED, *, packaged: bool = False
) -> Result:
    """Make every PDF as `typeset` does, and say on standard error how far that is, and what came of it.

    Raises:
        TypesettingError: a file cannot be set; all faults are named.

    """
    console, start = Console(stderr=True, markup=False, highlight=False, soft_wrap=True), time.perf_counter()
    columns = (TextColumn("PDF"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("PDF", total=None)

        def progress(done: int, all_: int) -> None:
            bar.update(task, completed=done, total=all_)

        result = typeset(
            tree, out, scripts, convert=words.convert, version=words.version, packaged=packaged, progress=progress
        )
    for warning in result.warnings:
        console.print(warning)
    console.print(f"{result.made} PDFs set, {result.reused} unchanged, {time.perf_counter() - start:.1f} s")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is set, 1 with the faults on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m gazette.typst.compile", description="Set the PDFs of a Typst tree."
    )
    parser.add_argument("tree", type=Path, help="what the typst builder wrote")
    parser.add_argument("out", type=Path, help="folder of the PDFs")
    known = {script.folder.rstrip("/") or "zh-hans": script for script in PRINTED}
    parser.add_argument("--script", action="append", choices=sorted(known), help="only this script; may be repeated")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder with terms/ and doc/")
    parser.add_argument("--packaged", action="store_true", help="leave installed fonts out: same bytes everywhere")
    args = parser.parse_args(argv)
    scripts = [known[name] for name in args.script or known]
    try:
        words = Dictionaries(args.source, args.tree)
        typeset_aloud(args.tree, args.out, words, scripts, packaged=args.packaged)
    except TypesettingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(status(main))
