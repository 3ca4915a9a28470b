"""What all pages share: texts in both languages, the policy, nothing inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import httpx
import pytest

from kg.errors import DataFileError
from kg.network.labels import LABELS
from kg.serve.pages import frame
from kg.serve.texts import LANGUAGES, load

SERVE = Path(frame.__file__).parents[1]
PAGES = ["/", "/search?q=%E5%8F%8C%E6%8B%A5", "/data", "/ontology", "/id/place/620400",
         "/id/article/baiyin-shuangyong-2020", "/nothing"]  # fmt: skip


def test_every_text_is_in_both_languages_with_the_same_places() -> None:
    for key, entry in load().items():
        places = {
            language: {name for _, name, _, _ in Formatter().parse(entry[language]) if name}
            for language in LANGUAGES
        }
        assert places["zh"] == places["en"], key
        assert all(words.strip() for words in entry.values()), key


def test_every_text_is_used() -> None:
    """By its key, or in a script by what follows the name of its page, or as one of a family."""
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in [*SERVE.rglob("*.j2"), *SERVE.rglob("*.py"), *SERVE.glob("static/*.js")]
    )
    families = ("kind.", "level.", "property.", "amount.", "start.", "ontology.")

    def used(key: str) -> bool:
        names = (key, key.partition(".")[2])
        return any(f"{q}{name}{q}" in sources for name in names for q in ('"', "'"))

    assert [key for key in load() if not used(key) and not key.startswith(families)] == []


def test_a_text_that_lacks_a_language_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "texts.yaml"
    broken.write_text("a.b: {zh: 甲}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="a\\.b"):
        load(broken)


def test_every_type_has_its_colour_in_light_and_dark() -> None:
    style = (frame.STATIC / "style.css").read_text(encoding="utf-8")
    for name in LABELS["types"]:
        assert len(re.findall(rf"--{name}: #", style)) == 2, name
        assert f".type-{name} {{ color: var(--{name}); }}" in style


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_hold_nothing_inline_and_name_no_other_host(site: str, path: str, lang: str) -> None:
    answer = httpx.get(
        site + path,
        headers={"Accept": "text/html", "Accept-Language": lang},
        follow_redirects=True,
        timeout=60,
    )
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == lang
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    tags = Tags(answer.text)
    assert not [name for name, _ in tags.found if name == "style"]
    assert all("src" in given for name, given in tags.found if name == "script")
    for _, given in tags.found:
        assert not [name for name in given if name == "style" or name.startswith("on")]
        assert not (given.get("href") or "").lstrip().lower().startswith(("javascript:", "data:"))
    fetched = [given["src"] for name, given in tags.found if name in ("script", "img")]
    fetched += [
        given["href"]
        for name, given in tags.found
        if name == "link" and given["rel"] in ("stylesheet", "icon")
    ]
    assert len(fetched) >= 3
    assert all(str(address).startswith("/static/") for address in fetched)


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_problem_is_a_page_for_people_and_text_for_programs(site: str) -> None:
    page = httpx.get(f"{site}/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    text = httpx.get(f"{site}/nothing")
    assert (text.status_code, text.headers["content-type"]) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "zh"), ("zh-TW", "zh"), ("en", "en"), ("en;q=0.5, zh;q=0.9", "zh"), ("*", "zh")],
)
def test_preferred_language(header: str, language: str) -> None:
    assert frame.preferred_language(header) == language


def test_a_chosen_language_is_kept_in_a_cookie(site: str) -> None:
    with httpx.Client(base_url=site, headers={"Accept": "text/html"}) as client:
        assert client.get("/data?lang=en").headers["content-language"] == "en"
        assert client.get("/data").headers["content-language"] == "en"
        assert client.get("/data?lang=klingon").headers["content-language"] == "en"


def test_hidden_characters_are_shown() -> None:
    text = "".join(map(chr, (0x00, 0x1B, 0x85, 0x200B, 0x202E, 0x2066, 0xFEFF)))
    assert str(frame.visible(text)).count("⟨U+") == 7
    assert frame.visible("白山\t市\n") == "白山\t市\n"
