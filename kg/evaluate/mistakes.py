"""What went wrong in an article, each with its sentence and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.evaluate.annotations import AnnotatedEntity, Triple
from kg.evaluate.entities import same_values
from kg.evaluate.figures import Comparison
from kg.evaluate.matching import Alignment
from kg.text.sentences import sentences


class Kind(StrEnum):
    """The kinds of mistakes, in the order in which they are listed."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG_TYPE = "wrong type"
    WRONG_NAME = "wrong bounds"
    WRONG_VALUE = "wrong value"
    MISSED_RELATION = "missed relation"
    SPURIOUS_RELATION = "spurious relation"
    BOILERPLATE = "from boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake: `subject` is the type or the predicate, `what` is shown, `rule` made it."""

    kind: Kind
    subject: str
    what: str
    article: str
    sentence: str = ""
    rule: str = ""

    def __str__(self) -> str:
        made = f" [{self.rule}]" if self.rule else ""
        return f"{self.what}{made}  {self.article}: {self.sentence}"


def mistakes(comparison: Comparison, text: str) -> Iterator[Mistake]:
    """The mistakes of one article; `text` is the article's, as its file has it."""
    article = comparison.annotated.id
    spans = list(sentences(text))

    def sentence(entity: AnnotatedEntity) -> str:
        if not entity.mentions:
            return ""
        first = entity.mentions[0][0]
        return next((text[s:e].strip() for s, e in spans if s <= first < e), "")

    def of_entity(kind: Kind, entity: AnnotatedEntity, what: str, rule: str = "") -> Mistake:
        return Mistake(
            kind=kind,
            subject=entity.type,
            what=what,
            article=article,
            sentence=sentence(entity),
            rule=rule,
        )

    everywhere = [e for alignment in comparison.entities.values() for e in alignment.spurious]
    by_name = {entity.name: entity for entity in everywhere}
    for alignment in comparison.entities.values():
        for gold in alignment.missed:
            other = next((by_name[name] for name in gold.names if name in by_name), None)
            if other:
                what = f"{gold.text}: {gold.type}, found as {other.type}"
                yield of_entity(Kind.WRONG_TYPE, gold, what, "; ".join(other.rules))
            else:
                yield of_entity(Kind.MISSED, gold, gold.text)
        for ours in alignment.spurious:
            yield of_entity(Kind.SPURIOUS, ours, ours.text, "; ".join(ours.rules))
        for gold, ours in _pairs(alignment, alignment.lenient):
            what = f"{gold.text}: found {ours.text}"
            yield of_entity(Kind.WRONG_NAME, gold, what, "; ".join(ours.rules))
        for gold, ours in _pairs(alignment, alignment.strict):
            if not same_values(gold.values, ours.values):
                what = f"{gold.text}: {_shown(gold)}, found {_shown(ours)}"
                yield of_entity(Kind.WRONG_VALUE, gold, what, "; ".join(ours.rules))
    for triple in comparison.relations.missed:
        yield _of_relation(Kind.MISSED_RELATION, triple, article)
    for triple in comparison.relations.spurious:
        rule, quote = comparison.found.origins.get(triple, ("", ""))
        yield _of_relation(Kind.SPURIOUS_RELATION, triple, article, quote, rule)
    for start, end in comparison.boilerplate:
        yield Mistake(kind=Kind.BOILERPLATE, subject="any", what=text[start:end], article=article)


def listing(found: Sequence[Mistake]) -> Iterator[str]:
    """Lines of text: the mistakes of each kind and type together, the most frequent first."""
    for kind in Kind:
        groups: dict[str, list[Mistake]] = {}
        for mistake in found:
            if mistake.kind is kind:
                groups.setdefault(mistake.subject, []).append(mistake)
        for subject, group in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
            yield f"{kind}: {subject} ({len(group)})"
            yield from (f"  {mistake}" for mistake in sorted(group, key=lambda m: m.rule))


def _pairs(
    alignment: Alignment[AnnotatedEntity], numbers: dict[int, int]
) -> Iterator[tuple[AnnotatedEntity, AnnotatedEntity]]:
    for annotated, found in numbers.items():
        yield alignment.annotated[annotated], alignment.found[found]


def _shown(entity: AnnotatedEntity) -> str:
    return " ".join("?" if value is None else str(value) for value in entity.values)


def _of_relation(
    kind: Kind, triple: Triple, article: str, quote: str = "", rule: str = ""
) -> Mistake:
    return Mistake(
        kind=kind,
        subject=triple[1],
        what=" ".join(triple),
        article=article,
        sentence=quote,
        rule=rule,
    )
