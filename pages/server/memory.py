"""What a server holds of memory after it has warmed up and will not need: given back to the system."""

import ctypes
import mmap
from collections.abc import Iterator
from pathlib import Path

# The libraries of which loading reads far more than running does; of smaller ones it is not worth a thought.
_LIBRARIES = "libtensorflow"
_MAPS = Path("/proc/self/smaps")


def give_back() -> None:
    """Let go of the pages of TensorFlow's libraries that only loading them took, and of what freed objects have left.

    A page that is needed after all is read again from the file, or from what the system has kept of it. Where the system
    does not tell what lies where, as all but Linux, nothing is done.
    """
    try:
        maps = _MAPS.read_text(encoding="utf-8")
    except OSError:
        return
    libc = ctypes.CDLL(None)
    for first, length in unchanged(maps):
        libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(length), mmap.MADV_DONTNEED)
    if hasattr(libc, "malloc_trim"):  # Of GNU's C library.
        libc.malloc_trim(0)


def unchanged(maps: str) -> Iterator[tuple[int, int]]:
    """Where those libraries lie in memory as they are in their files, which nothing may write to: addresses and lengths.

    What was changed once it was loaded could not be read from the file again.
    """
    first = length = 0
    for line in maps.splitlines():
        name, _, told = line.partition(" ")
        if not name.endswith(":"):
            rights, path = told.split()[0], told.split()[-1]
            first, end = (int(each, 16) for each in name.split("-"))
            length = end - first if "w" not in rights and _LIBRARIES in path else 0
        elif name == "Anonymous:" and length and told.split()[0] == "0":
            yield first, length
