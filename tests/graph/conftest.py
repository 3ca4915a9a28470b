"""One article made by hand, with everything that the graph can say in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from kg.graph.iris import Iris
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    LinkedArticle,
    Mention,
    Predicate,
    Quantity,
    Statement,
    TimeSpan,
)

TEXT = (
    "2020年10月20日，市双拥工作领导小组召开表彰大会，驻白部队官兵3000余名参加。"
    "白山市荣获全国双拥模范城“四连冠”。杨靖宇将军殉国地纪念杨靖宇。"
    "赵某任市双拥工作领导小组组长。领导小组印发《双拥工作意见》。"
)


@pytest.fixture
def iris() -> Iris:
    return Iris("https://example.org/")


@pytest.fixture
def article() -> Article:
    return Article(
        id="news/1",
        text=TEXT,
        body=((0, len(TEXT)),),
        title="白山市召开双拥表彰大会",
        published=date(2020, 10, 21),
        source="某报",
        url="https://example.org/news 1",
        licence="CC-BY-4.0",
    )


@pytest.fixture
def golden(article: Article) -> LinkedArticle:
    """A leading group, a garrison, an event, a quantity, an honour won four times, a site."""
    day = date(2020, 10, 20)
    entities = (
        entity("place/220600", EntityType.PLACE, "白山市", code="220600"),
        entity(
            "organization/aaaaaaaaaaaa",
            EntityType.ORGANIZATION,
            "市双拥工作领导小组",
            subtype="LeadingGroup",
            canonical="白山市双拥工作领导小组",
            aliases=("领导小组",),
        ),
        entity(
            "organization/bbbbbbbbbbbb",
            EntityType.ORGANIZATION,
            "驻白部队",
            subtype="Garrison",
            resolved=False,
        ),
        entity("event/cccccccccccc", EntityType.EVENT, "表彰大会", subtype="conference"),
        entity(
            "time/dddddddddddd",
            EntityType.TIME,
            "2020年10月20日",
            time=TimeSpan(
                text="2020年10月20日",
                earliest=day,
                latest=day,
                edtf="2020-10-20",
                anchor=date(2020, 10, 21),
                rule="time.full",
            ),
        ),
        entity(
            "quantity/eeeeeeeeeeee",
            EntityType.QUANTITY,
            "3000余名",
            quantity=Quantity(
                text="3000余名",
                minimum=Decimal(3000),
                unit="名",
                what="官兵",
                by="驻白部队",
                for_="表彰大会",
                period="当日",
            ),
        ),
        entity("honour/ffffffffffff", EntityType.HONOUR, "全国双拥模范城", count=4),
        entity("site/111111111111", EntityType.SITE, "杨靖宇将军殉国地"),
        entity("person/yang-jingyu", EntityType.PERSON, "杨靖宇", code="yang-jingyu"),
        entity("person/222222222222", EntityType.PERSON, "赵某"),
        entity("document/333333333333", EntityType.DOCUMENT, "双拥工作意见", subtype="Policy"),
    )
    held, awarded = "召开表彰大会", "白山市荣获全国双拥模范城“四连冠”"
    group, garrison, event = entities[1].key, entities[2].key, entities[3].key
    city, time, honour = entities[0].key, entities[4].key, entities[6].key
    statements = (
        statement(garrison, Predicate.LOCATED_IN, city, "驻白部队", confidence=0.95),
        statement(event, Predicate.TIME, time, TEXT[:27]),
        statement(event, Predicate.LOCATED_IN, city, held),
        statement(event, Predicate.ORGANIZER, group, f"市双拥工作领导小组{held}"),
        statement(event, Predicate.PARTICIPANT, garrison, "驻白部队官兵3000余名参加"),
        statement(entities[5].key, Predicate.STATISTIC, garrison, "驻白部队官兵3000余名"),
        statement(honour, Predicate.AWARDED, city, awarded),
        statement(honour, Predicate.TIME, time, awarded),
        statement(
            entities[7].key, Predicate.COMMEMORATES, entities[8].key, "杨靖宇将军殉国地纪念杨靖宇"
        ),
        statement(
            entities[9].key, Predicate.ROLE, group, "赵某任市双拥工作领导小组组长", detail="组长"
        ),
        statement(entities[10].key, Predicate.ISSUER, group, "领导小组印发《双拥工作意见》"),
        statement(entities[10].key, Predicate.TIME, time, "领导小组印发《双拥工作意见》"),
    )
    return LinkedArticle(article=article, entities=entities, statements=statements)


def entity(
    key: str,
    type_: EntityType,
    name: str,
    *,
    subtype: str | None = None,
    canonical: str | None = None,
    aliases: Sequence[str] = (),
    code: str | None = None,
    time: TimeSpan | None = None,
    quantity: Quantity | None = None,
    count: int | None = None,
    resolved: bool = True,
) -> Entity:
    """An entity with one mention, where its name first stands in the text."""
    start = TEXT.index(name)
    mention = Mention(
        type=type_,
        start=start,
        end=start + len(name),
        text=name,
        name=name,
        confidence=0.9,
        rule=f"{type_.value.lower()}.name",
    )
    return Entity(
        key=key,
        type=type_,
        name=name,
        subtype=subtype,
        canonical=canonical,
        aliases=tuple(aliases),
        code=code,
        time=time,
        quantity=quantity,
        count=count,
        resolved=resolved,
        mentions=(mention,),
    )


def statement(
    subject: str,
    predicate: Predicate,
    object_: str,
    quote: str,
    *,
    confidence: float = 0.8,
    detail: str | None = None,
) -> Statement:
    """A statement whose evidence is where the quote first stands in the text."""
    start = TEXT.index(quote)
    return Statement(
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=Evidence(start=start, end=start + len(quote), quote=quote),
        confidence=confidence,
        rule=f"{predicate.value}.test",
        detail=detail,
    )
