# Exceptions as control flow in a small interpreter: break, continue, return, errors with positions.
class BreakLoop(Exception):
    pass


class ContinueLoop(Exception):
    pass


class ReturnValue(Exception):
    def __init__(self, value):
        self.value = value


class RunError(Exception):
    def __init__(self, message, position):
        Exception.__init__(self, message)
        self.position = position


class Machine:
    def __init__(self):
        self.variables = {}
        self.output = []

    def run_block(self, block):
        for position, statement in enumerate(block):
            self.run(statement, position)

    def run(self, statement, position):
        kind = statement[0]
        if kind == 'set':
            self.variables[statement[1]] = len(statement[2])
        elif kind == 'print':
            if statement[1] not in self.variables:
                raise RunError('no variable ' + statement[1], position)
            self.output.append(statement[1] + '=' + str(self.variables[statement[1]]))
        elif kind == 'break':
            raise BreakLoop
        elif kind == 'continue':
            raise ContinueLoop()
        elif kind == 'return':
            raise ReturnValue(self.variables[statement[1]])
        else:
            raise RunError('unknown ' + kind, position)

    def loop(self, block, times):
        for i in range(times):
            try:
                self.run_block(block)
            except ContinueLoop:
                self.output.append('continued')
                continue
            except BreakLoop:
                self.output.append('broke')
                break
            finally:
                self.output.append('turn %d' % i)
        else:
            self.output.append('completed')

    def call(self, block, times):
        try:
            self.loop(block, times)
        except ReturnValue as e:
            return e.value
        return -1


PROGRAMS = [
    [('set', 'x', 'abc'), ('print', 'x', '')],
    [('set', 'x', 'a'), ('break', '', ''), ('print', 'x', '')],
    [('continue', '', ''), ('print', 'x', '')],
    [('set', 'r', 'abcd'), ('return', 'r', '')],
    [('print', 'nope', '')],
    [('set', 'y', ''), ('jump', '', '')],
]


def main():
    for program in PROGRAMS:
        machine = Machine()
        try:
            result = machine.call(program, 2)
            print(result, machine.output)
        except RunError as e:
            print('error:', e, 'at', e.position, machine.output)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
