"""The fields of a document, read off its blocks: title, 文号, kind, issuers, dates, what it encloses."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from converters.issue.entries import Entry
from converters.issue.frame import Frame
from converters.model import Block, Document, DocumentKind, Enclosed, Kind
from converters.printed import forms
from converters.printed.bylines import organs_of
from converters.printed.characters import CLOSING, DASHES, HAN, OPENING, without_blanks
from converters.printed.dates import read_date
from converters.printed.docnos import docno_key
from converters.printed.histories import find_published
from converters.printed.numerals import ARABIC, HALF_WIDTH, HAN_NUMERAL, NUMERAL

_RULES = "(?:办法|规定|条例|规则|细则|制度)(?:（[^（）]*）)?"
"""How texts end that tell how persons are appointed, and appoint none"""

_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.ORDER, re.compile("令$")),
    (DocumentKind.REPORT, re.compile("报告(?:（[^（）]{0,4}(?:摘[要登]|节选|书面)）)?$")),
    (DocumentKind.APPOINTMENT, re.compile(f"^(?!.*{_RULES}$).*(?:任命|任免|免职|聘任|任职|免去|职务的|聘用)")),
    (
        DocumentKind.COMMENDATION,
        re.compile(
            "(?:表扬|表彰|奖励|嘉奖|记(?:集体|个人)?[一二三大]?等?功|通报表|授予|获奖|命名.*(?:先进|模范|文明|卫生)).*(?:通报|决定|通知)$"
            "|(?:(?:公布|颁[发授]).*奖|激励)的(?:通报|决定)$"
        ),
    ),
    (DocumentKind.ANNOUNCEMENT, re.compile("(?:通告|公告|布告)$")),
    (DocumentKind.OPINION, re.compile("(?<!征求)意见(?:（[^（）]*）)?$")),
    (DocumentKind.NOTICE, re.compile("通知$")),
)
"""The kind is read off the title; the first that matches."""

_DASHES_RE = re.compile(f"[{DASHES}]+")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF3B)}
"""Full-width digits and capitals → those of ASCII"""

_BRACKETS = OPENING + CLOSING


def read_fields(
    blocks: Sequence[Block], file: str, lines: tuple[int, int], entry: Entry | None, frame: Frame
) -> Document:
    """The document that blocks make; `lines` are its first and last in the raw file, `entry` its line in the contents.

    What the blocks say of other documents and of its validity is not read here; what they leave out, the record of a
    website may tell.
    """
    told = [b for b in blocks if b.level is None and b.style != "paragraph"]  # articles and items tell no fields
    title = forms.NOTE_MARK_RE.sub("", next(b.text for b in told if b.kind is Kind.TITLE))
    kind = _kind(title)
    record = frame.record(*lines)
    issuers = _issuers(title, kind, blocks) or record.issuers or _made_by(title, blocks)
    number = next((b.text for b in told if b.kind is Kind.DOCNO), None)
    if number is None and forms.DOCNO_RE.fullmatch(title.replace(" ", "")):  # a copy that has lost its title
        number = title.replace(" ", "")
    docno = _docno(number.translate(HALF_WIDTH), title, issuers) if number else _numbered_order(title)
    if kind is DocumentKind.OTHER and docno and (order := _ORDER_RE.fullmatch(docno)):
        kind, issuers = DocumentKind.ORDER, issuers or ((order["organ"],) if order["organ"] else ())
    filing = next((forms.FILING_RE.fullmatch(without_blanks(b.text)) for b in told if b.kind is Kind.FILING_NO), None)
    filing_no = filing["number"] if filing else record.filing_no
    addressees = (b for b in told if b.kind is Kind.ADDRESSEE)
    addressee = next((b.text for b in addressees if b.style is None or (docno and _ORGAN_RE.search(b.text))), None)
    signed, delivered = _dates(told, title)
    printing = next((m for b in told if b.kind is Kind.PRINTED and (m := forms.PRINTED_RE.fullmatch(b.text))), None)
    return Document(
        id=_id(docno, title, signed or delivered or record.signed, lines[0]),
        title=title, docno=docno, kind=kind,
        filing_no=_DASHES_RE.sub("-", filing_no).translate(_NARROW) if filing_no else None,
        issuers=issuers, addressees=addressee.rstrip("：:") if addressee else None,
        signed=signed or record.signed, printed=read_date(printing["date"]) if printing else record.printed,
        effective=record.effective, expires=None,
        column=(entry.column if entry else None) or frame.column(*lines), page=entry.page if entry else None,
        source=file, lines=lines, blocks=tuple(blocks),
        enclosed=tuple(_enclosed(blocks)), annexes=tuple(_annexes(blocks)),
    )  # fmt: skip


_ORDER_RE = re.compile(f"(?:(?P<organ>{forms.ORGAN_PATTERN})|[{HAN}]{{1,2}}[府政])令.+号")
"""云州市人民政府令第40号, under the title of what it promulgates"""

_ORGAN_RE = re.compile("委员会[：:]$|常委会[：:]$")
"""市人大常委会：, which a motion with a 文号 is addressed to, while a report that is given salutes it"""

_UNENCLOSED = (DocumentKind.APPOINTMENT, DocumentKind.COMMENDATION)
"""What a document is not because of the words of the text that it prints: 印发…奖励办法的通知"""


def _kind(title: str) -> DocumentKind:
    bare = re.sub("《[^《》]*(?:〈[^〈〉]*〉)?[^《》]*》", "", title) or title
    enclosing = (match := forms.ENCLOSING_RE.search(title)) and not match["title"].endswith("奖")
    for kind, pattern in _KINDS:
        if pattern.search(bare) and not (enclosing and kind in _UNENCLOSED):
            return kind
    return DocumentKind.OTHER


def _docno(number: str, title: str, issuers: Sequence[str]) -> str:
    """The 文号 in its normal form; of an order, and of what is numbered as orders are, with the head that it has.

    第277号 under 云州市人民政府令 is 云州市人民政府令第277号; 2019年第6号 under …局关于…的公告 is …局公告2019年第6号.
    """
    if match := forms.DOCNO_RE.fullmatch(number):
        return docno_key(match["docno"])
    if forms.DOCNO_CUT_RE.fullmatch(number):
        return docno_key(f"{number}号")
    if match := forms.ORDER_UNDER_RE.fullmatch(number):
        return docno_key(match["docno"])
    if forms.ORDER_LINE_RE.fullmatch(without_blanks(number).strip(_BRACKETS)):
        return number.strip(_BRACKETS)
    serial = number.strip(_BRACKETS) if forms.ORDER_NUMBER_RE.fullmatch(number) else number
    head = title.replace(" ", "")
    if forms.ORDER_RE.fullmatch(head) and serial[0] != "第" and "年" not in serial:
        return docno_key(head + (serial if number[-1] in CLOSING else number))
    if forms.ORDER_RE.fullmatch(head) or (head[-1] == "令" and serial[0] == "第"):  # 森林防火令, too
        return head + serial
    series = forms.SERIES_RE.search(title)
    if series and "年" in serial:
        return f"{''.join(issuers[:1])}{series[0]}{serial}"
    return docno_key(number)


def _numbered_order(title: str) -> str | None:
    """The number of an order that its own name holds: 云州市人民政府第35号令 is 云州市人民政府令第35号."""
    match = _WITH_NUMBER_RE.fullmatch(title.replace(" ", "").translate(HALF_WIDTH))
    return f"{match['organ']}令{match['number']}" if match else None


_WITH_NUMBER_RE = re.compile(f"(?P<organ>{forms.ORGAN_PATTERN})(?P<number>第{NUMERAL}号)令")


def _dates(blocks: Sequence[Block], title: str) -> tuple[str | None, str | None]:
    """The day of signature, and the day on which a report was given or a law passed (under the title).

    A day in brackets under the title is that of signature where the document has a 文号, names its issuer or lists who
    is appointed, as gazettes print it that leave the signature out; else it tells when a speech was given. A decision
    without signature is dated there, too, by the day on which a meeting passed it (党政机关公文处理工作条例 9 (10)).
    """
    days = [b for b in blocks if b.kind in (Kind.DATE, Kind.DOCNO) and forms.DATE_RE.search(b.text)]
    issued = _byline(blocks) or _LISTED_RE.search(title) or (_titled(title) and not title.endswith("报告"))
    numbered = any(b.kind is Kind.DOCNO for b in blocks) or bool(issued)
    own = {id(b) for b in takewhile(lambda b: b.style != "enclosed", blocks)}
    bare = [b for b in days if b.text[0] not in _BRACKETS]
    if numbered and not (bare and id(bare[0]) in own):  # what it prints may be signed, too
        bare = [b for b in days if id(b) in own] or bare or days
    if not bare and _DECIDED_RE.search(title):
        bare = [b for b in blocks if b.style == "subtitle" and forms.ADOPTED_RE.search(b.text)]
    under = (b for b in blocks if id(b) in own and b.style == "speaker" and organs_of(b.text))
    signed = next((day for b in (*bare, *under) if (day := read_date(b.text))), None)
    told = [b for b in blocks if b.style == "subtitle"] + [b for b in days if b.text[0] in _BRACKETS]
    delivered = next((read_date(m[0]) for b in told if (m := forms.DATE_RE.search(b.text))), None)
    return signed, delivered


_LISTED_RE = re.compile("任.*名单$")
_DECIDED_RE = re.compile("(?:决定|决议|任[免命]职?(?:人员)?名单|会议[议日]程)(?:（[^（）]*）)?$")


# ---- who issues ----


_SPEAKER_RE = re.compile(f"([{HAN}]{{1,14}}?[市省县区州盟旗])代?[市省县区州盟旗]长")
_OTHER_SPEAKER_RE = re.compile(
    f"(?:(?P<place>[{HAN}]{{2,14}}?[市省县区州盟旗])|[市省县区州盟旗])"
    f"(?P<organ>(?:人大|人民代表大会)(?:[{HAN}]*委员会|常委会)?|(?:高级|中级)?人民法院|人民检察院)"
)
"""市人大法制委员会副主任委员江宁, 云州市中级人民法院院长陶毅: who gives no report of a government"""
_SESSION_RE = re.compile(f"在([{HAN}]{{1,14}}?[市省县区州盟旗])第")


def _issuers(title: str, kind: DocumentKind, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Who issues: the organs in the signature, or before 关于 in the title.

    A report that names none in its title is issued by the government of the place of its speaker, or by the assembly,
    its committee or the court for which he speaks.
    """
    titled = _titled(title)
    if kind is DocumentKind.REPORT and not titled:
        speaker = next((b.text.replace(" ", "") for b in blocks if b.style == "speaker"), "")
        session = next((b.text for b in blocks if b.style == "subtitle"), "")
        place = _SPEAKER_RE.match(speaker) or _SESSION_RE.search(session)
        if other := _OTHER_SPEAKER_RE.match(speaker):
            seat = other["place"] or (place[1] if place else "")
            return (seat + other["organ"],) if seat else ()
        if place:
            return (f"{place[1]}人民政府",)
    signed = []
    for b in blocks:
        if b.kind is Kind.SIGNATURE:
            signed += forms.organs(forms.SEAL_RE.sub("", b.text).split())
        elif (signed and b.kind is not Kind.DATE) or b.style == "enclosed":
            break
    if signed and title.replace(" ", "").startswith("".join(signed)):  # as nearly always
        return tuple(signed)
    cut = len(titled) > len(signed) and all(any(whole.endswith(name) for whole in titled) for name in signed)  # 运输局
    if not signed or cut or all(name[0] in _OF_HERE for name in signed):
        signed = [_placed(organ, title) for organ in _byline(blocks)] or [*titled] or signed
    return tuple(signed)


_OF_HERE = "省市县区州盟旗"
"""With which a signature begins that leaves the place out: 市政府办公室, whose full name the title has"""


def _titled(title: str) -> tuple[str, ...]:
    """The organs that a title names before what it is about."""
    if forms.ORDER_RE.fullmatch(title.replace(" ", "")):
        return tuple(forms.SERIES_RE.sub("", title).split(" "))
    if session := _SESSION_TITLE_RE.match(title):
        return (session["place"] + session["organ"],)
    before, *about = _ABOUT_RE.split(re.sub("《[^《》]*》", "", title), maxsplit=1)
    told = about or before[-1:] == "令"  # 云州市人民政府森林防火令
    organs = _TITLED_RE.finditer(before) if told else ()
    return tuple(match[0] for match in organs)


_ABOUT_RE = re.compile("关于|印发|转发|公布|任命|任免|批转|发布|会议纪要|工作报告$")
"""What stands behind those who issue"""

_PARTY_OFFICE = "(?:办公[厅室]|(?:组织|宣传|统战|社会工作)部)"
_PARTY_ORGAN = f"中共[{HAN}]{{2,12}}?委(?:员会)?(?:机构编制委员会|[{HAN}]{{2,10}}领导小组)?{_PARTY_OFFICE}"
"""中共云州市委机构编制委员会办公室: one organ, and not 中共云州市委 beside another"""

_COMMITTEE = (
    f"[{HAN}]{{2,14}}?人(?:大常委会|民代表大会常务委员会)(?:(?![省市县区州盟旗])[{HAN}]){{2,12}}?(?:委员会|研究室)"
)
"""云州市人民代表大会常务委员会法制工作委员会: one organ, too"""

_TITLED_RE = re.compile(f"{_PARTY_ORGAN}|{_COMMITTEE}|{forms.ORGAN_PATTERN}(?=$|[^局厅委会])")


# ---- assemblies ----


_ASSEMBLY = f"(?P<place>[{HAN}]{{1,12}}?)(?:第?{NUMERAL}届)?(?P<organ>人民代表大会(?:常务委员会)?|人大常委会)"
_SESSION_TITLE_RE = re.compile(
    f"{_ASSEMBLY}第{HAN_NUMERAL}次会议[^，。]{{0,8}}(?:议程|日程|名单|纪要)(?:（[^（）]*）)?$"
)
"""云州市第九届人民代表大会常务委员会第三十次会议议程"""

_PASSED_BY_RE = re.compile(
    f"（?{forms.DATE_RE.pattern}(?:{_ASSEMBLY}第{NUMERAL}次(?:主任)?会议[^，。；（）]{{0,4}}?通过|(?P<government>[{HAN}]{{2,14}}?人民政府|国务院)第{NUMERAL}次[{HAN}]{{0,6}}会议[{HAN}]{{0,4}}?通过)"
)
"""（2020年12月25日云州市第九届人民代表大会常务委员会第三十次会议通过"""


def _made_by(title: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Who made a law that is printed without the order that publishes it, as its history tells, under its title."""
    history = next((b.text for b in blocks if b.style == "subtitle"), "")
    if told := _PASSED_BY_RE.match(history):
        return (_placed(told["government"] or told["place"] + told["organ"], title),)
    published = find_published(history)
    return (_placed(published.organ, title),) if published and published.organ else ()


def _placed(organ: str, title: str) -> str:
    """An organ with its place, which a title has that begins with it: 市人民政府 of 云州市绿道管理办法."""
    level = next((level for level in _SEATS if organ.startswith(level)), None)
    seat = re.match(f"[{HAN}]{{1,10}}?(?={level})", title) if level else None
    return (seat[0] if seat else "") + organ


_SEATS = ("自治区", "自治州", "自治县", *_OF_HERE)


def _byline(blocks: Sequence[Block]) -> list[str]:
    """The organs that stand under the title of the document itself, as in a 统计公报."""
    head = takewhile(lambda b: b.style != "enclosed", blocks)
    return [organ for b in head if b.style == "speaker" for organ in organs_of(b.text)]


# ---- the address ----


def _id(docno: str | None, title: str, day: str | None, line: int) -> str:
    """济政发〔2019〕19号 → jizhengfa/2019/19; without a 文号 the title and the day."""
    if docno and (match := re.fullmatch("(.*)〔([0-9]{2,4})〕(综?)([0-9]+(?:-[0-9]+)?)号", docno)):
        return f"{slug(match[1] or title)}/{match[2]}/{slug(match[3])}{match[4]}"
    if docno and (match := re.fullmatch("〔([0-9]{2,4})〕([^0-9]+)([0-9]+)号", docno)):
        return f"{slug(match[2])}/{match[1]}/{match[3]}"
    if docno and (match := re.fullmatch("(.+)([0-9]{4})年第(.+)号", docno)):
        return f"{slug(match[1])}/{match[2]}/{slug(match[3])}"
    if docno and (match := re.fullmatch("(.+)第([0-9]+|.+)号", docno)):
        return f"{slug(match[1])}/{slug(match[2])}"
    return f"{slug(title) or 'document'}/{day or f'line-{line}'}"


@lru_cache(maxsize=4096)  # the codes of organs are few, and finding their pinyin is a third of reading the fields
def slug(words: str) -> str:
    """Pinyin without tones, letters and digits only, as addresses have it.

    >>> slug("济政发"), slug("政府工作报告")
    ('jizhengfa', 'zhengfugongzuobaogao')
    """
    from pypinyin import lazy_pinyin  # its dictionaries take a third of the start of a run that reads nothing

    syllables = "".join(lazy_pinyin(words, errors=lambda chars: chars.lower()))
    return re.sub("[^a-z0-9]", "", syllables.replace("ü", "v"))[:_LONGEST_SLUG]


_LONGEST_SLUG = 200


# ---- what a document holds ----


def _enclosed(blocks: Sequence[Block]) -> Iterator[Enclosed]:
    starts = [i for i, b in enumerate(blocks) if b.style == "enclosed"]
    for start, after in zip(starts, [*starts[1:], len(blocks)], strict=False):
        inside = list(takewhile(lambda b: b.kind not in _BEHIND_TEXT, blocks[start:after]))
        levels = [b.level for b in inside]
        span = (inside[0].lines[0], inside[-1].lines[1])
        yield Enclosed(inside[0].text, span, levels.count("chapter"), levels.count("article"))


_BEHIND_TEXT = frozenset((Kind.ANNEX, Kind.PRINTED, Kind.NOTE))


_ANNEX_LABEL_RE = re.compile(f"^附[件表录]?{NUMERAL}?[：:]?")
_ANNEX_NUMBER_RE = re.compile(f"^(?:{ARABIC}[.．、]|{HAN_NUMERAL}、)|[.](?:docx?|xlsx?|pdf|wps|ofd|zip|rar)$")
"""1. 名单.doc: what a list prints beside a title"""


def _annexes(blocks: Sequence[Block]) -> Iterator[str]:
    """Titles of the annexes: as printed over them, and those that are only announced."""
    listed = [_ANNEX_NUMBER_RE.sub("", _ANNEX_LABEL_RE.sub("", b.text)) for b in blocks if b.style == "annex-list"]
    listed = [title for title in listed if title]
    printed = [b.text for b in blocks if b.style == "annex-title"]
    yield from listed if len(listed) >= len(printed) else printed
