"""The person whom a stretch of text tells of: 老兵王福田今年86岁。他先后捐款12万元。"""

from __future__ import annotations

import re

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention

_FAR = 200
"""Characters back in a paragraph in which a person told of still is."""
_PRONOUN = re.compile(
    r"[”“\s]*(?:如今|后来|同时|此后|退休后|退伍后|几年来|多年来)?，?[他她](?!们|人)"
)
_SAYS = re.compile(
    r"[^，。；]{0,12}?(?:说|表示|介绍|指出|强调|认为|要求|告诉|透露|宣布|报道|回忆|写道)"
)
"""What follows one who only tells of others."""
_INTRODUCED = re.compile(
    "(?:的|岁|老人|老兵|老战士|军人|战士|烈士|军嫂|村民|居民|职工|同志|学生|青年|党员|模范|妻子|丈夫|儿子|女儿|"
    "父亲|母亲|爷爷|奶奶|功臣|英雄|代表|民兵|教师|医生|护士|农民|工人|企业家|志愿者)[”“]?$"
)
"""What a clause may say of a person before the name."""
_ALONE = re.compile("(?!们|等|[、和与及]|夫妇|一行|的(?:带领|领导|陪同|支持|帮助|关心))")


def protagonist(context: Context, offset: int) -> Mention | None:
    """The one person who opens a clause before an offset, or is meant there by 他 or 她.

    Nobody, where a body or place, or someone unnamed, acts in between.
    """
    paragraph = context.paragraph(offset, _FAR)
    sentence, _ = context.sentence(offset)
    pronoun = False
    for start, end in context.clauses_before(offset, paragraph):
        if start < sentence and not pronoun:
            return None  # 习近平…。2位军官向他敬礼
        if person := _opening(context, start, end):
            return None if _SAYS.match(context.text, person.end, end) else person
        meant = _PRONOUN.match(context.text, start, end)
        if meant and _SAYS.match(context.text, meant.end(), end):
            return None
        if not (pronoun or meant) and context.acts_there(start, min(end, offset)):
            return None
        pronoun = pronoun or meant is not None
    return None


def _opening(context: Context, start: int, end: int) -> Mention | None:
    """A person with whom a clause begins, but for what he or she is."""
    persons = context.free(EntityType.PERSON, (start, end))
    if not persons:
        return None
    person = persons[0]
    before = (context.opening(start, end), person.start)
    if before[0] >= before[1]:
        known = context.named_before(person)
    else:
        bodies = context.of(EntityType.ORGANIZATION, before)
        known = _INTRODUCED.search(context.text, *before) is not None and not bodies
    return person if known and _ALONE.match(context.text, person.end) else None
