"""`os.path` on POSIX, for strings."""

import os
import posixpath

from rpython.rtyper.registration import replaces
from rpython.rtyper.ros import os_access


@replaces(posixpath.join)
def path_join(first: str, second: str) -> str:
    if second.startswith('/') or len(first) == 0:
        return second
    if first.endswith('/'):
        return first + second
    return first + '/' + second


@replaces(posixpath.basename)
def path_basename(path: str) -> str:
    return path[path.rfind('/') + 1:]


@replaces(posixpath.dirname)
def path_dirname(path: str) -> str:
    head = path[:path.rfind('/') + 1]
    stripped = head.rstrip('/')
    return stripped if len(stripped) > 0 else head


@replaces(posixpath.splitext)
def path_splitext(path: str):
    start = path.rfind('/') + 1
    # Dots that a name begins with belong to it.
    while start < len(path) and path[start] == '.':
        start += 1
    dot = path.rfind('.', start)
    if dot < 0:
        return path, ''
    return path[:dot], path[dot:]


@replaces(os.path.exists)
def path_exists(path: str) -> bool:
    return os_access(path, os.F_OK)
