"""Exit statuses that come from far below, by an exception."""


class Exit(Exception):
    def __init__(self, status):
        self.status = status


def run(command, log):
    if command == 'stop':
        raise Exit(7)
    log.append(command)


def run_all(commands):
    log = []
    try:
        for command in commands:
            run(command, log)
    finally:
        print(' '.join(log))
    return 0


def entry_point(argv):
    try:
        return run_all(['one', 'two', 'stop', 'three'])
    except Exit as request:
        print('leaving')
        return request.status


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
