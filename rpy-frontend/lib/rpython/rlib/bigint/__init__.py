"""What `rpython.rlib.rbigint` is made of: arithmetic on arrays of digits.

A number is `n` digits from a position on in an array of unsigned words, the
least significant first; functions take the array and the position together.
They check nothing, and write to arrays that the caller has made.
"""
