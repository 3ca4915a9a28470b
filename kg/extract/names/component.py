"""The names model as a component of the pipeline."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.names.model import NamesModel


class NamesFinder:
    """Sets `doc._.names`: spans with a label that later components may take or leave."""

    def __init__(self, model: NamesModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        sentences = [(start, text[start:end]) for start, end in doc._.sentences]
        found = self._model.spans([sentence for _, sentence in sentences])
        doc._.names = [
            (offset + start, offset + end, label)
            for (offset, _), spans in zip(sentences, found, strict=True)
            for start, end, label in spans
        ]
        return doc
