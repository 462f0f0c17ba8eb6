"""Set all PDFs of a Typst tree: ``python -m gazette.typst_compile BUILD/typst OUT/pdf [--script SCRIPT]…``.

The tree is what the builder wrote (:mod:`gazette.typst_builder`), with ``manifest.json`` for its targets. PDFs go to
OUT, Traditional ones to ``OUT/zh-hant``. What was set before from the same sources, faces and settings is taken from
the cache beside the tree; the rest is set on all cores, by threads: the compiler works outside Python's lock and
shares what it has laid out among them.

A file conforms to PDF/A-2b and PDF/UA-1, or the build fails; so does it for a character that no face has, with the
character, its code point and the place.
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import typst
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from converters.variants import convert_typst

from .addresses import Script
from .typst_fonts import PRINTED, load_fonts, resolve

STANDARDS: "tuple[typst.PDFStandard, ...]" = ("a-2b", "ua-1")
STANDARDS_NAME = "PDF/A-2b + PDF/UA-1"
CST = dt.timezone(dt.timedelta(hours=8))
GLYPH_RE = re.compile(r'the text `"(?P<text>(?:[^"\\]|\\.)+)"`|codepoint `"(?P<point>[^"]+)"`')
"""How the compiler names what it has no glyph for, and what may not stand in a PDF at all."""
ESCAPED_RE = re.compile(r"\\u\{([0-9a-f]+)\}")

Convert = Callable[[str, str], str]
"""Source and name of the script in, converted source out."""


class TypesettingError(RuntimeError):
    """Some files cannot be set; one line for each fault."""


@dataclass(frozen=True, slots=True)
class Target:
    """A PDF to be made."""

    name: str
    """Of the file, without ending; its main file is pdf/<name>.typ."""
    uses: tuple[str, ...]
    """Files of the tree that its main file reads, the library apart."""


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
class Job:
    """One PDF in one script."""

    target: Target
    root: Path
    inputs: dict[str, str]
    timestamp: dt.datetime
    output: Path
    cached: Path


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
    packaged: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Result:
    """Make every PDF of the tree in the scripts given, and leave no other PDFs in their folders.

    Raises:
        TypesettingError: a file cannot be set; all faults are named.

    """
    manifest, fonts = read_manifest(tree), load_fonts(packaged=packaged)
    jobs = [job for script in scripts for job in _jobs(tree, out, script, manifest, fonts, convert)]
    fresh = [job for job in jobs if not job.cached.exists()]
    warnings = _set_all(fresh, fonts, progress)
    for job in jobs:
        _place(job)
    for folder, kept in _kept(jobs).items():
        _prune(folder, kept)
    return Result(len(fresh), len(jobs) - len(fresh), tuple(warnings))


def _jobs(
    tree: Path, out: Path, script: Script, manifest: Manifest, fonts: typst.Fonts, convert: Convert
) -> Iterable[Job]:
    """Give the PDFs of a script, each with its place in the cache: named by all that it is made of."""
    name = script.folder.rstrip("/")
    root = _converted(tree, name, convert) if name else tree
    roles = resolve(fonts.families(), script)
    inputs = {"script": name, "fonts": json.dumps(roles, ensure_ascii=False), "standards": STANDARDS_NAME}
    timestamp = _timestamp(manifest.today)
    digests = {file.relative_to(root).as_posix(): _digest(file.read_bytes()) for file in _sources(root)}
    library = [file for file in digests if file.startswith("lib/")]
    common = [json.dumps(inputs, sort_keys=True), timestamp.isoformat(), version("typst"), _faces(fonts, roles)]
    for target in manifest.targets:
        used = (*library, f"pdf/{target.name}.typ", *target.uses)
        if missing := [file for file in used if file not in digests]:
            raise TypesettingError(f"{target.name}.pdf: no {', '.join(missing)}; its document has no page")
        key = _digest("\n".join((*common, *(f"{file} {digests[file]}" for file in used))).encode())
        output = out / script.folder / f"{target.name}.pdf"
        yield Job(target, root, inputs, timestamp, output, tree / ".cache" / (name or "zh-hans") / f"{key}.pdf")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sources(root: Path) -> list[Path]:
    """Give the Typst files of a tree, without those that this module has put beside it."""
    return [file for folder in ("lib", "doc", "pdf") for file in sorted((root / folder).rglob("*.typ"))]


def _converted(tree: Path, script: str, convert: Convert) -> Path:
    """Write the tree once more in another script; code, labels and paths are ASCII, so conversion meets only words."""
    root = tree / ".scripts" / script
    shutil.rmtree(root, ignore_errors=True)
    for file in _sources(tree):
        copy = root / file.relative_to(tree)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(convert(file.read_text("utf-8"), script), "utf-8")
    if (tree / "lib" / "qr").exists():
        shutil.copytree(tree / "lib" / "qr", root / "lib" / "qr")
    return root


def _timestamp(today: dt.date) -> dt.datetime:
    """Give the time that the files bear: SOURCE_DATE_EPOCH where it is set, else the day of the build."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(today, dt.time(), CST)


def _faces(fonts: typst.Fonts, roles: Mapping[str, Iterable[str]]) -> str:
    """Tell one set of faces from another, of those that are used: by family, style and size of the file."""
    used = {family.lower() for families in roles.values() for family in families}
    found = [face for face in fonts.fonts() if face.family.lower() in used and face.path]
    return json.dumps(sorted({(face.family, face.style, Path(face.path or "").stat().st_size) for face in found}))


def _set_all(jobs: Sequence[Job], fonts: typst.Fonts, progress: Callable[[int, int], None]) -> list[str]:
    """Set the jobs on all cores, long ones first; give the compiler's warnings in order of the jobs."""
    faults: dict[str, list[str]] = {}
    warnings: dict[str, list[str]] = {}
    progress(0, len(jobs))
    ordered = sorted(jobs, key=lambda job: len(job.target.uses), reverse=True)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        waiting = {pool.submit(_set, job, fonts): job for job in ordered}
        for done, future in enumerate(as_completed(waiting), 1):
            name = waiting[future].output.name
            try:
                warnings[name] = future.result()
            except typst.TypstError as error:
                faults.setdefault(explain(error.diagnostic), []).append(name)
            progress(done, len(jobs))
    if faults:
        raise TypesettingError(
            "\n".join(f"{', '.join(sorted(names))}: {fault}" for fault, names in sorted(faults.items()))
        )
    return [f"{name}: {warning}" for name, said in sorted(warnings.items()) for warning in said]


def _set(job: Job, fonts: typst.Fonts) -> list[str]:
    compiler = typst.Compiler(root=job.root, font_paths=fonts, sys_inputs=job.inputs)
    data, warnings = compiler.compile_with_warnings(
        input=job.root / "pdf" / f"{job.target.name}.typ",
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=job.timestamp,
    )
    job.cached.parent.mkdir(parents=True, exist_ok=True)
    part = job.cached.with_suffix(".part")
    part.write_bytes(data if isinstance(data, bytes) else b"".join(data or ()))
    part.replace(job.cached)
    return [warning.diagnostic for warning in warnings]


def explain(diagnostic: str) -> str:
    """Cut a diagnostic to what is wrong and where, and add the code points of characters without glyph."""
    fault = diagnostic.partition("\n\nhelp:")[0].strip()
    found = GLYPH_RE.search(fault)
    if found is None:
        return fault
    text = ESCAPED_RE.sub(lambda point: chr(int(point[1], 16)), found["text"] or found["point"])
    return f"{fault}\n  = code points: {' '.join(f'U+{ord(char):04X}' for char in text)}"


def _kept(jobs: Iterable[Job]) -> dict[Path, set[Path]]:
    """Give the files that belong in each folder, of the cache and of the results."""
    folders: dict[Path, set[Path]] = {}
    for job in jobs:
        for file in (job.cached, job.output):
            folders.setdefault(file.parent, set()).add(file)
    return folders


def _prune(folder: Path, kept: set[Path]) -> None:
    """Remove PDFs of former runs."""
    for file in folder.glob("*.pdf"):
        if file not in kept:
            file.unlink()


def _place(job: Job) -> None:
    job.output.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(job.cached, job.output)


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is set, 1 with the faults on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m gazette.typst_compile", description="Set the PDFs of a Typst tree."
    )
    parser.add_argument("tree", type=Path, help="what the typst builder wrote")
    parser.add_argument("out", type=Path, help="folder of the PDFs")
    known = {script.folder.rstrip("/") or "zh-hans": script for script in PRINTED}
    parser.add_argument("--script", action="append", choices=sorted(known), help="only this script; may be repeated")
    parser.add_argument("--packaged", action="store_true", help="leave installed fonts out: same bytes everywhere")
    args = parser.parse_args(argv)
    scripts = [known[name] for name in args.script or known]
    console, start = Console(stderr=True), time.perf_counter()
    columns = (TextColumn("PDF"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console) as bar:
            task = bar.add_task("PDF", total=None)
            result = typeset(
                args.tree,
                args.out,
                scripts,
                convert=convert_typst,
                packaged=args.packaged,
                progress=lambda done, all_: bar.update(task, completed=done, total=all_),
            )
    except TypesettingError as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        return 1
    for warning in result.warnings:
        console.print(warning, markup=False, highlight=False)
    console.print(f"{result.made} PDFs set, {result.reused} unchanged, {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
