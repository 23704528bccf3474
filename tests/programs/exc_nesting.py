# try, except, else and finally in all nestings, with return, break and continue in them.
class Stop(Exception):
    pass


def work(kind, log):
    try:
        log.append('try')
        if kind == 1:
            raise ValueError('one')
        if kind == 2:
            raise Stop
        if kind == 3:
            return 'returned'
        log.append('end of try')
    except ValueError as e:
        log.append('except ' + str(e))
        return 'handled'
    else:
        log.append('else')
    finally:
        log.append('finally')
    return 'fell through'


def loops(log):
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 4:
                break
            log.append('body %d' % i)
        finally:
            log.append('finally %d' % i)
    else:
        log.append('no break')
    while True:
        try:
            try:
                raise KeyError('inner')
            except IndexError:
                log.append('wrong')
            finally:
                log.append('inner finally')
        except KeyError:
            log.append('outer except')
            break
        finally:
            log.append('outer finally')


def override(n):
    try:
        if n == 0:
            raise ValueError('lost')
        return 'try'
    finally:
        if n < 2:
            return 'finally'


def reraise(n, log):
    try:
        try:
            if n == 0:
                raise ValueError('v')
            raise KeyError('k')
        except ValueError:
            log.append('first')
            raise
        except KeyError as e:
            log.append('second')
            raise RuntimeError('from key') from e
        finally:
            log.append('cleanup')
    except (ValueError, RuntimeError) as e:
        log.append(type(e).__name__ + ' ' + str(e))


def nested_handlers():
    try:
        raise ValueError('a')
    except ValueError as outer:
        try:
            raise KeyError('b')
        except KeyError as inner:
            print('inner', inner, 'outer', outer)
        try:
            raise
        except ValueError as again:
            print('again', again, again is outer)


def main():
    for kind in range(4):
        log = []
        try:
            result = work(kind, log)
        except Stop:
            result = 'stopped'
        print(kind, result, log)
    log = []
    loops(log)
    print(log)
    print(override(0), override(1), override(2))
    for n in range(2):
        log = []
        reraise(n, log)
        print(log)
    nested_handlers()


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
