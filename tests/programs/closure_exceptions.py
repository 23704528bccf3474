# test: checked-only
def guarded(action, default):
    def run(x):
        try:
            return action(x)
        except ZeroDivisionError:
            return default
        except (KeyError, IndexError) as error:
            return default - 1
        finally:
            log.append(x)
    log = []
    return run, log


def retry(times, action):
    attempts = 0

    def run():
        nonlocal attempts
        while True:
            attempts += 1
            try:
                return action(attempts)
            except ValueError:
                if attempts >= times:
                    raise
    return run


def fails_until(n):
    def action(attempt):
        if attempt < n:
            raise ValueError('attempt %d' % attempt)
        return attempt * 10
    return action


def catcher():
    last = 'none'

    def remember():
        return last

    def run(n):
        nonlocal last
        try:
            if n > 1:
                raise ValueError('too large: ' + str(n))
            last = 'fine'
        except ValueError as error:
            last = str(error)
        return last
    return run, remember


class Transaction:
    def __init__(self):
        self.undo = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None:
            while self.undo:
                self.undo.pop()()
        return error is not None


def update(values, keys):
    with Transaction() as transaction:
        for key in keys:
            before = values[key]

            def restore(key=key, before=before):
                values[key] = before
            transaction.undo.append(restore)
            values[key] = before + 1


def entry_point(argv):
    run, log = guarded(lambda x: 100 // x, -1)
    print(run(5), run(0), log)
    items = [1, 2]
    run, log = guarded(lambda x: items[x], -5)
    print(run(1), run(9), log)
    print(retry(3, fails_until(3))())
    try:
        print(retry(2, fails_until(3))())
    except ValueError as error:
        print('gave up:', error)
    run_catcher, remember = catcher()
    print(run_catcher(5), remember(), run_catcher(0), remember())
    values = {'a': 1, 'b': 2}
    update(values, ['a', 'b'])
    print(values['a'], values['b'])
    update(values, ['a', 'missing'])
    print(values['a'], values['b'])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
