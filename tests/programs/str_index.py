"""Indexing, slicing and walking over strings."""


def reverse(s):
    result = ''
    for c in s:
        result = c + result
    return result


def is_palindrome(s):
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def char_at(s, i):
    try:
        return s[i]
    except IndexError:
        return '?'


def entry_point(argv):
    s = 'hello, world'
    print(str(len(s)))
    for i in range(len(s)):
        print(s[i] + s[-i - 1])
    for i in [0, 3, 12, 20]:
        print('[' + s[i:] + '][' + s[:i] + '][' + s[i:i + 4] + ']')
    print(s[-5:] + s[:-5] + s[2:-2] + s[-4:-2])
    print('[' + s[5:2] + '][' + s[:] + ']')
    for i in [0, 11, 12, 100, -12, -13]:
        print(char_at(s, i))
    print(reverse(s))
    for word in ['', 'a', 'ab', 'abba', 'racecar', 'nope']:
        print(word + ' ' + str(is_palindrome(word)))
    vowels = 0
    for c in s:
        if c in 'aeiou':
            vowels += 1
    print(str(vowels))
    print(s * 2 + '-' * 5 + s[0] * 3 + 'x' * 0)
    print(''.join([c for c in s if c != 'l']))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
