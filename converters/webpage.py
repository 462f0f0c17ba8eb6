"""What the page of a website puts around a document: its record, buttons, ways to other pages.

Told by words that no document has, such as 索引号 and 打印本页; what could be a document's own, such as 来源：…, by
standing beside those. A title or 文号 that only the record prints is left to the document.
"""

import re
from collections.abc import Collection, Sequence

from converters import forms
from converters.lines import Line, together
from converters.text import without_blanks

_RECORD = (
    "(?:信息)?索引号?|(?:主题|组配|体裁|信息)分类|服务对象|公文种类|发[文布]机[关构]|公开(?:方式|类别|范围|时限|形式)|信息来源|"
    "(?:浏览|阅读|访问|点击)(?:次?数|量)|有效性|时效性|效力状态|内容概述"
)
_BESIDE = (
    "(?:文件|信息|公文)?(?:名称|标题)|标题|(?:发文字|文|文件编|统一编|登记)号|发[文布]单位|主题词|关键[词字]|"
    "(?:成文|生成|发文|发布|公布|生效|实施|施行|失效|废止|更新|公开)(?:日期|时间)|日期|时间|来源|稿源|作者|编辑|责任编辑|审核|字[体号]"
)
_RECORD_RE = re.compile(f"[•·]?(?:{_RECORD})(?P<value>[:：].*|)")
_BESIDE_RE = re.compile(f"[•·]?(?:{_BESIDE})[:：](?P<value>.*)")
_LABEL_RE = re.compile(f"(?:{_RECORD}|{_BESIDE})[:：]")
"""索引号：… of a page's record; 发布日期：… stands in others, too"""

_BUTTON = (
    "(?:我要)?(?:打印|关闭|收藏|保存|复制|纠错|分享)(?:本[页文]|窗口|页面|文章|此页|[到至])?|字[体号](?:大小)?|[大中小]号?|超大|默认|"
    "返回(?:顶部|首页|列表|上一?[页级层])|顶部|TOP|首页|(?:新浪|腾讯)?微[信博]|朋友圈|QQ(?:空间|好友)?|(?:文字|图片|手机|电脑)版|下载|"
    "语音播报|阅读模式|无障碍(?:浏览|阅读)?|网站地图|联系我们|关于我们|隐私声明|网站声明|相关(?:链接|阅读|文章|稿件)"
)
_BUTTONS_RE = re.compile(f"(?:[【〖\\[［(（]*(?:{_BUTTON})[】〗\\]］)）|/·•:：、]*)+|[【\\[]字[体号][:：]?")
_WAY_RE = re.compile(
    "(?:当前|所在|您(?:现在)?的|您(?:现在)?所在的?)位置[:：].*|[上下]一[篇页条][:：].*|(?:扫一扫|扫描|扫码|用?手机扫).{0,24}|"
    "(?:版权所有|网站标识码|[^，。；]{0,60}(?:ICP备|公网安备)).*"
)
_STAMP_RE = re.compile("[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[0-9]{1,2}:[0-9:]{2,5})?(?:来源[:：].{0,20})?")
"""2024-05-08 10:12 来源：本站"""

_SIGN_RE = re.compile("|".join(map(re.escape, (
    "索引号", "主题分类", "发布机构", "发文机关：", "【字体", "[字体", "字体：", "浏览次数", "浏览量", "阅读次数",
    "点击数", "访问量", "分享到", "打印本", "打印关闭", "关闭打印", "打印】", "关闭】", "关闭窗口", "扫一扫",
    "当前位置", "您的位置", "所在位置", "现在的位置", "上一篇", "ICP备", "网站标识码", "返回顶部",
))))  # fmt: skip
"""Without any of which a file is no copy of such pages"""

_LONGEST, _LINES_TO_HEAD, _MOST_TITLE_LINES, _LEAST_TITLE = 80, 24, 4, 6


def find_page(lines: Sequence[Line]) -> set[int]:
    """Places of the lines that belong to the page of a website and not to the document on it."""
    if not _SIGN_RE.search(together(lines)):
        return set()
    found = {i for i, line in enumerate(lines) if len(line.tight) <= _LONGEST and _is_of_page(line)}
    waiting = [*found]
    while waiting:
        i = waiting.pop()
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and j not in found and (_goes_with(lines, i, j) or _heads_page(lines, j, found)):
                found.add(j)
                waiting.append(j)
    return {i for i in found if not _tells_head(lines, i, found)}


def _is_of_page(line: Line) -> bool:
    """Whether a line can by itself only be of a page."""
    if line.cells:
        return _is_record(line) and any(map(_RECORD_RE.fullmatch, _labels(line)))
    tight = line.tight
    if _RECORD_RE.fullmatch(tight) or _WAY_RE.fullmatch(tight) or (len(tight) > 1 and _BUTTONS_RE.fullmatch(tight)):
        return True
    return _BESIDE_RE.match(tight) is not None and len(_LABEL_RE.findall(tight)) > 1


def _labels(line: Line) -> list[str]:
    """The cells of a row that can be labels, each before its value."""
    return [without_blanks(cell.s).rstrip(":：") + "：" for cell in line.cells[::2]]


def _is_record(line: Line) -> bool:
    """Whether a row of a table is one of labels and values: 索引号 | 3701/2024-33 | 发布机构 | 云州市财政局."""
    labels = [label for label in _labels(line) if label != "："]
    return bool(labels) and all(_RECORD_RE.fullmatch(label) or _BESIDE_RE.fullmatch(label) for label in labels)


def _goes_with(lines: Sequence[Line], i: int, j: int) -> bool:
    """Whether a line is of a page where the line beside it is: 发布日期：…, the value below its label."""
    line, tight = lines[j], lines[j].tight
    if line.cells or len(tight) > _LONGEST:
        return bool(line.cells) and _is_record(line)
    if _BESIDE_RE.fullmatch(tight) or _STAMP_RE.fullmatch(tight):
        return True
    label = _RECORD_RE.fullmatch(lines[i].tight) or _BESIDE_RE.fullmatch(lines[i].tight)
    bare = j > i and label is not None and label["value"] in ("", ":", "：")
    return bare and not forms.is_sentence(tight) and ("机" in lines[i].tight or not forms.ORGAN_RE.match(tight))


def _heads_page(lines: Sequence[Line], i: int, found: Collection[int]) -> bool:
    """Whether a line is the title that the page has above the document, which prints it again."""
    tight = lines[i].tight
    titled = len(tight) > _LEAST_TITLE and not lines[i].cells and forms.ends_like_title(tight)
    return titled and _is_printed_again(lines, i, tight, found)


def _tells_head(lines: Sequence[Line], i: int, found: Collection[int]) -> bool:
    """Whether a line of the record prints a title or a 文号 that the document below it does not."""
    label = _BESIDE_RE.fullmatch(lines[i].tight)
    words = label["value"] if label else lines[i].tight
    titled = len(words) > _LEAST_TITLE and not lines[i].cells and forms.ends_like_title(words)
    told = forms.DOCNO_RE.fullmatch(words) or titled
    return bool(told) and not _WAY_RE.fullmatch(lines[i].tight) and not _is_printed_again(lines, i, words, found)


def _is_printed_again(lines: Sequence[Line], i: int, words: str, found: Collection[int]) -> bool:
    """Whether words stand again below a line, on one line or a few, outside the page's own."""
    below = [line.tight for j, line in enumerate(lines[i + 1 : i + _LINES_TO_HEAD], i + 1) if j not in found]
    ends = range(1, _MOST_TITLE_LINES + 1)
    return any("".join(below[start : start + size]) == words for start in range(len(below)) for size in ends)
