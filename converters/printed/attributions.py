"""Attributions: the brackets that say who has to do something. One bracket is one attribution.

（市科技局、市教育局负责）, （责任单位：市科技局；完成时间：2024年6月底）, （市科技局牵头，各区县政府配合）.
Standard library only.
"""

import re

from converters.printed.brackets import Pair, brackets

_ROLES = "责任|牵头|主责|主管|主办|承办|协办|配合|负责|实施|落实|推进|参与|监督|指导"
_UNITS = "单位|部门|机构|处室|科室|主体"
_LABEL_RE = re.compile(
    f"(?:^|[；。，])[ ]?[^；。，：:（）]{{0,4}}"
    f"(?:(?:{_ROLES})[、和及与]?(?:{_ROLES})?(?:{_UNITS})|(?:责任|牵头)(?:领导|人)|牵头|主责|[主承协]办|配合)[ ]?[：:]"
)
"""责任单位：…, 市级牵头部门：…, 完成时限：…；责任单位：…"""

_IN_CHARGE = ("负责", "牵头")
"""How a clause ends that says who: 市科技局牵头; 各有关部门按职责分工负责"""

_INVOLVED = ("配合", "参与", "承担", "落实", "实施", "推进")
_ORGAN = "[局委厅办院联]|部门|单位|政府|公司|中心|银行|机构|[委协商学]会|办公室|街道|[区市]县|乡镇"
_ORGAN_RE = re.compile(f"{_ORGAN}|各[区县市镇]")
_NO_ORGAN_RE = re.compile("局部|委托|[开举]办|办[法理事学结]|联[系合动网]|[互关]联")
"""The same of organs only: 市工商联配合, 各区县政府配合, and not 分年度实施, 委托他人实施"""

_BESIDE_RE = re.compile(f"时[间限]|[底前月年日]$|完成$|长期|持续|下同|以下|列出$|排在|^会同|(?:{_ORGAN})等?$")
"""A last clause that may stand beside it: a time, 下同, 以下均需…，不再列出, other bodies"""

_OTHER_RE = re.compile("以下|不?含|包[括含]|指|即|例?如|详?见|负责|牵头|配合|参与|承担|落实|实施|推进")
"""How other brackets begin: （以下称由…负责的事项）, （负责组织协调）"""


def attribution_behind(text: str) -> Pair | None:
    """Return the attribution with which words end, where other words stand before it: …（市科技局负责）.

    >>> attribution_behind("一、稳增长（牵头单位：市商务局（口岸办））").start, attribution_behind("（市商务局负责）")
    (5, None)
    """
    for pair in brackets(text) if text[-1:] in _LAST else ():
        if pair.start > 0 and pair.end == len(text) and is_attribution(pair.inner):
            return pair
    return None


_LAST = ("）", "〕", "】")


def is_attribution(inner: str) -> bool:
    """Whether the words of a bracket say who has to do something.

    >>> [is_attribution(words) for words in ("牵头单位：商务局（口岸办），配合单位：各区县", "商务局负责", "负责协调")]
    [True, True, False]
    """
    if len(inner) < _SHORTEST or not _ROLE_RE.search(inner):
        return False
    if ("：" in inner or ":" in inner) and _LABEL_RE.search(inner):
        return True
    clauses = [clause.strip() for clause in _CLAUSE_END_RE.split(inner) if clause.strip()]
    if not clauses or _OTHER_RE.match(inner):
        return False
    named = [_says_who(clause) for clause in clauses]
    return any(named) and (named[-1] or bool(_BESIDE_RE.search(clauses[-1])))


_SHORTEST, _CLAUSE_END_RE = len("牵头："), re.compile("[，；。,;]")
_ROLE_RE = re.compile("|".join((_ROLES, *_IN_CHARGE, *_INVOLVED)))
"""What every attribution holds"""


def _says_who(clause: str) -> bool:
    """市科技局牵头, 各区县政府配合; not 谁主管谁负责."""
    if clause.count("谁") > 1 or clause.startswith("谁"):
        return False
    if clause.endswith(_IN_CHARGE):
        return len(clause) > len("各负责")
    return clause.endswith(_INVOLVED) and bool(_ORGAN_RE.search(_NO_ORGAN_RE.sub("", clause)))
