from parts import global_state

counter = 0
current = None
ratio = 1.5
name = 'start'
history = []
table = {'a': 1}
pair = (1, 'x')
flag = False
callback = None
letters = 'abc'


class Thing:
    def __init__(self, n):
        self.n = n


def bump():
    global counter
    counter += 1
    return counter


def set_current(n):
    global current, name, ratio, pair, flag
    current = Thing(n)
    name = name + str(n)
    ratio *= 2
    pair = (n, 'y' * n)
    flag = not flag


def read_current():
    if current is None:
        return -1
    return current.n


def double(x):
    return 2 * x


def install(k):
    global callback
    if k > 1:
        callback = lambda x: x * k
    else:
        callback = double


def replace_list():
    global history
    history = history + ['replaced']


def entry_point(argv):
    global letters
    print(counter, read_current(), ratio, name, pair[0], pair[1], flag)
    for i in range(3):
        bump()
    set_current(counter)
    print(counter, read_current(), ratio, name, pair[0], pair[1], flag)
    history.append('one')
    table['b'] = 2
    table['a'] += 10
    print(history, table['a'], table['b'], len(table))
    replace_list()
    history.append('two')
    print(history)
    if callback is None:
        install(len(argv))
    print(callback(21))
    install(5)
    print(callback(21))
    for letters in ['x', 'y']:
        pass
    print(letters)
    print(global_state.total())
    global_state.add(5)
    global_state.add(6)
    print(global_state.total(), global_state.TOTAL, global_state.LOG)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))

