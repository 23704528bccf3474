"""Paths, in the manner of POSIX. Untranslated these are `os.path`'s functions."""

import os.path


def risabs(path: str) -> bool:
    """Does the path begin at the root?"""
    return os.path.isabs(path)


def rnormpath(path: str) -> str:
    """Resolve `.`, `..` and repeated slashes, without looking at the file system."""
    return os.path.normpath(path)


def rabspath(path: str) -> str:
    """Return the normalised path from the root."""
    return os.path.abspath(path)


def rjoin(path: str, pathlist: list[str]) -> str:
    """Join a path and those that are below it; one that begins at the root starts anew."""
    for part in pathlist:
        path = os.path.join(path, part)
    return path


def rsplitdrive(path: str) -> tuple[str, str]:
    """Return the drive, which POSIX does not have, and the path."""
    return '', path


def rdirname(path: str) -> str:
    return os.path.dirname(path)


def rbasename(path: str) -> str:
    return os.path.basename(path)


def rsplitext(path: str) -> tuple[str, str]:
    return os.path.splitext(path)


def rexists(path: str) -> bool:
    return os.path.exists(path)


def risdir(path: str) -> bool:
    return os.path.isdir(path)


def risfile(path: str) -> bool:
    return os.path.isfile(path)
