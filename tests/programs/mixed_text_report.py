"""Text layout: wrap, justify, columns, boxes."""

TEXT = ('A loom holds the warp threads under tension while the weft is woven '
        'between them. The weaver beats each pick against the cloth, and the '
        'pattern appears a row at a time.')


def wrap(text, width):
    lines = []
    line = []
    length = 0
    for word in text.split():
        if line and length + len(word) + len(line) > width:
            lines.append(line)
            line = []
            length = 0
        line.append(word)
        length += len(word)
    if line:
        lines.append(line)
    return lines


def justify(words, width):
    gaps = len(words) - 1
    if gaps == 0:
        return words[0]
    spaces = width - sum([len(word) for word in words])
    result = ''
    for i, word in enumerate(words):
        result += word
        if i < gaps:
            result += ' ' * (spaces // gaps + (1 if i < spaces % gaps else 0))
    return result


def center(text, width):
    left = (width - len(text)) // 2
    return ' ' * left + text + ' ' * (width - len(text) - left)


def box(lines):
    width = max([len(line) for line in lines])
    print('+' + '-' * (width + 2) + '+')
    for line in lines:
        print('| ' + center(line, width) + ' |')
    print('+' + '-' * (width + 2) + '+')


def columns(items, count):
    rows = (len(items) + count - 1) // count
    width = max([len(item) for item in items]) + 2
    for row in range(rows):
        line = ''
        for column in range(count):
            i = column * rows + row
            if i < len(items):
                line += items[i] + ' ' * (width - len(items[i]))
        print(line.rstrip())


def entry_point(argv):
    for width in [30, 50]:
        lines = wrap(TEXT, width)
        for words in lines[:-1]:
            print('[' + justify(words, width) + ']')
        print('[' + ' '.join(lines[-1]) + ']')
    box(['Weft', 'from warp to cloth', '1 2 3'])
    columns(sorted(set(TEXT.replace('.', '').replace(',', '').lower()
                       .split())), 4)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
