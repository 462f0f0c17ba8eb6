"""The bracket under the title of a law that tells where it comes from: who published it, and on which day."""

import re
from typing import NamedTuple

from converters.printed import forms
from converters.printed.dates import read_date
from converters.printed.numerals import NUMERAL

_ACT_RE = re.compile("(?P<words>[^，；（）]*?)(?:通过|批准|(?P<published>公布|发布|颁布))(?!的)")
"""云州市人民政府1998年5月1日批准云州市财政局1998年6月1日发布: what was done, one thing after the other"""
_WHO_RE = re.compile(
    f"(?P<organ>{forms.ORGAN_PATTERN})?(?:令第?{NUMERAL}号|第{NUMERAL}号令|{forms.DOCNO_PATTERN}文?|令)?"
)
"""云州市人民政府, with that by which it published: 令第40号, 第40号令, 云政发〔1998〕12号文"""


class Published(NamedTuple):
    """The act by which a law was first published."""

    day: str
    """ISO date."""
    organ: str
    """As printed, maybe without its place: 市人民政府; empty where none is told."""


def find_published(history: str) -> Published | None:
    """Return by whom and when a history says that a law was published; None where it does not.

    >>> find_published("（1998年5月1日云州市人民政府第40号令发布，自1998年6月1日起施行）")
    Published(day='1998-05-01', organ='云州市人民政府')
    """
    for act in _ACT_RE.finditer(history):
        day = read_date(act["words"])
        if act["published"] and day and "根据" not in act["words"]:
            who = _WHO_RE.fullmatch(forms.DATE_RE.sub("", act["words"]))
            return Published(day, (who["organ"] if who else None) or "")
    return None
