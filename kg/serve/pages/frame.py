"""What all pages share: the base template, the language, and the policy of the browser.

Text from articles is hostile. Templates escape everything, control characters that could reorder or
hide text are shown by their number, and the Content-Security-Policy allows no inline script or
style and no other host.
"""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.graph.vocabulary import KG
from kg.network.labels import LABELS
from kg.publish.vocabulary import Term, local, short
from kg.publish.vocabulary import terms as read_terms
from kg.publish.vocabulary_page import TEMPLATES
from kg.serve.negotiate import preferred
from kg.serve.pages.words import amount_words, date_words
from kg.serve.texts import LANGUAGES, load, say
from kg.settings import Settings

FOLDER = Path(__file__).parent.parent
STATIC = FOLDER / "static"

NAVIGATION = (
    ("/explore", "nav.explore"),
    ("/timeline", "nav.timeline"),
    ("/map", "nav.map"),
    ("/query", "nav.query"),
    ("/data", "nav.data"),
)
"""The entries of the main navigation: path, and key of the text."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_COOKIE = "lang"
_YEAR = 365 * 24 * 3600
_TEXTS = load()
# Controls, marks of direction, and other characters without a width: what one does not see.
_HIDDEN = {
    code: f"⟨U+{code:04X}⟩"
    for code in (
        *range(0x09),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
        0xFEFF,
    )
    if code != 0x0D
}


def visible(text: object) -> object:
    """Text whose characters can all be seen; anything but plain text as it is.

    >>> visible("白山\\u202e市")
    '白山⟨U+202E⟩市'
    """
    if isinstance(text, str) and not isinstance(text, Markup):
        return text.translate(_HIDDEN)
    return text


ENVIRONMENT = Environment(
    loader=FileSystemLoader([FOLDER / "templates", TEMPLATES]),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=visible,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["number"] = "{:,}".format
ENVIRONMENT.filters["short"] = short
ENVIRONMENT.filters["local"] = local


@cache
def terms() -> dict[str, Term]:
    """The words of the ontology, read once."""
    return read_terms(Settings().ontology)


def called(language: str, iri: str, *, inverse: bool = False) -> str:
    """What a property or class is called; read from its object to its subject if `inverse`.

    >>> called("en", "https://schema.org/containedInPlace", inverse=True)
    'within it'
    """
    words = LABELS["properties"].get(local(iri))
    if words is not None:
        return str((words.get("inverse", words) if inverse else words)[language])
    term = terms().get(iri)
    if term is not None and language in term.label:
        return term.label[language]
    key = f"property.{short(iri)}"
    return _TEXTS[key][language] if key in _TEXTS else short(iri)


def link(request: Request, iri: str) -> str:
    """The address at which the reader finds what an IRI names; empty where a browser cannot go.

    What the graph names is served here, whatever its base.
    """
    base: str = request.app.state.reader.base
    if iri.startswith(f"{base}id/"):
        return f"{root(request)}/{iri.removeprefix(base)}"
    if iri.startswith(KG):
        return f"{root(request)}/ontology#{iri.removeprefix(KG)}"
    return iri if iri.startswith(("http://", "https://")) else ""


def language(request: Request) -> str:
    """The language of the answer: `?lang=`, else the cookie, else what the browser prefers."""
    for wish in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if wish in LANGUAGES:
            return wish
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(header: str) -> str:
    """The language that an Accept-Language header likes best, Chinese where it likes neither.

    >>> preferred_language("de, en-GB;q=0.8, zh-CN;q=0.5"), preferred_language("fr")
    ('en', 'zh')
    """
    # A language range is shaped like a media range: zh-CN wants zh, * wants the default.
    ranges = (part.partition(";") for part in header.split(",") if part.strip())
    accept = ", ".join(
        f"*/*;{rest}" if tag.strip() == "*" else f"{tag.strip().partition('-')[0]}/x;{rest}"
        for tag, _, rest in ranges
    )
    found = preferred(accept, [f"{language}/x" for language in LANGUAGES])
    return found.partition("/")[0] if found else LANGUAGES[0]


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    policy: str = POLICY,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response:
    """A page from its template, in the language of the request.

    The template gets, besides the context: `t(key, …)` for a text, `has(key)`, `lang`, `labels` (of
    types and properties), `called(iri)`, `link(iri)`, `dates(earliest, latest)`, `amount(…)`,
    `root` (the path that the application is mounted at, to begin every link with), `path`, `search`
    (what stands in the search box), `switch` (links to the other languages) and `release` (the
    version that the page is a copy of, with no server to answer; empty where it is served).
    """
    chosen = language(request)
    words = partial(say, _TEXTS, chosen)
    path = request.url.path.removeprefix(root(request))
    parameters = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    body = ENVIRONMENT.get_template(template).render(
        t=words,
        has=_TEXTS.__contains__,
        called=partial(called, chosen),
        link=partial(link, request),
        dates=partial(date_words, words),
        amount=partial(amount_words, words),
        lang=chosen,
        labels=LABELS,
        root=root(request),
        release=request.app.state.release,
        path=path,
        navigation=NAVIGATION,
        types_in_words=_types_in_words(chosen),
        search=request.query_params.get("q", ""),
        switch={lang: "?" + urlencode([*parameters, ("lang", lang)]) for lang in LANGUAGES},
        **context,
    )
    answer = HTMLResponse(
        body,
        status,
        {
            "Content-Security-Policy": policy,
            "Content-Language": chosen,
            "Referrer-Policy": "same-origin",
            "Vary": "Accept, Accept-Language, Cookie",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        },
    )
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(
            _COOKIE, chosen, _YEAR, path=f"{root(request)}/", samesite="lax", httponly=True
        )
    return answer


@cache
def _types_in_words(language: str) -> str:
    """What types are called, as JSON for the script of the search box."""
    words = {name: entry[language] for name, entry in LABELS["types"].items()}
    return json.dumps({**words, "Article": _TEXTS["fact.article"][language]}, ensure_ascii=False)


def root(request: Request) -> str:
    """The path below which the application is mounted, without a slash at its end."""
    return str(request.scope.get("root_path", "")).rstrip("/")
