"""Packed binary data, with the formats of Python's `struct`.

`runpack` unpacks with a format that is known when translating; the classes in
`formatiterator` take formats that are known when the program runs.
"""
