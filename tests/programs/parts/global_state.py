"""Imported by global_variables.py."""
TOTAL = 100
LOG = []


def add(n):
    global TOTAL
    TOTAL += n
    LOG.append(n)


def total():
    return TOTAL
