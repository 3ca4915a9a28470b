"""Files in, articles out: what can be read becomes an `Article`, all else a `Rejection`."""

from kg.corpus.read import Rejection, find, read

__all__ = ["Rejection", "find", "read"]
