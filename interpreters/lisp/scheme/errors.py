"""Places in source text, and what can interrupt a program."""


class Position:
    """A place in a source file."""

    _immutable_fields_ = ['file', 'line', 'column']

    def __init__(self, file, line, column):
        self.file = file
        self.line = line
        self.column = column

    def describe(self):
        return '%s:%d:%d' % (self.file, self.line, self.column)


class SchemeError(Exception):
    """An error in the user's program.

    The position is filled in by the innermost node that knows one.
    `w_payload` is what the program raised, or None for an error of ours.
    """

    def __init__(self, message, position=None, w_payload=None):
        self.message = message
        self.position = position
        self.w_payload = w_payload

    def set_position(self, position):
        """Say where the error happened, unless that is known already."""
        if self.position is None:
            self.position = position

    def describe(self):
        if self.position is None:
            return 'error: ' + self.message
        return self.position.describe() + ': error: ' + self.message


class IncompleteInput(SchemeError):
    """The text ended inside of a datum: a REPL asks for more."""


class SchemeExit(Exception):
    """The program asked to end."""

    def __init__(self, status):
        self.status = status
