"""What an article says of itself: keys of a record or front matter, lines at the head of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kg.errors import UnreadableSource

_SOURCE = re.compile(r"(?:来源|稿源|信息来源|文章来源)\s*[：:]\s*([^\s|]+)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|(?!\d))")
_DATE_LINE = re.compile(
    r"^(?:(?:发布|更新|发表)?(?:时间|日期)\s*[：:]\s*)?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$"
)
_LABELLED = re.compile(r"(?:发布|更新|发表)?(?:时间|日期)\s*[：:]\s*(?:19|20)\d\d[-/.年]\d{1,2}")
_HEAD_LINES = 12


def to_date(value: object) -> date | None:
    """A date given as YAML date or ISO text. Raises `UnreadableSource` for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        raise UnreadableSource(f"date {value!r} is no ISO date such as 2021-03-12") from None


def fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `Article` that a record or front matter gives."""
    sources = record.get("sources") or ()
    if isinstance(sources, str):
        sources = (sources,)
    return {
        "title": _text(record, "title"),
        "published": to_date(record.get("date")),
        "source": _text(record, "source"),
        "url": _text(record, "url"),
        "licence": _text(record, "licence"),
        "sources": tuple(str(s) for s in sources),
    }


def head_fields(text: str, body_start: int) -> dict[str, Any]:
    """Title, source and date from the lines at the head of a saved page."""
    lines = [line.strip() for line in text[body_start:].splitlines() if line.strip()][:_HEAD_LINES]
    found: dict[str, Any] = {"title": None, "source": None, "published": None}
    for index, line in enumerate(lines):
        source = _SOURCE.search(line)
        if source and len(line) <= 80 and found["source"] is None:
            found["source"] = source[1]
        if (
            found["published"] is None
            and len(line) <= 80
            and (
                _DATE_LINE.match(line) or _LABELLED.search(line) or (source and _DATE.search(line))
            )
        ):
            match = _DATE.search(line)
            if match:
                try:
                    found["published"] = date(*(int(part) for part in match.groups()))
                except ValueError:
                    continue
        if index == 0 and len(line) <= 80 and not line.endswith(("。", "！", "？")):
            found["title"] = line
    return found


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return str(value) if value not in (None, "") else None
