"""Chinese names in running text: what stands before 先生, before `，男，` or `1966年出生`, and in the label 姓名.

A strong mark (a form of address, a sex) makes a name of whatever stands before it at the start of a clause; a weak
one (a year of birth, a nationality, an office) only what starts with a surname. Surnames: the 百家姓 and the commonest
of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import Span

#: The single surnames.
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁"
    "杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙"
    "叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温"
    "别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾"
    "毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付闫佘仝佗占由开奎赏楚岳帅涂覃佟亓苑郇鄢邝丛邸牟战海隋植哈尧泰裔"
)
_COMPOUND = (
    "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|闻人|赫连|澹台|宗政|濮阳|淳于|单于|太叔|申屠|轩辕|钟离|宇文|长孙|鲜于|司空|"
    "端木|南宫|呼延|独孤|西门|东郭|百里|公羊|完颜|纳兰"
)
#: Surnames that are much more often prepositions inside a sentence: `由林先生负责`.
_ALSO_WORDS = "由从向和于及为与对"
_HAN = r"[\u4e00-\u9fff]"
#: A full name, by its surname.
NAME = rf"(?!曾任|历任|现任|任职|任教)(?:(?:{_COMPOUND}){_HAN}{{1,2}}|[{SURNAMES}]{_HAN}{{1,2}})"
_FOREIGN = rf"{_HAN}{{1,6}}(?:[·•.]{_HAN}{{1,8}}){{1,3}}|[A-Z][A-Za-z.]{{1,20}}(?:\s?[A-Z][A-Za-z.]{{1,20}}){{0,3}}"
_ANY = rf"(?:{_HAN}{{2,5}}?|{_FOREIGN})"
_ADDRESSED = r"(?:先生|女士|小姐|同志|教授|博士)"
_CLAUSE = r"(?:^|(?<=[\n。；;◆●■•]))\s*"
#: What may stand before `：男` and is no name.
_LABEL = r"(?!性\s?别|民\s?族|国\s?籍|备注|要求|该|本人|姓\s?名|年\s?龄|婚|政治|籍贯|出生|学历|其中|此前|现任|曾任)"
_SEX = r"(?:[男女](?:性)?(?=[，,。；;\s、（(\d]|$))"
_ALIAS = (
    r"(?:\s?[（(](?:中文名|英文名|曾用名|又名|原名)?[:：]?\s?(?!已?离任|在任)"
    rf"(?P<alias>[A-Za-z. ]{{2,30}}|{_HAN}{{2,4}})[)）])?"
)
_STRONG = re.compile(
    rf"{_CLAUSE}{_LABEL}(?P<n>{_ANY}){_ALIAS}"
    rf"(?=\s?(?:(?:先生|女士|小姐|同志)|[:：,，]?\s?{_SEX}|\s?[（(][男女]))",
    re.M,
)
_DATE = r"(?:19|20)\d\d\s?[年./-](?:\s?\d{1,2}\s?月?)?(?:\s?\d{1,2}\s?日)?"
_WEAK = re.compile(
    rf"{_CLAUSE}(?P<n>{NAME}){_ALIAS}(?=\s?[:：,，]\s?(?:{_DATE}\s?(?:出?生|生人)|{_HAN}{{2,4}}国籍|国籍|生于|出生于"
    rf"|{_HAN}{{1,4}}族[，,。]|\d{{2}}\s?岁|{_HAN}{{0,4}}(?:曾任|历任|现任)|总经理|副总经理|董事))",
    re.M,
)
_FORMERLY = re.compile(rf"(?:曾用名|又名|原名|中文名)[:：]?\s?(?P<n>{NAME}(?=[，,。；;)）\s]))")
#: `监事：王小岚，女`, and forms whose labels run into one another: `王小岚性别：女`.
_AFTER_OFFICE = re.compile(rf"(?<=[:：])(?P<n>{NAME})(?=[，,]\s?{_SEX})")
_BEFORE_LABEL = re.compile(rf"{_CLAUSE}(?P<n>{NAME})(?=\s?(?:性\s?别|出生年月|出生日期|民\s?族)\s?[:：])", re.M)
_LABELLED = re.compile(
    rf"姓\s?名\s?[:：]?\s?(?P<n>{_HAN}{{2,4}}?(?:[·•]{_HAN}{{1,8}})?)"
    r"(?=\s|$|[,，;；|。]|性\s?别|出生|年\s?龄|民族|电话|手机|籍贯)"
)


def chinese_names(text: str) -> Iterator[tuple[Span, float]]:
    """Names of people with how sure each is; single surnames (`杨` of 杨先生) among them."""
    for match in _LABELLED.finditer(text):
        yield Span(*match.span("n")), 0.95
    for pattern, sure in ((_STRONG, 0.9), (_WEAK, 0.8)):
        for match in pattern.finditer(text):
            yield Span(*match.span("n")), sure
            if match["alias"]:
                yield Span(*match.span("alias")), sure
    for pattern in (_FORMERLY, _AFTER_OFFICE, _BEFORE_LABEL):
        for match in pattern.finditer(text):
            yield Span(*match.span("n")), 0.8
    for match in re.finditer(_ADDRESSED, text):
        yield from _before(text, match.start(), titled=match[0] in ("教授", "博士"))


def _before(text: str, end: int, *, titled: bool) -> Iterator[tuple[Span, float]]:
    """The name that ends at a form of address, the longest that starts with a surname.

    `教授` and `博士` are offices too (`任教授`, `管理学博士`): before them only a name at the start of a clause counts.
    """
    for size in (4, 3, 2, 1):
        start = end - size
        if start < 0 or not re.fullmatch(rf"{_HAN}+", text[start:end]):
            continue
        if size > 1 and text[start] in _ALSO_WORDS and start and text[start - 1] not in "\n，,。；;":
            continue
        opens = start == 0 or text[start - 1] in " \n，,。；;：:、（("
        fits = re.fullmatch(NAME, text[start:end]) if size > 1 else text[start] in SURNAMES
        if fits and not text.endswith(("学", "任"), start, end) and (opens or (not titled and size < 4)):
            yield Span(start, end), 0.8
            return
