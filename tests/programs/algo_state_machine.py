"""State machines: from a table, and from classes."""

# state -> {input: (next state, output)}
TURNSTILE = {
    'locked': {'coin': ('unlocked', 'click'), 'push': ('locked', 'bump')},
    'unlocked': {'coin': ('unlocked', 'clink'), 'push': ('locked', 'turn')},
}


def run_table(table, state, inputs):
    outputs = []
    for event in inputs:
        if event not in table[state]:
            outputs.append('?')
            continue
        state, output = table[state][event]
        outputs.append(output)
    return state, outputs


class State:
    def feed(self, parser, c):
        raise NotImplementedError


class Outside(State):
    def feed(self, parser, c):
        if c == '"':
            return QUOTED
        if c == ',':
            parser.end_field()
            return self
        parser.add(c)
        return self


class Quoted(State):
    def feed(self, parser, c):
        if c == '"':
            return AFTER_QUOTE
        parser.add(c)
        return self


class AfterQuote(State):
    def feed(self, parser, c):
        if c == '"':
            parser.add(c)
            return QUOTED
        return OUTSIDE.feed(parser, c)


OUTSIDE = Outside()
QUOTED = Quoted()
AFTER_QUOTE = AfterQuote()


class CSVParser:
    def __init__(self):
        self.fields = []
        self.current = ''

    def add(self, c):
        self.current += c

    def end_field(self):
        self.fields.append(self.current)
        self.current = ''

    def parse(self, line):
        state = OUTSIDE
        for c in line:
            state = state.feed(self, c)
        self.end_field()
        return self.fields


def entry_point(argv):
    state, outputs = run_table(TURNSTILE, 'locked',
                               'push coin coin kick push push'.split())
    print(state + ': ' + ' '.join(outputs))
    for line in ['a,b,c', '"x,y",z', '"say ""hi""",,end', '', '"open']:
        print('|'.join(CSVParser().parse(line)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
