"""Broken inputs in a corpus: each is named with its reason, and no good article is lost with it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.shared import REJECTED
from kg.extract.relations import RelationFinder
from kg.graph.articles import read_articles

TEXT = "2020年10月{}日，白山市委召开双拥工作座谈会，全市{}名退役军人代表参加。"
LINES = 300


def line(id_: object, text: object, **more: object) -> bytes:
    return json.dumps({"id": id_, "text": text, **more}, ensure_ascii=False).encode()


def text(number: int) -> str:
    return TEXT.format(number % 28 + 1, number + 10)


BROKEN_LINES = {
    "broken UTF-8": line("x", text(1))[:-9] + b"\xff\xfe\x80" + b'"}',
    "cut off": line("x", text(2))[:40],
    "binary": bytes(random.Random(1).randbytes(200)).replace(b"\n", b""),
    "a list": b"[1, 2]",
    "nested too deep": b"[" * 200_000 + b"]" * 200_000,
    "a number too long": b'{"id": "x", "text": ' + b"9" * 10_000 + b"}",
    "no id": line(None, text(3)),
    "no text": line("x", "  "),
    "text is no string": line("x", [text(4)]),
    "no Chinese": line("x", "a" * 100_000),
    "no date": line("x", text(5), date="2020-02-31"),
    "half a surrogate pair": b'{"id": "x", "text": "\\ud800\xe7\x99\xbd"}',
}
ODD_BUT_GOOD = {
    "odd id": line("a b/c?d#e%2F\"<>\\^`{|}🙂", text(6)),
    "odd url": line("odd-url", text(7), url='not a url <">'),
    "odd sources": line("odd-sources", text(8), sources=["", 3, "双拥"], title="\x00\x1b[31m", source="<b>"),
    "one long line": line("long", "白山市双拥工作" * 1_000),
    "GB18030": line("gb", text(9)).decode().encode("gb18030"),
    "Windows line end": line("crlf", text(10)) + b"\r",
}  # fmt: skip
BROKEN_FILES = {
    "empty.txt": b"",
    "blank.md": b" \n\n",
    "binary.txt": bytes(range(256)) * 4,
    "cut.txt": text(1).encode()[:-1],
    "headless.md": text(1).encode(),
    "bad-head.md": b"---\ntitle: [\n---\n" + text(1).encode(),
    "junk.html": b"<html><" + bytes(random.Random(2).randbytes(500)).replace(b"\0", b""),
    "nothing.jsonl": b"",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    lines = [line(f"a{number}", text(number)) for number in range(LINES)]
    for place, data in enumerate((*BROKEN_LINES.values(), *ODD_BUT_GOOD.values())):
        lines.insert(place * 17, data)
    (folder / "articles.jsonl").write_bytes(b"\n".join(lines))
    for name, data in BROKEN_FILES.items():
        (folder / name).write_bytes(data)
    return folder


def test_each_broken_input_is_named_and_every_good_article_is_in(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = RelationFinder.__call__

    def failing(self: RelationFinder, doc: object) -> object:
        if "全市77名" in doc._.text:  # type: ignore[attr-defined]
            raise IndexError("a fault in a rule")
        return find(self, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(RelationFinder, "__call__", failing)
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["build", str(corpus), "-o", str(out), "--workers", "1"])
    assert done.exit_code == REJECTED, done.output
    told = [row for row in done.output.splitlines() if row.startswith("rejected ")]
    for name in BROKEN_FILES:
        assert sum(f"/{name}: " in row for row in told) == 1, name
    broken = corpus.joinpath("articles.jsonl").read_bytes().split(b"\n")
    for name, data in BROKEN_LINES.items():
        number = broken.index(data) + 1
        assert sum(f"/articles.jsonl:{number}: " in row for row in told) == 1, name
    assert sum("article 'a67': it could not be read: IndexError" in row for row in told) == 1
    assert len(told) == len(BROKEN_FILES) + len(BROKEN_LINES) + 1
    ids = {article.id for article in read_articles(out)}
    good = {f"a{number}" for number in range(LINES)} - {"a67"}
    assert len(ids) == len(good) + len(ODD_BUT_GOOD)
    assert good < ids
