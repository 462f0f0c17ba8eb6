"""Anchors: the one table of how a printed number becomes an address.

========================  =============  ========================  ==============
unit                      anchor         unit                      anchor
========================  =============  ========================  ==============
第三编                    ``b3``         第十二条                  ``a12``
第三章                    ``c3``         第十二条之一              ``a12z1``
第三章第二节              ``c3-s2``      第十二条第二款            ``a12-k2``
一、                      ``h1``         第十二条第二款第（三）项  ``a12-k2-x3``
一、（二）                ``h1-2``       其第4目                   ``a12-k2-x3-m4``
一、（二）3.              ``h1-2-3``     2.1.2                     ``d2-1-2``
附件2                     ``f2``         2.1.2（三）               ``d2-1-2-h0-3``
========================  =============  ========================  ==============

Anchors hold lower-case letters, digits and single hyphens only, so that docutils, Typst, EPUB and URLs leave them
unchanged. They are made from printed numbers, never from position or words. A rank that is not printed counts as 0:
``1.`` straight below 二、 is ``h2-0-1``, so that it never collides with 二、（一）.

Standard library only.
"""

import re

ANCHOR_RE = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What every anchor matches in full."""

TITLE, DOCNO, FILING, ADDRESSEE = "title", "docno", "filing", "addressee"
SIGNATURE, DATE, PRINTED, ENCLOSED, NOTE = "signature", "date", "printed", "enclosed", "note"


def part(number: int) -> str:
    """第三编 → ``b3``."""
    return f"b{number}"


def chapter(number: int) -> str:
    """第三章 → ``c3``."""
    return f"c{number}"


def section(chapter_number: int, number: int) -> str:
    """第三章第二节 → ``c3-s2``."""
    return f"c{chapter_number}-s{number}"


def article(number: int, branch: int | None = None) -> str:
    """第十二条 → ``a12``; 第十二条之一 → ``a12z1``."""
    return f"a{number}" if branch is None else f"a{number}z{branch}"


def paragraph(article_anchor: str, number: int) -> str:
    """第十二条第二款 → ``a12-k2``; 款 are counted from 1."""
    return f"{article_anchor}-k{number}"


def item(paragraph_anchor: str, number: int) -> str:
    """第十二条第二款第（三）项 → ``a12-k2-x3``."""
    return f"{paragraph_anchor}-x{number}"


def subitem(item_anchor: str, number: int) -> str:
    """其第4目 → ``a12-k2-x3-m4``."""
    return f"{item_anchor}-m{number}"


def heading(path: tuple[int, ...]) -> str:
    """Printed numbers from 一、 downwards, 0 for a rank that is not printed: (1, 2, 3) → ``h1-2-3``."""
    return "h" + "-".join(map(str, path))


def decimal(numbers: tuple[int, ...]) -> str:
    """A number of an outline in decimals, part by part: 2.1.2 → ``d2-1-2``."""
    return "d" + "-".join(map(str, numbers))


def annex(number: int, branch: int | None = None) -> str:
    """附件2 → ``f2``; 附件3-1 → ``f3z1``; an 附件 without a number is the first."""
    return f"f{number}" if branch is None else f"f{number}z{branch}"


def within(scope: str, anchor: str) -> str:
    """What stands in an annex or a section of decimals: ``within("f2", "h1")`` → ``f2-h1``; no scope, no change."""
    return f"{scope}-{anchor}" if scope else anchor


def is_decimal(anchor: str) -> bool:
    """Whether an anchor is that of a number in decimals itself, not of what stands under it.

    >>> is_decimal("d2-1-2"), is_decimal("f1-d3-dup2"), is_decimal("d2-h0-1"), is_decimal("date")
    (True, True, False, False)
    """
    return _DECIMAL_RE.fullmatch(anchor) is not None


_DECIMAL_RE = re.compile("(?:f[0-9]+(?:z[0-9]+)?-(?:dup[0-9]+-)?)?d[0-9]+(?:-[0-9]+)*(?:-dup[0-9]+)?")


class Register:
    """Gives each anchor of a document once; a repeated one gets ``-dup2``, ``-dup3`` …, the first keeps its own."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, anchor: str) -> tuple[str, bool]:
        """The anchor to use, and whether it is a duplicate."""
        count = self._taken[anchor] = self._taken.get(anchor, 0) + 1
        return (anchor, False) if count == 1 else (f"{anchor}-dup{count}", True)
