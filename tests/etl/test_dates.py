"""Dates and ranges in both languages, torn digits, open ends, lengths."""

from __future__ import annotations

import pytest

from etl.dates import find_points, find_ranges, latest, months_between, parse, union_months


@pytest.mark.parametrize(
    ("text", "start", "end", "current"),
    [
        ("Sept. 2019 - now", "2019-09", None, True),
        ("2019.09-至今", "2019-09", None, True),
        ("08/2011 to Current", "2011-08", None, True),
        ("Jan 2010 – Mar 2012", "2010-01", "2012-03", False),
        ("2015年3月～2018年6月", "2015-03", "2018-06", False),
        ("2006-2010", "2006", "2010", False),
        ("January 2014\nto\nCurrent", "2014-01", None, True),
        ("1 1/2016 to 09/201 7", "2016-11", "2017-09", False),
        ("5th October,\n2015 till date", "2015-10", None, True),
        ("2019/9/1-2020/3/1", "2019-09", "2020-03", False),
        ("Jun '09 - Aug '11", "2009-06", "2011-08", False),
        ("Summer 2016 - Fall 2018", "2016-06", "2018-09", False),
        ("since May 2017", "2017-05", None, True),
        ("Jan 2012 to", "2012-01", None, False),
        ("Spring 2019 to date", "2019-03", None, True),
        ("2019 to the present", "2019", None, True),
        ("March 2018 onwards", "2018-03", None, True),
        ("09/19 - 03/21", "2019-09", "2021-03", False),
        ("11/98 – present", "1998-11", None, True),
        ("2016 - 18", "2016", "2018", False),
        ("2016/17 - 2018/19", "2016", "2019", False),
        ("Jan - Mar 2018", "2018-01", "2018-03", False),
        ("Q3 2018 - Q1 2020", "2018-07", "2020-01", False),
        ("Early 2018 - Late 2019", "2018", "2019", False),
        ("01.03.2016 - 31.12.2018", "2016-03", "2018-12", False),
        ("2019-09 → 2021-03", "2019-09", "2021-03", False),
        ("2018.3——2020.5", "2018-03", "2020-05", False),
        ("201809-202006", "2018-09", "2020-06", False),
        ("20180901～至今", "2018-09", None, True),
        ("2018年3-8月", "2018-03", "2018-08", False),
        ("2018年春－2020年秋", "2018-03", "2020-09", False),
        ("2019年九月-2021年三月", "2019-09", "2021-03", False),
        ("二〇一九年九月至二〇二一年十二月", "2019-09", "2021-12", False),
        ("民国108年9月至110年3月", "2019-09", "2021-03", False),
        ("民国99年至今", "2010", None, True),
        ("2018/9~", "2018-09", None, False),
    ],
)
def test_ranges(text: str, start: str, end: str | None, current: bool) -> None:
    [found] = find_ranges(text + "\n")
    assert text[found.span.start : found.span.end] == text[found.span.start :]  # without the line break
    assert (found.start, found.end, found.current) == (start, end, current)
    assert (found.span.start, found.span.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "served from 10-2000 guests",
        "revenue of 2,015",
        "2018 - 2016",
        "call 555-2010",
        "no date",
        "2011-12",
        "on 10/12 - 24/12",
        "in 2016 - 8 of them",
        "二零年代",
    ],
)
def test_no_range(text: str) -> None:
    assert find_ranges(text) == []


def test_points_have_exact_places() -> None:
    text = "Graduated: August 2010, cum laude"
    [(span, value)] = find_points(text)
    assert (text[span.start : span.end], value) == ("August 2010", "2010-08")


def test_parse_refuses_what_is_none() -> None:
    assert parse("nothing") is None
    assert parse("March") is None


def test_months() -> None:
    assert months_between("2015-08", "2016-08") == 12
    assert months_between("2015", "2017") == 24
    assert months_between("2015", "2015") == 6
    assert months_between("2015-08", "2015-08") == 1
    assert months_between("2016-01", "2015-01") is None
    assert months_between("2016-01", None) is None


def test_overlapping_stretches_count_once() -> None:
    assert union_months([("2015-01", "2016-01"), ("2015-07", "2016-07")]) == 18
    assert union_months([("2015-01", "2016-01"), ("2018-01", "2019-01")]) == 24
    assert union_months([]) == 0


def test_latest_ignores_single_dates() -> None:
    assert latest("licence valid until March 2031; worked 2015.03-2018.06") == "2018-06"
    assert latest("nothing") is None
