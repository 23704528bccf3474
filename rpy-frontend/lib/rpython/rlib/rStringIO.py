"""A string that is read and written like a file."""

from rpython.rlib.rstring import StringBuilder


class RStringIO:
    """A file in memory.

    What is written at the end goes to a builder; reading, and writing
    elsewhere, first makes one string of everything.
    """

    def __init__(self):
        self._text = ''
        self._added = StringBuilder()
        self._position = 0

    def _size(self) -> int:
        return len(self._text) + self._added.getlength()

    def getvalue(self) -> str:
        """Return everything."""
        if self._added.getlength() > 0:
            self._text += self._added.build()
            self._added = StringBuilder()
        return self._text

    def write(self, buffer: str) -> None:
        """Write at the position; what is missing before it are NULs."""
        size = self._size()
        if self._position > size:
            self._added.append_multiple_char('\x00', self._position - size)
            size = self._position
        if self._position == size:
            self._added.append(buffer)
        else:
            text = self.getvalue()
            self._text = text[:self._position] + buffer + text[min(self._position + len(buffer), size):]
        self._position += len(buffer)

    def read(self, n: int = -1) -> str:
        """Return up to `n` characters, or all that are left."""
        text = self.getvalue()
        start = min(self._position, len(text))
        return self._take(start, len(text) if n < 0 else min(start + n, len(text)))

    def readline(self, size: int = -1) -> str:
        """Return the rest of the line with its end, but not more than `size` characters."""
        text = self.getvalue()
        start = min(self._position, len(text))
        end = text.find('\n', start) + 1
        if end == 0:
            end = len(text)
        if size >= 0 and end - start > size:
            end = start + size
        return self._take(start, end)

    def _take(self, start: int, end: int) -> str:
        if end > start:
            self._position = end
        return self._text[start:end]

    def seek(self, position: int, mode: int = 0) -> None:
        """Go to a position: from the beginning, from here (1), or from the end (2)."""
        if mode == 1:
            position += self._position
        elif mode == 2:
            position += self._size()
        self._position = max(position, 0)

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def truncate(self, size: int) -> None:
        """Drop what is behind `size` characters, and go to the end."""
        if size < self._size():
            self._text = self.getvalue()[:size]
        self._position = self._size()

    def close(self) -> None:
        """Drop everything."""
        self._text = ''
        self._added = StringBuilder()
        self._position = 0
