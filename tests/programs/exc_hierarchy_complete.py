# Every built-in exception is caught by each of its bases.
def kinds(n):
    if n == 0:
        raise KeyError('x')
    if n == 1:
        raise IndexError('x')
    if n == 2:
        raise ZeroDivisionError('x')
    if n == 3:
        raise OverflowError('x')
    if n == 4:
        raise FloatingPointError('x')
    if n == 5:
        raise NotImplementedError('x')
    if n == 6:
        raise RecursionError('x')
    if n == 7:
        raise FileNotFoundError('x')
    if n == 8:
        raise UnicodeError('x')
    if n == 9:
        raise TimeoutError('x')
    if n == 10:
        raise EOFError('x')
    if n == 11:
        raise AttributeError('x')
    if n == 12:
        raise NameError('x')
    if n == 13:
        raise UnboundLocalError('x')
    if n == 14:
        raise MemoryError('x')
    if n == 15:
        raise BufferError('x')
    if n == 16:
        raise ImportError('x')
    if n == 17:
        raise AssertionError('x')
    if n == 18:
        raise StopIteration
    if n == 19:
        raise KeyboardInterrupt('x')
    if n == 20:
        raise GeneratorExit('x')
    if n == 21:
        raise ModuleNotFoundError('x')
    if n == 22:
        raise ConnectionError('x')
    if n == 23:
        raise PermissionError('x')
    if n == 24:
        raise SystemError('x')
    if n == 25:
        raise ReferenceError('x')


def one(n):
    text = ''
    try:
        kinds(n)
    except LookupError as e:
        text = 'LookupError ' + type(e).__name__
    except ArithmeticError as e:
        text = 'ArithmeticError ' + type(e).__name__
    except NotImplementedError:
        text = 'NotImplementedError'
    except RuntimeError as e:
        text = 'RuntimeError ' + type(e).__name__
    except OSError as e:
        text = 'OSError ' + type(e).__name__
    except ValueError as e:
        text = 'ValueError ' + type(e).__name__
    except NameError as e:
        text = 'NameError ' + type(e).__name__
    except ImportError as e:
        text = 'ImportError ' + type(e).__name__
    except Exception as e:
        text = 'Exception ' + type(e).__name__
    except BaseException as e:
        text = 'BaseException ' + type(e).__name__
    return text


def main():
    for n in range(26):
        print(n, one(n))
    print(IOError is OSError, EnvironmentError is OSError)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
