"""A way to read articles that ends its process on some: worker processes import it by this name."""

from __future__ import annotations

import os
import signal

from kg.model import LinkedArticle
from kg.parallel import Batch, Read

FATAL = "致命"


def read(batch: Batch) -> Read:
    for article in batch:
        if FATAL in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
    return [LinkedArticle(article=article, entities=(), statements=()) for article in batch]
