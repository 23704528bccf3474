# test: checked-only
"""Strings that may be None, as receivers and arguments."""

def find(text, wanted):
    try:
        return text.find(wanted)
    except AttributeError:
        return -2
    except TypeError:
        return -3


def show(text):
    return 'nothing' if text is None else '<' + text + '>'


def entry_point(argv):
    texts = ['abc', None, 'b', '']
    for text in texts:
        for wanted in texts:
            print(show(text), show(wanted), find(text, wanted), text == wanted, text != wanted)
        print(text, repr(text), str(text), [text], f'{text}', '%s|%r' % (text, text), bool(text), text or 'empty')
        for method in range(6):
            try:
                if method == 0:
                    print('abcb'.split(text))
                elif method == 1:
                    print('abcb'.strip(text))
                elif method == 2:
                    print('abcb'.replace('b', text))
                elif method == 3:
                    print('abcb'.startswith(text), 'abcb'.endswith(text))
                elif method == 4:
                    print('-'.join(['x', text]))
                else:
                    print('abcb'.partition(text))
            except TypeError:
                print('TypeError', method)
            except ValueError as error:
                print(str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
