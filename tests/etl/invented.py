"""Invented documents and the extractor over the starter ontology, for the tests of extraction."""

from __future__ import annotations

from functools import lru_cache

from etl.extract import Extractor
from etl.model import CandidateProfile, Document, DocumentKind, JobProfile, Lang
from etl.readers import read_bytes
from ontology.vocabulary import Term, Vocabulary, starter_vocabulary


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """Over the starter ontology; `today` is fixed."""
    return Extractor(starter_vocabulary(), today="2024-06")


def plain(text: str, kind: DocumentKind = "resume", lang: Lang = "en") -> Document:
    """A document as it is, without a reader."""
    return Document("resume:0", kind, lang, "txt", "", text)


def document(text: str, kind: DocumentKind = "resume", name: str = "text.txt") -> Document:
    """A document as the readers make it."""
    return next(d for d in read_bytes(text.encode(), name, kind, max_bytes=10**6) if isinstance(d, Document))


def candidate(text: str) -> CandidateProfile:
    """The profile of a resume."""
    profile = extractor().extract(document(text))
    assert isinstance(profile, CandidateProfile)
    return profile


def job(text: str, name: str = "text.txt") -> JobProfile:
    """The profile of a posting."""
    profile = extractor().extract(document(text, "posting", name))
    assert isinstance(profile, JobProfile)
    return profile


def vocabulary(*labels: tuple[str, str], scheme: str = "starter") -> Vocabulary:
    """A vocabulary of (concept, label) skills."""
    return Vocabulary(tuple(Term(c, "Skill", t, "en", "preferred", scheme) for c, t in labels), "test")


ENGLISH = """Maren Solvik
Senior Data Engineer
Oslo, Norway | +47 22 55 01 99 | maren.solvik@example.com | linkedin.com/in/maren-solvik

Summary
Data engineer with 8 years of experience. Strong SQL. Native Norwegian, fluent in English.

Work Experience
Senior Data Engineer, Fjordlys Analytics AS, Oslo
Sept. 2019 - now
- Built pipelines with Airflow and Spark on AWS in Python

Data Analyst | Nordkyst Bank | Jan 2015 – Mar 2019
- Maren wrote reports in Excel and Power BI

Education
MSc in Computer Science, University of Brevik, 2013 - 2015
Bachelor of Science in Mathematics, University of Brevik, 2010 - 2013

Skills
Python (5 years), SQL, Spark, Docker, Kubernetes, Glimmerflow

References
Odd Nilsen, odd@example.org
"""

CHINESE = """姓名：林若曦
性别：女    出生年月：1992年5月
手机：138-0013-8000   邮箱：ruoxi.lin@example.com
现居住地：杭州市西湖区
求职意向：高级Java开发工程师

教育背景
2010.09-2014.06  浙江青禾大学  计算机科学与技术  本科

工作经历
2018.07-至今  杭州云杉科技有限公司  高级后端工程师
负责订单系统的设计与开发，使用Java、Spring Boot、MySQL和Redis。
2014年7月～2018年6月
上海蓝鲸信息技术有限公司 | Java开发工程师
参与支付平台的开发，熟悉Kafka。

项目经验
电商平台重构（2019.03-2020.01）
林若曦负责微服务拆分，使用Docker与K8s。

专业技能
精通Java，Java 8年经验；熟练使用MySQL、Redis；熟悉Python；了解Go
语言能力：英语六级，口语流利
"""
