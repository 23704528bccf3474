"""Upper and lower case, and the classes of characters."""


def capitalize(word):
    if not word:
        return word
    return word[0].upper() + word[1:].lower()


def swap_case(s):
    result = []
    for c in s:
        if c.isupper():
            result.append(c.lower())
        elif c.islower():
            result.append(c.upper())
        else:
            result.append(c)
    return ''.join(result)


def classes(c):
    result = ''
    if c.isdigit():
        result += 'digit '
    if c.isalpha():
        result += 'alpha '
    if c.isalnum():
        result += 'alnum '
    if c.isspace():
        result += 'space '
    if c.isupper():
        result += 'upper '
    if c.islower():
        result += 'lower '
    return result.strip()


def entry_point(argv):
    text = 'Hello, World! 123'
    print(text.upper())
    print(text.lower())
    print(swap_case(text))
    print(' '.join([capitalize(word) for word in 'some WORDS to cASE'.split()]))
    for n in range(32, 127):
        print(chr(n) + ' ' + classes(chr(n)))
    for c in '\t\n\r\x0b\x0c\x00\x1b\x7f':
        print(str(ord(c)) + ' ' + classes(c))
    for word in ['abc', 'Abc', 'ABC', '123', 'a1', '', ' ', 'a b']:
        print(f'[{word}] {word.isdigit()} {word.isalpha()} {word.isalnum()} '
              f'{word.isspace()} {word.isupper()} {word.islower()}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
