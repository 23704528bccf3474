"""One tree lives for as long as the program, while others come and go.

Usage: trees.py [DEPTH]
"""

import sys


def tree(depth):
    return (tree(depth - 1), tree(depth - 1)) if depth else None


def leaves(tree):
    return leaves(tree[0]) + leaves(tree[1]) if tree else 1


depth = int(sys.argv[1]) if len(sys.argv) > 1 else 18
long_lived = tree(depth)
print(sum(leaves(tree(depth - 2)) for _ in range(20)) + leaves(long_lived))
