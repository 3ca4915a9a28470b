"""Short articles to count with: places, bodies, persons, days and numbers in ever new combinations.

They tell of few things many times over, so that resolution has something to do: a ceremony in each
city and month, told of by several papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kg.gazetteer import Gazetteer
from kg.settings import Settings

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰建国文志海"
_PAPERS = ("中国双拥", "中国国防报", "人民日报", "新华社", "解放军报", "退役军人事务部")
_OPENINGS = (
    "{day}，{city}召开双拥模范城命名表彰大会。{city}市长{person}出席会议。",
    "{month}月{number}日，{city}双拥工作领导小组组织志愿者{count}人走访慰问军烈属，发放慰问金{money}万元。",
    "近日，{city}在{site}举行烈士纪念活动，{count}余名干部群众参加。",
    "{city}退役军人事务局局长{person}介绍，{year}年以来安置退役士兵{count}名。",
    "{city}第{ordinal}次被命名为全国双拥模范城，实现{ordinal}连冠。",
    "{day}上午，“八一”军民联欢晚会在{city}举行，驻军某部官兵{count}人参加。",
)
_CLOSINGS = (
    "{city}政府印发《{city}双拥工作实施办法》。",
    "{city}人武部政委{other}说，军民鱼水情深。",
    "活动由{city}民政局主办，{other}主持。",
    "",
)


def records(number: int, *, seed: int = 0) -> Iterator[dict[str, Any]]:
    """As many records of JSONL, each of 60 to 200 characters or so; the same for the same seed."""
    chance = Random(seed)
    gazetteer = Gazetteer.load(Settings().gazetteer)
    cities = sorted({d.name for d in gazetteer.divisions if d.level == "prefecture" and not d.end})
    sites = sorted(site.name for site in gazetteer.sites)
    for position in range(number):
        day = date(2012, 1, 1) + timedelta(days=chance.randrange(4000))
        words = {
            "city": chance.choice(cities[: max(8, number // 20)]),
            "site": chance.choice(sites),
            "person": _person(chance),
            "other": _person(chance),
            "day": f"{day.year}年{day.month}月{day.day}日",
            "year": day.year,
            "month": day.month,
            "number": day.day,
            "count": chance.randrange(20, 3000),
            "money": chance.randrange(1, 500),
            "ordinal": "二三四五六七八"[chance.randrange(7)],
        }
        texts = [chance.choice(_OPENINGS) for _ in range(chance.choice((1, 2)))]
        texts.append(chance.choice(_CLOSINGS))
        yield {
            "id": f"generated-{position:07}",
            "title": f"{words['city']}双拥工作",
            "date": (day + timedelta(days=chance.randrange(5))).isoformat(),
            "source": chance.choice(_PAPERS),
            "text": "".join(texts).format(**words),
        }


def _person(chance: Random) -> str:
    return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2))))


def write(path: Path, number: int, *, seed: int = 0) -> Path:
    """Write the records as JSON lines."""
    import json

    with path.open("w", encoding="utf-8") as file:
        for record in records(number, seed=seed):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path
