"""The nouns of the system: frozen values that every step hands to the next.

All offsets are Unicode code points, 0-based, end exclusive (the convention of the Web Annotation
TextPositionSelector). Offsets outside `kg.text` and `kg.extract` always refer to `Article.text`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

Span = tuple[int, int]


class EntityType(StrEnum):
    """What a mention may be of."""

    PLACE = "Place"
    ORGANIZATION = "Organization"
    SITE = "Site"
    DOCUMENT = "Document"
    EVENT = "Event"
    PERSON = "Person"
    HONOUR = "Honour"
    QUANTITY = "Quantity"
    TIME = "Time"


class Predicate(StrEnum):
    """The relations that extraction states; `kg.graph.vocabulary` maps them to RDF properties."""

    LOCATED_IN = "locatedIn"
    PART_OF = "partOf"
    ORGANIZER = "organizer"
    PARTICIPANT = "participant"
    TIME = "time"
    ISSUER = "issuer"
    AWARDED = "awarded"
    COMMEMORATES = "commemorates"
    MEMBER = "member"
    ROLE = "role"
    STATISTIC = "statistic"


class LinkingReason(StrEnum):
    """Why a mention of a place or site was linked to its entry of the gazetteer, or to none. The values
    are the local names of the ontology's terms."""

    ONLY_ONE = "OnlyOneOfTheName"
    ONLY_ONE_THEN = "OnlyOneAtThatTime"
    CONTEXT = "SupportedByContext"
    HIGHEST = "HighestOfTheName"
    WITHIN = "NamedAfterItsWhole"
    NAME_AND_PLACE = "NameAndPlaceAgree"
    NAME_SAYS_PLACE = "NameSaysThePlace"
    SEVERAL = "SeveralCandidates"
    ELSEWHERE = "EntryIsElsewhere"


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article as it was read.

    `text` is the text as the source has it; `body` lists the parts of it, in order, that are the
    article: what lies outside (navigation, teasers, share links) is never read for facts.
    """

    id: str
    text: str
    body: tuple[Span, ...]
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    sources: tuple[str, ...] = ()
    licence: str | None = None

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when the text or what is said about it changes."""
        digest = hashlib.sha256()
        for part in (
            self.text,
            repr(self.body),
            self.title,
            self.published,
            self.source,
            self.url,
            *self.sources,
            self.licence,
        ):
            digest.update(f"{part}\x1f".encode())
        return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A time as vague as the text says it. A bound that the text does not give is None.

    `edtf` is the Extended Date/Time Format (ISO 8601-2) where it can say it; `anchor` is the date
    that a relative expression (今年, 四年来) was counted from; `rule` names how it was resolved.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None
    anchor: date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount with bounds: 3000余名 has minimum 3000 and no maximum; 约200人 is approximate.

    万 and 亿 are multiplied out. `unit` is the classifier or unit of the text, None where it has
    none. `what` is counted, `by` whom, `for_` whom, over which `period`, each in the text's words.
    """

    text: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    approximate: bool = False
    what: str | None = None
    by: str | None = None
    for_: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One stretch of text that names something.

    `text` is the surface as found, `name` the name in it (blanks inside words removed), and
    `canonical` the full name that context gives (市委 in an article on 白山市 is 中共白山市委员会).
    `scope` tells namesakes apart: a place code, or an article id for what must never be merged
    across articles. `count` is the run of an honour (四连冠 is 4), `number` that which the issuing
    body gave a document (国发〔2019〕12号). `reason` says why a place or site was linked as it was, and
    `rejected` which other entries bear the name.
    """

    type: EntityType
    start: int
    end: int
    text: str
    name: str
    subtype: str | None = None
    canonical: str | None = None
    scope: str | None = None
    time: TimeSpan | None = None
    quantity: Quantity | None = None
    count: int | None = None
    number: str | None = None
    confidence: float = 1.0
    rule: str = ""
    reason: LinkingReason | None = None
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A predicate said to hold between two mentions, with the stretch of text that says so."""

    subject: Mention
    predicate: Predicate
    object: Mention
    start: int
    end: int
    confidence: float
    rule: str
    detail: str | None = None
    """What the text adds in words, such as the office that a person holds (role)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was read in one article, before linking. Offsets refer to `article.text`."""

    article: Article
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing in the world as one article speaks of it.

    `key` is the path of its IRI below `id/` (place/220600, organization/3f2a9c0d1e5b): equal keys
    are one entity in every article and every build. `code` is a public identifier (GB/T 2260) or a
    gazetteer id. `resolved` is False where the linker had to leave the reference undecided.
    """

    key: str
    type: EntityType
    name: str
    subtype: str | None = None
    canonical: str | None = None
    aliases: tuple[str, ...] = ()
    code: str | None = None
    time: TimeSpan | None = None
    quantity: Quantity | None = None
    count: int | None = None
    number: str | None = None
    resolved: bool = True
    mentions: tuple[Mention, ...] = ()

    @property
    def label(self) -> str:
        """The name to show: the canonical one where context gave it."""
        return self.canonical or self.name

    @property
    def named_for(self) -> frozenset[str]:
        """The codes of the places whose name a body bears (白山市民政局), a district's or a finer one's
        too; none for an unnamed unit and for all that is no body."""
        if self.type is not EntityType.ORGANIZATION:
            return frozenset()
        return frozenset(m.scope for m in self.mentions if m.scope and m.scope.isdecimal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a statement is said: the exact quote at its place in the article's text."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact about entities (by key), with the sentence it came from.

    `detail` is what the text adds in words (the office of a role). `rule` names the extraction
    rule, `confidence` (0 to 1) how far to trust it.
    """

    subject: str
    predicate: Predicate
    object: str
    evidence: Evidence
    confidence: float
    rule: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedConferral:
    """What an article tells of an honour, a receiver (both by key) and a time is the naming of the
    receiver in this round of the gazetteer's record."""

    honour: str
    receiver: str
    earliest: date | None
    latest: date | None
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedArticle:
    """One article with its entities and statements: what becomes the article's named graph.

    `recorded` says which of the conferrals that it tells of the record of honours has. A reprint of
    another article has an `original`, and no entities and statements of its own, so that facts count
    once.
    """

    article: Article
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    recorded: tuple[RecordedConferral, ...] = ()
    original: Article | None = None
