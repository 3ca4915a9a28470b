"""One reader a file format: bytes in, records of `Article` fields out. Add a format in `READERS`."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import trafilatura
import yaml

from kg.corpus.boilerplate import Boilerplate
from kg.corpus.encoding import decode
from kg.corpus.metadata import fields, head_fields, to_date
from kg.errors import UnreadableSource
from kg.model import Article

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a file that is no article: its line (None: the whole file) and why."""

    line: int | None
    reason: str


Reader = Callable[[PurePath, bytes, Boilerplate], Iterator[Article | Failure]]


def article(id_: str, text: str, boilerplate: Boilerplate, given: dict[str, Any]) -> Article:
    """An article with its body found.

    Raises `UnreadableSource` where no Chinese text is left, or where JSON escaped what is no text.
    """
    if any(
        isinstance(part, str) and _SURROGATE.search(part) for part in (id_, text, *given.values())
    ):
        raise UnreadableSource("there is half a surrogate pair (\\ud800 to \\udfff) in it")
    body = boilerplate.body(text)
    if not any(_HAN.search(text, start, end) for start, end in body):
        raise UnreadableSource("there is no Chinese text in it")
    return Article(id=id_, text=text, body=body, **given)


def read_text(path: PurePath, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
    """A page as a user saved it: the head may name title, source and date."""
    text = decode(data)
    body = boilerplate.body(text)
    yield article(path.stem, text, boilerplate, head_fields(text, body[0][0] if body else 0))


def read_markdown(
    path: PurePath, data: bytes, boilerplate: Boilerplate
) -> Iterator[Article | Failure]:
    """YAML front matter, then the text."""
    whole = decode(data)
    match = _FRONT_MATTER.match(whole)
    if match is None:
        raise UnreadableSource("there is no front matter (--- lines with title, date, source, url)")
    try:
        keys = yaml.safe_load(match[1])
    except yaml.YAMLError as error:
        raise UnreadableSource(f"the front matter is no YAML: {error}") from error
    if not isinstance(keys, dict):
        raise UnreadableSource("the front matter has no keys")
    text = whole[match.end() :]
    yield article(path.stem, text, boilerplate, fields(keys))


def read_html(path: PurePath, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
    """The main text of a web page, and what the page says of itself."""
    page = decode(data)
    text = trafilatura.extract(
        page, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    if not text:
        raise UnreadableSource("there is no main text in the page")
    about = trafilatura.extract_metadata(page)
    head = head_fields(text, 0)
    given = {
        "title": (about.title if about else None) or head["title"],
        "published": head["published"] or to_date(about.date if about else None),
        "source": head["source"] or (about.sitename if about else None),
        "url": about.url if about else None,
    }
    yield article(path.stem, text, boilerplate, given)


def read_jsonl(
    _path: PurePath, data: bytes, boilerplate: Boilerplate
) -> Iterator[Article | Failure]:
    """A record a line; bytes that are broken in one line cost no other."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or not data.strip():
        data = decode(data).encode()
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield read_line(number, line, boilerplate)


def read_line(number: int, line: bytes, boilerplate: Boilerplate) -> Article | Failure:
    """The record of one line of JSON."""
    try:
        return read_record(json.loads(decode(line)), boilerplate)
    except (ValueError, RecursionError) as error:  # nested ever deeper
        return Failure(number, f"the line is no JSON: {error}")
    except UnreadableSource as error:
        return Failure(number, str(error))


def read_record(record: Any, boilerplate: Boilerplate) -> Article:
    """An article from a mapping: id and text, and optionally title, date, source, url, sources,
    licence. Raises `UnreadableSource` where something is missing or wrong."""
    if not isinstance(record, Mapping):
        raise UnreadableSource("the line is no JSON object")
    for key in ("id", "text"):
        if not isinstance(record.get(key), str) or not record[key].strip():
            raise UnreadableSource(f"the record has no {key}")
    return article(record["id"], record["text"], boilerplate, fields(record))


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}
