"""Constants that the translator is to take for values that change."""


def NonConstant(x):
    """Return `x`. In translated code nothing is computed in advance from it."""
    return x
