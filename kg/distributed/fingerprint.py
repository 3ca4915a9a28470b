"""With what a job was begun: it goes on with the same, and all workers must have the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache

from kg.distributed.folder import Folder
from kg.distributed.worker import Options, options, settings_of
from kg.errors import KgError, StoreError
from kg.settings import Settings
from kg.state.fingerprint import fingerprint

_FILE = "stage/made-with.json"


@cache
def made_with(given: Options) -> dict[str, str]:
    """What decides, on this machine, what is in a graph, beside articles and judgements."""
    return fingerprint(settings_of(given))


def require_same(
    folder: Folder, settings: Settings, inputs: Sequence[str], partitions: int
) -> None:
    """Begin a job, or go on with one that was begun with the same.

    Raises StoreError where the folder holds something else, and KgError where a worker has another
    version of the package or its data.
    """
    given = options(settings)
    here = made_with(given)
    context = folder.spark.sparkContext
    tasks = 2 * context.defaultParallelism
    others = context.parallelize(range(tasks), tasks).map(lambda _: made_with(given))
    for there in others.filter(lambda there: there != here).take(1):
        differing = ", ".join(sorted(name for name in here if here[name] != there.get(name)))
        raise KgError(f"A worker has other files than the driver ({differing}): ship it the same.")
    judgements = hashlib.sha256(settings.judgements.read_bytes()).hexdigest()
    now = {**here, "judgements": judgements, "inputs": [*inputs], "partitions": partitions}
    files, path = folder.files, folder.at(_FILE)
    if not files.exists(path):
        if files.names(folder.out):
            raise StoreError(f"{folder.out} holds files already: give an empty folder.")
        files.write(path, json.dumps(now, ensure_ascii=False))
        return
    before = json.loads(files.read(path))
    other = sorted(name for name in now if now[name] != before.get(name))
    if other:
        raise StoreError(
            f"{folder.out} holds a job that was begun with other data or settings "
            f"({', '.join(other)}): give these again to finish it, or an empty folder."
        )
