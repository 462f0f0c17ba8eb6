"""Titles for display: cut at the rule's own name, and at the places where a line may break."""

import re
from dataclasses import dataclass
from functools import cache

import budoux
from markupsafe import Markup, escape

from .corpus import Document


@dataclass(frozen=True, slots=True)
class Title:
    """A title in three parts; before and after may be empty. Together they are the title as printed."""

    before: str
    """济南市人民政府关于印发"""
    name: str
    """济南市社会信用管理办法（试行）"""
    after: str
    """的通知"""


def split(document: Document) -> Title:
    """Cut a document's title at the name that people use.

    The text that it encloses (关于印发《办法》的通知), else what follows the issuers (济南市人民政府|关于…的意见), else
    all of it. An order's own head (济南市人民政府令) stands before the name of what it promulgates.
    """
    title = document.title
    if document.enclosed:
        before, name, after = title.partition(document.name)
        return Title(before, name, after) if name else Title(title, document.name, "")
    head, mark, rest = title.partition("关于")
    if mark and _are_issuers(head, document.issuers):
        return Title(head, mark + rest, "")
    return Title("", title, "")


def _are_issuers(head: str, issuers: tuple[str, ...]) -> bool:
    rest = re.sub("[ 　、]", "", head)
    for issuer in issuers:
        rest = rest.replace(issuer, "", 1)
    return head != "" and rest == ""


def breakable(text: str) -> Markup:
    """Mark with ``<wbr>`` where a line may break: between words.

    >>> str(breakable("济南市社会信用管理办法"))
    '济南市<wbr>社会<wbr>信用<wbr>管理<wbr>办法'
    """
    return Markup("<wbr>").join(escape(piece) for piece in pieces(text))


def pieces(text: str) -> list[str]:
    """Cut a title into words that stay on one line; a 文号 (〔2022〕230号) stays with its organ code."""
    out: list[str] = []
    for piece in _parser().parse(text) if text else []:
        if out and (piece[0] in _NOT_FIRST or out[-1][-1] in _NOT_LAST):
            out[-1] += piece
        else:
            out.append(piece)
    return out


_NOT_LAST = "《〈（〔“‘〕"
_NOT_FIRST = "》〉）〔〕”’、，。；：！？"


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
