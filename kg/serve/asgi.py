"""The application for any ASGI server: KG_GRAPH=out uvicorn kg.serve.asgi:app

`KG_GRAPH` names the folder of the graph (out without it), `KG_ENDPOINT` a remote endpoint that holds the
graph (`KG_GRAPH` is then the build beside it, if there is one), `KG_LIMITS` what `Limits` should have other
than by default, as JSON: {"seconds": 30, "workers": 4}. `KG_TEXT` is licensed (without it), whole or quoted: the
text of articles to show.
"""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path

from kg.errors import KgError
from kg.serve.app import application
from kg.settings import Limits, ShownText


def _limits(text: str) -> Limits:
    try:
        return Limits(**json.loads(text))
    except (ValueError, TypeError) as error:
        known = ", ".join(field.name for field in fields(Limits))
        raise KgError(
            f'KG_LIMITS is {text!r}: write JSON such as {{"seconds": 30}}; known are {known}.'
        ) from error


endpoint = os.environ.get("KG_ENDPOINT")
graph = os.environ.get("KG_GRAPH", "" if endpoint else "out")

app = application(
    Path(graph) if graph else None,
    endpoint=endpoint,
    limits=_limits(os.environ.get("KG_LIMITS", "{}")),
    shown_text=ShownText(os.environ.get("KG_TEXT", ShownText.LICENSED)),
)
