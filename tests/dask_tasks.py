"""What tests of ``distribute`` have workers do; it imports little, for a worker that starts anew reads it again."""

import os
import re
import resource
import sys
import time
from pathlib import Path

from imagen_course import files


def identity(part):
    return part


def wait_for(path, part):
    """Come to an end when a file of one's own is there, or the file."""
    while not (path.exists() or path.with_name(f"{path.name}{part[0]}").exists()):
        time.sleep(0.01)
    return part


def doomed(folder, part, table):
    """Say where one is in part 5, and wait for the end, if nobody has said so before."""
    if part[0] == 5:
        try:
            files.create(Path(folder, "said"), str(os.getpid()).encode())
        except FileExistsError:
            return table[part[0]]
        files.create(Path(folder, "ready"), b"")
        while True:
            time.sleep(0.05)
    return table[part[0]]


def counted(folder, part):
    """Note a call, in a file of its own."""
    files.write(Path(folder, f"call-{time.monotonic_ns()}-{os.getpid()}"), b"")
    return {"sum": sum(part)}


def mean_of(part):
    """The mean of a picture; and who looked at it, and the most memory that it ever had, in bytes."""
    from imagen_course import pictures

    image = pictures.read_image(part[0])
    return float(image.mean()), image.nbytes, os.getpid(), peak_memory()


def peak_memory():
    """The most bytes that this process has held: the system's own maximum counts the process that started it, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1])
    return (1 if sys.platform == "darwin" else 1024) * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
