"""A small Scheme: reader, compiler to nodes, and evaluation."""
