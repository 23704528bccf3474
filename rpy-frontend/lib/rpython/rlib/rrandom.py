"""Random numbers: the Mersenne Twister, MT19937.

Numbers follow each other as those of Python's `random.Random` do after the
same `seed`. (Matsumoto and Nishimura, "Mersenne Twister", ACM Transactions on
Modeling and Computer Simulation, 1998.)
"""

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import LONG_BIT, intmask, r_uint

N = 624
M = 397

_MASK_32 = r_uint(0xffffffff)
_UPPER_BIT = r_uint(0x80000000)
_LOWER_BITS = r_uint(0x7fffffff)
_MATRIX = r_uint(0x9908b0df)
_ONE = r_uint(1)
_ZERO = r_uint(0)


class Random:
    """A generator with a state of its own."""

    def __init__(self, seed=_ZERO):
        self.state = [_ZERO] * N
        self.index = 0
        self.init_genrand(seed)

    def init_genrand(self, s) -> None:
        """Start from an unsigned number of 32 bits, as the original generator does."""
        state = self.state
        x = s & _MASK_32
        state[0] = x
        for j in range(1, N):
            x = (r_uint(1812433253) * (x ^ (x >> 30)) + r_uint(j)) & _MASK_32
            state[j] = x
        self.index = N

    def init_by_array(self, init_key) -> None:
        """Start from a list of unsigned numbers of 32 bits."""
        self.init_genrand(r_uint(19650218))
        state = self.state
        length = len(init_key)
        i = 1
        j = 0
        for _ in range(max(N, length)):
            x = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * r_uint(1664525))) + init_key[j] + r_uint(j)
            state[i] = x & _MASK_32
            i += 1
            j += 1
            if i == N:
                state[0] = state[N - 1]
                i = 1
            if j == length:
                j = 0
        for _ in range(N - 1):
            x = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * r_uint(1566083941))) - r_uint(i)
            state[i] = x & _MASK_32
            i += 1
            if i == N:
                state[0] = state[N - 1]
                i = 1
        state[0] = _UPPER_BIT

    def seed(self, n: int) -> None:
        """Start from an integer, as `random.seed(n)` does."""
        magnitude = r_uint(n)
        if n < 0:
            magnitude = _ZERO - magnitude
        key = [magnitude & _MASK_32]
        if LONG_BIT > 32 and magnitude >> 16 >> 16 != _ZERO:
            key.append(magnitude >> 16 >> 16)
        self.init_by_array(key)

    def _refill(self) -> None:
        state = self.state
        for k in range(N):
            y = (state[k] & _UPPER_BIT) | (state[(k + 1) % N] & _LOWER_BITS)
            x = state[(k + M) % N] ^ (y >> 1)
            if y & _ONE != _ZERO:
                x ^= _MATRIX
            state[k] = x
        self.index = 0

    def genrand32(self):
        """Return 32 random bits, an unsigned word."""
        if self.index >= N:
            self._refill()
        y = self.state[self.index]
        self.index += 1
        y ^= y >> 11
        y ^= (y << 7) & r_uint(0x9d2c5680)
        y ^= (y << 15) & r_uint(0xefc60000)
        return y ^ (y >> 18)

    def random(self) -> float:
        """Return a float with 53 random bits, at least 0 and below 1."""
        a = intmask(self.genrand32() >> 5)
        b = intmask(self.genrand32() >> 6)
        return (float(a) * 67108864.0 + float(b)) * (1.0 / 9007199254740992.0)

    def getrandbits(self, k: int) -> int:
        """Return `k` random bits, fewer than a word has."""
        if not 0 <= k < LONG_BIT:
            raise ValueError('number of bits must be between 0 and the word size')
        if k == 0:
            return 0
        if k <= 32:
            return intmask(self.genrand32() >> (32 - k))
        low = self.genrand32()
        high = self.genrand32() >> (64 - k)
        return intmask(low | (high << 16 << 16))

    def randbelow(self, n: int) -> int:
        """Return an integer at least 0 and below `n`."""
        if n <= 0:
            raise ValueError('empty range')
        k = n.bit_length()
        r = self.getrandbits(k)
        while r >= n:
            r = self.getrandbits(k)
        return r

    def randrange(self, start: int, stop: int) -> int:
        """Return an integer at least `start` and below `stop`."""
        return start + self.randbelow(stop - start)

    def randint(self, a: int, b: int) -> int:
        """Return an integer from `a` to `b`, both included."""
        return self.randrange(a, b + 1)

    def uniform(self, a: float, b: float) -> float:
        """Return a float between `a` and `b`."""
        return a + (b - a) * self.random()

    @specialize.argtype(1)
    def choice(self, items):
        """Return one of a list's items."""
        if len(items) == 0:
            raise IndexError('Cannot choose from an empty sequence')
        return items[self.randbelow(len(items))]

    @specialize.argtype(1)
    def shuffle(self, items) -> None:
        """Bring a list's items into a random order."""
        for i in range(len(items) - 1, 0, -1):
            j = self.randbelow(i + 1)
            items[i], items[j] = items[j], items[i]

    def jumpahead(self, n: int) -> None:
        """Go to a state that `n` determines, far from this one."""
        state = self.state
        for i in range(N - 1, 1, -1):
            j = n % i
            state[i], state[j] = state[j], state[i]
        x = r_uint(0)
        for i in range(N):
            x = r_uint(i + 1) + r_uint(n)
            state[i] = (state[i] + x) & _MASK_32
        self.index = N
