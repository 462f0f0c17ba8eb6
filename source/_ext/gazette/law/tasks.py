"""Who has to do what: the brackets, and the lines, in which a gazette names the bodies responsible. Pure.

===========================================================  =================================
（责任单位：市科技局、市财政局；完成时间：2024年6月底）      负责 twice
（牵头单位：市市场监管局（市知识产权局），配合单位：各区县）  牵头, 配合
（市科技局牵头，市财政局等有关部门按职责分工负责）           牵头, 负责
责任单位：市科技局                                           负责
===========================================================  =================================
"""

import re
from dataclasses import dataclass
from typing import Literal

from .places import fold

__all__ = ["Charge", "charges"]

Role = Literal["牵头", "配合", "负责"]


@dataclass(frozen=True, slots=True)
class Charge:
    """A body that is charged with the task before the bracket, or above the line."""

    body: str
    """As printed, without a second name in brackets."""
    role: Role


_BRACKET_RE = re.compile(r"（((?:[^（）]|（[^（）]{0,60}）){3,600})）")
_LINE_RE = re.compile(r"(?:^|(?<=。))[^：、，。（）]{0,4}(?:责任|牵头|配合)(?:单位|部门)：[^。]+")
_CLAUSE_RE = re.compile(r"(?:[^，,；;。（）]|（[^（）]*）)+")
_LABEL_RE = re.compile(
    r"[^：、]{0,4}?(?P<role>责任|牵头|主责|主管|主办|承办|协办|配合|参与|协助|负责|实施|落实)[^：、]{0,6}"
    r"(?:单位|部门|机构|主体|处室)："
)
_OTHER_LABEL_RE = re.compile(r"[^：、]{2,10}：")
_VERB_RE = re.compile(
    r"(?:等[^、]{0,8}?(?:单位|部门|方面)?)?(?:按照?[^、]{0,14}?)?(?:分别|分工|共同|具体|统筹|协同)*"
    r"(?P<role>牵头|负责|配合|参与|协助|落实|实施|推进|承担)(?:负责|实施|落实|推进|配合)?$"
)
_NOT_NAMED_RE = re.compile("^(?:以下|不?含|包[括含]|指|即|例?如|详?见|谁)")
_BODY_SPLIT_RE = re.compile(r"、|[及和与](?=各|市|省|县|区|国家|有关|相关|其他|驻)")
_BODY_RE = re.compile(r".{1,29}(?:[局委办厅处会院行部区县府团位门心司室构队站所校社厂]|中心支行)$")
_SOMEBODY_RE = re.compile(r"的|有关|相关|其他|责任|成员|^各(?:部门|单位|级)|^(?:单位|部门)$")
_SECOND_NAME_RE = re.compile(r"（[^（）]*）$")
_ETC_RE = re.compile(r"等(?:[^、]{0,6}(?:单位|部门|机构|方面))?$")
_ROLES: dict[str, Role] = {
    "牵头": "牵头",
    "主责": "牵头",
    "主办": "牵头",
    "配合": "配合",
    "协办": "配合",
    "参与": "配合",
    "协助": "配合",
}
"""All other words are 负责."""


def charges(text: str) -> tuple[Charge, ...]:
    """Read the charges of a paragraph, in order, each body once for each bracket.

    >>> [f"{c.body} {c.role}" for c in charges("加强设计。（市科技局牵头，市财政局、各有关部门配合）")]
    ['市科技局 牵头', '市财政局 配合']
    """
    folded = fold(text)
    insides = [bracket[1] for bracket in _BRACKET_RE.finditer(folded)]
    insides += _LINE_RE.findall(folded) if "位：" in folded or "门：" in folded else []
    return tuple(charge for inside in insides for charge in dict.fromkeys(_bracket(inside)))


def _bracket(inner: str) -> list[Charge]:
    """Read a bracket clause by clause: names before a verb belong to it, names after a label to that."""
    found: list[Charge] = []
    waiting: list[str] = []
    role: Role | None = None
    if _NOT_NAMED_RE.match(inner):
        return []
    for clause in (match[0].strip() for match in _CLAUSE_RE.finditer(inner)):
        label = _LABEL_RE.match(clause)
        if label is None and (_OTHER_LABEL_RE.match(clause) or _NOT_NAMED_RE.match(clause)):
            role = None
            continue
        words = clause[label.end() :] if label else clause
        verb = _VERB_RE.search(words)
        role = _role(label) if label else None if verb else role
        names = _bodies(words[: verb.start()] if verb else words)
        doing = _role(verb) if verb else role
        if doing is None:
            waiting += names
        else:
            found += [Charge(name, doing) for name in (*waiting, *names)]
            waiting = []
    return found


def _role(match: re.Match[str]) -> Role:
    return _ROLES.get(match["role"], "负责")


def _bodies(words: str) -> list[str]:
    names = (_SECOND_NAME_RE.sub("", _ETC_RE.sub("", name.strip().removeprefix("由"))) for name in _split(words))
    return [name for name in names if _BODY_RE.fullmatch(name) and not _SOMEBODY_RE.search(name)]


def _split(words: str) -> list[str]:
    """Split at 、 and at an “and” before the next body; not inside brackets, nor in 市工业和信息化局."""
    masked = re.sub(r"（[^（）]*）", lambda match: "\ufffc" * len(match[0]), words)
    parts, position = [], 0
    for match in _BODY_SPLIT_RE.finditer(masked):
        parts.append(words[position : match.start()])
        position = match.end()
    return [*parts, words[position:]]
