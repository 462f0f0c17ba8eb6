"""Traditional Chinese from finished pages and Typst sources, through OpenCC and the project's own terms.

What others use: :func:`load_lexicon`, with it :func:`typst_converter` for sources of PDFs and :meth:`Lexicon.converter`
for any other text, ``python -m converters.variants SITE`` for the site.

================  =============================================================================
:mod:`.site`      the finished site in all scripts; :mod:`.kept` is for the next run
:mod:`.pages`     a page is cut into text and markup, and rendered again
:mod:`.data`      data that the scripts of pages read
:mod:`.typst`     sources of PDFs
:mod:`.chain`     terms and names → dictionaries of OpenCC → converters
:mod:`.scripts`   the Traditional scripts
:mod:`.terms`     what the project decides: source/terms
:mod:`.names`     names of persons, found where names stand, in the :mod:`.blocks` of documents
:mod:`.lexicons`  both brought together, and kept from run to run
:mod:`.stock`     OpenCC's own dictionaries
:mod:`.boundary`  what stands between texts that are not read together
:mod:`.guard`     confirmed names that came out otherwise
:mod:`.report`    what an editor should look at
================  =============================================================================
"""

from collections.abc import Callable
from functools import partial

from converters.variants.chain import ConversionError, Converter, Lexicon
from converters.variants.lexicons import SOURCE, load_lexicon
from converters.variants.scripts import SCRIPTS, Script, script
from converters.variants.terms import TermsError
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


def typst_converter(known: Lexicon, code: str) -> Callable[[str], str]:
    """Open what converts the text of Typst sources into the script of a code (``zh-hant``); code, labels, paths stay.

    Confirmed names are guarded on the pages, which have the same words.

    Raises ValueError for an unknown script.
    """
    return partial(convert_source, convert=known.converter(script(code)))
