"""Finite automata: from regular expressions to tables. All of it at import time."""


class Nondeterministic:
    """States with transitions on sets of characters, and without reading one."""

    def __init__(self):
        self.moves = []
        self.free_moves = []

    def new_state(self) -> int:
        """Add a state without transitions."""
        self.moves.append([])
        self.free_moves.append([])
        return len(self.moves) - 1

    def add_move(self, start: int, characters, end: int) -> None:
        """Add transitions for a set of characters' numbers; None reads nothing."""
        if characters is None:
            self.free_moves[start].append(end)
        else:
            self.moves[start].append((frozenset(characters), end))

    def closure(self, states) -> frozenset:
        """Return the states reached from these without reading."""
        result = set(states)
        pending = list(states)
        while pending:
            for end in self.free_moves[pending.pop()]:
                if end not in result:
                    result.add(end)
                    pending.append(end)
        return frozenset(result)


class Deterministic:
    """A table: `table[state * 256 + character]` is the next state, or -1.

    `accepts[state]` is the number of the expression that ends there, or -1.
    State 0 is the first.
    """

    def __init__(self, table, accepts):
        self.table = table
        self.accepts = accepts


def determinize(automaton: Nondeterministic, start: int, finals) -> Deterministic:
    """Build the table; `finals` maps states to numbers, the least of which wins."""
    first = automaton.closure([start])
    numbers = {first: 0}
    pending = [first]
    rows = []
    accepts = []
    while pending:
        states = pending.pop(0)
        accepts.append(min((finals[s] for s in states if s in finals), default=-1))
        targets = [set() for _ in range(256)]
        for state in sorted(states):
            for characters, end in automaton.moves[state]:
                for c in characters:
                    targets[c].add(end)
        row = []
        known = {}
        for target in targets:
            key = frozenset(target)
            if not key:
                row.append(-1)
                continue
            if key not in known:
                known[key] = automaton.closure(key)
            following = known[key]
            if following not in numbers:
                numbers[following] = len(numbers)
                pending.append(following)
            row.append(numbers[following])
        rows.append(row)
    return _minimize(rows, accepts)


def _minimize(rows, accepts) -> Deterministic:
    """Merge the states that no text tells apart, by refining a partition."""
    classes = list(accepts)
    while True:
        signatures = {}
        refined = []
        for state, row in enumerate(rows):
            signature = (classes[state], tuple(classes[t] if t >= 0 else None for t in row))
            refined.append(signatures.setdefault(signature, len(signatures)))
        if len(set(refined)) == len(set(classes)):
            break
        classes = refined
    # In the order of first states, so that state 0 stays the first.
    table = []
    merged_accepts = []
    for state, row in enumerate(rows):
        if refined[state] == len(merged_accepts):
            merged_accepts.append(accepts[state])
            table.extend(refined[t] if t >= 0 else -1 for t in row)
    return Deterministic(table, merged_accepts)
