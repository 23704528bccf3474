"""What MD5 and SHA-1 have in common: blocks of 64 bytes, and the padding behind the last."""

from rpython.rlib.rarithmetic import intmask, r_uint

MASK = r_uint(0xffffffff)
BLOCK_SIZE = 64


def rotate_left(x, count: int):
    """Rotate 32 bits."""
    return ((x << count) | (x >> (32 - count))) & MASK


def word_at(s: str, position: int, big_endian: bool):
    """Return the 32 bits at a place in a string."""
    result = r_uint(0)
    for i in range(4):
        place = i if big_endian else 3 - i
        result = (result << 8) | r_uint(ord(s[position + place]))
    return result


def text_of_word(x, big_endian: bool) -> str:
    """Return 32 bits as four characters."""
    result = ''
    for i in range(4):
        place = 3 - i if big_endian else i
        result += chr(intmask((x >> (8 * place)) & r_uint(0xff)))
    return result


class BlockHash:
    """Collects text and hands it on block by block; `digest` may be asked for at any time."""

    digest_size = 0
    big_endian = False

    def __init__(self, initialdata: str = ''):
        self.state = self.initial_state()
        self.rest = ''
        self.length = 0
        self.update(initialdata)

    def initial_state(self):
        """Return the words to begin with."""
        raise NotImplementedError

    def transform(self, state, s: str, position: int):
        """Return the words after one block of a string."""
        raise NotImplementedError

    def update(self, string: str) -> None:
        """Add text at the end."""
        self.length += len(string)
        text = self.rest + string
        position = 0
        while position + BLOCK_SIZE <= len(text):
            self.state = self.transform(self.state, text, position)
            position += BLOCK_SIZE
        self.rest = text[position:]

    def digest(self) -> str:
        """Return the hash of everything that was added, as bytes."""
        zeros = (BLOCK_SIZE - 9 - len(self.rest)) % BLOCK_SIZE
        bits = r_uint(self.length) << 3
        low = text_of_word(bits & MASK, self.big_endian)
        high = text_of_word((r_uint(self.length) >> 29) & MASK, self.big_endian)
        text = self.rest + '\x80' + '\x00' * zeros + (high + low if self.big_endian else low + high)
        state = self.state
        position = 0
        while position < len(text):
            state = self.transform(state, text, position)
            position += BLOCK_SIZE
        return ''.join([text_of_word(x, self.big_endian) for x in state])

    def hexdigest(self) -> str:
        """Return the hash in hexadecimal."""
        return ''.join(['%02x' % ord(c) for c in self.digest()])

    def copy_from(self, other) -> None:
        """Continue from where another one is."""
        self.state = other.state[:]
        self.rest = other.rest
        self.length = other.length
