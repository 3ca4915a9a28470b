"""The pages of the server as files: rendered without one, with links that lead from file to file."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from posixpath import relpath
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph.iris import digest
from kg.publish.files import writing
from kg.publish.vocabulary import FILES
from kg.serve.texts import LANGUAGES

ROOT = "/.release"
"""Where the application believes to be mounted: by this its links are found, to be led elsewhere."""

_LINK = re.compile(rf'(?<=[ "])(href|src)="{re.escape(ROOT)}(/[^"]*)"')
_SWITCH = re.compile(r'href="\?lang=(\w+)"')
_SEGMENT = 120

Page = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Site:
    """A folder of pages. `base` is the namespace of the graph's own IRIs; `known` are the paths of
    things that have pages (`/id/…`): the others are led to by their IRIs."""

    app: Starlette
    folder: Path
    base: str
    known: frozenset[str]

    def request(self, path: str, language: str) -> Request:
        """What a browser would ask for a page."""
        whole = ROOT + path
        return Request(
            {
                "type": "http",
                "app": self.app,
                "method": "GET",
                "scheme": "https",
                "server": ("release.invalid", 443),
                "root_path": ROOT,
                "path": unquote(whole),
                "raw_path": whole.encode(),
                "query_string": b"",
                "headers": [(b"accept", b"text/html"), (b"accept-language", language.encode())],
            }
        )

    async def write(self, path: str, page: Page) -> None:
        """Write a page in each language."""
        for language in LANGUAGES:
            response = await page(self.request(path, language))
            self.save(path, language, response)

    def save(self, path: str, language: str, response: Response) -> None:
        """Write a page that has been rendered. Raises KgError for what is none."""
        if response.status_code != 200:
            raise KgError(f"{path} has no page of its own ({response.status_code}).")
        file = self.file(path, language)
        html = self._led(bytes(response.body).decode(), path, file, language)
        with writing(self.folder / file) as out:
            out.write(html.encode())

    def file(self, path: str, language: str) -> str:
        """The file of a page in a language, the default language without its name."""
        suffix = ".html" if language == LANGUAGES[0] else f".{language}.html"
        match path.split("/"):
            case ["", ""]:
                return f"index{suffix}"
            case ["", "ontology"]:
                return f"vocabulary/index{suffix}"
            case ["", "changelog"]:
                return f"changelog{suffix}"
            case ["", "pages"]:
                return f"pages/index{suffix}"
            case ["", "pages", name]:
                return f"pages/index-{name}{suffix}"
            case ["", "id", *segments]:
                return "/".join(["pages", *map(_segment, segments)]) + suffix
        raise KgError(f"A release has no page for {path}.")

    def _led(self, html: str, path: str, file: str, language: str) -> str:
        """The page with its links led to files."""

        def link(match: re.Match[str]) -> str:
            return f'{match[1]}="{self._address(match[2], file, language)}"'

        def switch(match: re.Match[str]) -> str:
            return f'href="{_relative(self.file(path, match[1]), file)}"'

        return _SWITCH.sub(switch, _LINK.sub(link, html))

    def _address(self, target: str, here: str, language: str) -> str:
        rest, hash_, fragment = target.partition("#")
        path, _, query = rest.partition("?")
        if path.startswith("/static/"):
            return _relative(path[1:], here)
        if path.startswith("/files/"):
            return _relative(unquote(path.removeprefix("/files/")), here)
        if path == "/basemap.svg":
            return _relative("static/basemap.svg", here)
        if query == "format=turtle" and (name := FILES.get(path[1:])):
            return _relative(f"vocabulary/{name}", here)
        if path.startswith("/id/") and path not in self.known:
            return f"{self.base}{path[1:]}"
        # A place in a text (?at=…#at) is marked by the server; here the text is shown from its start.
        anchor = "" if query else hash_ + fragment
        return _relative(self.file(path, language), here) + anchor


def _relative(file: str, here: str) -> str:
    return quote(relpath(file, here.rpartition("/")[0] or "."))


def _segment(segment: str) -> str:
    """A part of an IRI as a part of a file's name: in plain words where every file system takes them.

    >>> _segment("%E7%99%BD%E5%B1%B1"), _segment("news%2F2021")
    ('白山', '2627a877b360230f')
    """
    plain = unquote(segment)
    safe = all(c.isalnum() or c in "-_" for c in plain) and len(plain.encode()) <= _SEGMENT
    return plain if safe else digest(segment)
