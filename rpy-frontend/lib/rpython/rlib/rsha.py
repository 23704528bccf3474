"""The SHA-1 hash (FIPS 180-4). Not for security."""

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rhashing import MASK, BlockHash, rotate_left, word_at

_CONSTANTS = [r_uint(0x5a827999), r_uint(0x6ed9eba1), r_uint(0x8f1bbcdc), r_uint(0xca62c1d6)]


class RSHA(BlockHash):
    """Computes the SHA-1 hash of text that is given piece by piece."""

    digest_size = 20
    big_endian = True

    def initial_state(self):
        """Return the words that the standard begins with."""
        return [r_uint(0x67452301), r_uint(0xefcdab89), r_uint(0x98badcfe), r_uint(0x10325476), r_uint(0xc3d2e1f0)]

    def transform(self, state, s: str, position: int):
        """Return the words after 80 steps over a block."""
        words = [word_at(s, position + 4 * i, True) for i in range(16)]
        for i in range(16, 80):
            words.append(rotate_left(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1))
        a, b, c, d, e = state[0], state[1], state[2], state[3], state[4]
        for i in range(80):
            kind = i // 20
            if kind == 0:
                mixed = (b & c) | ((b ^ MASK) & d)
            elif kind == 2:
                mixed = (b & c) | (b & d) | (c & d)
            else:
                mixed = b ^ c ^ d
            total = (rotate_left(a, 5) + mixed + e + words[i] + _CONSTANTS[kind]) & MASK
            e = d
            d = c
            c = rotate_left(b, 30)
            b = a
            a = total
        return [(state[0] + a) & MASK, (state[1] + b) & MASK, (state[2] + c) & MASK, (state[3] + d) & MASK,
                (state[4] + e) & MASK]

    def copy(self):
        """Return another one in the same state."""
        result = RSHA()
        result.copy_from(self)
        return result


digest_size = 20


def new(initialdata: str = ''):
    """Return an RSHA that has seen this text."""
    return RSHA(initialdata)


sha = new
