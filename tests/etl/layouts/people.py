"""Invented people whose resumes are laid out in many ways; every date is written in a form of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from etl.model import Lang

Part = Literal["summary", "experience", "education", "skills", "languages"]


@dataclass(frozen=True, slots=True)
class Job:
    """A position as it is written, and its dates as they are meant."""

    title: str
    company: str
    place: str
    dates: str
    start: str
    end: str | None
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A course of study as it is written."""

    degree: str
    school: str
    dates: str


@dataclass(frozen=True, slots=True)
class Person:
    """Everything that one resume says."""

    lang: Lang
    name: str
    headline: str
    contact: tuple[str, ...]
    headings: dict[Part, str]
    summary: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    skills: tuple[tuple[str, tuple[str, ...]], ...]
    languages: tuple[str, ...]


_EN: dict[Part, str] = {
    "summary": "Summary", "experience": "Work Experience", "education": "Education", "skills": "Skills",
    "languages": "Languages",
}  # fmt: skip
_ZH: dict[Part, str] = {
    "summary": "自我评价", "experience": "工作经历", "education": "教育背景", "skills": "专业技能",
    "languages": "语言能力",
}  # fmt: skip

LENA = Person(
    "en",
    "Lena Marsh",
    "Senior Data Engineer",
    ("lena.marsh@example.com", "+44 20 7946 0018", "Leeds, United Kingdom"),
    _EN,
    "Data engineer who moved four retailers from nightly scripts to streaming pipelines and likes to leave things "
    "documented.",
    (
        Job("Senior Data Engineer", "Northwind Traders Ltd", "Leeds", "Sept. 2019 - now", "2019-09", None, (
            "Designed streaming pipelines with Kafka and Spark for the e-commerce platform, which now serve eleven "
            "million events a day",
            "Introduced dbt and automated tests, so that the monthly close needs one day in place of four",
            "Led the development of a shared feature store in Python together with three colleagues",
        )),
        Job("Data Analyst", "Harbour Insurance plc", "York", "03/2015 to 08/2019", "2015-03", "2019-08", (
            "Wrote SQL reports on claims and presented them to the underwriting board every quarter",
            "Built Tableau dashboards for the branch managers and trained thirty of them",
        )),
        Job("Junior Analyst", "Fennick Consulting Ltd", "York", "Summer 2012 – Feb 2015", "2012-06", "2015-02", (
            "Cleaned survey data in Excel and prepared the tables of the yearly housing report",
        )),
    ),
    (
        Study("MSc in Statistics", "University of Calderdale", "2010 - 2012"),
        Study("BSc in Mathematics", "Ryburn College", "2007 - 2010"),
    ),
    (
        ("Daily", ("Python", "SQL", "Scala", "Bash")),
        ("Platforms", ("Apache Kafka", "Apache Spark", "Airflow", "Docker", "Kubernetes")),
        ("Reporting", ("Tableau", "Power BI", "Excel")),
    ),
    ("English (native)", "German (B2)"),
)  # fmt: skip

TOMAS = Person(
    "en",
    "Tomas Okafor",
    "Registered Nurse",
    ("Email: tomas.okafor@example.org", "Phone: (312) 555-0148", "Springfield, IL"),
    _EN | {"experience": "Professional Experience", "skills": "Core Competencies"},
    "Registered nurse with nine years on surgical and emergency wards, calm in a crowded corridor and careful with "
    "handovers.",
    (
        Job("Charge Nurse", "Lakeshore Memorial Hospital", "Springfield, IL", "October 2020 to Present",
            "2020-10", None, (
            "Coordinate patient care for a surgical ward of twenty-eight beds and plan the shifts of fourteen nurses",
            "Train new staff in wound care, infection control and electronic health records",
        )),
        Job("Registered Nurse", "Prairie County Hospital", "Peoria, IL", "Jan 2016 – Sep 2020", "2016-01", "2020-09", (
            "Carried out triage in the emergency department and gave medication under protocol",
            "Kept the crash cart and its medication in order, and reported every shortage to the pharmacy",
        )),
        Job("Nursing Assistant", "Willow Bend Care Center", "Peoria, IL", "2013 - 2015", "2013", "2015", (
            "Helped residents with meals, hygiene and walks, and measured vital signs twice a day",
        )),
    ),
    (
        Study("Bachelor of Science in Nursing", "Prairie State University", "2011 - 2015"),
    ),
    (
        ("Clinical", ("Patient care", "Wound care", "Infection control", "Triage", "Phlebotomy")),
        ("General", ("Teamwork", "Time management", "Microsoft Office")),
    ),
    ("English", "Spanish (fluent)"),
)  # fmt: skip

QIAO = Person(
    "zh",
    "乔予安",
    "高级Java开发工程师",
    ("电话：138-0000-1288", "邮箱：yuan.qiao@example.cn", "现居：杭州市滨江区"),
    _ZH,
    "七年后端开发经验，经历过两次从单体到微服务的改造，习惯先写测试再改代码。",
    (
        Job("高级Java开发工程师", "杭州云栈信息技术有限公司", "杭州", "2019.09-至今", "2019-09", None, (
            "负责订单与库存系统的架构设计和开发，使用Spring Cloud和Kafka，日处理订单三百万笔",
            "主导MySQL分库分表改造，查询响应时间缩短到原来的三分之一，并编写技术文档供全组使用",
        )),
        Job("Java开发工程师", "宁波海桥网络科技有限公司", "宁波", "2016年7月—2019年8月", "2016-07", "2019-08", (
            "参与支付网关开发，熟练使用Redis和RabbitMQ，完成与四家银行的接口对接",
            "搭建Jenkins持续集成流程，推动单元测试覆盖率提高到百分之七十",
        )),
    ),
    (
        Study("计算机科学与技术 本科", "浙东理工大学", "2012.09-2016.06"),
    ),
    (
        ("常用", ("Java", "Python", "SQL", "Shell")),
        ("框架与中间件", ("Spring Boot", "MyBatis", "Redis", "Kafka", "RabbitMQ")),
        ("工具", ("Git", "Docker", "Jenkins", "Linux")),
    ),
    ("英语（CET-6）",),
)  # fmt: skip

WEN = Person(
    "zh",
    "温若白",
    "市场营销经理 Marketing Manager",
    ("手机：139-0000-1266", "E-mail：ruobai.wen@example.com", "上海"),
    _ZH | {"experience": "工作经验", "skills": "技能特长", "summary": "个人简介"},
    "九年快消与电商市场经验，做过三个从零到一的新品上市，重视数据，也写得一手好文案。",
    (
        Job("市场营销经理", "上海青岚食品有限公司", "上海", "2020/03 ~ 现在", "2020-03", None, (
            "制定年度品牌推广计划并管理一千二百万元预算，通过Google Analytics跟踪投放效果",
            "带领六人团队完成新媒体运营和内容营销，会员数量两年内增长一倍",
        )),
        Job("品牌专员", "苏州百禾日用品有限公司", "苏州", "2015-06 至 2020-02", "2015-06", "2020-02", (
            "策划线下活动三十余场，撰写活动文案并负责供应商谈判",
            "用Excel和Power BI整理销售数据，每月向管理层提交市场调研报告",
        )),
    ),
    (
        Study("市场营销 硕士", "江南商学院大学", "2013年9月 - 2015年6月"),
        Study("广告学 本科", "江南商学院大学", "2009年9月 - 2013年6月"),
    ),
    (
        ("营销", ("品牌管理", "市场调研", "新媒体运营", "活动策划", "SEO")),
        ("工具", ("Excel", "Power BI", "Photoshop", "Google Analytics")),
    ),
    ("英语（流利）", "粤语"),
)  # fmt: skip

PEOPLE = {"lena": LENA, "tomas": TOMAS, "qiao": QIAO, "wen": WEN}
