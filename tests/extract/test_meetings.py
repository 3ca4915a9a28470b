"""Which meeting those attend who 出席会议."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

TOLD_OF = "全国精神文明建设工作会议今天在北京召开。这是贯彻党的十四届六中全会决议的会议。"


@pytest.mark.parametrize(
    ("text", "meeting", "person"),
    [
        (f"{TOLD_OF}李铁军主持会议。", "全国精神文明建设工作会议", "李铁军"),
        (f"{TOLD_OF}王建国等出席了会议。", "全国精神文明建设工作会议", "王建国"),
        (
            "白山市召开双拥工作座谈会。会后举行文艺晚会。王建国、李卫东出席座谈会。",
            "双拥工作座谈会",
            "李卫东",
        ),
        (
            "新年茶话会今天在京举行。茶话会由王建国主持。",
            "新年茶话会",
            "王建国",
        ),
    ],
)
def test_those_who_attend_attend_the_meeting_that_is_meant(
    read_sentence: Callable[..., Extraction], text: str, meeting: str, person: str
) -> None:
    found = {
        (r.subject.name, r.object.name)
        for r in read_sentence(text).relations
        if r.predicate == "participant"
    }
    assert (meeting, person) in found
    others = {subject for subject, who in found if who == person} - {meeting}
    assert all(meeting.endswith(short) for short in others)


def test_nobody_attends_a_meeting_of_the_past_that_is_only_spoken_of(
    read_sentence: Callable[..., Extraction],
) -> None:
    text = "天气晴好，人们走在街上，" * 20 + "要深入学习党的十五大精神。王建国出席会议并讲话。"
    assert not [r for r in read_sentence(text).relations if r.predicate == "participant"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("白山市召开双拥工作座谈会。", "双拥工作座谈会"),
        ("东北烈士纪念馆近日推出红色主题展览。", "红色主题展览"),
        ("纪念馆今天举行主题音乐会。", "主题音乐会"),
    ],
)
def test_what_was_held_is_an_event_though_its_name_says_only_its_topic(
    read_sentence: Callable[..., Extraction], text: str, name: str
) -> None:
    assert name in [m.name for m in read_sentence(text).mentions if m.type == "Event"]


@pytest.mark.parametrize(
    "text", ["各地开展双拥活动。", "先后4次主持召开专题座谈会。", "推动双拥工作座谈会制度落实。"]
)
def test_a_topic_alone_is_no_event(read_sentence: Callable[..., Extraction], text: str) -> None:
    assert not [m for m in read_sentence(text).mentions if m.type == "Event"]


@pytest.mark.parametrize(
    "text",
    [
        "1998年是全面贯彻党的十五大精神的第一年。",
        "1月22日，张家口地震灾区群众欢送部队。",
    ],
)
def test_an_event_that_is_only_spoken_of_was_not_then(
    read_sentence: Callable[..., Extraction], text: str
) -> None:
    assert not [r for r in read_sentence(text).relations if r.predicate == "time"]
