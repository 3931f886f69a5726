"""Our own words for what was read, in English and Chinese."""

from __future__ import annotations

#: Names of facts and the words in their values.
_WORDS = {
    "resume": ("resume", "简历"), "posting": ("posting", "招聘"), "en": ("English", "英文"),
    "zh": ("Chinese", "中文"), "occupation": ("Occupation", "职业"), "headline": ("Headline", "自述职位"),
    "title_fact": ("Title", "职位"), "company_fact": ("Employer", "公司"), "place_fact": ("Place", "地点"),
    "seniority": ("Seniority", "级别"), "years_fact": ("Years", "年限"), "education_level": ("Education", "学历"),
    "languages": ("Languages", "语言"), "pay_fact": ("Pay", "薪资"), "employment_type": ("Contract", "工作性质"),
    "remote": ("Remote", "远程"), "posted": ("Posted", "发布"), "industry": ("Industry", "行业"),
    "yes": ("yes", "是"), "no": ("no", "否"), "now": ("now", "至今"), "positions": ("Positions", "任职"),
    "studies": ("Education", "教育"), "skills": ("Skills", "技能"), "nowhere": ("In no vocabulary", "词表之外"),
    "facts": ("Read as", "读作"), "preferred": ("preferred", "优先"), "month": ("month", "月"),
    "year": ("year", "年"), "day": ("day", "天"), "hour": ("hour", "小时"), "years_unit": ("years", "年"),
    "cautions": ("Beware", "注意"),
    "more-skills-listed-than-told":
    ("many more skills are listed than told of", "所列技能远多于经历所述"),
}  # fmt: skip
#: What groups and kinds of mention, and sections, are called.
_NAMES = {
    "skill": ("skill", "技能"), "title": ("title", "职位"), "company": ("employer", "公司"),
    "school": ("school", "学校"), "degree": ("degree", "学位"), "field": ("field", "专业"),
    "education": ("education", "教育"), "pay": ("pay", "薪资"), "education_level": ("level", "学历"),
    "time": ("time", "时间"), "date": ("date", "日期"), "years": ("years", "年限"), "language": ("language", "语言"),
    "place": ("place", "地点"), "industry": ("industry", "行业"), "identity": ("identity", "身份"),
    "name": ("name", "姓名"), "email": ("e-mail", "邮箱"), "phone": ("phone", "电话"), "url": ("link", "链接"),
    "address": ("address", "住址"), "birth": ("personal", "个人"), "id_number": ("id", "证件"),
    "unknown": ("in no vocabulary", "词表之外"), "nothing": ("grey: nothing read", "灰色：未读出"),
    "contact": ("contact", "联系方式"), "summary": ("summary", "概述"), "experience": ("experience", "经历"),
    "skills": ("skills", "技能"), "projects": ("projects", "项目"), "certificates": ("certificates", "证书"),
    "languages": ("languages", "语言"), "interests": ("interests", "兴趣"), "references": ("references", "推荐人"),
    "responsibilities": ("responsibilities", "职责"), "requirements": ("requirements", "要求"),
    "preferred": ("preferred", "优先"), "benefits": ("benefits", "福利"), "other": ("other", "其他"),
}  # fmt: skip


def word(name: str, lang: str) -> str:
    """A word of ours in a language; the name itself where we have none."""
    english, chinese = _WORDS.get(name, (name.replace("_", " "), name))
    return chinese if lang == "zh" else english


def name(kind: str, lang: str) -> str:
    """What a kind of mention or section is called in a language."""
    pair = _NAMES.get(kind, (kind, kind))
    return pair[1] if lang == "zh" else pair[0]
