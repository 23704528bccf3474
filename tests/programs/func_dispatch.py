# A table of plain functions, with attributes on them; and tables of mixed ones.


class Machine:
    def __init__(self):
        self.stack = []
        self.output = []


def push_one(machine):
    machine.stack.append(1)


def add(machine):
    machine.stack.append(machine.stack.pop() + machine.stack.pop())


def double(machine):
    machine.stack.append(machine.stack.pop() * 2)


def show(machine):
    machine.output.append(str(machine.stack[-1]))


push_one.cost, add.cost, double.cost, show.cost = 1, 2, 2, 5
OPCODES = [push_one, add, double, show]
BY_NAME = {function.__name__: function for function in OPCODES}


def run(machine, code):
    cost = 0
    for opcode in code:
        function = OPCODES[opcode]
        function(machine)
        cost += function.cost
    return cost


def pusher(n):
    def push(machine):
        machine.stack.append(n)
    return push


def entry_point(argv):
    machine = Machine()
    print(run(machine, [0, 2, 0, 1, 3, 2, 2, 3]), machine.output)
    table = {'seven': pusher(7), 'add': add, 'double': double}
    for name in BY_NAME:
        if name not in table:
            table[name] = BY_NAME[name]
    machine = Machine()
    for word in ['seven', 'double', 'push_one', 'add', 'show']:
        table[word](machine)
    print(machine.output, len(table))
    print(table['add'] is add, table['seven'] is add, [OPCODES.index(f) for f in [show, add]])
    print(add in OPCODES, BY_NAME['show'] == show)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
