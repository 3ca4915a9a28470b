"""What the names of events and sites tell of them."""

from __future__ import annotations

import pytest

from kg.resolve.event_names import Counted, what_is_counted
from kg.resolve.site_names import adds_nothing, one_word_more, own_words, says_enough


@pytest.mark.parametrize(
    ("name", "counted"),
    [
        ("第六届中国国际进口博览会", {Counted.FOR_GOOD}),
        ("第十批在韩中国人民志愿军烈士遗骸安葬仪式", {Counted.FOR_GOOD}),
        ("上海合作组织峰会第24次会议", {Counted.IN_A_TERM}),
        ("香港回归祖国25周年", {Counted.YEARS}),
        ("第九届委员会第一次全体会议", set()),
        ("市人大常委会第三次会议", set()),
        ("进口博览会", set()),
    ],
)
def test_a_number_counts_where_the_rest_tells_the_event(name: str, counted: set[Counted]) -> None:
    assert what_is_counted(name) == counted


@pytest.mark.parametrize(
    ("name", "own"),
    [("中朝友谊塔", "中朝友谊"), ("革命烈士纪念碑", ""), ("人民英雄纪念碑", "")],
)
def test_what_a_site_s_name_says_of_its_own(name: str, own: str) -> None:
    assert own_words(name) == own
    assert says_enough(name) == (len(own) >= 4)


@pytest.mark.parametrize(
    ("before", "name", "expected"),
    [
        ("侵华日军", "南京大屠杀遇难同胞纪念馆", True),
        ("中国", "革命博物馆", False),
        ("中国人民解放军", "南京大屠杀遇难同胞纪念馆", False),
    ],
)
def test_words_before_a_name(before: str, name: str, expected: bool) -> None:
    assert adds_nothing(before, name) == expected


@pytest.mark.parametrize(
    ("shorter", "longer", "expected"),
    [
        ("重庆大轰炸六五惨案史实展馆", "重庆大轰炸六五隧道惨案史实展馆", True),
        ("上海解放纪念馆旧址公园", "上海解放纪念馆西旧址公园", False),
        ("重庆大轰炸展馆", "重庆大轰炸史实展馆", False),
        ("重庆大轰炸六五惨案史实展馆", "重庆大轰炸六五惨案史实展馆", False),
    ],
)
def test_one_word_more_inside(shorter: str, longer: str, expected: bool) -> None:
    assert one_word_more(shorter, longer) == expected
