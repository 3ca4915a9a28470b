"""Full-text search over names and sentences: Chinese in either script, pinyin, initials.

Build an index with `build_index`, open it as a `SearchIndex`, ask it with `search`.
"""

from kg.search.build import FILE, build_index
from kg.search.index import Entry, SearchIndex, Sentence
from kg.search.pinyin import Pinyin
from kg.search.search import LONGEST, Hit, most_mentioned, search

__all__ = [
    "FILE",
    "LONGEST",
    "Entry",
    "Hit",
    "Pinyin",
    "SearchIndex",
    "Sentence",
    "build_index",
    "most_mentioned",
    "search",
]
