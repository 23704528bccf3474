"""Random well-typed programs in the language."""
