"""The Traditional scripts that pages and PDFs are published in. Standard library only."""

from dataclasses import dataclass

SIMPLIFIED = "zh-Hans"
"""Language tag of the pages that are converted."""


@dataclass(frozen=True, slots=True)
class Script:
    """A Traditional script."""

    code: str
    """Its folder on the site and its key in the terms: ``zh-tw``."""
    lang: str
    """Language tag of its pages: ``zh-Hant-TW``."""
    phrases: tuple[str, ...]
    """OpenCC's dictionaries from its standard forms to those of the script: phrases …"""
    characters: tuple[str, ...]
    """… and characters. Never those that change words (TWPhrases, HKPhrases)."""


SCRIPTS = (
    Script("zh-hant", "zh-Hant", (), ()),
    Script("zh-tw", "zh-Hant-TW", ("TWVariantsPhrases",), ("TWVariants",)),
    Script("zh-hk", "zh-Hant-HK", ("HKVariantsPhrases",), ("HKVariants",)),
)
"""General first; terms give their forms in this order."""

PRINTED = SCRIPTS[0]
"""The script of the Traditional PDFs."""


def script(code: str) -> Script:
    """Give the script of a code; ValueError when there is none.

    >>> script("zh-tw").lang
    'zh-Hant-TW'
    """
    for known in SCRIPTS:
        if known.code == code:
            return known
    raise ValueError(f"no script {code!r}; known are {', '.join(known.code for known in SCRIPTS)}")
