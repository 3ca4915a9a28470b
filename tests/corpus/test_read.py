"""What can be read is an article, all else a rejection that says why."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus import Rejection, find, read
from kg.model import Article

PAGE = """<html><head><meta charset="gb2312"><title>某市召开双拥工作会议</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/xw">新闻</a></div>
<div class="content"><h1>某市召开双拥工作会议</h1><p>来源：某市日报  2020年7月31日</p>
<p>7月30日，某市召开双拥工作会议，总结上一年度的双拥工作，研究部署下一步任务。会议由市长主持。</p>
<p>会议指出，过去一年全市为现役军人家属办实事120余件，发放优待金300余万元，军地关系更加融洽。</p>
<p>会议要求，各部门要把双拥工作摆上重要位置，完善制度，落实责任，为驻地部队排忧解难。</p></div>
<div class="share">分享到：微信 微博</div><div class="rel">相关阅读<ul><li>外省某县举行培训</li></ul></div>
<div class="footer">版权所有 某市人民政府 ICP备12345号</div></body></html>"""


def only(path: Path) -> Article | Rejection:
    items = list(read([path]))
    assert len(items) == 1
    return items[0]


def body(article: Article) -> str:
    return "\n".join(article.text[s:e] for s, e in article.body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("某市召开双拥工作会议，研究部署任务。".encode(encoding))
    article = only(path)
    assert isinstance(article, Article)
    assert body(article) == "某市召开双拥工作会议，研究部署任务。"


def test_a_web_page_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gb18030"))
    article = only(path)
    assert isinstance(article, Article)
    assert article.published == date(2020, 7, 31)
    assert article.source == "某市日报"
    assert "发放优待金300余万元" in body(article)
    for noise in ("外省某县", "ICP备", "微博", "首页"):
        assert noise not in body(article)


def test_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 题目\ndate: 2020-07-31\nsources: [https://example.org/]\n---\n正文一句。\n"
    )
    article = only(path)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.published) == ("a", "题目", date(2020, 7, 31))
    assert article.sources == ("https://example.org/",)


def test_jsonl_goes_on_after_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": "x", "text": "甲市拥军。"}\n{broken\n{"id": "y"}\n{"id": "z", "text": "乙市拥军。"}\n'
    )
    items = list(read([path]))
    assert [i.id for i in items if isinstance(i, Article)] == ["x", "z"]
    assert [i.line for i in items if isinstance(i, Rejection)] == [2, 3]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("a.txt", b"no Chinese here", "no Chinese"),
        ("a.txt", "双拥".encode() + b"\xff\xfe\xfd abc", "broken"),
        ("a.md", "没有头部".encode(), "front matter"),
        ("a.md", "---\ntitle: [\n---\n正文".encode(), "no YAML"),
        ("a.md", "---\ndate: 昨天\n---\n正文".encode(), "no ISO date"),
        ("a.pdf", b"%PDF", "unknown format"),
    ],
)
def test_rejections_say_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    item = only(path)
    assert isinstance(item, Rejection)
    assert reason in item.reason


def test_the_same_id_twice_is_reported(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("某市拥军优属。")
    kinds = [type(item) for item in read([tmp_path])]
    assert kinds == [Article, Rejection]


def test_folders_skip_readmes_and_hidden_files(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.txt", "b.txt", "a.txt", "c.png"):
        (tmp_path / name).write_text("某市")
    assert [p.name for p in find([tmp_path])] == ["a.txt", "b.txt"]
    assert [p.name for p in find([str(tmp_path / "*.png")])] == ["c.png"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_jsonl_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    lines = '{"id": "a", "text": "某市召开双拥工作会议。"}\n\n{"id": "b", "text": "双拥办研究部署任务。"}\n'
    path.write_bytes(lines.encode(encoding))
    assert [item.id for item in read([path]) if isinstance(item, Article)] == ["a", "b"]


def test_bytes_that_are_broken_cost_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"id": "a", "text": "某市召开双拥工作会议。"}\n'.encode()
    path.write_bytes(b'{"id": "b", "text": "\xff\xff"}\n' + good)
    broken, article = read([path])
    assert isinstance(article, Article)
    assert isinstance(broken, Rejection)
    assert (broken.line, broken.reason.partition(" at")[0]) == (1, "broken UTF-8")


def test_half_a_surrogate_pair_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "某市\\ud800召开双拥工作会议。"}\n', "utf-8")
    found = only(path)
    assert isinstance(found, Rejection)
    assert "surrogate" in found.reason


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".jsonl"]))
def test_any_bytes_give_an_article_or_a_rejection(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(data)
        for item in read([path]):
            assert isinstance(item, Article | Rejection)
            if isinstance(item, Article):
                flat = [offset for span in item.body for offset in span]
                assert flat == sorted(flat)
                assert flat[-1] <= len(item.text)
