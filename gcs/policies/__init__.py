"""Parts that collectors are made of: spaces to allocate from, stacks, tables.

After MMTk's policies: a collector is a plan that combines some of them.
"""
