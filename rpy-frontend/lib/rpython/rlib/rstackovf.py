"""Stack overflow as an exception to catch, under the names of old."""

StackOverflow = RecursionError


def check_stack_overflow() -> None:
    """To be called where StackOverflow was caught. It never is something else."""
