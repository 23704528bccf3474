"""What a specification does with the C compiler while it is imported."""
