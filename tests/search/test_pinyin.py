"""How names are read aloud."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from pypinyin.pinyin_dict import pinyin_dict

from kg.errors import DataFileError
from kg.gazetteer.tables import read_table
from kg.search.pinyin import COLUMNS, READINGS, SYLLABLES, TABLE, Pinyin, readings
from kg.settings import Settings

FOLDER = Settings().gazetteer


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单县", "shan xian"),
        ("山东省菏泽市单县人民政府", "shan dong sheng he ze shi shan xian ren min zheng fu"),
        ("洪洞县", "hong tong xian"),
        ("六安市", "lu an shi"),
        ("长治", "chang zhi"),
        ("吕梁", "lu liang"),
        ("AK47步枪", "bu qiang"),
    ],
)
def test_names_are_read_as_people_there_say_them(name: str, read: str) -> None:
    assert " ".join(Pinyin.load(FOLDER).read(name)) == read


def test_every_reading_of_the_table_has_a_source() -> None:
    known = {line.split("\t")[0] for line in (FOLDER / "sources.tsv").read_text().splitlines()[1:]}
    rows = list(read_table(FOLDER / TABLE, COLUMNS))
    assert len(rows) > 80
    assert {row["source"] for row in rows} <= known


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("单县\tshan\tx", "one syllable a character"),
        ("单县\tshàn xian\tx", "no syllable"),
        ("单县\tshan xian\t", "source is empty"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / TABLE).write_text("name\tpinyin\tsource\n" + row + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=f"place_pinyin.tsv:2: .*{problem}"):
        Pinyin.load(tmp_path)


def test_readings_are_bounded_and_quick() -> None:
    assert len(readings("xianxianxianxianxianxian")) == READINGS
    assert readings("xian" * 20 + "q9") == []


def test_the_syllables_are_those_of_all_characters() -> None:
    marked = {reading for readings in pinyin_dict.values() for reading in readings.split(",")}
    bare = {
        "".join(c for c in unicodedata.normalize("NFD", reading) if c.isascii())
        for reading in marked
    }
    assert {s for s in bare if s.isalpha() and re.search("[aeiou]", s)} == SYLLABLES
