"""Traditional Chinese from finished pages and Typst sources, through OpenCC and the project's own terms.

What others use: :func:`load_lexicon`, with it :func:`typst_converter` for sources of PDFs and :meth:`Lexicon.converter`
for any other text, ``python -m converters.variants SITE`` for the site.
"""

from collections.abc import Callable
from pathlib import Path

from converters.variants.blocks import read_documents
from converters.variants.chain import ConversionError, Converter, Lexicon, lexicon
from converters.variants.guard import Guard
from converters.variants.names import Finder
from converters.variants.scripts import SCRIPTS, Script, script
from converters.variants.stock import default_form, phrase_form
from converters.variants.terms import TermsError, load
from converters.variants.typst import convert_source

__all__ = [
    "SCRIPTS",
    "SOURCE",
    "ConversionError",
    "Converter",
    "Lexicon",
    "Script",
    "TermsError",
    "load_lexicon",
    "typst_converter",
]

SOURCE = Path(__file__).resolve().parents[2] / "source"
"""The project's texts and terms."""


def load_lexicon(source: Path = SOURCE) -> Lexicon:
    """Read ``source/terms`` and the names that stand in ``source/doc``.

    Raises TermsError for terms that cannot be used.
    """
    terms = load(source / "terms")
    finder = Finder(terms.people, phrase_form, default_form)
    return lexicon(terms, [name for document in read_documents(source) for name in finder.find(document)])


def typst_converter(known: Lexicon, code: str) -> Callable[[str], str]:
    """Open what converts the text of Typst sources into the script of a code (``zh-hant``); code, labels, paths stay.

    What it gives raises ConversionError when a confirmed name comes out otherwise.

    Raises ValueError for an unknown script.
    """
    converter, guard = known.converter(script(code)), Guard(known, [script(code)])

    def guarded(text: str) -> str:
        converted = converter(text)
        if faults := list(guard.faults(text, [converted])):
            raise ConversionError("; ".join(map(str, faults)))
        return converted

    return lambda source: convert_source(source, guarded)
