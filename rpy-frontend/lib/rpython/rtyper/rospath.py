"""`os.path` on POSIX, for strings; what asks the file system is in `rosfiles`."""

import posixpath

from rpython.rtyper.registration import replaces
from rpython.rtyper.rosenviron import os_getenv
from rpython.rtyper.rosfiles import os_getcwd


@replaces(posixpath.join)
def path_join(first: str, *rest) -> str:
    result = first
    for part in rest:
        result = _join_two(result, part)
    return result


def _join_two(first: str, second: str) -> str:
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


@replaces(posixpath.split)
def path_split(path: str) -> tuple[str, str]:
    return path_dirname(path), path_basename(path)


@replaces(posixpath.isabs)
def path_isabs(path: str) -> bool:
    return path.startswith('/')


@replaces(posixpath.normpath)
def path_normpath(path: str) -> str:
    if len(path) == 0:
        return '.'
    # Two slashes at the beginning are special to POSIX, three are not.
    root = ''
    if path.startswith('/'):
        root = '//' if path.startswith('//') and not path.startswith('///') else '/'
    kept = []
    for part in path.split('/'):
        if part == '' or part == '.':
            continue
        if part != '..' or (root == '' and len(kept) == 0) or (len(kept) > 0 and kept[-1] == '..'):
            kept.append(part)
        elif len(kept) > 0:
            kept.pop()
    result = root + '/'.join(kept)
    return result if len(result) > 0 else '.'


@replaces(posixpath.abspath)
def path_abspath(path: str) -> str:
    return path_normpath(path if path_isabs(path) else _join_two(os_getcwd(), path))


@replaces(posixpath.relpath)
def path_relpath(path: str, start: str = '.') -> str:
    if len(path) == 0:
        raise ValueError('no path specified')
    source = [part for part in path_abspath(start).split('/') if part != '']
    target = [part for part in path_abspath(path).split('/') if part != '']
    shared = 0
    while shared < len(source) and shared < len(target) and source[shared] == target[shared]:
        shared += 1
    parts = ['..'] * (len(source) - shared) + target[shared:]
    return '/'.join(parts) if len(parts) > 0 else '.'


@replaces(posixpath.commonprefix)
def path_commonprefix(paths: list[str]) -> str:
    if len(paths) == 0:
        return ''
    least = paths[0]
    greatest = paths[0]
    for path in paths:
        if path < least:
            least = path
        if path > greatest:
            greatest = path
    length = 0
    while length < len(least) and length < len(greatest) and least[length] == greatest[length]:
        length += 1
    return least[:length]


@replaces(posixpath.expanduser)
def path_expanduser(path: str) -> str:
    """Replace `~` by the home folder in $HOME; `~name` is left as it is."""
    if path != '~' and not path.startswith('~/'):
        return path
    home = os_getenv('HOME')
    if home is None:
        return path
    result = home.rstrip('/') + path[1:]
    return result if len(result) > 0 else '/'
