"""Dictionaries made by comprehensions, and inverted."""


def invert(d):
    return {value: key for key, value in d.items()}


def entry_point(argv):
    squares = {n: n * n for n in range(6)}
    print(' '.join([f'{n}:{squares[n]}' for n in squares]))
    even = {n: str(n) for n in range(10) if n % 2 == 0}
    print(' '.join(even.values()))
    lengths = {word: len(word) for word in 'some words of text'.split()}
    for word, length in lengths.items():
        print(word + str(length))
    codes = {'a': '.-', 'b': '-...', 'e': '.', 't': '-'}
    letters = invert(codes)
    print(' '.join([codes[c] for c in 'beat']))
    print(''.join([letters[code] for code in '- . .- -...'.split()]))
    merged = {c: ord(c) for c in 'abc'}
    merged.update({c: 0 for c in 'cd'})
    print(' '.join([c + str(merged[c]) for c in merged]))
    empty = {n: n for n in range(0)}
    print(str(len(empty)))
    print(str(sorted({word[0]: word for word in ['ab', 'ac', 'b']})
              == ['a', 'b']))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
