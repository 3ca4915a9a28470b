"""Offices: 白山市委书记某某, 中央军委委员、总政治部主任某某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_LONGEST_OFFICE = 10
_SHORT_OFFICE = 3
"""Characters that an office may have which no lexicon knows."""
_RANK = re.compile("的|的?(?:战士|学员|官兵|士兵|队员|新兵|民兵|列兵|会员|志愿者)")
"""What stands between a body and one of its people who holds no office in it."""
_LONGEST_RANK = 6
_LONGEST_ROW = 80
_ITEM = re.compile(r"[^、]+")
_IN_ROW = re.compile("[、和与及]|以及|（女）、|（[^）]{1,8}族[^）]{0,4}）、|（女）和")
_ELECTED = re.compile(
    r"(?:（[^）]{1,10}）)?(?:再次)?(?:当选为?|为(?!首)|任|担任|出任|被任命为|被选为)(?P<office>[^，。；：、（\n]{2,24})"
)
_OF_ANOTHER = re.compile("[省市县区州旗镇乡]长|总理|主席|总统|部长|局长")
"""Offices that are of no body named for another: 市委书记某某、市长某某."""
_TAKING = re.compile(
    r"担任|出任|被?聘为|被任命为|就任|当选为?|兼任|调任|升任|任职?(?=[\u4e00-\u9fff])|历任|时任|现任"
)
_HEADS_OF = {
    "部长": ("部",),
    "厅长": ("厅",),
    "局长": ("局",),
    "处长": ("处",),
    "院长": ("院",),
    "校长": ("学校", "大学", "中学", "小学", "学院"),
    "会长": ("会",),
    "馆长": ("馆",),
    "所长": ("所",),
    "站长": ("站",),
    "行长": ("行",),
    "董事长": ("公司", "集团"),
    "总经理": ("公司", "集团"),
    "经理": ("公司", "集团"),
    "厂长": ("厂", "公司"),
    "师长": ("师",),
    "旅长": ("旅",),
    "团长": ("团",),
    "连长": ("连",),
    "司令员": ("军区", "军分区", "部队"),
    "政委": ("军区", "军分区", "部队", "师", "旅", "团", "支队", "总队"),
    "支队长": ("支队",),
    "总队长": ("总队",),
}
"""Offices, and how the names of the bodies end that have them."""
_BARE_OFFICE = re.compile(f"副?(?P<head>{'|'.join(sorted(_HEADS_OF, key=len, reverse=True))})")
_OFFICE = re.compile(r"[^，。；、\n的和与在]{1,10}")


def relations(context: Context) -> Iterator[Relation]:
    """A person right after an organization with only the office between them, and the offices
    named before that one, each joined by a mark: 中共中央总书记、国家主席、中央军委主席习近平."""
    persons = context.of(EntityType.PERSON)
    shared: Mention | None = None
    for index, person in enumerate(persons):
        if person.rule in ("person.byline", "person.signature"):
            continue
        first = max(persons[index - 1].end if index else 0, person.start - _LONGEST_ROW)
        left = max(
            first, *(context.text.rfind(mark, first, person.start) + 1 for mark in "，。；：\n")
        )
        bodies = context.of(EntityType.ORGANIZATION, (left, person.start))
        found = list(_offices(context, left, person.start, bodies))
        previous = persons[index - 1] if index else None
        between = context.text[previous.end : person.start] if previous else ""
        joined = between[:1] in ("、", "和") and context.office.search(between)
        if not found and shared and joined and not _OF_ANOTHER.search(between):
            found = [(shared, between[1:])]  # 司令员刘镇武、政委熊自仁
        shared = found[0][0] if found else None
        for body, office in found:
            if _RANK.fullmatch(office):
                continue  # `members` reads those
            yield context.relation(
                person, Predicate.ROLE, body, "person.office", 0.85, detail=office
            )


def bare_offices(context: Context) -> Iterator[Relation]:
    """民政部对工作高度重视，部长多吉才让等作了部署: an office that opens its clause is of the body that
    acts in the sentence, where such a body has such an office."""
    for person in context.free(EntityType.PERSON, (0, len(context.text))):
        start, _ = context.clause(person.start)
        office = _BARE_OFFICE.fullmatch(context.text, start, person.start)
        if office is None:
            continue
        sentence, _ = context.sentence(person.start)
        endings = _HEADS_OF[office["head"]]
        bodies = [
            b
            for b in context.of(EntityType.ORGANIZATION, (sentence, start))
            if b.name.endswith(endings)
        ]
        if len({b.name for b in bodies}) == 1:
            yield context.relation(
                person, Predicate.ROLE, bodies[0], "person.bare-office", 0.7, detail=office[0]
            )


def appointments(context: Context) -> Iterator[Relation]:
    """孙鹏三年前来到尼玛县担任县委副书记: an office that the sentence says someone took."""
    for verb in _TAKING.finditer(context.text):
        start, end = context.sentence(verb.start())
        clause_end = context.clause(verb.end())[1]
        persons = context.free(EntityType.PERSON, (start, verb.start()))
        bodies = [
            b
            for b in context.of(EntityType.ORGANIZATION, (verb.end(), clause_end))
            if b.start - verb.end() <= 6
        ]
        if not persons or not bodies:
            continue
        body, person = bodies[0], persons[-1]
        office = _OFFICE.match(context.text, body.end, min(clause_end, end))
        if office and context.office.search(office[0]):
            yield context.relation(
                person, Predicate.ROLE, body, "person.appointed", 0.75, detail=office[0]
            )


def members(context: Context) -> Iterator[Relation]:
    """空军某学院七队学员张建堂, 沧州军分区的张明敬: who is of a body without an office in it."""
    bodies = {b.end: b for b in context.of(EntityType.ORGANIZATION)}
    for person in context.free(EntityType.PERSON, (0, len(context.text))):
        for end in range(person.start, max(person.start - _LONGEST_RANK, 0), -1):
            body = bodies.get(end)
            if body and _RANK.fullmatch(context.text, end, person.start):
                yield context.relation(
                    body, Predicate.MEMBER, person, "person.member", 0.7, at=person.start
                )
                break


def elections(context: Context) -> Iterator[Relation]:
    """选举张某为省人大常委会主任，李某、王某为副主任: names in a row share an office, and a deputy's
    office without a body is of the body named last."""
    persons = context.free(EntityType.PERSON, (0, len(context.text)))
    row: list[Mention] = []
    last: tuple[Mention, str] | None = None
    for index, person in enumerate(persons):
        if row and not _IN_ROW.fullmatch(context.text, row[-1].end, person.start):
            row = []
        row.append(person)
        following = persons[index + 1] if index + 1 < len(persons) else None
        if following and _IN_ROW.fullmatch(context.text, person.end, following.start):
            continue
        match = _ELECTED.match(context.text, person.end)
        if match is None:
            continue
        bodies = context.of(EntityType.ORGANIZATION, match.span("office"))
        office = context.text[bodies[-1].end if bodies else match.start("office") : match.end()]
        if bodies and office:
            last = bodies[-1], office
        elif last is None or office != f"副{last[1].removeprefix('副')}":
            continue
        for elected in row:
            yield context.relation(
                elected,
                Predicate.ROLE,
                last[0],
                "person.elected",
                0.85,
                at=person.start,
                detail=office,
            )


def _offices(
    context: Context, left: int, right: int, bodies: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """The bodies in the row of offices that ends where the name begins, from right to left."""
    row = list(_ITEM.finditer(context.text, left, right))
    for item in reversed(row):
        nearest = [b for b in bodies if item.start() <= b.start and b.end < item.end()]
        last = item.end() == right
        if nearest:
            office = context.text[nearest[-1].end : item.end()].strip("“”")
            short = len(office) <= _LONGEST_OFFICE and _OFFICE.fullmatch(office)
            named = context.office.search(office) or (last and len(office) <= _SHORT_OFFICE)
            if not short or not named:
                return
            yield nearest[-1], office
        elif not context.office.search(context.text, item.start(), item.end()):
            return
