"""Edit distance, longest common subsequence, wildcard matching, KMP."""


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current.append(min(previous[j] + cost, previous[j + 1] + 1,
                               current[j] + 1))
        previous = current
    return previous[-1]


def common_subsequence(a, b):
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                lengths[i + 1][j + 1] = lengths[i][j] + 1
            else:
                lengths[i + 1][j + 1] = max(lengths[i][j + 1],
                                            lengths[i + 1][j])
    result = []
    i = len(a)
    j = len(b)
    while i > 0 and j > 0:
        if a[i - 1] == b[j - 1]:
            result.append(a[i - 1])
            i -= 1
            j -= 1
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    result.reverse()
    return ''.join(result)


def matches(pattern, text):
    if not pattern:
        return not text
    if pattern[0] == '*':
        return matches(pattern[1:], text) or (
            len(text) > 0 and matches(pattern, text[1:]))
    return len(text) > 0 and pattern[0] in ('?', text[0]) and (
        matches(pattern[1:], text[1:]))


def kmp(text, word):
    table = [0] * len(word)
    k = 0
    for i in range(1, len(word)):
        while k > 0 and word[i] != word[k]:
            k = table[k - 1]
        if word[i] == word[k]:
            k += 1
        table[i] = k
    found = []
    k = 0
    for i in range(len(text)):
        while k > 0 and text[i] != word[k]:
            k = table[k - 1]
        if text[i] == word[k]:
            k += 1
        if k == len(word):
            found.append(i - k + 1)
            k = table[k - 1]
    return found


def entry_point(argv):
    for a, b in [('kitten', 'sitting'), ('', 'abc'), ('same', 'same'),
                 ('intention', 'execution')]:
        print(f'{edit_distance(a, b)} [{common_subsequence(a, b)}]')
    for pattern, text in [('a*c', 'abbbc'), ('a?c', 'abc'), ('*', ''),
                          ('?', ''), ('*.py', 'x.py'), ('*.py', 'x.pyc'),
                          ('a**b', 'ab')]:
        print(f'{pattern} {text} {matches(pattern, text)}')
    print(' '.join([str(i) for i in kmp('abababcababab', 'abab')]))
    print(str(len(kmp('a' * 50, 'aaa'))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
