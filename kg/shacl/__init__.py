"""SHACL over small graphs, fast: the part of SHACL Core that ontology/shapes.ttl is written in.

pyshacl is the reference, and a test holds this to it; over two million triples it takes some times
as long and more memory than a build may have. What is not known here is refused, never passed over.
"""

from __future__ import annotations

from kg.shacl.shapes import Shape, Violation, read_shapes
from kg.shacl.triples import Triples

__all__ = ["Shape", "Triples", "Violation", "read_shapes"]
