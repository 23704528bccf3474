"""String builders that were made, and filled, while importing."""

from rpython.rlib.rstring import StringBuilder

log = StringBuilder()
log.append('prebuilt, ')


class Page:
    def __init__(self, title):
        self.body = StringBuilder(2)
        self.body.append(title)


pages = [Page('one'), Page('two'), Page('')]


def entry_point(argv):
    log.append('then more')
    log.append_multiple_char('!', 3)
    print(log.build(), log.getlength())
    for i, page in enumerate(pages):
        for j in range(50 * i):
            page.body.append(chr(97 + j % 26))
        print(page.body.build())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
