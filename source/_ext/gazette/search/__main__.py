"""``python -m gazette.search SITE``: the search index of a finished site, in all its scripts."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..workers import alone
from .index import build
from .records import PageError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is well, 2 for misuse or pages that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m gazette.search", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("site", type=Path, help="the finished site, Simplified at its root")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where to keep what was read of each page")
    args = parser.parse_args(argv)
    if not args.site.is_dir():
        parser.error(f"no such folder: {args.site}")
    start = time.perf_counter()
    try:
        made = build(args.site, args.keep)
    except PageError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    if made is None:
        sys.stderr.write("search: nothing has changed\n")
        return 0
    sys.stderr.write(
        f"search: {made.records} records of {made.documents} documents, {made.characters} characters; "
        f"{made.files} files, {made.size // 1000} KB, {time.perf_counter() - start:.1f} s\n"
    )
    return 0


if __name__ == "__main__":
    alone(main)
