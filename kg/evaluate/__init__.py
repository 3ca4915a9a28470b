"""Measure what the extractors find against texts that people have annotated."""
