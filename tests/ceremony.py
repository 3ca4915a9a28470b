"""Two articles that tell of one ceremony and of two men of one name: one merge and one open pair."""

from __future__ import annotations

CEREMONY = "双拥模范城命名表彰大会"
TEXTS = {
    "a": (
        "2020-10-21",
        f"2020年10月20日，白山市召开{CEREMONY}。白山市市长李卫国出席。在白山市，记者王建国报道。",
    ),
    "b": (
        "2020-10-22",
        f"10月20日，{CEREMONY}在白山市举行。白山市作出部署。在白山市，退役军人王建国说，很受鼓舞。",
    ),
}
