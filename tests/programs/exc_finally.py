"""finally runs on every way out."""


class Log:
    def __init__(self):
        self.entries = []

    def add(self, text):
        self.entries.append(text)

    def flush(self):
        print(' '.join(self.entries))
        self.entries = []


log = Log()


def leave(how):
    try:
        log.add('try')
        if how == 'return':
            return 1
        if how == 'raise':
            raise ValueError
        log.add('end')
    finally:
        log.add('finally')
    return 2


def with_else(fail):
    try:
        log.add('try')
        if fail:
            raise KeyError
    except KeyError:
        log.add('except')
    else:
        log.add('else')
    finally:
        log.add('finally')
    return len(log.entries)


def loop():
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.add('body' + str(i))
        finally:
            log.add('after' + str(i))
    log.add('end')


def nested():
    try:
        try:
            raise IndexError
        finally:
            log.add('inner')
    except IndexError:
        log.add('caught')
    finally:
        log.add('outer')


def override(n):
    result = 'unset'
    try:
        result = 'try'
        if n == 0:
            return result
        if n == 1:
            raise ValueError
    except ValueError:
        result = 'except'
        return result
    finally:
        result = 'changed too late'
    return 'after ' + result


def replaced():
    try:
        try:
            raise KeyError
        finally:
            raise ValueError
    except ValueError:
        return 'value'
    except KeyError:
        return 'key'


def entry_point(argv):
    for how in ['return', 'fall']:
        print(str(leave(how)))
        log.flush()
    try:
        leave('raise')
    except ValueError:
        log.add('propagated')
    log.flush()
    print(str(with_else(True)))
    log.flush()
    print(str(with_else(False)))
    log.flush()
    loop()
    log.flush()
    nested()
    log.flush()
    for n in range(3):
        print(override(n))
    print(replaced())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
