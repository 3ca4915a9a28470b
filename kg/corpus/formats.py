"""One reader a file format: bytes in, records of `Article` fields out. Add a format in `READERS`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura
import yaml

from kg.corpus.boilerplate import Boilerplate
from kg.corpus.encoding import decode
from kg.corpus.metadata import fields, head_fields, to_date
from kg.errors import UnreadableSource
from kg.model import Article

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a file that is no article: its line (None: the whole file) and why."""

    line: int | None
    reason: str


Reader = Callable[[Path, bytes, Boilerplate], Iterator[Article | Failure]]


def article(id_: str, text: str, boilerplate: Boilerplate, given: dict[str, Any]) -> Article:
    """An article with its body found. Raises `UnreadableSource` where no Chinese text is left."""
    body = boilerplate.body(text)
    if not any(_HAN.search(text, start, end) for start, end in body):
        raise UnreadableSource("there is no Chinese text in it")
    return Article(id=id_, text=text, body=body, **given)


def read_text(path: Path, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
    """A page as a user saved it: the head may name title, source and date."""
    text = decode(data)
    body = boilerplate.body(text)
    yield article(path.stem, text, boilerplate, head_fields(text, body[0][0] if body else 0))


def read_markdown(path: Path, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
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


def read_html(path: Path, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
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


def read_jsonl(path: Path, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:  # noqa: ARG001
    """A record a line: id and text, and optionally title, date, source, url, sources, licence."""
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = _record(json.loads(line))
            yield article(record["id"], record["text"], boilerplate, fields(record))
        except ValueError as error:
            yield Failure(number, f"the line is no JSON: {error}")
        except UnreadableSource as error:
            yield Failure(number, str(error))


def _record(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnreadableSource("the line is no JSON object")
    for key in ("id", "text"):
        if not isinstance(value.get(key), str) or not value[key].strip():
            raise UnreadableSource(f"the record has no {key}")
    return value


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}
