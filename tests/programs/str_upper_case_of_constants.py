"""What is computed while translating is what a running program computes, even where Python's upper case is wider."""


def as_it_runs(text):
    return text.upper(), text.title(), text.capitalize(), text.swapcase()


def entry_point(argv):
    own = [chr(len(argv) + number - 1) for number in (0xff, 0xdf, 0xb5, 0xe9)]
    print(as_it_runs(own[0]) == ('\xff'.upper(), '\xff'.title(), '\xff'.capitalize(), '\xff'.swapcase()))
    print(as_it_runs(own[1]) == ('\xdf'.upper(), '\xdf'.title(), '\xdf'.capitalize(), '\xdf'.swapcase()))
    print(as_it_runs(own[2]) == ('\xb5'.upper(), '\xb5'.title(), '\xb5'.capitalize(), '\xb5'.swapcase()))
    print(as_it_runs(own[3]) == ('\xe9'.upper(), '\xe9'.title(), '\xe9'.capitalize(), '\xe9'.swapcase()))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
