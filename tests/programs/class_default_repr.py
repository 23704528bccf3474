# What is printed of objects that define no text of their own names their class.
class Plain:
    pass


class WithStr:
    def __str__(self):
        return 'text'


def main():
    p = Plain()
    text = repr(p)
    print(text.startswith('<'), text.endswith('>'), 'Plain object' in text, str(p) == repr(p))
    w = WithStr()
    print(str(w), 'WithStr object' in repr(w), f'{w}', 'WithStr object' in str([w]))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
