"""Full-text search over names and sentences: Chinese in either script, pinyin, initials.

Keep an index in step with a graph by a `SearchUpdate`, open it as a `SearchIndex`, ask it with
`search`.
"""

from kg.search.index import Document, Entry, SearchIndex, Sentence
from kg.search.pinyin import Pinyin
from kg.search.search import LONGEST, Hit, most_mentioned, search
from kg.search.update import SearchUpdate

__all__ = [
    "LONGEST",
    "Document",
    "Entry",
    "Hit",
    "Pinyin",
    "SearchIndex",
    "SearchUpdate",
    "Sentence",
    "most_mentioned",
    "search",
]
