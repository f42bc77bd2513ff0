"""Run a command and print, as JSON, what it took: wall and CPU seconds, peak memory in bytes, exit status.

A small process of its own: Linux counts the memory of the process that starts another into the peak of that
other. CPU is user and system time of the command and of all processes it started, those that outlive it
too; the peak is that of the largest of them.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
import time

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_SET_CHILD_SUBREAPER = 36  # prctl(2)


def main() -> None:
    if sys.platform == "linux":  # what the command leaves running becomes a child of this process
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silence)
    _, status = os.waitpid(process, 0)
    wall = time.perf_counter() - started
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * _MAXRSS_UNIT,
        "status": os.waitstatus_to_exitcode(status),
    }
    print(json.dumps(took))


if __name__ == "__main__":
    main()
