"""Count words, and print the most frequent ones."""

TEXT = '''
Whoever weaves must thread the warp before the first pick of the weft.
The warp is fixed; the weft goes over and under, over and under, and the
cloth grows by one thread at a time. A fault in the warp runs through the
whole cloth. A fault in the weft can be picked out again.
'''


class Entry:
    def __init__(self, word):
        self.word = word
        self.count = 0


def words_of(text):
    words = []
    word = ''
    for c in text:
        if c.isalpha():
            word += c.lower()
        elif word:
            words.append(word)
            word = ''
    if word:
        words.append(word)
    return words


def insert_sorted(entries, entry):
    position = 0
    while position < len(entries) and (
            entries[position].count > entry.count
            or (entries[position].count == entry.count
                and entries[position].word < entry.word)):
        position += 1
    entries.insert(position, entry)


def entry_point(argv):
    table = {}
    words = words_of(TEXT)
    for word in words:
        if word not in table:
            table[word] = Entry(word)
        table[word].count += 1
    entries = []
    for entry in table.values():
        insert_sorted(entries, entry)
    print(f'{len(words)} words, {len(table)} different')
    for entry in entries[:8]:
        print('%4d %-10s %s' % (entry.count, entry.word, '*' * entry.count))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
