"""Seniority from the words of a title, else from years of experience.

A word counts only as a level: a `Lead Generation Specialist` leads nobody, `Senior Living` is a place, an `Executive
Assistant`, a `Sales Associate` and a `Product Owner` are trades, and who assists the president is none.
"""

from __future__ import annotations

import re
from typing import cast

from etl.model import Seniority

#: Parts of a title that name somebody or something else than the level of its bearer.
_NO_LEVEL = re.compile(
    r"\b(?:assistant|secretary|chief of staff|pa|ea|aide|driver|advis[eo]r|coordinator|support|reporting|reports?)\s+"
    r"to\b.*"
    r"|\b(?:executive|administrative|personal|admin) assistant,? (?:of|for)\b.*|\b(?:office of the|assisting)\b.*"
    r"|\b(?:ceo|cto|cfo|coo|founder|president|director|manager|owner)['’]s?\s+\w+"
    r"|\blead(?:s|er)?[\s-]*(?:gen(?:eration|erator|erators)?\b|qualif|nurtur|conversion|abatement|paint|acquisition|"
    r"management|sourc|hunter|captur|scoring|in\b.{0,20}\bopportunit)"
    r"|\bhead[\s-]*(?:start|office\b|hunt\w*|quarters|and neck|end\b)"
    r"|\bseniors?['’]?\s+(?:living|care\b|cent(?:er|re)s?\b|citizens?|services\b|housing|"
    r"communit\w+|residents?\b(?! engineer)|residences?|adults?\b|"
    r"companion|care\s?giver|high school|apartments?)"
    r"|\b(?:for|with|to) (?:the )?seniors?\b|\bseniors\b"
    r"|\b(?:post|under)[\s-]graduate\b|\bgraduate\s+(?:admissions?|schools?|students?|studies|education|medical|"
    r"teaching|research|"
    r"assistant|recruit\w*|programs? (?:coordinator|director|manager|advis\w+))"
    r"|\b(?:intern(?:ship)?|apprentice(?:ship)?)s? (?:program(?:me)? )?(?:coordinator|manager|director|"
    r"advis\w+|recruit\w*|supervisor)"
    r"|\b(?:sales|wireless|beauty|product|customer|service|brand|make-?up|fragrance|guest) (?:experience )?expert"
    r"|\b(?:process|product|service|system|data|platform|risk|control|business process) owner"
    r"|\bvice[\s-]principal|\bscrum master|\bcasting director|\b(?:art|funeral) director"
    r"|班主任|高级(?:中学|轿车|会所|酒店|餐厅)|(?:可招|可收|接受|也招|兼招|或)[^，、/\s]{0,4}(?:实习生?|"
    r"应届(?:毕业)?生?)|应届(?:毕业)?生?[亦也均]?可|"
    r"(?:总裁|总经理|董事长|董事会|总监|(?<!项目)(?<!产品)(?<!客户)经理|部长|院长|厂长|校长|局长|主任|CEO|CTO|"
    r"COO)(?:办公?室?)?的?(?:助理|秘书|司机)|总裁办(?:公室)?|"
    r"(?:行政|人事|人力|法务|私人|生活|文秘|智能|语音|研究|教学|直播|电商)助理",
    re.IGNORECASE,
)
#: First match wins: a `senior manager` is a manager, an `assistant director` is a manager, not a director.
_WORDS: tuple[tuple[Seniority, re.Pattern[str]], ...] = tuple(
    (cast(Seniority, level), re.compile(pattern, re.IGNORECASE))
    for level, pattern in (
        ("intern", r"\b(?:intern|internship|trainee|apprentice|working student)\b|"
                   r"\bco-?op(?:\)|$| \(| student| position| placement)|实习|见习|学徒|管培生"),
        ("executive", r"\b(?:senior|executive|sr\.?) vice[\s-]president\b"),
        ("director", r"\bvice[\s-]president\b"),
        (
            "executive",
            r"\b(?:ceo|cto|cfo|coo|cio|cmo|chro|cpo|president|founder|co-?founder|svp|evp)\b"
            r"|^(?:(?:small |sole )?business |store |shop |restaurant |franchise |salon |co-?)?owner\b"
            r"|^partner\b(?!\s\w)|\b(?:managing|equity|founding|general|senior|audit|tax|law|advisory|"
            r"assurance) partner\b(?!\s*(?:manager|"
            r"marketing|sales|success))|\bchief\b.*\bofficer\b|总裁|首席.{1,4}官|董事长|创始人|合伙人|^(?:常务|"
            r"副)?总经理$|董事$",
        ),
        ("manager", r"\b(?:assistant|deputy|associate)\s+director\b|副总监"),
        ("director", r"\b(?:director|vp|head of|avp)\b|总监|部长|院长|厂长|总工程师|总会计师"),
        ("junior", r"储备|\b(?:associate|assistant|asst\.?|junior) (?:product|project|program(?:me)?|account) "
                   r"manager\b"),
        (
            "manager",
            r"(?<!product )(?<!project )(?<!account )(?<!program )(?<!programme )\b(?:manager|mgr|"
            r"superintendent|principal of)\b|(?<!客户)(?<!产品)(?<!项目)经理(?!助理)|"
            r"主任(?!医师|护师|药师|技师|"
            r"工程师|科员|编辑)|店长|处长|科长|所长|校长",
        ),
        ("lead", r"\b(?:lead|leader|team lead|principal|staff (?:software )?engineer|supervisor|foreman|head|chief)\b"
                 r"|组长|主管(?!护师|药师|技师|医师)|负责人|领班|架构师|带头人|班长|主任(?:医师|护师|药师|技师|"
                 r"工程师)|专家|首席"),
        ("mid", r"\bsemi[\s-]senior\b"),
        ("senior", r"\b(?:senior|sr|expert|iii|iv)\b|\badvanced (?=engineer|specialist|technician|teller|consultant|"
                   r"developer|operator|clinician)|高级|资深|中高级"),
        ("junior", r"\b(?:junior|jr|entry[- ]level|graduate)\b|"
                   r"(?:^|[,/(|&]\s*|\s-\s)(?:assistant|associate|asst\.?) (?!professors?\b|"
                   r"deans?\b|degree|needed|wanted|for\b|in\b|at\b|to\b|[-–—/(&]|cum\b|and\b|partner)[a-z]|初级|"
                   r"应届|校招"
                   r"|(?:^|[^\w])助理(?=.)|助理(?:研究|工程|会计|程序|开发|设计|研发|医师|律师|教师|讲师|编辑|建筑|"
                   r"造价|架构|顾问|分析|测试|产品)|"
                   r"(?:工程师|程序员|开发|会计|设计师|设计|研发|测试|审计|算法|软件|(?:项目|产品|客户)经理|"
                   r"编辑|造价|律师)助理"),
        ("mid", r"\b(?:mid[- ]?level|intermediate|ii)\b|中级|主管(?:护师|药师|技师|医师)|项目经理|产品经理|客户经理|"
                r"\b(?:product|project|account|program(?:me)?) (?:manager|mgr)\b"),
    )
)  # fmt: skip


def seniority_of_title(title: str) -> Seniority | None:
    """The level that the words of a title tell, None if they tell none."""
    said = _NO_LEVEL.sub(" ", title).strip()
    return next((level for level, pattern in _WORDS if pattern.search(said)), None)


def seniority_of_years(years: float | None) -> Seniority | None:
    """A rough level from years of experience: under 2 junior, under 5 mid, else senior."""
    if years is None:
        return None
    return "junior" if years < 2 else "mid" if years < 5 else "senior"


def seniority(title: str | None, years: float | None) -> Seniority | None:
    """From the title where it tells, else from the years."""
    return (seniority_of_title(title) if title else None) or seniority_of_years(years)
