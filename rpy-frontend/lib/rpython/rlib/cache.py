"""What is computed once for each key, while translating."""

from rpython.rlib.objectmodel import specialize


class Cache:
    """Builds values on demand: subclasses define `_build(key)`.

    Translated code asks for constant keys, which are built while translating.
    """

    def __init__(self):
        self.content = {}

    def _freeze_(self):
        return True

    def getorbuild(self, key):
        """Return the value for the key."""
        return _get_or_build(self, key)

    def _build(self, key):
        raise NotImplementedError

    def _ready(self, result) -> None:
        """Called when a value is in the cache, for what may ask for it again."""


@specialize.memo()
def _get_or_build(cache, key):
    if key not in cache.content:
        cache.content[key] = cache._build(key)
        cache._ready(cache.content[key])
    return cache.content[key]
