"""Measure what is extracted against texts that people have annotated."""
