"""Raw text → clean lines: marks of Markdown, LaTeX and HTML read as what they mean, punctuation in its proper width.

What a line *is* comes later; here each line is freed of what the scan, the OCR or its Markdown put on it. Every change
goes through `Text.edit` and is logged under the name of its rule.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from converters import numerals
from converters.htmltables import has_table, rows_of_html
from converters.looks import Form, look
from converters.numerals import ARABIC, HAN_NUMERAL
from converters.text import BLANK, HAN, WIDE, Log, Text, concat, is_chinese, width_of_tight, without_blanks

_CJK = f"{HAN}{WIDE}"
_HAN_RE = re.compile(f"[{HAN}]")
_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_SYMBOLS = {
    "times": "×", "div": "÷", "pm": "±", "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "neq": "≠", "approx": "≈",
    "sim": "~", "cdot": "·", "circ": "°", "degree": "°", "rightarrow": "→", "to": "→", "sqrt": "√", "mu": "μ",
    "alpha": "α", "beta": "β", "gamma": "γ", "Omega": "Ω", "omega": "ω", "ldots": "…", "cdots": "…",
}  # fmt: skip
_GBK_CHARACTERS = {
    private: character
    for i, low in enumerate(low for low in range(0x50, 0xA1) if low != 0x7F)
    if not "\ue000" <= (character := bytes((0xFE, low)).decode("gb18030")) <= "\uf8ff" and (private := chr(0xE815 + i))
}
"""Characters of GBK that Unicode had not yet when the first tables were made; GB 18030 gives their places since."""

_ENCLOSED = {chr(0x2473 + n): f"（{n}）" for n in range(1, 21)} | {
    chr(0x3220 + i): f"（{han}）" for i, han in enumerate("一二三四五六七八九十")
}
"""Numbers in brackets that are one character each."""

_GBK_SIGNS = "\ue815-\ue864"
_NEVER = "\ufdd0"
"""A noncharacter"""
_SEPARATORS = "\u0085\u1680\u2028\u2029\u202f\u205f"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2060\ufdd0-\ufdef\ufffe\uffff"

_LATEX_WORD_RE = re.compile(r"\\([A-Za-z]+) ?")


def _math(match: re.Match[str]) -> str:
    """What a LaTeX fragment means, as plain characters; one that we cannot read stays as it is."""
    body = re.sub(r"\\(?:text|mathrm|mathbf|operatorname|rm)\s?\{([^{}]*)\}", r"\1", match["body"])
    body = re.sub(r"[_^]\{([^{}]*)\}|[_^]([0-9A-Za-z+-])", r"\1\2", body)
    body = body.replace(r"\%", "%").replace(r"\$", "$").replace(r"\,", "").replace("~", " ")
    if any(word not in _SYMBOLS for word in _LATEX_WORD_RE.findall(body)):
        return match[0]
    return _LATEX_WORD_RE.sub(lambda m: _SYMBOLS[m[1]], body).strip().replace("{", "").replace("}", "")


def _widen(match: re.Match[str]) -> str:
    """Half-width punctuation of a Chinese line in full width; 1,000, 10:30, 5:3:2, Latin and addresses keep theirs."""
    s = match[0]
    if not _HAN_RE.search(s):
        return s
    if not _TOGETHER_RE.search(s):  # one mark by itself, as on most lines: half the time
        return _ALONE_RE.sub(_full, s)
    out, opened = list(s), []
    for found in _HALF_RE.finditer(s):
        i, char = found.start(), found[0]
        if char == "(":
            opened.append(i)
        elif char == ")":
            start = opened.pop() if opened else i
            inside = _HAN_RE.search(s, start + 1, i)
            if inside or _chinese_around(out, i) or (start < i and _chinese_around(out, start)):
                out[start], out[i] = _FULL[s[start]], "）"
        elif _chinese_around(out, i):
            out[i] = _FULL[char]
    for i in opened:
        if _chinese_around(out, i):
            out[i] = "（"
    return "".join(out)


_HALF_RE = re.compile("[,;:?!()]")
_TOGETHER_RE = re.compile(f"[()]|[,;:?!][{BLANK}]{{0,2}}[,;:?!]")
"""Marks whose pair, or whose neighbour, decides with them"""
_BESIDE = f"{_CJK}%％"
_ALONE_RE = re.compile(
    f"[,;:?!](?:(?<=[{_BESIDE}].)|(?<=[{_BESIDE}][{BLANK}].)|(?<=[{_BESIDE}][{BLANK}]{{2}}.)|(?=[{BLANK}]{{0,2}}[{_CJK}]))"
)


def _full(mark: re.Match[str]) -> str:
    return _FULL[mark[0]]


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


@dataclass(frozen=True, slots=True)
class Fixer:
    """One change with one purpose."""

    name: str
    """Name of the rule, as the account and the README have it."""
    sample: str
    """A line that it changes."""
    fixed: str
    """What becomes of the sample; a test holds the two together."""
    signs: str
    """Characters without any of which it changes nothing, as they stand between the brackets of a pattern."""
    pattern: re.Pattern[str]
    new: str | Callable[[re.Match[str]], str]


_MARKDOWN = (
    Fixer("markdown-heading", "## 一、总体要求", "一、总体要求", "#", re.compile(r"^#{1,6} +| +#+$"), ""),
    Fixer("markdown-rule", "---", "", r"*_\-", re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$"), ""),
    Fixer("markdown-bullet", "- （一）标准；", "（一）标准；", r"*+\-", re.compile(r"^[-*+] +(?=\S)"), ""),
    Fixer("markdown-quote", "> 各有关单位：", "各有关单位：", ">", re.compile(r"^> ?"), ""),
    Fixer("markdown-link", "[某网](http://a.cn/)", "某网", r"\[", re.compile(r"\[([^\[\]]+)\]\((?:https?:|mailto:)[^()\s]*\)"), r"\1"),
    Fixer("markdown-autolink", "<http://a.cn>", "http://a.cn", "<", re.compile(r"<((?:https?:|mailto:)[^<>\s]+)>"), r"\1"),
    # only pairs around words, or a mark that opens or closes the line: 身份证3701**1234 keeps its stars
    Fixer("markdown-bold", "**第一条** 为了", "第一条 为了", "*", re.compile(r"\*\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*\*"), r"\1"),
    Fixer("markdown-bold", "的通知**", "的通知", "*", re.compile(r"^\*\*(?=[^\s*])|(?<=[^\s*])\*\*$"), ""),
    Fixer("markdown-escape", r"1\. 名称", "1. 名称", r"\\", re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])"), r"\1"),
)  # fmt: skip

_FIXERS = (
    Fixer("table-mark", "（2019年12月27日印发） |", "（2019年12月27日印发） ", "|", re.compile(r"^\|(?=[^|]*$)|(?<=[^|])\|$"), ""),
    Fixer("latex", r"分数 $\times 0.5$ ，为", "分数 ×0.5 ，为", "$", re.compile(r"\$(?P<body>[^$\n]{1,60})\$"), _math),
    Fixer("latex-script", "PM_{2.5}浓度", "PM2.5浓度", "{", re.compile(r"(?<=[0-9A-Za-z)])[_^]\{([0-9A-Za-z.+-]{1,8})\}"), r"\1"),
    Fixer("html", "PM<sub>2.5</sub>", "PM2.5", "<", re.compile(r"</?(?:sub|sup|b|i|u|strong|em|span|p|div|font|center)\b[^<>]{0,80}>"), ""),
    Fixer("html", "甲<br>乙", "甲 乙", "<", re.compile(r"<br ?/?>"), " "),
    Fixer("html", "&nbsp;甲", " 甲", "&", re.compile(r"&nbsp;"), " "),
    Fixer("private-use", "田\ue863", "田\u4dae", _GBK_SIGNS, re.compile(f"[{_GBK_SIGNS}]"), lambda match: _GBK_CHARACTERS.get(match[0], match[0])),
    Fixer("enclosed-number", "㈠标准；⑵期限", "（一）标准；（2）期限", "⑴-⒇㈠-㈩", re.compile("[⑴-⒇㈠-㈩]"), lambda match: _ENCLOSED[match[0]]),
    Fixer("separator", "甲\u2028乙", "甲 乙", _SEPARATORS, re.compile(f"[{_SEPARATORS}]"), " "),
    Fixer("variation-selector", "一\ufe00", "一", _SELECTORS, re.compile(f"[{_SELECTORS}]"), ""),
    Fixer("control", "甲\x00乙", "甲乙", _CONTROLS, re.compile(f"[{_CONTROLS}]"), ""),
    Fixer("full-width-punctuation", "增长3.1%,比例1:1,其中(试行)", "增长3.1%，比例1:1，其中（试行）", ",;:?!()", re.compile(r"^.*[,;:?!()].*$"), _widen),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cleaner:
    """The fixers that can change anything in one file."""

    fixers: tuple[Fixer, ...]
    hint: re.Pattern[str]
    """A character that one of them needs."""

    @classmethod
    def of(cls, raw: str) -> "_Cleaner":
        """Only for Markdown its marks are marks."""
        every = (*_MARKDOWN, *_FIXERS) if is_markdown(raw) else _FIXERS
        seldom = "".join(fixer.signs for fixer in every if not fixer.signs.isascii())
        rare = re.search(f"[{seldom}]", raw) is not None  # one look for five that most files have no need of
        fixers = tuple(f for f in every if (rare or f.signs.isascii()) and re.search(f"[{f.signs}]", raw))
        return cls(fixers, re.compile(f"[{''.join(fixer.signs for fixer in fixers) or _NEVER}]"))

    def clean(self, text: Text, log: Log) -> Text:
        """A line, or a cell, stripped, without its marks; most have none."""
        if not self.hint.search(text.s):
            return text
        for fixer in self.fixers:
            text = text.edit(fixer.pattern, fixer.new, fixer.name, log)
        return text.strip()


@dataclass(slots=True)
class Line:
    """One line of the raw file that is not blank, clean but for the spaces inside it.

    Nothing changes one after it was made; it is not frozen, because that would double the cost of making it.
    """

    no: int
    """1-based line of the raw file as stored."""
    text: Text
    """What stands on it, without the marks."""
    indent: float
    """White space before it, in full-width characters."""
    gap: int
    """Blank lines before it."""
    marked: int
    """Level of a Markdown heading, 0 for none."""
    lead: int = 0
    """How many characters, white space apart, of a bold run it begins with, when more follows on the line."""
    cells: tuple[Text, ...] = ()
    """The cells, when the line is a row of a pipe table."""
    header: bool = False
    """Whether that row is the table's head."""
    tight: str = field(init=False)
    """The words without any white space: what patterns look at."""
    width: float = field(init=False)
    """Width in full-width characters."""
    form: Form = field(init=False)
    """What it looks like, its neighbours unseen."""

    def __post_init__(self) -> None:
        self.tight = without_blanks(self.text.s)
        self.width = width_of_tight(self.tight)
        self.form = Form.CELLS if self.cells else look(self.text.s, self.tight)


_MARKED_RE = re.compile(r"(#{1,6}) ")
_LEAD_RE = re.compile(r"\*\*([^\s*][^*]{0,60})\*\*(?=.)")
_ROW_RE = re.compile(r"\|.*\|.*|[^|]+\|[^|]+\|.*")
_RULE_ROW_RE = re.compile(r"\|?[\s|:-]*-[\s|:-]*\|?")
_CELL_RE = re.compile(r"(?:^|(?<=\|))(?:\\\||[^|])*")


_MARKS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]*\*\*[^*]*\*\*[^\s*][^*\n]*\*\*"),
    re.compile(f"^[-*+] +(?:[（(]{HAN_NUMERAL}|[（(]{ARABIC}[）)]|第{HAN_NUMERAL}条)", re.MULTILINE),
)


def is_markdown(raw: str) -> bool:
    """Whether the text is Markdown: told by its headings, its bold runs or its bullets before printed numbers."""
    return any(pattern.search(raw) for pattern in _MARKS)


def read_lines(raw: str, log: Log) -> list[Line]:
    """The lines of a decoded raw file that are not blank, in order, each cleaned.

    `raw` has line feeds as its only line ends. Lines that hold nothing but a mark (``---``) are left out and logged.
    """
    cleaner = _Cleaner.of(raw)
    lines: list[Line] = []
    start = gap = 0
    for no, stored in enumerate(raw.split("\n"), 1):
        words = stored.strip(BLANK)
        if not words:
            gap += 1
        else:
            indent = stored[: stored.index(words[0])]
            text = Text(words, ((0, start + len(indent)),))
            if "<" in words and has_table(words):
                lines += _html(no, text, gap, cleaner, log)
                gap = 0
            elif (
                line := _row(no, text, gap, cleaner, log)
                if "|" in words and _is_row(words)
                else _line(no, text, indent, gap, cleaner, log)
            ):
                lines.append(line)
                gap = 0
            else:
                if lines and lines[-1].cells and lines[-1].no == no - 1 and _RULE_ROW_RE.fullmatch(words):
                    lines[-1] = replace(lines[-1], header=True)
                gap += 1
        start += len(stored) + 1
    return list(_part_stranded(lines))


def _is_row(words: str) -> bool:
    return words.count("|") > 1 and bool(_ROW_RE.fullmatch(words))


def _line(no: int, stored: Text, indent: str, gap: int, cleaner: _Cleaner, log: Log) -> Line | None:
    text = cleaner.clean(stored, log)
    if not text.s:
        return None
    room = 0.5 * (len(indent) + indent.count("\u3000"))
    if stored.s[0] not in "#*":
        return Line(no, text, room, gap, 0)
    marked, lead = _MARKED_RE.match(stored.s), _LEAD_RE.match(stored.s)
    size = len(without_blanks(lead[1])) if lead else 0
    return Line(no, text, room, gap, len(marked[1]) if marked else 0, size)


def _html(no: int, text: Text, gap: int, cleaner: _Cleaner, log: Log) -> Iterator[Line]:
    """The rows of a table in HTML, and what stands beside it, as lines of their own."""
    for row in rows_of_html(text, log):
        cells = tuple(cleaner.clean(cell, log) for cell in row.cells)
        if any(cells):
            yield Line(no, concat(cells), 0, gap, 0, cells=cells if row.inside else (), header=row.header)
        gap = 0


def _row(no: int, text: Text, gap: int, cleaner: _Cleaner, log: Log) -> Line | None:
    if _RULE_ROW_RE.fullmatch(text.s):
        log.drop(text.at, "table-mark")
        return None
    log.drop((text.raw_at(i) for i, char in enumerate(text.s) if char == "|"), "table-mark")
    inner = text[text.s.startswith("|") : len(text.s.removesuffix("|"))]  # either outer mark may be missing
    cells = tuple(
        cleaner.clean(inner[slice(*match.span())].strip(), log).strip() for match in _CELL_RE.finditer(inner.s)
    )
    return Line(no, concat(cells), 0, gap, 0, cells=cells) if any(cells) else None


# ---- numbers that a break left behind ----

_STRANDED_RE = re.compile(
    f"(?<=[。；])[{BLANK}]*(?P<number>{ARABIC}[.．]|（(?:{HAN_NUMERAL}|{ARABIC})）|{HAN_NUMERAL}、)$"
)
_NUMBER_ENDS = ".．）、"
_NEAR = 40


def _part_stranded(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines; two where the number of the next paragraph stands at a line's end, behind a full stop.

    That it begins a paragraph, and does not go on with a list inside one, is shown by the number before it, or behind
    it for a first one: the nearest stands at the head of a line.
    """
    for i, line in enumerate(lines):
        match = _STRANDED_RE.search(line.text.s) if line.tight[-1] in _NUMBER_ENDS else None
        if match is None or line.cells or not _heads_lines(lines, i, match["number"]):
            yield line
            continue
        number = line.text[match.start("number") : len(line.text)]
        yield replace(line, text=line.text[: match.start()])
        yield replace(line, text=number, indent=0, gap=0, lead=0, marked=0)


def _heads_lines(lines: Sequence[Line], i: int, number: str) -> bool:
    value = numerals.parse(number.strip("（）.．、")) or 0
    if not 0 < value < _NEAR:
        return False
    near = lines[max(i - _NEAR, 0) : i + 1] if value > 1 else lines[i + 1 : i + _NEAR]
    wanted = _like(number, value - 1 if value > 1 else value + 1)
    for line in reversed(near) if value > 1 else near:
        place = line.tight.rfind(wanted) if value > 1 else line.tight.find(wanted)
        if place >= 0:
            return place == 0
    return False


def _like(number: str, value: int) -> str:
    """Another number, printed in the same way."""
    bare = number.strip("（）.．、")
    return number.replace(bare, str(value) if bare.isascii() else numerals.han(value), 1)
