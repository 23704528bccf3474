"""Lexers and parsers made from a grammar when the specification is imported.

`ebnfparse.parse_ebnf` and `make_parse_function` are where to begin.
"""
