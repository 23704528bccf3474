class Token:
    def __init__(self, text):
        self.value = text


def number(token):
    token.value = int(token.value)
    return token


def entry_point(argv):
    token = number(Token(argv[0]))
    print(token.value)
    return 0


def target(driver, args):
    return entry_point
