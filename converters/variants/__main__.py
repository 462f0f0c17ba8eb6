"""``python -m converters.variants SITE``: the pages of a finished site in every Traditional script.

``--words SITE`` only reads the words, which need no page, and keeps them for the next run. ``--report SITE`` writes the
editor's list to standard output instead: what was converted without a word to decide it, and the names to be confirmed.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from converters.command import status
from converters.variants import SOURCE, ConversionError, Lexicon, TermsError, load_lexicon
from converters.variants.boundary import BREAK
from converters.variants.pages import cut
from converters.variants.report import Text, candidates, choices, markdown
from converters.variants.scripts import SCRIPTS
from converters.variants.site import convert_site, pages
from converters.workers import without_collector


@without_collector()
def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when all is converted, 1 for doubtful names if `--strict`, 2 for misuse."""
    parser = argparse.ArgumentParser(prog="python -m converters.variants", description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, help="the finished site, Simplified at its root")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder with terms/ and doc/")
    parser.add_argument("--report", action="store_true", help="print the editor's list; convert nothing")
    parser.add_argument("--words", action="store_true", help="read and keep the words; no page need be there")
    parser.add_argument("--strict", action="store_true", help="fail when a confirmed name came out otherwise")
    args = parser.parse_args(argv)
    if not (args.words or args.site.is_dir()):
        parser.error(f"no such folder: {args.site}")
    keep = args.site.with_name(f"{args.site.name}-variants")
    try:
        lexicon = load_lexicon(args.source, keep)
        if args.words:
            return 0
        if args.report:
            sys.stdout.write(markdown(choices(_texts(args.site), lexicon), candidates(lexicon)))
            return 0
        faults = _convert(args.site, lexicon, keep)
        return 1 if faults and args.strict else 0
    except (TermsError, ConversionError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2


def _convert(site: Path, lexicon: Lexicon, keep: Path) -> int:
    """Convert a site; how many confirmed names came out otherwise, each of which is told."""
    start = time.perf_counter()
    result = convert_site(site, lexicon, keep)
    for page, fault in result.faults:
        sys.stderr.write(f"{page}: {fault}\n")
    seconds = time.perf_counter() - start
    done = f"{result.pages} pages in {len(SCRIPTS)} scripts, {result.converted} files anew, {seconds:.1f} s"
    sys.stderr.write(f"{done}\n")
    return len(result.faults)


def _texts(site: Path) -> Iterator[Text]:
    """Give every text of the site once, with the page on which it stands first."""
    seen: set[str] = set()
    for name in pages(site):
        page = cut((site / name).read_text("utf-8"))
        for text in page.text.split(BREAK):
            if text.strip() and text not in seen:
                seen.add(text)
                yield Text(text.strip(), name)


if __name__ == "__main__":
    sys.exit(status(main))
