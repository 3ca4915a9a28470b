"""The component that finds quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter

from spacy.tokens import Doc

from kg.extract.document_state import covered, sentence_at
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.quantities import patterns
from kg.extract.quantities.counted import Counted
from kg.extract.quantities.joining import joined
from kg.extract.quantities.plausible import Plausible
from kg.extract.quantities.values import amount_of, share_of
from kg.gazetteer.divisions import Divisions
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention, Quantity

_NUMERALS = frozenset("一二两三四五六七八九十百千万双")
_PERIODS = ("years-since", "recent", "range")
"""Rules of times over which an amount may run."""
_START = attrgetter("start")


class QuantityFinder:
    """Sets `doc._.quantities`: amounts that say something of the world, not ordinals or dates."""

    def __init__(self, lexicons: Lexicons, divisions: Divisions) -> None:
        self._divisions: Matcher[None] = Matcher(
            (name, None)
            for name, found in divisions.names()
            if name[0] in _NUMERALS and any(name == division.name for division in found)
        )
        units = lexicons["units"]
        measures = {*units.terms(role="money"), *units.terms(role="measure")}
        after_figures = set(units.terms(role="figure-unit"))
        self._amount = patterns.amounts(
            {*units.terms(role="unit"), *after_figures, *measures}, measures
        )
        self._share = patterns.shares()
        self._plausible = Plausible(
            skip=re.compile(alternatives(units.terms(role="not-a-quantity"))),
            counted=re.compile(alternatives(units.terms(role="counted"))),
            after_figures=after_figures,
            measures=measures,
        )
        self._counted = Counted(re.compile(alternatives(units.terms(role="noun-stop"))))

    def __call__(self, doc: Doc) -> Doc:
        text, words = doc._.text, doc._.words
        taken = covered(doc, "times", "documents")
        for start, end, _ in self._divisions.find(text):
            taken[start:end] = [True] * (end - start)  # 七里河区, 九江市
        found: list[Mention] = []
        for match in self._share.finditer(text):
            if not any(taken[match.start() : match.end()]):
                self._add(found, doc, match, share_of(match), taken)
        for match in self._amount.finditer(text):
            if any(taken[match.start() : match.end()]) or not self._plausible(match, words):
                continue
            quantity = amount_of(match)
            if quantity is not None:
                self._add(found, doc, match, quantity, taken)
        found.sort(key=lambda mention: mention.start)
        doc._.quantities = joined(found, text)
        return doc

    def _add(
        self,
        found: list[Mention],
        doc: Doc,
        match: re.Match[str],
        quantity: Quantity,
        taken: list[bool],
    ) -> None:
        text = match.string
        start, end = match.span()
        taken[start:end] = [True] * (end - start)
        sentence = sentence_at(doc, start)
        times: list[Mention] = doc._.times
        first, last = (bisect_left(times, at, key=_START) for at in (sentence[0], start))
        periods = (m.text for m in times[first:last] if m.time and m.time.rule in _PERIODS)
        period = next(reversed([*periods]), None)
        whom = self._counted.beneficiary(text, sentence[0], start)
        found.append(
            Mention(
                type=EntityType.QUANTITY,
                start=start,
                end=end,
                text=match[0],
                name=match[0],
                quantity=replace(
                    quantity,
                    what=self._counted.noun(text, doc._.words, start, end),
                    for_=self._without_amount(whom),
                    period=period,
                ),
                confidence=0.95,
                rule="quantity.number-unit",
            )
        )

    def _without_amount(self, whom: str | None) -> str | None:
        return self._amount.sub("", whom).strip() or None if whom and len(whom) > 1 else None
