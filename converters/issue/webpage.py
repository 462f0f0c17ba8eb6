"""What the page of a website puts around a document: its record, buttons, ways to other pages.

Told by words that no document has, such as 索引号 and 打印本页; what could be a document's own, such as 来源：…, by
standing beside those. A title or 文号 that only the record prints is left to the document.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from converters.issue.records import BESIDE_RE, LABEL_RE, RECORD_RE, Record, read_record, values
from converters.lines.lines import Line, Lines, together, with_parts
from converters.printed import forms
from converters.printed.bylines import organs_of
from converters.printed.characters import HAN, without_blanks
from converters.printed.docnos import docno_key
from converters.text import Log

_BUTTON = (
    "(?:我要)?(?:打印|关闭|收藏|保存|复制|纠错|分享)(?:本[页文]|窗口|页面|文章|此页|[到至])?|字[体号](?:大小)?|[大中小]号?|超大|默认|"
    "加入收藏|(?:收藏|关于)本站|设为首页|返回(?:顶部|首页|列表|上一?[页级层])|顶部|TOP|首页|(?:新浪|腾讯)?微[信博]|朋友圈|QQ(?:空间|好友)?|(?:文字|图片|手机|电脑)版|下载|"
    "语音播报|(?:阅读|长者|关怀|老年|适老化?)(?:模式|版)|无障碍(?:浏览|阅读)?|登[录陆]|注册|退出|[简繁][体體]|English|网站地图|联系我们|关于我们|隐私声明|网站声明|相关(?:链接|阅读|文章|稿件|文档|文件|解读|新闻|附件|信息)"
)
_BUTTONS_RE = re.compile(f"(?:[【〖\\[［(（•·]*(?:{_BUTTON})[】〗\\]］)）|｜/·•:：、]*)+|[【\\[]字[体号][:：]?")
_WAY_RE = re.compile(
    "(?:当前|所在|您(?:现在)?的|您(?:现在)?所在的?)位置[:：].*|[上下]一[篇页条][:：].*|(?:扫一扫|扫描|扫码|用?手机扫).{0,24}|"
    "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日星期[一二三四五六日天].{0,12}|投稿(?:邮箱|信箱|热线)[:：].*|"
    "(?:版权所有|网站标识码|[^，。；]{0,60}(?:ICP备|公网安备)).*|首页(?:-?[>＞»›]{1,2}[^>＞»›。；]{2,20}){1,8}"
)
_TIME = "(?:[0-9]{1,2}[:：][0-9:：]{2,5})?"
_STAMP_RE = re.compile(f"[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}{_TIME}")
_SOURCED_RE = re.compile(f"[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?{_TIME}(?:信息)?来源[:：].{{0,20}}")
"""2024-05-08 10:12 and 2024年05月08日 来源：市政府办公室, which no document has"""

_MAKERS_RE = re.compile("主办(?:单位)?[:：][^，。；]{2,30}(?:[承协]办|维护)(?:单位)?[:：][^，。；]{2,30}")
"""主办：云州市人民政府　承办：云州市大数据局, at the foot of a page"""

_SITE_RE = re.compile(f"[{HAN}]{{2,20}}(?:门户网站?|政府网站?|政务(?:服务)?网)")
"""云州市人民政府门户网站, over a page"""

_MARKED_RE = re.compile(
    "[•·*-]?(?:[0-9]{1,2}[.、])?【(?:(?:法规)?(?:标题|全文)|(?:发布|颁布|发文|制定)(?:单位|部门|机关|日期|时间|文号)|发文(?:字)?号|"
    "(?:生效|实施|施行|失效)(?:日期|时间)|(?:文件|法规)来源|所属类别|效力级别|时效性)】.*"
)
"""【发布文号】云政发〔1995〕22号: the record of a collection of laws"""

_SIGN_RE = re.compile("|".join(map(re.escape, (
    "索引号", "主题分类", "发布机构", "发文机关：", "发文字号", "发文文号", "公文时效", "归档时间", "下载地址：",
    "信息来源：", "【字体", "[字体", "字体：", "浏览次数", "浏览量", "浏览：", "阅读次数", "阅读：", "视力保护色",
    "点击数", "访问量", "分享到", "打印本", "打印关闭", "关闭打印", "打印】", "关闭】", "关闭窗口", "扫一扫",
    "【发布文号】", "【发文号】", "【发文字号】", "【颁布时间】",
    "当前位置", "您的位置", "所在位置", "现在的位置", "首页>", "首页->", "来源：", "来源:", "上一篇",
    "ICP备", "网站标识码", "返回顶部",
))))  # fmt: skip
"""Without any of which a file is no copy of such pages"""

_LONGEST, _LINES_TO_HEAD, _MOST_TITLE_LINES, _LEAST_TITLE = 80, 24, 4, 6


_RECORD = "web-record"
"""Name of the rule by which the rest of a line is left out that tells the head of a document."""


def heads_alone(lines: Lines, told: Mapping[int, Sequence[Line]], log: Log) -> Lines:
    """Lines, those that tell the head of a document, by where they begin, with no more than what tells it."""
    parts = {i: told[line.at] for i, line in enumerate(lines) if line.at in told} if told else {}
    for i in parts:
        log.drop(lines[i].text.at, _RECORD)
    return with_parts(lines, parts)


@dataclass(frozen=True, slots=True)
class Page:
    """What a file has of the pages of websites."""

    places: set[int] = field(default_factory=set)
    """Places of the lines that belong to the page and not to the document on it."""
    heads: dict[int, tuple[Line, ...]] = field(default_factory=dict)
    """Of lines among the others that tell the head of a document, by their places, what tells it."""
    records: tuple[Record, ...] = ()


def find_page(lines: Sequence[Line]) -> Page:
    """Tell what belongs to the page of a website from the document on it."""
    twice = _is_titled_twice(lines)
    found = {0} if twice else set()
    if not _SIGN_RE.search(together(lines)):
        return Page(found)
    found |= {i for i, line in enumerate(lines) if len(line.tight) <= _LONGEST and _is_of_page(line)}
    found |= {j for i in found if _RELATED_RE.fullmatch(lines[i].tight) for j in _links_below(lines, i, found)}
    waiting = [*found]
    while waiting:
        i = waiting.pop()
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and j not in found and (_goes_with(lines, i, j) or _heads_page(lines, j, found)):
                found.add(j)
                waiting.append(j)
    heads = {i: parts for i in sorted(found)[twice:] if (parts := tuple(_tells_head(lines, i, found)))}
    return Page(found - {*heads}, heads, tuple(_records(lines, found)))


def _is_titled_twice(lines: Sequence[Line]) -> bool:
    """Whether a file begins with the title of a page, a mark or a 文号 beside it at most, over that of its document.

    Between both stand a 文号, a date or the like, and no text.
    """
    title = lines[0].tight if lines else ""
    if len(title) < _LEAST_REPEATED:
        return False
    for start in range(1, min(len(lines), _MOST_BETWEEN)):
        ends = range(start + 1, start + 1 + _MOST_TITLE_LINES)
        printed = [whole for end in ends if (whole := together(lines[start:end])) in title]
        if printed and len(printed[-1]) >= max(_LEAST_REPEATED, len(title) - _MOST_BESIDE):
            return forms.ends_like_title(printed[-1])
        if "。" in lines[start].tight:
            return False
    return False


_LEAST_REPEATED, _MOST_BETWEEN, _MOST_BESIDE = 12, 6, 20


def _links_below(lines: Sequence[Line], i: int, found: Collection[int]) -> range:
    """The titles under 相关文档, down to what else is of the page, which stands near."""
    near = range(i + 1, min(i + 1 + _MOST_RELATED, len(lines)))
    end = next((j for j in near if j in found), len(lines) if near.stop == len(lines) else i + 1)
    words = any(forms.is_sentence(line.tight) or len(line.tight) > _LONGEST for line in lines[i + 1 : end])
    return range(i + 1, i + 1 if words else end)


_RELATED_RE, _MOST_RELATED = re.compile("[【\\[]?相关.{2}[】\\]]?[:：]?"), 8


def _records(lines: Sequence[Line], found: Collection[int]) -> Iterator[Record]:
    """The records: lines of pages that stand together, over one that is of none."""
    start = 0
    for i, line in enumerate(lines):
        if i not in found:
            if any(map(_is_of_record, lines[start:i])):
                yield read_record(lines[start:i], line.no)
            start = i + 1


def _is_of_record(line: Line) -> bool:
    return _is_record(line) if line.cells else bool(LABEL_RE.search(line.tight))


def _is_of_page(line: Line) -> bool:
    """Whether a line can by itself only be of a page."""
    if line.cells:
        buttons = all(_BUTTONS_RE.fullmatch(without_blanks(cell.s)) for cell in line.cells)
        return buttons or (_is_record(line) and any(map(RECORD_RE.fullmatch, _labels(line))))
    tight = line.tight
    if ("源" in tight and _SOURCED_RE.fullmatch(tight)) or ("】" in tight and _MARKED_RE.fullmatch(tight)):
        return True
    if RECORD_RE.fullmatch(tight) or _WAY_RE.fullmatch(tight) or (len(tight) > 1 and _BUTTONS_RE.fullmatch(tight)):
        return True
    return BESIDE_RE.match(tight) is not None and len(LABEL_RE.findall(tight)) > 1


def _labels(line: Line) -> list[str]:
    """The cells of a row that can be labels, each before its value, which may be left out behind a colon."""
    cells = [without_blanks(cell.s) for cell in line.cells]
    marked = [cell for cell in cells if cell.endswith((":", "："))]
    return [cell.rstrip(":：") + "：" for cell in marked or cells[::2]]


def _is_menu(line: Line) -> bool:
    """Whether a row at the top of a page leads to others: 热点专题 | 法规网 | 论坛."""
    return all(0 < len(without_blanks(cell.s)) <= _LONGEST_OF_MENU for cell in line.cells)


_MOST_OVER, _LONGEST_OF_MENU = 3, 8


def _is_record(line: Line) -> bool:
    """Whether a row of a table is one of labels and values: 索引号 | 3701/2024-33 | 发布机构 | 云州市财政局."""
    labels = [label for label in _labels(line) if label != "："]
    return bool(labels) and all(RECORD_RE.fullmatch(label) or BESIDE_RE.fullmatch(label) for label in labels)


def _goes_with(lines: Sequence[Line], i: int, j: int) -> bool:
    """Whether a line is of a page where the line beside it is: 发布日期：…, the value below its label."""
    line, tight = lines[j], lines[j].tight
    if line.cells or len(tight) > _LONGEST:
        return bool(line.cells) and (_is_record(line) or (j < min(i, _MOST_OVER) and _is_menu(line)))
    if any(pattern.fullmatch(tight) for pattern in (BESIDE_RE, _STAMP_RE, _MAKERS_RE, _SITE_RE)):
        return True
    if j == i + 1 and (signed := forms.DATE_LINE_RE.fullmatch(tight)) and signed["who"]:  # who put it on the page
        return True
    label = RECORD_RE.fullmatch(lines[i].tight) or BESIDE_RE.fullmatch(lines[i].tight)
    bare = j > i and label is not None and label["value"] in ("", ":", "：")
    return bare and not forms.is_sentence(tight) and ("机" in lines[i].tight or not forms.ORGAN_RE.match(tight))


def _heads_page(lines: Sequence[Line], i: int, found: Collection[int]) -> bool:
    """Whether a line is the title that the page has above the document, which prints it again, or who issued it."""
    tight = lines[i].tight
    if i + 1 < len(lines) and (organs_of(lines[i].words) or tight.endswith("政府")):
        heads = any(lines[i + 1].tight == lines[j].tight for j in found)
        return heads or (i - 1 in found and _is_title(lines[i - 1]) and not lines[i - 1].tight.startswith(tight))
    titled = _is_title(lines[i])
    below = lines[i + 1].tight if i + 1 < len(lines) else ""
    numbered = forms.DOCNO_RE.fullmatch(below) or forms.ORDER_UNDER_RE.fullmatch(below)  # the document's own
    return titled and not numbered and _is_printed_again(lines, i, tight, found)


def _is_title(line: Line) -> bool:
    tight = line.tight
    return len(tight) > _LEAST_TITLE and not line.cells and (forms.ends_like_title(tight) or tight[-1] == "法")


def _tells_head(lines: Sequence[Line], i: int, found: Collection[int]) -> Iterator[Line]:
    """What a line of the page tells of title and 文号 that the document below it does not print."""
    if _WAY_RE.fullmatch(lines[i].tight):
        return
    for name, part in values(lines[i]):
        words = part.tight
        titled = name in ("title", "") and len(words) > _LEAST_TITLE and forms.ends_like_title(words)
        told = titled or (name in ("docno", "") and forms.DOCNO_RE.fullmatch(words))
        if told and not _is_printed_again(lines, i, words, found):
            yield part


def _is_printed_again(lines: Sequence[Line], i: int, words: str, found: Collection[int]) -> bool:
    """Whether words stand again below a line, on one line or a few, outside the page's own."""
    below = [line.tight for j, line in enumerate(lines[i + 1 : i + _LINES_TO_HEAD], i + 1) if j not in found]
    if forms.DOCNO_RE.fullmatch(words):
        return docno_key(words) in [docno_key(tight.strip("（）()")) for tight in below if tight[-1] in "号）)"]
    ends = range(1, _MOST_TITLE_LINES + 1)
    return any("".join(below[start : start + size]) == words for start in range(len(below)) for size in ends)
