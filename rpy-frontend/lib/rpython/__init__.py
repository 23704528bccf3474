"""The library that restricted programs import.

Every module works on plain Python, so a specification runs untranslated
with this directory's parent on `sys.path`. The translator gives the names
defined here their translated meaning.
"""
