"""Working on characters as numbers."""


def rotate(text, amount):
    result = []
    for c in text:
        if 'a' <= c <= 'z':
            result.append(chr((ord(c) - ord('a') + amount) % 26 + ord('a')))
        elif 'A' <= c <= 'Z':
            result.append(chr((ord(c) - ord('A') + amount) % 26 + ord('A')))
        else:
            result.append(c)
    return ''.join(result)


def run_length(text):
    result = ''
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        result += str(j - i) + text[i]
        i = j
    return result


def histogram(text):
    counts = [0] * 256
    for c in text:
        counts[ord(c)] += 1
    return ''.join([chr(i) + str(counts[i]) for i in range(256)
                    if counts[i] > 0])


def quote(text):
    result = '"'
    for c in text:
        if c == '"' or c == '\\':
            result += '\\' + c
        elif c == '\n':
            result += '\\n'
        elif ord(c) < 32 or ord(c) > 126:
            result += '\\x' + hex_digit(ord(c) >> 4) + hex_digit(ord(c) & 15)
        else:
            result += c
    return result + '"'


def hex_digit(n):
    return '0123456789abcdef'[n]


def entry_point(argv):
    text = 'The Quick Brown Fox'
    print(rotate(text, 13))
    print(rotate(rotate(text, 5), -5))
    print(run_length('aaabccddddde'))
    print(run_length(''))
    print(histogram('mississippi'))
    print(quote('tab\there "quoted" back\\slash\n\xe9\xff\x00'))
    print(str(ord(max('a', 'b'))))
    total = 0
    for c in '12345':
        total = total * 10 + (ord(c) - ord('0'))
    print(str(total))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
