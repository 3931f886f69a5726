"""Shorter names of companies, and links between those of the graph that are likely one."""

from __future__ import annotations

import pytest

from etl.companies import company_key
from etl.company_likeness import confidence_in, likeness
from etl.loading import likeness_row
from graph.store import Store


@pytest.mark.parametrize(
    ("name", "without_place", "core"),
    [
        ("北京青禾网络科技有限公司", "青禾网络科技", "青禾"),
        ("深圳市青禾文化传媒有限公司", "青禾文化传媒", "青禾"),
        ("青禾科技（深圳）有限公司", None, "青禾"),
        ("北京字节跳动科技有限公司", "bytedance", None),
        ("Brevik India Pvt Ltd", "brevik", None),
        ("Brevik Technology Solutions", None, "brevik"),
        ("青禾", None, None),
        ("上海人民医院", None, None),
        ("北京科技有限公司", None, None),
        ("中国电信", None, None),
        ("中国投资有限责任公司", None, None),
        ("Brevik", None, None),
    ],
)
def test_shorter_names(name: str, without_place: str | None, core: str | None) -> None:
    found = likeness(company_key(name))
    assert (found.without_place, found.core) == (without_place, core)


def test_well_known_companies_are_surer() -> None:
    assert confidence_in(company_key("字节跳动")).core > confidence_in("青禾").core


@pytest.mark.parametrize("order", [1, -1])
def test_likely_companies_are_linked_whichever_came_first(store: Store, order: int) -> None:
    names = ("北京青禾科技有限公司", "上海青禾科技有限公司", "青禾科技", "青禾", "江州青禾医院")[::order]
    keys = [company_key(name) for name in names]
    for key in keys:
        store.execute("CREATE (:Company {id: $id, name: $id})", id=key)
        store.write("load/company_likeness", rows=[likeness_row(key)])
    store.write("load/company_likeness", rows=[likeness_row(key) for key in keys])
    rows = store.read("market/companies_alike", least=0.0, limit=10)
    assert {(row["company"], row["likely"], row["confidence"]) for row in rows} == {
        ("北京青禾科技", "青禾科技", 0.8),
        ("上海青禾科技", "青禾科技", 0.8),
        ("北京青禾科技", "青禾", 0.6),
        ("上海青禾科技", "青禾", 0.6),
        ("青禾科技", "青禾", 0.6),
    }
