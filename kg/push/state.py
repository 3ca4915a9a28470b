"""What of a push is done: lines of a file beside what is pushed, so that an interrupted push goes on.

The first line names what is pushed where, each further one a step that was verified or, for a delta,
written. A line is on disk before the next step begins; one cut off by a crash is left out.
"""

from __future__ import annotations

import fcntl
import json
import os
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import StoreError

Step = dict[str, Any]


class PushState:
    """The steps that are done of one push. Use it with `with`: only one process may have it.

    Raises StoreError where the same push is running already.
    """

    def __init__(self, folder: Path, what: str) -> None:
        self.path = folder / f"push-{sha256(what.encode()).hexdigest()[:12]}.jsonl"
        self._header: Step = {"push": what}
        self._file = self.path.open("a+b")
        self.steps: list[Step] = []

    def __enter__(self) -> Self:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise StoreError(f"Another push holds {self.path}: wait for it to end.") from error
        found, size = self._whole_lines()
        if found[:1] == [self._header]:
            self._file.truncate(size)
            self.steps = found[1:]
        else:
            self._file.truncate(0)
            self._write(self._header)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, **step: Any) -> None:
        """Note a step as done."""
        self.steps.append(step)
        self._write(step)

    def finish(self) -> None:
        """All is done: the next push begins anew."""
        self.path.unlink()

    def _whole_lines(self) -> tuple[list[Step], int]:
        """What the lines say, and how many bytes they have, up to one that was cut off."""
        self._file.seek(0)
        found: list[Step] = []
        size = 0
        for line in self._file:
            try:
                found.append(json.loads(line))
            except ValueError:
                break
            size += len(line)
        return found, size

    def _write(self, step: Step) -> None:
        self._file.write(json.dumps(step, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
