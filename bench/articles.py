"""Generated news of 200 to 400 characters, as many as one likes, always the same ones.

Names, places, amounts and dates come from the gazetteer and the lexicons: some are told of by many
articles, most by few, as in the news. `python -m bench.articles 1000 articles.jsonl` writes a file.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from kg.extract.lexicon import Lexicons
from kg.gazetteer import Division, Gazetteer
from kg.settings import Settings

T = TypeVar("T")
_LAST = date(2026, 6, 30)
_DAYS = 365 * 30
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英建国志华文斌海燕鹏飞永红新民立春晓东"
_SENTENCES = (
    "{month}月{day}日，{place}召开双拥工作座谈会，{place}市委书记{person}出席并讲话。",
    "{year}年以来，{place}累计投入{amount}万元用于拥军优抚，惠及优抚对象{people}人。",
    "{place}第{number}次荣获“全国双拥模范城”称号，{place}退役军人事务局局长{person}介绍了有关情况。",
    "{month}月{day}日上午，{people}名干部群众来到{site}，向革命烈士敬献花篮。",
    "{place}印发《关于加强{topic}工作的实施意见》，明确提出{number}项措施。",
    "驻{place}部队官兵{people}余人参加了义务植树活动，栽种树木{amount}棵。",
    "据介绍，{event}期间，{hero}曾在{place}一带战斗，{site}因此得名。",
    "{place}{organization}与驻军某部签订共建协议，帮助解决随军家属就业{number}人。",
    "{place}教育局组织{people}名学生参观{site}，聆听{hero}的故事。",
    "{person}说，{place}将继续做好{topic}工作，力争今年再投入{amount}万元。",
)
_TOPICS = ("退役军人安置", "烈士褒扬纪念", "军人家属优待", "国防教育", "拥军支前", "红色资源保护")
_BODIES = ("人民医院", "民政局", "供电公司", "农商银行", "第一中学", "公交集团", "退役军人服务中心")
_SITES = ("烈士陵园", "革命纪念馆", "战斗纪念碑", "红军会议旧址", "党史馆")


class Writer:
    """Writes articles; each depends on its number alone."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._gazetteer = Gazetteer.load(self._settings.gazetteer)

    @cached_property
    def _places(self) -> list[Division]:
        found = [d for d in self._gazetteer.divisions if d.end is None and d.level != "province"]
        return sorted(found, key=lambda d: d.code)

    @cached_property
    def _surnames(self) -> list[str]:
        return Lexicons(self._settings.lexicons)["surnames"].terms()[-100:]

    def article(self, number: int) -> dict[str, str]:
        """One record of JSONL."""
        chance = random.Random(number)
        day = _LAST - timedelta(days=chance.randrange(_DAYS))
        place = self._often(chance, self._places).name
        person = chance.choice(self._surnames) + "".join(chance.choices(_GIVEN, k=2))
        words = {
            "place": place,
            "person": person,
            "organization": chance.choice(_BODIES),
            "site": place + chance.choice(_SITES),
            "hero": self._often(chance, self._gazetteer.persons).name,
            "event": self._often(chance, self._gazetteer.events).name,
            "topic": chance.choice(_TOPICS),
            "year": str(day.year),
            "month": str(day.month),
            "day": str(day.day),
        }
        size, parts = chance.randint(200, 400), [f"{place}扎实推进{words['topic']}工作\n"]
        while sum(map(len, parts)) < size:
            amounts = {
                "amount": f"{chance.randrange(10, 9999)}",
                "people": f"{chance.randrange(20, 3000)}",
                "number": f"{chance.randrange(2, 12)}",
            }
            parts.append(chance.choice(_SENTENCES).format(**words, **amounts))
        return {
            "id": f"generated-{number:07}",
            "title": parts[0].strip(),
            "date": day.isoformat(),
            "source": f"{place}日报",
            "text": "".join(parts),
        }

    def articles(self, count: int, *, first: int = 0) -> Iterator[dict[str, str]]:
        """Articles from a number on."""
        return map(self.article, range(first, first + count))

    @staticmethod
    def _often(chance: random.Random, things: list[T]) -> T:
        """The first of a list much more often than the last, as in Zipf's law."""
        return things[min(int(chance.paretovariate(0.3)) - 1, chance.randrange(len(things)))]


def write(path: Path, count: int, *, first: int = 0) -> int:
    """Write so many articles as JSONL; returns their characters."""
    characters = 0
    with path.open("w", encoding="utf-8") as file:
        for article in Writer().articles(count, first=first):
            characters += len(article["text"])
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return characters


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    options.add_argument("count", type=int)
    options.add_argument("file", type=Path)
    given = options.parse_args()
    print(f"{given.count} articles, {write(given.file, given.count)} characters")


if __name__ == "__main__":
    main()
