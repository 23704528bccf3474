"""Helpers for writing interpreters and other restricted programs."""
