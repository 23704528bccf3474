"""What a user can put right."""


class Problem(Exception):
    """Ends the command; the text says what is wrong."""
