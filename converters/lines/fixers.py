"""What the scan, the OCR or its Markdown put on a line, as an ordered table: marks read as what they mean.

Every change goes through `Text.edit` and is logged under the name of its rule; punctuation, which is all that most
lines need, is changed on all of them at once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from converters.printed.characters import BLANK, DASHES, HAN, WIDE, blanked, is_chinese, line_around, overlaid
from converters.printed.glyphs import (
    CONTROLS,
    ENCLOSED,
    ENTITIES,
    GBK_CHARACTERS,
    GBK_SIGNS,
    IDEOGRAPHS,
    RADICALS,
    SELECTORS,
    SEPARATORS,
    SYMBOLS,
)
from converters.printed.numerals import ARABIC, HALF_WIDTH, HAN_DIGITS, HAN_NUMERAL, HAN_NUMERALS, NUMERAL
from converters.text import INSIDE, WIDENED, Log, Text

_HAN_RE = re.compile(f"[{HAN}]")
_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_SMALL = "﹐﹑﹔﹕﹖﹗﹙﹚︵︶"
_FROM_SMALL = str.maketrans(_SMALL, "，、；：？！（）（）")
"""Small forms of marks, and those of vertical print, which some PDF writers take for those of full width"""
_ODD_OPEN, _ODD_CLOSE = "﹝〈<＜{｛„〖「『«‹﹙", "﹞〉>＞}｝‟”〗」』»›﹚J"
_BETWEEN = "[0-9０-９OolI]{4}"
_YEAR_BRACKET_RE = re.compile(
    rf"(?:(?P<open>[{_ODD_OPEN}〔\[［【])|[（(]|(?<=[{HAN}])C?|(?<=[{HAN}][{BLANK}])C?)(?P<year>{_BETWEEN})"
    rf"(?:[{_ODD_CLOSE}]|[〕\]］】]|(?(open)[）)]?|(?!)))(?= ?第?[0-9０-９OolI]{{1,5}}(?:[{DASHES}][0-9]{{1,2}})? ?号)"
)
_PAIRS = ("〔〕", "[]", "［］", "【】")
_ODD_PAIR = "|".join(
    (
        f"(?<=[{HAN}（({BLANK}C]{_BETWEEN}.)",
        *(f"(?<={re.escape(a)})(?={_BETWEEN}[^{re.escape(b)}])" for a, b in map(tuple, _PAIRS)),
    )
)
"""Behind a bracket of a year without another, or with one that is not its own"""


_CODE_END = "[府发字函办规令通告公文审批复议任综党]"
"""With what the code of an organ ends: 云政办发, 云府, 云发改规"""
_BARE_YEAR = "|".join(
    f"(?<=[0-9]{{4}}{between}[0-9]{{{digits}}}{behind}.)"
    for digits in range(1, 5)
    for between in ("", f"[{BLANK}]")
    for behind in ("", f"[{BLANK}]")
)
"""Behind a year without brackets, a number and 号"""
_BARE_YEAR_RE = re.compile(
    f"((?:^|[（(])[{HAN}]{{1,8}}{_CODE_END})[{BLANK}]*((?:19|20)[0-9]{{2}})[{BLANK}]?([0-9]{{1,4}}[{BLANK}]?号)(?=[）)]|$)"
)
"""云政发20244号, in brackets or alone on a line"""


def _bracketed(match: re.Match[str]) -> str:
    """The year of a 文号 in brackets of their own; a pair that belongs together stays."""
    return match[0] if match[0][0] + match[0][-1] in _PAIRS else f"〔{match['year']}〕"


_DIGITS = str.maketrans("OolI", "0011")
"""Letters that OCR takes for digits"""

_STROKES, _TO_ONE = re.escape(DASHES), str.maketrans(dict.fromkeys(DASHES, "一"))
_ONE_RE = re.compile(f"第[（(]?[二三四五六七八九十百零]{{0,4}}[{_STROKES}](?=[）)]?[条章节款项])")
_FIRST_RE = re.compile(
    f"^(?:[（(][二三四五六七八九]?十?[{_STROKES}][）)](?=[{HAN}《“])|[二三四五六七八九]?十?[{_STROKES}](?=、))"
)
"""第—条, （—）, —、: a stroke that OCR takes for another"""

_SIGNS_OF_NUMERALS = "+＋=＝≡ニハー"
_TO_NUMERALS = str.maketrans(_SIGNS_OF_NUMERALS, "十十二二三二八一")
_MISREAD = f"[{HAN_NUMERALS}{_SIGNS_OF_NUMERALS}]"
_NUMERAL_RE = re.compile(
    f"第{_MISREAD}{{1,5}}(?=[条章节款项])|^[（(]{_MISREAD}{{1,3}}(?=[）)])|^{_MISREAD}{{1,3}}(?=、)"
)
"""第+二条, （=）, 十ニ、: signs, and kana, that OCR takes for numerals"""

_PAIR_RE = re.compile('"([^"]+)"')
_HALF_PAIR_RE = re.compile('"[^"“”]*”|“[^"“”]*"')
"""A pair of which one is of full width"""
_OPENING_RE = re.compile(f'(?:^|(?<=[：:，,（(、。]))"(?=[{HAN}《（])')
_SIDE_RE = re.compile(f'{_OPENING_RE.pattern}|(?<=[{HAN}》）。；！？])"(?=[，,。；;、：:）)]|$)')
"""One that opens, and one of which it is told whether it opens or closes"""


def _quoted(line: re.Match[str]) -> str:
    """Half-width quotation marks around Chinese in full width; those around Latin words stay.

    One of an odd number has its pair on another line: what stands around it tells which it is, and so do the others.
    """
    whole = _HALF_PAIR_RE.sub(lambda pair: f"“{pair[0][1:-1]}”", line[0])
    if whole.count('"') % 2 == 0:
        return _PAIR_RE.sub(lambda pair: f"“{pair[1]}”" if _HAN_RE.search(pair[1]) else pair[0], whole)
    places = [match.start() for match in re.finditer('"', whole)]
    opens = {bool(k % 2) ^ bool(_OPENING_RE.match(whole, i)) for k, i in enumerate(places) if _SIDE_RE.match(whole, i)}
    if len(opens) != 1:
        return whole
    marks = iter("“”" * len(places) if True in opens else "”“" * len(places))
    return "".join(next(marks) if char == '"' else char for char in whole)


_WORDS = "[^《》〈〉<>＜＞{}\\[\\]［］]{0,80}"
_HALF_TITLE_RE = re.compile(
    f"(?P<before>《[{HAN}“]{_WORDS})[>＞〉}}\\]］](?=[^《》〈〉<＜]*(?:[《<＜]|$))|(?P<open>[<＜〈])(?P<behind>[{HAN}“]{_WORDS}》)"
)
"""《甲法>, <乙法》: a title of which one mark is another"""

_OPEN_TITLE_RE = re.compile(r"《[^》>＞〉}\]］]*$")


def _titled(match: re.Match[str]) -> str:
    """The title in its marks, unless it stands inside another that has one of its own."""
    if match["before"]:
        return f"{match['before']}》"
    return match[0] if _OPEN_TITLE_RE.search(match.string[: match.start()]) else f"《{match['behind']}"


_LATEX_QUOTED_RE = re.compile(f"(?:''|``|‘‘)([{HAN}][^'`‘’“”，。；]{{0,24}})(?:''|’’)")
""" ``绿道'' """
_INLINE_RE = re.compile(r"\\\((?P<body>[^\n]{1,60}?)\\\)")
_SPREAD_RE = re.compile("(?<=[0-9.]) +(?=[0-9.%])")
r"""\( 5 . 5 \): what programs put around numbers, and into them"""

_LATEX_WORD_RE = re.compile(r"\\([A-Za-z]+) ?")


def _math(match: re.Match[str]) -> str:
    """What a LaTeX fragment means, as plain characters; one that we cannot read stays as it is."""
    body = re.sub(r"\\(?:text|mathrm|mathbf|operatorname|rm)\s?\{([^{}]*)\}", r"\1", match["body"])
    body = re.sub(r"[_^]\{([^{}]*)\}|[_^]([0-9A-Za-z+-])", r"\1\2", body)
    body = body.replace(r"\%", "%").replace(r"\$", "$").replace(r"\,", "").replace("~", " ")
    if any(word not in SYMBOLS for word in _LATEX_WORD_RE.findall(body)):
        return match[0]
    body = _LATEX_WORD_RE.sub(lambda m: SYMBOLS[m[1]], body).strip().replace("{", "").replace("}", "")
    return _SPREAD_RE.sub("", body)


def _widen(s: str) -> str:
    """Half-width punctuation of a Chinese line in full width; 1,000, 10:30, 5:3:2, Latin and addresses keep theirs."""
    if not _HAN_RE.search(s):
        return s
    out, opened = list(s), []
    for found in _HALF_RE.finditer(s):
        i, char = found.start(), found[0]
        if char in "(（":
            opened.append(i)
        elif char in ")）":
            start = opened.pop() if opened else i
            wide = char == "）" or s[start] == "（" or _HAN_RE.search(s, start + 1, i)
            if wide or _chinese_around(out, i) or (start < i and _chinese_around(out, start)):
                out[start], out[i] = _FULL.get(s[start], s[start]), "）"
        elif _chinese_around(out, i):
            out[i] = _FULL[char]
    for i in opened:
        if s[i] == "(" and (_chinese_around(out, i) or _YEAR_RE.match(s, i + 1)):
            out[i] = "（"
    return "".join(out)


_YEAR_RE = re.compile(f"[0-9]{{4}}[{BLANK}]?年")
"""(2010年3月1日云州市第: a bracket that is closed on another line"""
_HALF_RE = re.compile("[,;:?!()（）]")
"""Half-width marks, and the brackets that one of them may be a pair with: (2010—2030年）"""
_MARK_RE = re.compile(
    f"[,;:?!()](?:(?=[{HAN}])(?<![()])|(?:(?<=[()])|(?<=[{WIDE}%％].)|(?<=[{WIDE}%％][{BLANK}].)|(?<=[{WIDE}%％][{BLANK}]{{2}}.)"
    f"|(?=[{BLANK}]{{0,2}}[{WIDE},;:?!]))()"
    f"|(?<=[{HAN}].)|(?<=[{HAN}][{BLANK}].)|(?<=[{HAN}][{BLANK}]{{2}}.)|(?=[{BLANK}]{{0,2}}[{HAN}]))"
)
"""A mark that becomes full-width; a group of it where all the line decides: what its pair is, or whether it is Chinese"""


_AROUND_HAN_RE = re.compile(f"\\(([^()（）\n{HAN}]*[{HAN}][^()（）\n]*)\\)")


def _widened(text: str) -> str:
    """The lines of a text with half-width punctuation in full width, where it is so by what stands around it."""
    doubtful: list[int] = []

    def full(mark: re.Match[str]) -> str:
        if mark.lastindex:
            doubtful.append(mark.start())
            return mark[0]
        return _FULL[mark[0]]

    wide = _MARK_RE.sub(full, _AROUND_HAN_RE.sub(r"（\1）", text) if "(" in text else text)
    pieces: list[str] = []
    last = 0
    for at in doubtful:
        if at >= last:
            start, end = line_around(text, at)
            pieces += (wide[last:start], _widen(text[start:end]))
            last = end
    return "".join(pieces) + wide[last:]


def _chinese_around(line: list[str], i: int) -> bool:
    """Whether the nearest character on either side is Chinese; a per cent sign ends a Chinese figure."""
    for char in reversed(line[max(i - 3, 0) : i]):
        if char not in BLANK:
            if char in "%％" or is_chinese(char):
                return True
            break
    for char in line[i + 1 : i + 4]:
        if char not in BLANK:
            return is_chinese(char)
    return False


_KEPT_TAG = "(?:script|style|table|caption|col|colgroup|thead|tbody|tfoot|tr|td|th|br)"
"""Tags that are read elsewhere, or stand there as text"""
_ATTRIBUTES = r"""(?:\s+[a-zA-Z:_-]{1,24}(?:\s?=\s?(?:"[^"<>]{0,200}"|'[^'<>]{0,200}'|[^\s<>"']{0,80}))?)*\s?/?"""


@dataclass(frozen=True, slots=True)
class Fixer:
    """One change with one purpose."""

    name: str
    """Name of the rule, as the account has it."""
    sample: str
    """A line that it changes."""
    fixed: str
    """What becomes of the sample; a test holds the two together."""
    signs: str
    """Characters without any of which it changes nothing, as they stand between the brackets of a pattern."""
    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str]
    beside: str = ""
    """Pattern of what stands behind such a character, or around it, where it changes something: of frequent ones."""


_INLINE = Fixer("latex", r"增长 \( 5.5\% \)。", "增长 5.5%。", r"\\", _INLINE_RE, _math)

# Where a mark has to begin the line, its pattern says so behind the mark, `(?<!..)`: marks are found sooner.

MARKDOWN = (
    Fixer("markdown-fence", "```markdown", "", "`", re.compile(r"^`{3,}[a-z]*$"), ""),
    Fixer("markdown-anchor", '<span id="page-3-0"></span># 附则', "# 附则", "<", re.compile(r"^(?:<(span|a)\b[^<>]{0,80}></\1>)+"), ""),
    Fixer("markdown-quote", "> 各有关单位：", "各有关单位：", ">", re.compile(r"^> ?"), ""),
    Fixer("markdown-heading", "## 一、总体要求", "一、总体要求", "#", re.compile(f"^#{{1,6}}[{BLANK}]+|^#{{2,6}}(?=[（{HAN}])|[{BLANK}]+#+$"), ""),
    Fixer("markdown-bullet", "- （一）标准；", "（一）标准；", r"*+\-", re.compile(rf"[-*+](?<!..)[{BLANK}]+(?=\S)"), ""),
    Fixer("markdown-number", "2. （二）标准；", "（二）标准；", ".", re.compile(rf"^[0-9]{{1,2}}\\?\. +(?=（{HAN_NUMERAL}）|第{HAN_NUMERAL}条(?!第|[^，。；：]{{0,12}}(?:修改|改为|删去|删除|增加|作为)))"), "", "(?= +[（第])"),
    Fixer("markdown-image", "分享到：![微信](wx.png)", "分享到：", "!", re.compile(r"(?<=.)!\[[^\[\]]*\]\([^()\s]*\)"), ""),
    Fixer("markdown-link", "[某网](http://a.cn/)", "某网", r"\[", re.compile(r"\[([^\[\]]+)\]\((?:https?:|mailto:|[./#]|(?=\)))[^()\s]*\)"), INSIDE),
    Fixer("markdown-autolink", "<http://a.cn>", "http://a.cn", "<", re.compile(r"<((?:https?:|mailto:)[^<>\s]+)>"), INSIDE),
    # only pairs around words, or a mark that opens or closes the line: 身份证3701**1234 keeps its stars
    Fixer("markdown-bold", "**第一条** 为了", "第一条 为了", "*", re.compile(r"\*\*(?=[^\s*])([^*]++)(?<=[^\s*])\*\*"), INSIDE),
    Fixer("markdown-bold", "** 一、总体要求 **", "一、总体要求 ", "*", re.compile(f"[*](?<!..)[*][{BLANK}]+([^*]++)[*]{{2}}"), INSIDE),
    Fixer("markdown-bold", "的通知 **", "的通知 ", "*", re.compile(r"\*(?:(?<!..)\*(?=[^\s*])|(?<=[^*].)\*$)"), ""),
    _INLINE,  # whose mark the next would take
    Fixer("markdown-italic", "*（一）标准。*各级", "（一）标准。各级", "*_", re.compile(rf"([*_])(?:(?<!..)|(?<=[\s。；].))(?=[^\s*_])(?P<words>[^*_]++)(?<=[^\s*_])\1(?=$|[\s（{HAN}])"), lambda match: match["words"]),
    Fixer("markdown-escape", r"1\. 名称", "1. 名称", r"\\", re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])"), INSIDE),
)  # fmt: skip

FIXERS = (
    Fixer("markdown-rule", "---", "", r"*_\-", re.compile(r"([-*_])(?<!..)\1{2,}$"), ""),
    Fixer("table-mark", "+------+------+", "", "+", re.compile(r"^\+(?:[-=]{2,}\+)+$"), ""),
    Fixer("table-mark", "（2019年12月27日印发） |", "（2019年12月27日印发） ", "|", re.compile(r"^\|(?=[^|]*$)|(?<=[^|])\|$"), ""),
    _INLINE,
    Fixer("latex", r"分数 $\times 0.5$ ，为", "分数 ×0.5 ，为", "$", re.compile(r"\$(?P<body>[^$\n]{1,60})\$"), _math),
    Fixer("latex-script", "PM_{2.5}浓度", "PM2.5浓度", "{", re.compile(r"(?<=[0-9A-Za-z)])[_^]\{([0-9A-Za-z.+-]{1,8})\}"), INSIDE),
    # before the title marks, for «2019»3号 is a year; „ ‟ is what some PDF writers leave of 〔 〕, and OCR may lose one
    Fixer("year-bracket", "国发﹝2019﹞3号、国发<2020>4号、国办发„2021‟5号", "国发〔2019〕3号、国发〔2020〕4号、国办发〔2021〕5号", _ODD_OPEN, _YEAR_BRACKET_RE, _bracketed),
    Fixer("year-bracket", "国发2022〕6号、国发〔2023}7号、国发C2024〕8号、国发[2025J9号", "国发〔2022〕6号、国发〔2023〕7号、国发〔2024〕8号、国发〔2025〕9号", rf"〔〕\[\]［］【】{_ODD_CLOSE}", _YEAR_BRACKET_RE, _bracketed, _ODD_PAIR),
    Fixer("ocr-bracket", "（云政发20244号）", "（云政发〔2024〕4号）", "号", _BARE_YEAR_RE, lambda match: f"{match[1]}〔{match[2]}〕{match[3]}", _BARE_YEAR),
    Fixer("small-form", "﹙一﹚标准﹑期限﹔", "（一）标准、期限；", _SMALL, re.compile(f"[{_SMALL}]"), lambda match: match[0].translate(_FROM_SMALL)),
    Fixer("small-form", "责任单位∶市财政局，比例1∶5", "责任单位：市财政局，比例1∶5", "∶︰", re.compile("[∶︰](?:(?<![0-9].)|(?![0-9]))"), "："),
    Fixer("speck", "云州市人民政府 `", "云州市人民政府", "·`'‘", re.compile(f"(?<=[{HAN}）])[{BLANK}]+[·`'‘]$"), ""),
    Fixer("ocr-one", "第二十—条", "第二十一条", _STROKES, _ONE_RE, lambda match: match[0].translate(_TO_ONE), "(?=[、）)条章节款项])"),
    Fixer("ocr-one", "—、总体要求", "一、总体要求", _STROKES, _FIRST_RE, lambda match: match[0].translate(_TO_ONE), "(?=[、）)条章节款项])"),
    Fixer("ocr-digit", "国发〔2O19〕l2号、国发（2019）l号", "国发〔2019〕12号、国发（2019）1号", "OolI", re.compile(r"(?<=[〔\[［【（(])[12lI][0-9OolI]{3}(?=[〕\]］】）)])|(?<=[〕\]］】）)])[0-9OolI]{1,4}(?= ?号)"), lambda match: match[0].translate(_DIGITS), r"(?=[0-9OolI]{0,3}[〕\]］】）)号])"),
    Fixer("ocr-digit", "2O19年l月1O日", "2019年1月10日", "OolI", re.compile(f"(?<![0-9A-Za-z])[12lI][0-9OolI]{{3}}(?=[{BLANK}]?年)|(?<=[0-9OlI]年)[0-9OolI]{{1,2}}(?=月)|(?<=[0-9OlI]月)[0-9OolI]{{1,2}}(?=[日曰])"), lambda match: match[0].translate(_DIGITS), f"(?=[0-9OolI]{{0,3}}[{BLANK}]?[年月日曰])"),
    Fixer("ocr-digit", "l.标准", "1.标准", "OolI", re.compile(f"^(?:[lI][0-9OolI]?|[0-9][OolI])(?=[.．、][{BLANK}]?[{HAN}《“])|(?<=^附件)[lI](?![0-9A-Za-z])"), lambda match: match[0].translate(_DIGITS), f"(?<![^\n{BLANK}0-9件].)(?=[OolI]?[.．、：:{BLANK}\n]|$)"),
    Fixer("ocr-numeral", "第+=条", "第十二条", _SIGNS_OF_NUMERALS, _NUMERAL_RE, lambda match: match[0].translate(_TO_NUMERALS), f"(?={_MISREAD}{{0,3}}[、）)条章节款项])"),
    Fixer("ocr-character", "笫一条、弟二章", "第一条、第二章", "笫弟", re.compile(f"[笫弟](?={NUMERAL}[编章节条款项目届次期号])"), "第", f"(?=[{HAN_NUMERALS}0-9])"),
    Fixer("ocr-character", "一丶总体要求", "一、总体要求", "丶", re.compile("丶"), "、"),
    Fixer("ocr-bracket", "{二}标准", "（二）标准", "{｛", re.compile(f"^[{{｛]({HAN_NUMERAL})[}}｝]"), lambda match: f"（{match[1]}）"),
    Fixer("ocr-day", "二〇一九年一月十曰", "二〇一九年一月十日", "曰", re.compile(f"(?<=[0-9０-９{HAN_DIGITS}十])曰"), "日"),
    Fixer("space", "1 .标准", "1.标准", ".．", re.compile(f"(?<=^[0-9])[{BLANK}]+(?=[.．])|(?<=^[0-9]{{2}})[{BLANK}]+(?=[.．])"), "", f"(?<=[0-9][{BLANK}].)"),
    Fixer("full-stop", "按照本办法执行.市人民政府另有规定的除外.", "按照本办法执行。市人民政府另有规定的除外。", ".．", re.compile(f"(?:(?<=[{HAN}%％])|(?<=[{HAN}][”）》]))[.．]$|(?<=[{HAN}]{{5}})[.．](?=[{HAN}]{{5}})"), "。", f"(?<=[{HAN}%％”）》].)(?=[{BLANK}]*(?:\n|$)|[{HAN}]{{5}})"),
    Fixer("ocr-stop", "市人民政府另有规定的除外o", "市人民政府另有规定的除外。", "oO", re.compile(f"(?<=[{HAN}])[oO]$"), "。", f"(?<=[{HAN}].)(?=[{BLANK}]*(?:\n|$))"),
    Fixer("title-mark", "根据<<甲法>>、«乙法»、〈〈丙法〉〉", "根据《甲法》、《乙法》、《丙法》", "<>«»＜＞〈〉", re.compile(f"(<<|«|＜＜|〈〈)(?=[{BLANK}]?[{HAN}“〈0-9]|$)|(?:^|(?<=[{HAN}）)”〉0-9])|(?<=[{HAN}）)”〉0-9][{BLANK}]))(?:>>|»|＞＞|〉〉)"), lambda match: "《" if match[1] else "》"),
    Fixer("title-mark", "《甲法>、<乙法》、《丙法}", "《甲法》、《乙法》、《丙法》", r"<>＜＞〈〉}\]］", _HALF_TITLE_RE, _titled, f"(?<=[{HAN}）)”].)|(?=[{HAN}“])"),
    Fixer("title-mark", "根据<办法>", "根据〈办法〉", "<＜", re.compile(f"[<＜](?P<title>[{HAN}“][^<>＜＞]{{0,80}}[{HAN}）)”])[>＞]"), lambda match: f"〈{match['title']}〉", f"(?=[{HAN}“])"),
    Fixer("quotation-mark", '称为"绿道","驿站"', "称为“绿道”,“驿站”", '"', re.compile(f'^(?=.*[{HAN}]).*".*$'), _quoted),
    Fixer("quotation-mark", "称为''绿道''、``驿站''", "称为“绿道”、“驿站”", "'`‘", _LATEX_QUOTED_RE, lambda match: f"“{match[1]}”", "(?=['`‘])"),
    Fixer("full-width-number", "国发〔２０１９〕３号、省政府令第１２号", "国发〔2019〕3号、省政府令第12号", "０-９", re.compile(r"[０-９]{4}(?=[〕\]］】）)] ?第?[0-9０-９]{1,5} ?号)|(?:(?<=[〕\]］】）)])|(?<=[〕\]］】）)] )|(?<=[〕\]］】）)令告]第))[０-９]{1,5}(?= ?号)"), lambda match: match[0].translate(HALF_WIDTH)),
    Fixer("box-dash", "──在会议上", "——在会议上", "─", re.compile("(?<!─)──(?!─)"), "——"),
    Fixer("hyphen-dash", "--城市绿道；范围－－内环", "——城市绿道；范围——内环", r"\-－", re.compile(f"(?<![-－])(?:--|－－)(?=[{HAN}“《（])"), "——"),
    Fixer("hyphen-dash", "—2023年1月10日在会议上", "——2023年1月10日在会议上", r"—－\-", re.compile(f"^[—－-]{{1,2}}(?=[0-9]{{4}}[{BLANK}]?年[{BLANK}]?[0-9]{{1,2}}[{BLANK}]?月[{BLANK}]?[0-9]{{1,2}}[{BLANK}]?日[{BLANK}]?在)"), "——", f"(?=[0-9]{{4}}[{BLANK}]?年)"),
    Fixer("html", 'PM<sub>2.5</sub><a id="p3"></a>，a<b 且 b>c', "PM2.5，a<b 且 b>c", "<", re.compile(rf"</?(?!{_KEPT_TAG}\b)(?:[abipqsu]|[a-z][a-z0-9_]{{1,15}}){_ATTRIBUTES}>"), ""),
    Fixer("html", "甲<br>乙", "甲 乙", "<", re.compile(r"<br ?/?>"), " "),
    Fixer("html", "&nbsp;甲&emsp;&ldquo;乙&rdquo;", " 甲 “乙”", "&", re.compile(f"&({'|'.join(ENTITIES)});"), lambda match: ENTITIES[match[1]]),
    Fixer("radical", "⼈⺠政府⾏⽂", "人民政府行文", RADICALS, re.compile(f"[{RADICALS}]"), lambda match: IDEOGRAPHS.get(match[0], match[0])),
    Fixer("private-use", "田\ue863", "田\u4dae", GBK_SIGNS, re.compile(f"[{GBK_SIGNS}]"), lambda match: GBK_CHARACTERS.get(match[0], match[0])),
    Fixer("enclosed-number", "㈠标准；⑵期限；⒊范围", "（一）标准；（2）期限；3.范围", "⑴-⒛㈠-㈩", re.compile("[⑴-⒛㈠-㈩]"), lambda match: ENCLOSED[match[0]]),
    Fixer("separator", "甲\u2028乙", "甲 乙", SEPARATORS, re.compile(f"[{SEPARATORS}]"), " "),
    Fixer("variation-selector", "一\ufe00", "一", SELECTORS, re.compile(f"[{SELECTORS}]"), ""),
    Fixer("control", "甲\x00乙\u200b丙", "甲乙丙", CONTROLS, re.compile(f"[{CONTROLS}]"), ""),
    Fixer(WIDENED, "(4)2小时尚未扑灭", "（4）2小时尚未扑灭", "(", re.compile(f"^\\(([0-9]{{1,2}})\\)(?=[0-9]+[{HAN}])"), lambda match: f"（{match[1]}）", r"(?=[0-9]{1,2}\)[0-9])"),
    Fixer(WIDENED, "增长3.1%,比例1:1(2010—2030年）(试行)", "增长3.1%，比例1:1（2010—2030年）（试行）", ",;:?!()", re.compile(r"^.*[,;:?!()].*$"), lambda match: _widen(match[0])),
)  # fmt: skip


_EVERY = (*MARKDOWN, *FIXERS)
_WIDENER = FIXERS[-1]
BOX_SIGNS = "│┃║┌├└┏┣┗╔╠╚"
"""With which lines of a table begin that is drawn of signs."""

PIPES = str.maketrans({sign: "-" if sign in "─━═" else "|" for sign in map(chr, range(0x2500, 0x2580))})
"""The same table as one of pipes"""

_TABLE_SIGNS = f"#*|<{BOX_SIGNS}"
"""With which rows of tables, headings and bold runs begin, whether the file is Markdown or not."""


@cache
def _needed(sign: str) -> frozenset[int]:
    """The places in the table of the fixers that change something where a sign stands; none of them makes signs."""
    return frozenset(i for i, fixer in enumerate(_EVERY) if re.match(f"[{fixer.signs}]", sign))


@lru_cache(maxsize=1024)  # few signs stand on one line, and mostly the same
def _fixers(signs: frozenset[str], first: int) -> Sequence[tuple[re.Pattern[str], Fixer]]:
    """Those from a place in their table on that change something where signs stand, in its order.

    With each goes the pattern of a sign of it, with what stands beside: most lines lack that, which is found sooner.
    """
    needed = sorted(frozenset[int]().union(*map(_needed, signs)))
    fixers = [_EVERY[i] for i in needed if i >= first]
    return [(re.compile(f"[{fixer.signs}](?:{fixer.beside})"), fixer) for fixer in fixers]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """The fixers from a place in their table on."""

    first: int
    hint: re.Pattern[str]
    """A sign that one of them needs."""
    careful: re.Pattern[str]
    """A sign for which more must be done on its line than to widen punctuation."""

    @classmethod
    def of(cls, *, markdown: bool) -> "Cleaner":
        """Only for Markdown its marks are marks."""
        return _OF_MARKDOWN if markdown else _OF_OTHERS

    @classmethod
    def since(cls, first: int) -> "Cleaner":
        """With all fixers but those before a place."""
        fixers = _EVERY[first : _EVERY.index(_WIDENER)]
        signs = "".join(fixer.signs for fixer in fixers)
        sure = "".join(fixer.signs for fixer in fixers if not fixer.beside)
        others = "".join(f"|(?<=[{fixer.signs}])(?:{fixer.beside})" for fixer in fixers if fixer.beside)
        return cls(
            first,
            re.compile(f"[{signs}{_WIDENER.signs}]"),
            re.compile(f"[{_TABLE_SIGNS}{signs}](?:(?<=[{_TABLE_SIGNS}{sure}]){others})"),
        )

    def clean(self, text: Text, log: Log) -> Text:
        """A line, or a cell, stripped, without its marks; most have none."""
        signs = frozenset(self.hint.findall(text.s))
        if not signs:
            return text
        for hint, fixer in _fixers(signs, self.first):
            if hint.search(text.s):
                text = text.edit(fixer.pattern, fixer.new, fixer.name, log)
        return text.strip()

    def clean_ordinary(self, raw: str, log: Log) -> str:
        """The next raw lines: place by place, but ordinary ones clean and all others blank."""
        others = list(self._others(raw))
        ordinary = _widened(blanked(raw, others))
        log.clean.append(overlaid(ordinary, raw, others))
        return ordinary

    def _others(self, raw: str) -> Iterator[tuple[int, int]]:
        """Where the lines begin and end that are not."""
        end = 0
        while sign := self.careful.search(raw, end):
            start, end = line_around(raw, sign.start())
            yield start, end


_OF_MARKDOWN, _OF_OTHERS = Cleaner.since(0), Cleaner.since(len(MARKDOWN))


_AT_HEAD = "|".join(("(?<![^\n].)", *(f"(?<=\n[{BLANK}]{{{indent}}}.)" for indent in range(1, 5))))
"""Behind the first character of a line, though Markdown indents it"""

_MARKS = (
    (("#",), re.compile(rf"#(?<![^\n].)#{{0,5}}[{BLANK}]\S")),
    (("**",), re.compile(r"\*\*[^\s*][^*\n]*\*\*[^*]*\*\*[^\s*][^*\n]*\*\*")),
    (("\\.",), re.compile(r"\\\.(?<=[0-9]..)")),
    (
        ("- ", "* ", "+ "),
        re.compile(
            rf"[-*+](?:{_AT_HEAD}) +(?:[（(]{HAN_NUMERAL}|[（(]{ARABIC}[）)]|第{HAN_NUMERAL}条|{ARABIC}[.．、] ?[{HAN}])"
        ),
    ),
    (("1. （", "1. ("), re.compile(rf"1(?<![^\n].)\. +[（(]{HAN_NUMERAL}[）)]")),
    (("）*\n", ")*\n"), re.compile(r"[*](?<![^\n].)[（(][^*\n]{4,40}[）)][*]\n")),
    (("> ",), re.compile(rf">(?<![^\n].) +[{HAN}][^\n]*\n(?:>? *\n)*> ")),
)
"""What a mark begins with, by which it is looked for first, and the mark at the head of a line.

The mark comes first in the pattern, because marks are found faster than heads of lines.
"""


def is_markdown(raw: str) -> bool:
    r"""Whether the text is Markdown: told by headings, bold runs, bullets before printed numbers, quotations, or 1\. …."""
    return any(any(_has(raw, sign) for sign in signs) and pattern.search(raw) for signs, pattern in _MARKS)


def _has(raw: str, sign: str) -> bool:
    """Whether a sign stands in a text: its characters are looked for one by one first, which is much faster."""
    return all(char in raw for char in sign) and sign in raw
