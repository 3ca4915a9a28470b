"""One spaCy pipeline that reads mentions and relations out of an article."""

from kg.extract.pipeline import COMPONENTS, build_pipeline, extract

__all__ = ["COMPONENTS", "build_pipeline", "extract"]
