"""The names model as a component of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.tokens import Doc

from kg.extract.names.model import NamesModel


class NamesFinder:
    """Sets `doc._.names`: spans with a label that later components may take or leave."""

    def __init__(self, model: NamesModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Read several texts in one go: the network is fastest on many sentences of like length."""
        docs = list(docs)
        sentences = [
            (start, doc._.text[start:end]) for doc in docs for start, end in doc._.sentences
        ]
        found = iter(self._model.spans([sentence for _, sentence in sentences]))
        offsets = iter(start for start, _ in sentences)
        for doc in docs:
            count = len(doc._.sentences)
            doc._.names = [
                (offset + start, offset + end, label)
                for offset, spans in zip(islice(offsets, count), islice(found, count), strict=True)
                for start, end, label in spans
            ]
            yield doc
