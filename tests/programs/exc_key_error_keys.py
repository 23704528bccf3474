# A KeyError shows the key, of whatever simple type it is.
def look(n):
    if n == 0:
        return {'a': 1}['b']
    if n == 1:
        return {'long': 1}['word']
    if n == 2:
        return {1: 1}[7]
    if n == 3:
        return {1.5: 1}[2.5]
    if n == 4:
        return {True: 1}[False]
    return {'k': 2}.pop('z')


def entry_point(argv):
    for n in range(6):
        try:
            print(look(n))
        except KeyError as e:
            print(e, repr(e), str(e))
    names = {1, 2}
    try:
        names.remove(5)
    except KeyError as e:
        print('set', e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
