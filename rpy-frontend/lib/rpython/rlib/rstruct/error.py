"""What goes wrong with packed data."""


class StructError(Exception):
    """A format is malformed, or data does not fit it."""

    def __init__(self, msg: str):
        self.msg = msg

    def __str__(self):
        return self.msg


class StructOverflowError(StructError):
    """A number has too many bits for its place."""
