"""The tables of the flat set: their columns, and what these mean in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

SEPARATOR = "|"
"""Stands between the values of a column that may have several."""


class Type(StrEnum):
    """The types of Table Schema that the columns have (https://datapackage.org/standard/table-schema/)."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `refers` names the table and column whose values its values are."""

    name: str
    type: Type
    zh: str
    en: str
    refers: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `keys` columns together tell its rows apart."""

    name: str
    zh: str
    en: str
    keys: int
    columns: tuple[Column, ...]


_ARTICLE = (
    Column("article", Type.STRING, "文章标识", "identifier of the article"),
    Column(
        "version",
        Type.STRING,
        "文章版本的 IRI",
        "IRI of the article version",
        ("articles", "version"),
    ),
)
_PLACE_IN_TEXT = (
    Column(
        "start",
        Type.INTEGER,
        "起始位置：从文章第几个字符起（从 0 数）",
        "offset of the first character in the article, from 0",
    ),
    Column("end", Type.INTEGER, "结束位置（不含）", "offset after the last character"),
)
_READ = (
    Column("rule", Type.STRING, "抽取规则", "rule that read it"),
    Column("confidence", Type.NUMBER, "置信度（0 至 1）", "confidence from 0 to 1"),
)
_DATES = (
    Column("raw", Type.STRING, "时间原文", "the time in the words of the text"),
    Column("earliest", Type.DATE, "最早可能的日期", "earliest day that it may be"),
    Column("latest", Type.DATE, "最晚可能的日期", "latest day that it may be"),
    Column("edtf", Type.STRING, "EDTF 形式的时间", "the time in EDTF (ISO 8601-2)"),
)

ARTICLES = Table(
    "articles",
    "文章：每个版本一行",
    "articles, a row a version",
    1,
    (
        Column("version", Type.STRING, "文章版本的 IRI", "IRI of the article version"),
        Column("article", Type.STRING, "文章标识", "identifier of the article"),
        Column("title", Type.STRING, "标题", "title"),
        Column("date", Type.DATE, "发表日期", "day of publication"),
        Column("url", Type.STRING, "网址", "address"),
        Column("sources", Type.STRING, "来源（可多个）", "sources, may be several"),
        Column("licence", Type.STRING, "许可", "licence"),
    ),
)
ENTITIES = Table(
    "entities",
    "实体：每个一行",
    "entities, a row each",
    1,
    (
        Column("entity", Type.STRING, "实体的 IRI", "IRI of the entity"),
        Column("type", Type.STRING, "类型", "type: the most general class of our own"),
        Column("classes", Type.STRING, "更细的类（可多个）", "finer classes, may be several"),
        Column("label", Type.STRING, "名称", "name"),
        Column("other_names", Type.STRING, "别名（可多个）", "other names, may be several"),
        Column("code", Type.STRING, "代码", "public code or identifier"),
        Column("resolved", Type.BOOLEAN, "所指是否已定", "whether it is decided what it is"),
        Column("latitude", Type.NUMBER, "纬度（WGS 84）", "latitude (WGS 84)"),
        Column("longitude", Type.NUMBER, "经度（WGS 84）", "longitude (WGS 84)"),
        *_DATES,
        Column("mentions", Type.INTEGER, "在文章中出现的次数", "how often articles name it"),
    ),
)
STATEMENTS = Table(
    "statements",
    "陈述：每句话说的每一事实一行，附依据",
    "statements, a row for each fact and sentence that states it",
    1,
    (
        Column("statement", Type.STRING, "陈述的 IRI", "IRI of the statement"),
        Column("subject", Type.STRING, "主体的 IRI", "IRI of the subject", ("entities", "entity")),
        Column("subject_label", Type.STRING, "主体名称", "name of the subject"),
        Column(
            "property", Type.STRING, "属性（带前缀）", "property, with the prefix of its namespace"
        ),
        Column("object", Type.STRING, "客体的 IRI", "IRI of the object, empty where it is a value"),
        Column("object_label", Type.STRING, "客体名称或值", "name of the object, or the value"),
        Column("office", Type.STRING, "职务原文", "office in the words of the text"),
        Column("quote", Type.STRING, "引文", "the words that state it"),
        *_PLACE_IN_TEXT,
        *_ARTICLE,
        Column("url", Type.STRING, "文章网址", "address of the article"),
        Column("date", Type.DATE, "文章发表日期", "day on which the article was published"),
        *_READ,
    ),
)
MENTIONS = Table(
    "mentions",
    "提及：文章中每处名称一行",
    "mentions, a row for each place where an article names an entity",
    1,
    (
        Column("mention", Type.STRING, "提及的 IRI", "IRI of the mention"),
        Column("entity", Type.STRING, "实体的 IRI", "IRI of the entity", ("entities", "entity")),
        Column("entity_label", Type.STRING, "实体名称", "name of the entity"),
        Column("text", Type.STRING, "原文", "the words of the text"),
        *_PLACE_IN_TEXT,
        *_ARTICLE,
        *_READ,
    ),
)
EVENTS = Table(
    "events",
    "事件：每个事件的每个时间一行",
    "events, a row for each event and each of its times",
    2,
    (
        Column("event", Type.STRING, "事件的 IRI", "IRI of the event", ("entities", "entity")),
        Column("time", Type.STRING, "时间的 IRI", "IRI of the time, empty where none is known"),
        Column("label", Type.STRING, "名称", "name"),
        Column("kind", Type.STRING, "种类", "kind, a word of the lexicons"),
        *_DATES,
        Column("places", Type.STRING, "地点的 IRI（可多个）", "IRIs of places, may be several"),
        Column("place_labels", Type.STRING, "地点名称（可多个）", "names of places"),
        Column("organizers", Type.STRING, "主办者的 IRI（可多个）", "IRIs of organizers"),
        Column("organizer_labels", Type.STRING, "主办者名称（可多个）", "names of organizers"),
        Column("participants", Type.STRING, "参与者的 IRI（可多个）", "IRIs of participants"),
        Column("participant_labels", Type.STRING, "参与者名称（可多个）", "names of participants"),
        Column("honour", Type.STRING, "授予的荣誉的 IRI", "IRI of the honour that was conferred"),
        Column("receivers", Type.STRING, "获授者的 IRI（可多个）", "IRIs of those who received it"),
        Column("ordinal", Type.INTEGER, "连续第几次", "ordinal in a run (n连冠)"),
        Column(
            "implied",
            Type.BOOLEAN,
            "是否只由次数推知",
            "whether it follows from the number of a run alone",
        ),
        Column(
            "round",
            Type.STRING,
            "荣誉名录中的届次；文章所述无此项",
            "round, where it is of the record of honours and not of an article",
        ),
    ),
)
AMOUNTS = Table(
    "amounts",
    "数量：每篇文章的每个数量一行",
    "amounts, a row for each amount and article version",
    2,
    (
        Column("amount", Type.STRING, "数量的 IRI", "IRI of the amount", ("entities", "entity")),
        _ARTICLE[1],
        Column("raw", Type.STRING, "原文", "the amount in the words of the text"),
        Column("minimum", Type.NUMBER, "最小值", "smallest value that it may be"),
        Column(
            "maximum", Type.NUMBER, "最大值；空为不限", "largest value; empty: no bound is stated"
        ),
        Column("unit", Type.STRING, "单位", "unit"),
        Column("approximate", Type.BOOLEAN, "是否约数", "whether it is approximate"),
        Column("counted", Type.STRING, "所数者", "what is counted"),
        Column("stated_by", Type.STRING, "行为者", "by whom"),
        Column("beneficiary", Type.STRING, "受益者", "for whom"),
        Column("period", Type.STRING, "期间", "over which period"),
        Column("of", Type.STRING, "所属实体的 IRI（可多个）", "IRIs of what it is a figure of"),
        Column(
            "of_labels", Type.STRING, "所属实体名称（可多个）", "names of what it is a figure of"
        ),
        Column("quote", Type.STRING, "引文", "the sentence that relates it; empty where none does"),
        _ARTICLE[0],
        Column("date", Type.DATE, "文章发表日期", "day on which the article was published"),
    ),
)

TABLES = MappingProxyType(
    {t.name: t for t in (ARTICLES, ENTITIES, STATEMENTS, MENTIONS, EVENTS, AMOUNTS)}
)
"""All tables by name."""
