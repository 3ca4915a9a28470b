"""A script that has work done in processes that takes long, and prints their ids."""

import os
import time

from kg import parallel


def work(_part: int) -> int:
    print(os.getpid(), flush=True)
    time.sleep(600)
    return 0


if __name__ == "__main__":
    parallel._FIRST_PARTS = 0
    list(parallel.mapped(work, range(2), 2))
