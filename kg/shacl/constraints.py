"""The constraint components of SHACL Core, one function each.

https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.shacl.paths import SH, read_list
from kg.shacl.triples import Term, Triples
from kg.shacl.values import less, well_formed

Check = Callable[[Triples, Term, list[Term]], Iterable[Term | None]]
"""From the data, a focus node and its value nodes to the values at fault; None is the focus itself."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape. `component` is the local name of its SHACL component."""

    component: str
    check: Check


Conforms = Callable[[Triples, Term], bool]
_Maker = Callable[[Triples, Term, Term], Constraint]


def read_constraints(shapes: Triples, shape: Term) -> Iterator[Constraint]:
    """The constraints that a node of the shapes graph states.

    Raises ShapeError for a constraint that is not known here.
    """
    assert not isinstance(shape, ox.Literal)
    for parameter, arguments in sorted(shapes.of(shape).items(), key=lambda item: str(item[0])):
        if parameter.value in _BESIDE or not parameter.value.startswith(SH):
            continue
        name = parameter.value.removeprefix(SH)
        if name not in _MAKERS:
            raise ShapeError(f"Unknown constraint sh:{name}. Known: {', '.join(sorted(_MAKERS))}.")
        for argument in sorted(arguments, key=str):
            yield _MAKERS[name](shapes, shape, argument)


def _per_value(name: str, good: Conforms) -> Constraint:
    def check(data: Triples, _focus: Term, values: list[Term]) -> Iterator[Term]:
        return (value for value in values if not good(data, value))

    return Constraint(f"{name}ConstraintComponent", check)


def _of_focus(name: str, good: Callable[[Triples, list[Term]], bool]) -> Constraint:
    def check(data: Triples, _focus: Term, values: list[Term]) -> tuple[Term | None, ...]:
        return () if good(data, values) else (None,)

    return Constraint(f"{name}ConstraintComponent", check)


def _min_count(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    least = _number(argument)
    return _of_focus("MinCount", lambda _data, values: len(values) >= least)


def _max_count(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    most = _number(argument)
    return _of_focus("MaxCount", lambda _data, values: len(values) <= most)


def _has_value(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    return _of_focus("HasValue", lambda _data, values: argument in values)


def _unique_lang(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    if argument != ox.Literal(True):
        raise ShapeError("sh:uniqueLang says true or is left out.")

    def check(_data: Triples, _focus: Term, values: list[Term]) -> list[Term | None]:
        if len(values) < 2:
            return []
        tags = (v.language for v in values if isinstance(v, ox.Literal) and v.language)
        counts = Counter(tag.lower() for tag in tags)
        return [None for count in counts.values() if count > 1]

    return Constraint("UniqueLangConstraintComponent", check)


def _class(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    class_ = _iri(argument)
    return _per_value("Class", lambda data, value: data.is_a(value, class_))


def _datatype(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    datatype = _iri(argument)
    return _per_value(
        "Datatype",
        lambda _data, value: (
            isinstance(value, ox.Literal) and value.datatype == datatype and well_formed(value)
        ),
    )


def _node_kind(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    kinds = _NODE_KINDS.get(_iri(argument).value.removeprefix(SH))
    if kinds is None:
        raise ShapeError(f"{argument} is no node kind. Known: {', '.join(_NODE_KINDS)}.")
    return _per_value("NodeKind", lambda _data, value: isinstance(value, kinds))


def _in(shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    allowed = frozenset(read_list(shapes, argument))
    return _per_value("In", lambda _data, value: value in allowed)


def _language_in(shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    tags = {_text(member).lower() for member in read_list(shapes, argument)}

    def good(_data: Triples, value: Term) -> bool:
        if not isinstance(value, ox.Literal) or not value.language:
            return False
        tag = value.language.lower()
        return any(tag == wanted or tag.startswith(f"{wanted}-") for wanted in tags)

    return _per_value("LanguageIn", good)


def _min_length(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    least = _number(argument)
    return _per_value(
        "MinLength",
        lambda _data, value: not isinstance(value, ox.BlankNode) and len(value.value) >= least,
    )


def _pattern(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    try:
        pattern = re.compile(_text(argument))
    except re.error as error:
        raise ShapeError(f"{argument} is no regular expression: {error}.") from error
    return _per_value(
        "Pattern",
        lambda _data, value: (
            not isinstance(value, ox.BlankNode) and pattern.search(value.value) is not None
        ),
    )


def _min_inclusive(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    least = _literal(argument)
    return _per_value(
        "MinInclusive",
        lambda _data, value: isinstance(value, ox.Literal) and less(least, value, or_equal=True),
    )


def _max_inclusive(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    most = _literal(argument)
    return _per_value(
        "MaxInclusive",
        lambda _data, value: isinstance(value, ox.Literal) and less(value, most, or_equal=True),
    )


def _less_than(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    return _before("LessThan", _iri(argument), or_equal=False)


def _less_than_or_equals(_shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    return _before("LessThanOrEquals", _iri(argument), or_equal=True)


def _before(name: str, other: ox.NamedNode, *, or_equal: bool) -> Constraint:
    def check(data: Triples, focus: Term, values: list[Term]) -> Iterator[Term]:
        for value in values:
            for limit in data.objects(focus, other):
                if not (
                    isinstance(value, ox.Literal)
                    and isinstance(limit, ox.Literal)
                    and less(value, limit, or_equal=or_equal)
                ):
                    yield value

    return Constraint(f"{name}ConstraintComponent", check)


def _not(shapes: Triples, _shape: Term, argument: Term) -> Constraint:
    conforms = _conforms(shapes, argument)
    return _per_value("Not", lambda data, value: not conforms(data, value))


def _qualified_min_count(shapes: Triples, shape: Term, argument: Term) -> Constraint:
    least, conforms = _number(argument), _qualified(shapes, shape)
    return _of_focus(
        "QualifiedMinCount",
        lambda data, values: sum(conforms(data, value) for value in values) >= least,
    )


def _qualified_max_count(shapes: Triples, shape: Term, argument: Term) -> Constraint:
    most, conforms = _number(argument), _qualified(shapes, shape)
    return _of_focus(
        "QualifiedMaxCount",
        lambda data, values: sum(conforms(data, value) for value in values) <= most,
    )


def _qualified(shapes: Triples, shape: Term) -> Conforms:
    nested = shapes.objects(shape, ox.NamedNode(f"{SH}qualifiedValueShape"))
    if len(nested) != 1:
        raise ShapeError("A shape that counts qualified values has one sh:qualifiedValueShape.")
    return _conforms(shapes, nested[0])


def _conforms(shapes: Triples, node: Term) -> Conforms:
    """Whether a value conforms to a node shape that stands within another."""
    if isinstance(node, ox.Literal) or shapes.objects(node, ox.NamedNode(f"{SH}path")):
        raise ShapeError(f"{node} is no node shape, which is all that may stand within another.")
    constraints = list(read_constraints(shapes, node))
    return lambda data, value: (
        not any(
            any(True for _ in constraint.check(data, value, [value])) for constraint in constraints
        )
    )


def _number(term: Term) -> int:
    text = _text(term)
    if not text.isdecimal():
        raise ShapeError(f"{term} is no count.")
    return int(text)


def _text(term: Term) -> str:
    return _literal(term).value


def _literal(term: Term) -> ox.Literal:
    if not isinstance(term, ox.Literal):
        raise ShapeError(f"{term} is no literal.")
    return term


def _iri(term: Term) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise ShapeError(f"{term} is no IRI.")
    return term


_NODE_KINDS: MappingProxyType[str, tuple[type[Term], ...]] = MappingProxyType(
    {
        "IRI": (ox.NamedNode,),
        "Literal": (ox.Literal,),
        "BlankNode": (ox.BlankNode,),
        "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
        "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
        "IRIOrLiteral": (ox.NamedNode, ox.Literal),
    }
)

_MAKERS: MappingProxyType[str, _Maker] = MappingProxyType(
    {
        "class": _class,
        "datatype": _datatype,
        "hasValue": _has_value,
        "in": _in,
        "languageIn": _language_in,
        "lessThan": _less_than,
        "lessThanOrEquals": _less_than_or_equals,
        "maxCount": _max_count,
        "maxInclusive": _max_inclusive,
        "minCount": _min_count,
        "minInclusive": _min_inclusive,
        "minLength": _min_length,
        "nodeKind": _node_kind,
        "not": _not,
        "pattern": _pattern,
        "qualifiedMaxCount": _qualified_max_count,
        "qualifiedMinCount": _qualified_min_count,
        "uniqueLang": _unique_lang,
    }
)
"""The constraint of each SHACL parameter: add a component here."""

# What a shape says beside its constraints.
_BESIDE = frozenset(
    f"{SH}{name}"
    for name in ("path", "message", "qualifiedValueShape", "targetClass", "targetSubjectsOf")
)
