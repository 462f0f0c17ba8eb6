"""Who issues what stands below a title, on a line of its own, with the day or without: 1991年1月23日，云州市环保局.

In brackets, the day may stand behind: （云州市环保局　1991年1月23日）; without, such a line is a signature.
"""

import re

from converters.printed import forms
from converters.printed.characters import BLANK, HAN, PLACES
from converters.printed.dates import DATE_PATTERN

_LINE_RE = re.compile(
    f"(?P<open>[（(])?(?P<day>{DATE_PATTERN})?[，,{BLANK}]*(?P<organs>[{HAN}]+?(?:[、{BLANK}]+[{HAN}]+?)*?)"
    f"(?(open)(?(day)|[，,{BLANK}]*{DATE_PATTERN})[）)]|(?(day)(?:发布|公布|颁布)?))"
)
_GOVERNMENT_RE = re.compile(f"[{HAN}]{{2,8}}[{PLACES}]政府")
"""云州市政府: shorter than its name is elsewhere"""
_TELLS_RE = re.compile("[是为的]")
"""What says something, and stands in no name: 政务诚信是社会信用体系的重要组成部"""


def organs_of(words: str) -> list[str]:
    """The organs that a line names, with a day or without; none where it names anything else.

    >>> organs_of("1991年1月23日，云州市环保局、云州市财政局"), organs_of("云州市政府"), organs_of("云州市绿道")
    (['云州市环保局', '云州市财政局'], ['云州市政府'], [])
    """
    match = _LINE_RE.fullmatch(words)
    if not match or _TELLS_RE.search(match["organs"]):
        return []
    named = match["organs"].replace("、", " ").split()
    if all(forms.is_organ(word) or _GOVERNMENT_RE.fullmatch(word) for word in named):
        return named
    whole = "".join(named)  # its characters may be spread
    return [whole] if forms.is_organ(whole) else []
