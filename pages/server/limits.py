"""What the system lets this process have."""

# Of Unix alone.
try:
    import resource
except ImportError:  # pragma: no cover
    resource = None

# A session takes 4 files, and 3 for a while after it has ended: enough for thousands.
ENOUGH = 65_536


def raise_open_files() -> int | None:
    """Allow as many open files as the system grants without asking, at most `ENOUGH`; gives how many, None where unknown.

    A shell of macOS grants 256 at first, which 82 openings of a page use up; whoever comes then finds nobody at home.
    """
    if resource is None:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError):
            return soft  # As many as there are.
        return most
    return soft
