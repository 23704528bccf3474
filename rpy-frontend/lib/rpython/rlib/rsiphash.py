"""SipHash-2-4: a hash of strings with a secret, against collisions made on purpose.

(Aumasson and Bernstein, "SipHash: a fast short-input PRF", Indocrypt 2012.)
"""

from rpython.rlib.rarithmetic import intmask, r_ulonglong

_MASK = r_ulonglong(0xff)


class Key:
    """A secret of 128 bits."""

    def __init__(self, k0=r_ulonglong(0), k1=r_ulonglong(0)):
        self.k0 = k0
        self.k1 = k1


_default_key = Key()


def choose_initial_seed(k0, k1) -> None:
    """Set the secret for `siphash24` without a key. Do that before the first hash."""
    _default_key.k0 = k0
    _default_key.k1 = k1


def _rotate(x, count: int):
    return (x << count) | (x >> (64 - count))


def _load(s: str, start: int, count: int):
    """Return up to eight characters as a number, the first one lowest."""
    result = r_ulonglong(0)
    i = count - 1
    while i >= 0:
        result = (result << 8) | r_ulonglong(ord(s[start + i]))
        i -= 1
    return result


class _State:
    def __init__(self, key):
        self.v0 = key.k0 ^ r_ulonglong(0x736f6d6570736575)
        self.v1 = key.k1 ^ r_ulonglong(0x646f72616e646f6d)
        self.v2 = key.k0 ^ r_ulonglong(0x6c7967656e657261)
        self.v3 = key.k1 ^ r_ulonglong(0x7465646279746573)

    def rounds(self, count: int) -> None:
        v0, v1, v2, v3 = self.v0, self.v1, self.v2, self.v3
        for _ in range(count):
            v0 += v1
            v2 += v3
            v1 = _rotate(v1, 13) ^ v0
            v3 = _rotate(v3, 16) ^ v2
            v0 = _rotate(v0, 32)
            v2 += v1
            v0 += v3
            v1 = _rotate(v1, 17) ^ v2
            v3 = _rotate(v3, 21) ^ v0
            v2 = _rotate(v2, 32)
        self.v0, self.v1, self.v2, self.v3 = v0, v1, v2, v3

    def absorb(self, word) -> None:
        self.v3 ^= word
        self.rounds(2)
        self.v0 ^= word


def siphash24_with_key(s: str, key):
    """Return the hash of a string, an unsigned integer of 64 bits."""
    state = _State(key)
    whole = len(s) // 8 * 8
    start = 0
    while start < whole:
        state.absorb(_load(s, start, 8))
        start += 8
    state.absorb(_load(s, whole, len(s) - whole) | ((r_ulonglong(len(s)) & _MASK) << 56))
    state.v2 ^= r_ulonglong(0xff)
    state.rounds(4)
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3


def siphash24(s: str):
    """Return the hash of a string with the secret that was chosen."""
    return siphash24_with_key(s, _default_key)


def siphash24_int(s: str) -> int:
    """Return the hash as a machine integer, such as the hash function of an `r_dict` gives."""
    return intmask(siphash24(s))
