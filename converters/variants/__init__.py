"""Traditional Chinese from finished pages and Typst sources, through OpenCC and the project's own terms.

What others use: :func:`convert_typst` for the source of a PDF, :func:`load_lexicon` and :meth:`Lexicon.converter` for
any other text (search data), ``python -m converters.variants SITE`` for the site.
"""

from functools import cache
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
    "convert_typst",
    "load_lexicon",
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


def convert_typst(source: str, code: str, folder: Path = SOURCE) -> str:
    """Convert the text of a Typst source into the script of a code (``zh-hant``); code, labels and paths stay.

    `folder` is the source folder, with its terms and documents.

    Raises ValueError for an unknown script, TermsError for terms that cannot be used, ConversionError when a confirmed
    name comes out otherwise.
    """
    converter, guard = _opened(code, folder)

    def guarded(text: str) -> str:
        converted = converter(text)
        if faults := list(guard.faults(text, [converted])):
            raise ConversionError("; ".join(map(str, faults)))
        return converted

    return convert_source(source, guarded)


@cache
def _opened(code: str, folder: Path) -> tuple[Converter, Guard]:
    """Open the dictionaries of a source folder once."""
    lexicon = load_lexicon(folder)
    return lexicon.converter(script(code)), Guard(lexicon, [script(code)])
