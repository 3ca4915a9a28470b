"""The demo articles whose content tests know. More may join them in data/articles."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "data" / "articles"
ARTICLES = tuple(
    _FOLDER / f"{name}.md"
    for name in (
        "baiyin-shuangyong-2020",
        "chongqing-shuangyong-2025",
        "fujian-shuangyong-2020",
        "gutian-huiyi-huizhi",
        "huining-huishi-jiuzhi",
        "jinggangshan-lieshi-lingyuan-2026",
        "junren-fuxu-youdai-tiaoli-2024",
        "langfang-shuangyong-2022",
        "qidaojiang-huiyi-jiuzhi",
        "shenyang-zhiyuanjun-anzang-2026",
        "xibaipo-jiuzhi",
        "yanan-shuangyong-80",
        "yang-jingyu-gongji-2025",
        "zunyi-huiyi-huizhi",
    )
)
