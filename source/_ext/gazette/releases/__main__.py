"""``python -m gazette.releases``: begin a release, check its pages, publish it, verify all that are published."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from ..command import status
from .publish import Order, check, publish, published_before
from .shelf import ReleaseError, epoch, next_after
from .verify import verify

BUILD = Path("build")
"""What ``make publish`` removes first, with all that is in it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is well, 1 with the faults on standard error."""
    args = _parser().parse_args(argv)
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)
    try:
        return int(args.run(args, console))
    except ReleaseError as error:
        console.print(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gazette.releases", description="Releases of a published folder.")
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("publish", help="add a finished site as a release, and make it the newest")
    one.add_argument("site", type=Path, help="the finished site, built with GAZETTE_RELEASE")
    one.add_argument("target", type=Path, help="the published folder")
    one.add_argument("version", help="name of the release, such as 2026.11")
    one.add_argument("--raw", type=Path, nargs="+", default=[], help="the raw gazettes that it was made from")
    one.add_argument("--project", type=Path, default=Path(), help="the project that it was made by")
    one.add_argument("--key", type=Path, default=os.environ.get("MINISIGN_KEY") or None, help="secret key of minisign")
    one.add_argument("--base-url", default=os.environ.get("GAZETTE_BASE_URL", ""), help="where the folder is served")
    one.set_defaults(run=_publish)
    before = commands.add_parser("check", help="check, before its PDFs are set, that a site keeps what was published")
    before.add_argument("site", type=Path, help="the pages, in all scripts")
    before.add_argument("target", type=Path, help="the published folder")
    before.set_defaults(run=_check)
    all_ = commands.add_parser("verify", help="check every file of all releases, and the root")
    all_.add_argument("target", type=Path, help="the published folder")
    all_.add_argument("--public-key", default=os.environ.get("MINISIGN_PUBLIC_KEY") or None, help="file, or key itself")
    all_.set_defaults(run=_verify)
    first = commands.add_parser("begin", help="check that a release can come next, and print its SOURCE_DATE_EPOCH")
    first.add_argument("target", type=Path, help="the published folder, or what is to be one")
    first.add_argument("version", help="name of the release")
    first.add_argument("date", nargs="?", default="", help="its day; default: the first of the month in its name")
    first.set_defaults(run=_begin)
    return parser


def _publish(args: argparse.Namespace, console: Console) -> int:
    key = Path(args.key) if args.key else None
    wanted = Order(args.site, args.target, args.version, args.raw, args.project, key, args.base_url)
    result = publish(wanted)
    console.print(f"{args.target}: {args.version} published, {result.files} files, {result.shared} of them shared")
    return 0


def _check(args: argparse.Namespace, _console: Console) -> int:
    check(args.site, args.target)
    return 0


def _verify(args: argparse.Namespace, console: Console) -> int:
    report = verify(args.target, args.public_key)
    for fault in report.faults:
        console.print(fault)
    found = f"{len(report.faults)} faults" if report.faults else "all as published"
    console.print(f"{args.target}: {report.releases} releases, {report.files} files: {found}")
    return 1 if report.faults else 0


def _begin(args: argparse.Namespace, _console: Console) -> int:
    if args.target.resolve().is_relative_to(BUILD.resolve()):
        raise ReleaseError(f"{args.target}: stands in {BUILD}/, which is removed before a release is built")
    next_after(published_before(args.target), args.version)
    sys.stdout.write(f"{epoch(args.version, args.date)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(status(main))
