# A tokenizer and a state machine over enumerations.
from dataclasses import dataclass
from enum import Enum, IntEnum, auto


class Kind(Enum):
    NUMBER = auto()
    WORD = auto()
    SYMBOL = auto()
    END = auto()

    @property
    def is_value(self):
        return self in (Kind.NUMBER, Kind.WORD)


class State(IntEnum):
    START = 0
    NAME = 1
    VALUE = 2
    DONE = 3
    ERROR = 4


@dataclass(frozen=True)
class Token:
    kind: Kind
    text: str
    position: int


TRANSITIONS = {
    (State.START, Kind.WORD): State.NAME,
    (State.NAME, Kind.SYMBOL): State.VALUE,
    (State.VALUE, Kind.NUMBER): State.DONE,
    (State.VALUE, Kind.WORD): State.DONE,
    (State.DONE, Kind.SYMBOL): State.START,
}


def tokenize(text):
    tokens = []
    i = 0
    while i < len(text):
        c = text[i]
        start = i
        if c.isspace():
            i += 1
            continue
        if c.isdigit():
            kind = Kind.NUMBER
            while i < len(text) and text[i].isdigit():
                i += 1
        elif c.isalpha():
            kind = Kind.WORD
            while i < len(text) and text[i].isalnum():
                i += 1
        else:
            kind = Kind.SYMBOL
            i += 1
        tokens.append(Token(kind, text[start:i], start))
    tokens.append(Token(Kind.END, '', i))
    return tokens


def run(tokens):
    state = State.START
    counts = {kind: 0 for kind in Kind}
    for token in tokens:
        counts[token.kind] += 1
        if token.kind is Kind.END:
            break
        state = TRANSITIONS.get((state, token.kind), State.ERROR)
        if state == State.ERROR:
            print('error at', token.position, token)
            break
    print(state.name, int(state), [f'{kind.name}:{counts[kind]}' for kind in Kind])
    return state


def main():
    for text in ['x = 10', 'x = y; long1 = 42', '= 3', 'a = 1 2']:
        tokens = tokenize(text)
        print([t.text for t in tokens if t.kind.is_value])
        print(run(tokens) is State.DONE)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
