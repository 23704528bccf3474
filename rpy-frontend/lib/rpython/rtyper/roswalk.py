"""`os.walk`."""

import os

from rpython.rtyper.registration import replaces


@replaces(os.walk)
def os_walk(top: str, topdown: bool = True, onerror: None = None, followlinks: bool = False):
    """Folders that can not be read are passed over."""
    try:
        names = os.listdir(top)
    except OSError:
        return
    folders = []
    others = []
    for name in names:
        if os.path.isdir(os.path.join(top, name)):
            folders.append(name)
        else:
            others.append(name)
    if topdown:
        yield top, folders, others
    for name in folders:
        path = os.path.join(top, name)
        if followlinks or not os.path.islink(path):
            yield from os_walk(path, topdown, None, followlinks)
    if not topdown:
        yield top, folders, others
