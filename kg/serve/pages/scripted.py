"""What the pages with a script share: its texts, its labels, and a policy that its library bears.

Data reaches a script only as JSON in a data block, which no browser runs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.network.labels import LABELS
from kg.serve.pages import frame
from kg.serve.texts import load, say

POLICY = frame.POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The libraries that draw set styles from their scripts; scripts stay files of our own."""

_TEXTS = load()


def words(request: Request) -> Callable[..., str]:
    """`say(key, …)`: a text in the language of the request."""
    return partial(say, _TEXTS, frame.language(request))


def scripted(request: Request, template: str, *, texts: str, **data: Any) -> Response:
    """A page whose template includes `island.html.j2`: the script finds there `root`, `lang`,
    `labels`, the texts whose keys begin with `script.` and `texts`, and what else is given."""
    chosen = frame.language(request)
    said = {
        key.removeprefix(prefix): entry[chosen]
        for prefix in ("script.", texts)
        for key, entry in _TEXTS.items()
        if key.startswith(prefix)
    }
    island = {
        "root": frame.root(request),
        "lang": chosen,
        "labels": LABELS,
        "texts": said,
        **data,
    }
    return frame.page(request, template, policy=POLICY, island=island)
