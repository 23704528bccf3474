"""The MD5 hash (RFC 1321). Not for security."""

import math

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rhashing import MASK, BlockHash, rotate_left, word_at

_SINES = [r_uint(int(abs(math.sin(i + 1)) * 2 ** 32)) for i in range(64)]
_ROTATIONS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]


class RMD5(BlockHash):
    """Computes the MD5 hash of text that is given piece by piece."""

    digest_size = 16

    def initial_state(self):
        """Return the words that RFC 1321 begins with."""
        return [r_uint(0x67452301), r_uint(0xefcdab89), r_uint(0x98badcfe), r_uint(0x10325476)]

    def transform(self, state, s: str, position: int):
        """Return the words after 64 steps over a block."""
        words = [word_at(s, position + 4 * i, False) for i in range(16)]
        a, b, c, d = state[0], state[1], state[2], state[3]
        for i in range(64):
            kind = i >> 4
            if kind == 0:
                mixed = (b & c) | ((b ^ MASK) & d)
                index = i
            elif kind == 1:
                mixed = (b & d) | (c & (d ^ MASK))
                index = (5 * i + 1) & 15
            elif kind == 2:
                mixed = b ^ c ^ d
                index = (3 * i + 5) & 15
            else:
                mixed = c ^ (b | (d ^ MASK))
                index = (7 * i) & 15
            total = (a + mixed + _SINES[i] + words[index]) & MASK
            a = d
            d = c
            c = b
            b = (b + rotate_left(total, _ROTATIONS[(kind << 2) | (i & 3)])) & MASK
        return [(state[0] + a) & MASK, (state[1] + b) & MASK, (state[2] + c) & MASK, (state[3] + d) & MASK]

    def copy(self):
        """Return another one in the same state."""
        result = RMD5()
        result.copy_from(self)
        return result


digest_size = 16


def new(initialdata: str = ''):
    """Return an RMD5 that has seen this text."""
    return RMD5(initialdata)


md5 = new
