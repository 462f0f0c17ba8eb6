"""The printed forms of a gazette, as patterns over lines without white space: how things look, not where they stand.

Sources: 党政机关公文处理工作条例 and GB/T 9704-2012 for 文号, 附件, 印发; 立法法 for 编 章 节 条 款 项 目.
"""

import re
from collections.abc import Sequence

from converters.printed.characters import BLANK, CLOSE, DASHES, HAN, OPEN, STOP_RE
from converters.printed.dates import DATE_PATTERN as _DATE
from converters.printed.dates import YEAR_PATTERN as _YEAR
from converters.printed.numerals import ARABIC, DIGIT, HAN_NUMERAL, LIST_NUMBER, NUMERAL, POINT, parse

DATE_RE = re.compile(_DATE)
"""2023年5月2日, 二○二三年五月二日"""

_ORGAN_END = (
    "办公厅|办公室|委员会|指挥部|管委会|联合会|领导小组|办事处|(?<![上下])局|厅|(?<![全内干外])部(?![分门署位队])|署|"
    f"[{HAN}]{{3}}委(?!员)|法院|检察院|中心|银行(?:[{HAN}]{{2,12}}(?:分行|支行|部))?|公司|集团|学会|协会|总工会|妇联|军分区|"
    "警备区|总队|支队|大队|调查队|(?<=[编侨外台制融贫访防改岸急])办(?![公理法事])"
)
ORGAN_PATTERN = (
    "(?:(?:中华人民共和国)?国务院(?:办公厅)?|"
    f"[{HAN}]{{1,30}}?(?:人(?:民政府(?:办公[厅室])?|大常委会|民代表大会第{HAN_NUMERAL}次会议(?:主席团)?)|(?<=[{HAN}]{{2}})(?:{_ORGAN_END})))"
)
ORGAN_RE = re.compile(ORGAN_PATTERN)
"""The name of an organ: what a signature looks like, and with what many a title begins"""

ORGAN_ENDS = "府厅室会部组处局署委院心行司团联区队办议"
"""How it ends: asked first, because the pattern tries every place"""
_LAST_OF_ORGAN = frozenset(ORGAN_ENDS)

_SIGNATORY = (
    f"[{HAN}]{{0,16}}(?:市长|省长|县长|区长|州长|主席|主任|局长|厅长|部长|总理|司令员|政治委员|院长|检察长|书记)"
    f"(?:[:：][{HAN}·]{{2,12}}|(?!职务)[{HAN}]{{2,4}}|[{HAN}]{{1,8}}·[{HAN}·]{{1,12}})"
)
SIGNATORY_RE = re.compile(_SIGNATORY)
"""云州市市长于海田: the person who signs an order"""

DATE_LINE_RE = re.compile(
    f"(?P<open>[（(])?{_DATE}(?(open)[）)])|(?:{_DATE}){{2,4}}|{_YEAR}年(?:{NUMERAL})?月日"
    f"|(?P<who>[{HAN}]{{2,60}}(?:人民政府|国务院|{_ORGAN_END})|{_SIGNATORY})(?P<date>{_DATE})"
)
"""The date under a signature, on a line of its own, or behind the name of the organ or person that signs; under several
organs side by side, of each its own; 2020年4月　日 where the day was never filled in."""

_DASH = f"[{DASHES}]{{1,2}}"
_IN_YEAR = f"{OPEN}(?:{_YEAR}|{DIGIT}{{2}}){CLOSE}"
DOCNO_PATTERN = (
    f"(?:[{HAN}]{{1,14}}{_IN_YEAR}[第综]?{NUMERAL}(?:{_DASH}{ARABIC})?|{_IN_YEAR}[{HAN}]{{1,11}}[字发函]第?{NUMERAL})号"
)
DOCNO_RE = re.compile(
    f"(?:[（(]{_DATE}[）)])?(?:发?文(?:件)?(?:字|编)?号[:：]?|[{HAN}]{{2,24}}文件)?(?P<open>{OPEN})?(?:{_DATE})?"
    f"(?P<docno>{DOCNO_PATTERN}|[{HAN}]{{1,2}}(?:(?<!政)府|政)令第{NUMERAL}号)"
    f"(?:(?:[、，,]?{_DATE})(?(open){CLOSE})|(?(open){CLOSE}?)(?:[、，,]?{OPEN}?{DOCNO_PATTERN}{CLOSE}?){{0,4}})"
)
"""济政发〔2019〕19号, 济政发[2019]19号, 济政发（2019）第19号, 济政发〔2019〕19-1号, 云政〔1999〕综12号, in some years
济政发（84）12号 or （84）济政字第12号, of orders 济府令第98号; in brackets
of its own, behind its day (there, too), a label or the letterhead, before its day, or with the 文号 that the other
issuers of a joint document give it"""

DOCNO_CUT_RE = re.compile(rf"[{HAN}]{{2,14}}[〔\[［【]{_YEAR}[〕\]］】]第?{DIGIT}{{1,4}}")
"""济政发〔2019〕19, the last character lost"""

_TITLE_END = (
    "通知|意见|决定书?|办法|通告|公告|布告|通报|规定|规则|细则|条例|方案|规划|计划|纲要|措施|政策|批复|函|名单|报告|命令|令|决议|"
    "标准|制度|要点|指南|章程|预案|清单|目录|名录|汇编|机制|表|纪要|大事记|讲话|解读|人员|指标|公报|简报|说明|答复|职务|指引|规范|问答|"
    "(?<=的)请示|(?<=的)议案"
)

DOCNO_TAIL_RE = re.compile(
    rf"(?P<title>.+(?:{_TITLE_END})(?:（[^（）]{{1,20}}）)?)(?P<docno>{OPEN}?{DOCNO_PATTERN}{CLOSE}?)"
)
"""A title with its 文号 run on behind it: …的实施意见济政办字〔2019〕67号"""

DOCNO_LEAD_RE = re.compile(rf"(?P<docno>{OPEN}?(?![{HAN}]{{1,12}}关于){DOCNO_PATTERN}{CLOSE}?)(?P<title>.+)")
"""A title with its 文号 before it: 云政发〔2019〕5号云州市人民政府关于…的通知"""

_ISSUING = (
    f"[{HAN}]{{2,30}}?(?:政府|人民代表大会|委员会|常委会|管委会|部|局|厅|署|委|院|银行|主席|办公室|军分区|警备区)"
)

_ORDERS = "(?:令|[公通布]告)"

ORDER_RE = re.compile(f"{_ISSUING}{_ORDERS}")
"""The head of an order, or of an announcement that is numbered as orders are: 云州市人民政府令"""

_SERIAL = f"(?:{_YEAR}年?)?第{NUMERAL}号"

_TERM = f"(?:[{HAN}]{{1,4}}届)?"
"""第九届 or 九届, where numbers begin anew with each"""

_OF_YEAR = f"{OPEN}(?:{_YEAR}|[{HAN}]{{1,4}}届){CLOSE}第?{NUMERAL}"

ORDER_NUMBER_RE = re.compile(f"{OPEN}?{_TERM}{_SERIAL}{CLOSE}?|{_OF_YEAR}[号次期]")
"""The number under it: 第277号, （第十二号）, 2019年第6号, 〔2012〕第2号, of minutes 〔2020〕第18次"""

ORDER_LINE_RE = re.compile(f"[（(]?{_ISSUING}{_ORDERS}(?P<number>{OPEN}?{_TERM}{_SERIAL}{CLOSE}?|{_OF_YEAR}号)")
"""Head and number on one line: 云州市人民政府令第27号, 云州市人民代表大会公告〔2023〕第5号"""

ORDER_UNDER_RE = re.compile(
    f"[（(](?:{_DATE})?(?P<docno>{_ISSUING}{_ORDERS}(?:{_TERM}{_SERIAL}|{_OF_YEAR}号))(?:{_DATE})?[）)]"
)
"""The same in brackets under the title of what was promulgated: （云州市人民政府令第27号）, with its day or without"""

SERIES_RE = re.compile(f"(?:{_ORDERS}|纪要|简报)(?:（[^（）]{{1,20}}）)?$")
"""How titles end under which such a number may stand alone, without the code of an organ"""

LETTERHEAD_RE = re.compile(f"[{HAN}]{{2,30}}(?:政府|委员会|部|局|厅|委|院|办公室)文件")
"""云州市人民政府文件 over a document: the head of the paper that it was written on"""

_REGISTERED = "(?:规范性文件)?(?:统一)?(?:备案|登记|制定|审查|文件){0,2}(?:统一)?(?:编)?号"
FILING_RE = re.compile(
    f"{OPEN}?(?:{_REGISTERED}[:：]?)?"
    f"(?P<number>[A-ZＡ-Ｚ]{{2,8}}{DIGIT}{{0,3}}{_DASH}{DIGIT}{{4}}{_DASH}{DIGIT}{{1,9}}|[A-Z]{{2}}[0-9]{{2}}20[0-9]{{6}}"
    f"|(?<=[:：])[A-Z]{{2,8}}(?:19|20)[0-9]{{2}}{_DASH}[0-9]{{3,9}}){CLOSE}?"
)
"""备案号 of a normative document: JNCR-2019-0010006, 登记号：ZJBC02—2020—0003, in full width too; GZ0320200038; behind
a label, ZJGF2024-0012 as well"""

PRINTED_RE = re.compile(f"[（(]?(?P<who>[{HAN}]{{0,24}}?)(?P<date>{_DATE})印发[）)]?")
"""（2019年12月27日印发）"""

NOTE_RE = re.compile(
    "[（(]?(?:编者)?注[:：].*|(?:主题词|抄送|抄报|分送|报送|发送|签发人)[:：].+|主办[:：].+督办[:：].+|"
    f"[（(]共印{ARABIC}份[）)]"
)
"""注：本文附件详见某某市人民政府网站; what stands around the line of printing: 主题词：…, 主办：…　督办：…, 抄送：…,
（共印150份）; beside the 文号: 签发人：…"""

PUBLIC_RE = re.compile("（(?:此件|本文)[^（）]{2,20}）|（[^（）]{0,8}公开[^（）]{0,8}）|（此页无正文）")
"""（此件公开发布）: stands between the signature and what is enclosed"""

ENCLOSING_RE = re.compile("(?:印发|转发|公布|发布|批转)[《〈「]?(?P<title>.+?)[》〉」]?的(?:通知|通告|公告|决定)$")
"""The title of a document that prints another: …关于印发云州市绿道管理办法的通知"""

OCCASION_RE = re.compile(f"（[^（）]*{_DATE}[^（）]*）")
"""（2023年1月10日在云州市第十届人民代表大会第五次会议上）: under a title, when its text was given or passed"""

_ASIDE = "(?:[^（）]|（[^（）]*）)"
PASSED_RE = re.compile(
    f"（{_ASIDE}{{0,1999}}?{_DATE}{_ASIDE}{{0,99}}?(?:通过|批准|公布|发布|颁布|修正|修订|施行|审议(?=）)){_ASIDE}*）"
)
"""（2020年12月25日…常务委员会第三十次会议通过　根据…第一次修正）: where a law comes from, on lines under its title"""

ADOPTED_RE = re.compile(f"{_DATE}[^（）]*通过")
"""2024年3月1日云州市人民政府第12次常务会议通过"""

COUNTED = f"[（(]第{NUMERAL}号[）)]"
"""（第一号）: which of several 公报, behind their title"""

NOTE_MARK = rf"[\[〔［]{DIGIT}{{1,2}}[\]〕］](?=(?:{COUNTED})?$)"
NOTE_MARK_RE = re.compile(NOTE_MARK)
"""[1] behind the title of a 统计公报, or before its （第一号）: the mark of a note"""

_BRANCH = f"(?:{_DASH}{ARABIC})?"
ANNEX_RE = re.compile(f"[（［【]?附[件录表]?（?(?P<number>{NUMERAL}{_BRANCH})?）?[］】]?[:：]?")
"""The label over an annex: 附件, 附件2, 附件3-1, 附件（一）, 附：, （附件）"""

ANNEX_TITLED_RE = re.compile(
    f"(?P<label>附[{BLANK}]*[件表录]?[{BLANK}]*(?:（?{NUMERAL}{_BRANCH}）?[{BLANK}]*)?"
    f"(?:[:：]|(?<=[^件表录附{BLANK}])(?:[.．](?![0-9])|[{BLANK}]+)|(?<=附件)[{BLANK}]+(?=[{HAN}《“])))"
    f"[{BLANK}]*(?P<title>[^{BLANK}].{{1,80}})"
)
"""Label and title on one line, as it is set: 附件2：名单, 附件1　管理办法, 附件1.申请表, 附件　名单"""

ANNEX_LIST_RE = re.compile("附[件表]?[:：].+")
"""The list of annexes under a text: 附件：1. …"""

PART_RE = re.compile(f"(?P<number>第(?P<n>{HAN_NUMERAL})[编篇])(?P<rest>.*)")
CHAPTER_RE = re.compile(f"(?P<number>第(?P<n>{NUMERAL})章)(?P<rest>.*)")
SECTION_RE = re.compile(f"(?P<number>第(?P<n>{NUMERAL})节)(?P<rest>.*)")
ARTICLE_RE = re.compile(
    f"(?P<number>第(?P<n>{NUMERAL})条(?:之(?P<branch>{HAN_NUMERAL}))?"
    f"(?:[至到{DASHES}]第(?P<last>{NUMERAL})条)?)(?P<rest>.*)"
)
"""第一条 …, 第十二条之一 …, 第五条至第七条 删除"""

ARTICLE_STOPS = ("、", "：")
"""What some texts set behind the number of an article: 第一条、为了…, 第一条：为了…"""

CAPTION_RE = re.compile(f"[（【〔［\\[](?!删[除去]|废止|略)(?!{HAN_NUMERAL}）)[{HAN}、，]{{2,24}}[）】〕］\\]]")
"""第一条（目的和依据）, 第一条【目的和依据】: what an article is about, between its number and its text"""

BARE_CAPTION_RE = re.compile(f"(?!删[除去]|废止|略|.*(?:应当|必须|[下所]列|如下|自.+起))[{HAN}、]{{2,12}}")
"""第一条　目的和依据 on a line of its own: the same without brackets"""

_PARTS = (
    "原则|职责|分工|目标|任务|要求|程序|步骤|流程|内容|范围|对象|条件|标准|方式|措施|依据|目的|响应|思路|思想|事项|情形"
)
PART_NAMED_RE = re.compile(f"(?:{LIST_NUMBER}|第{NUMERAL}条)[{HAN}、]{{0,10}}(?:{_PARTS})")
"""（二）成员单位职责, 第六条办理程序: a heading that names a part of the text, and is whole as it is"""
PART_NAMED_ENDS = frozenset(name[-1] for name in _PARTS.split("|"))
"""How it ends."""

_YEARS = f"(?:[1１][9９]|[2２][0０]){DIGIT}{{2}}年"

WHOLE_WORDS = ("参与", "普及", "惠及", "行为", "作为", "祥和", "缓和")
"""What ends as words do that a break cut off, 本办法和, and is whole: 社会参与 is a heading"""

LEVEL_RES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(f"(?P<number>(?P<n>{HAN_NUMERAL})[、．.，,])(?P<rest>.*)")),
    (2, re.compile(rf"(?P<number>[（(〔［\[【〈]?(?P<n>{HAN_NUMERAL})[）)〕］\]】〉])[、.．]?(?P<rest>.*)")),
    (3, re.compile(f"(?P<number>(?P<n>{DIGIT}{{1,3}})(?:{POINT}|，))(?:(?!{DIGIT})|(?={_YEARS}))(?P<rest>.*)")),
    (4, re.compile(f"(?P<number>(?:[（(]|(?!{DIGIT}{{3}}|0))(?P<n>{ARABIC})[）)])[、.．]?(?P<rest>.*)")),
)
"""一、 or 一． （一）, 〔一〕 or 一） 1. or 1· （1） or 1）; a decimal such as 4.9% is no list number, 1.2024年
has one. Of 一， and 1， their order has to tell."""

GLUED_RE = re.compile(f"(?P<number>(?P<n>{DIGIT}{{1,2}})[.．])(?P<rest>{DIGIT}+(?![.．0-9０-９%％]).*)")
"""2.11日至20日…: a list number straight before a figure, which its place in the list has to tell from a decimal"""

STARS = "★☆◆◇◎●○■□▲△※·•"

COLUMN_RE = re.compile(
    rf"[【〖〔\[［{STARS}]{{1,3}}(?!(?:第|PAGE|[Pp]age)?{DIGIT}{{1,4}}页?[·•〕】〗\]］])(?P<name>[^【】〖〗〔〕\[\]［］{STARS}]{{2,30}})[】〗〕\]］{STARS}]{{1,3}}"
)
"""【市政府文件】, ★人事任免★, ·大事记·, [政府规章]: the name of a column of the gazette; ·12·, [第12页] are pages"""

COLUMN_MARKS = f"【〖〔[［{STARS}"
"""How it begins."""

APPOINTS = "(?:任命|免去|聘任|解聘)"
_NAMED = f"[{HAN}]{{2,4}}(?:（[^（）]{{1,12}}）)?"
APPOINTED = f"{APPOINTS}?{_NAMED}(?:、{_NAMED}){{0,9}}(?:等?同志)?"
"""任命于某, 范某（女）、李某等同志: who is appointed or dismissed, with the verb"""

APPOINTMENT_RE = re.compile(
    f"(?:决定)?{APPOINTED}(?:为|任|兼任|的|(?<=同志))[{HAN}（）0-9、]{{3,60}}(?:[长员任师事书官]|干部|职务)(?:（[^（）]*）)?"
    "(?:，[^；。]{2,40})?(?:[；。]|$)|"
    f"(?:免去|解聘)[{HAN}（）、]{{4,60}}职务(?:（[^（）]*）)?(?:，[^；。]{{2,40}})?(?:[；。]|$)"
)
"""于某为市某局副局长；, 免去范某的某委副主任职务；: a person and a post on one line"""

SEAL_RE = re.compile("（(?:印章?|盖?章|公章)）$")
"""云州市人民政府（印章）: the seal, told in words"""

COMPANY_RE = re.compile(f"[{HAN}（）]*(?:公司|集团|医院|学校|大学|学院|研究院|研究所)")
"""A name that stands in lists, and signs no document of a government"""

SALUTATION_RE = re.compile(
    f"(?:各位|同志们|尊敬的|主任)[{HAN}、，]{{0,24}}[：:！!]|[{HAN}]{{0,8}}(?:人大常委会|人民代表大会常务委员会)[：:]"
)
"""各位代表：, 市人大常委会："""

OPENS_TEXT = "(?:为|根据|按照|依照|依据|遵照|鉴于|近|现|经(?!济|开|营))"
"""The words that open a text, below its title and whom it is addressed to; 经开区 is one of these"""

CITING = ("按照", "依照", "根据", "依据", "参照", "遵照", "违反", "适用", "符合")
"""How words break off where what is cited is due: 违反 over 第十二条, 按照 over 4.1"""

ADDRESSEE_RE = re.compile(
    f"(?!{OPENS_TEXT})[{HAN}（）、，]*"
    "(?:政府|单位|部门|委员会|办公[厅室]|[局厅委办院区县校]|公司|机构|集团|企业|中心|[银分支]行|[协工商]会|联合会)(?:（[^（）]{1,12}）)?[：:]"
)
"""Whom a document without a 文号 can be addressed to: 各有关单位："""

_TITLE_TAIL_RE = re.compile(f"(?:{_TITLE_END})(?:（[^（）]{{1,20}}）)?$")
SENTENCE_END_RE = re.compile("[。！？][”’）》]*$")
"""The end of a sentence, closing quotes and brackets included"""


_BRACKET_AFTER_STOP_RE = re.compile("。（[^（）]*(?:（[^（）]*）[^（）]*)*）$")


def ends_sentence(tight: str) -> bool:
    """Whether the words end a sentence; an attribution behind the full stop, …。（市科技局负责）, ends it too."""
    last = tight[-1:]
    if last not in _CLOSING:
        return last in _STOPS
    return bool(
        SENTENCE_END_RE.search(tight[-8:]) or (tight.endswith("）") and _BRACKET_AFTER_STOP_RE.search(tight[-400:]))
    )


_STOPS, _CLOSING = frozenset("。！？"), frozenset("”’）》")


def ends_like_title(tight: str) -> bool:
    """Whether the words end as titles do."""
    return bool(_TITLE_TAIL_RE.search(tight))


def is_sentence(tight: str) -> bool:
    """Whether the words are running text: they end like a sentence or hold a full stop."""
    return "。" in tight or tight.endswith(("；", "，", "：", "！", "？"))


def article_of(tight: str) -> int:
    """The number of the article that a line begins; 0 where it begins none, or its number cannot be read."""
    match = ARTICLE_RE.fullmatch(tight)
    return parse(match["n"]) if match else 0


def names_document(tight: str) -> bool:
    """Whether words are the title of a document and its 文号 in brackets.

    >>> [names_document(f"{words}（云政发〔2003〕20号）") for words in ("关于绿道的意见", "为了管理，根据绿道意见")]
    [True, False]
    """
    match = DOCNO_TAIL_RE.fullmatch(tight) if tight[-2:-1] == "号" else None
    return match is not None and match["docno"][0] in "（(" and not STOP_RE.search(match["title"])


def names_gazette(tight: str) -> bool:
    """Whether words name a gazette."""
    return "公报" in tight or "政报" in tight


def is_organ(words: str) -> bool:
    """Whether words name an organ and nothing else."""
    return words[-1:] in _LAST_OF_ORGAN and ORGAN_RE.fullmatch(words) is not None


def organs(words: Sequence[str]) -> list[str]:
    """The organs that words on a line name: each by itself, or all together one, whose characters OCR spread.

    >>> organs(["云州市财政局", "云州市民政局"]), organs(["云", "州市人", "民政府"]), organs(["市长", "范里"])
    (['云州市财政局', '云州市民政局'], ['云州市人民政府'], [])
    """
    named = [word for word in words if is_organ(word)]
    whole = "".join(words)
    return [whole] if len(named) < len(words) and is_organ(whole) else named
