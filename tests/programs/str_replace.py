"""Replacing parts of strings."""


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace(
        '>', '&gt;').replace('"', '&quot;')


def unescape(text):
    return text.replace('&quot;', '"').replace('&gt;', '>').replace(
        '&lt;', '<').replace('&amp;', '&')


def squeeze(text):
    while '  ' in text:
        text = text.replace('  ', ' ')
    return text


def fill(template, names, values):
    for i in range(len(names)):
        template = template.replace('{' + names[i] + '}', values[i])
    return template


def entry_point(argv):
    text = 'the cat and the hat'
    print(text.replace('the', 'a'))
    print(text.replace('the', ''))
    print(text.replace('t', 'tt'))
    print(text.replace('at', '', 1))
    print(text.replace('x', 'y'))
    print(text.replace('a', 'A', 2))
    print('aaaa'.replace('aa', 'b') + 'aaa'.replace('aa', 'b'))
    print(''.replace('a', 'b') + 'a'.replace('a', ''))
    print('a.b.c'.replace('.', '/'))
    html = '<a href="x">Q&A</a>'
    print(escape(html))
    print(str(unescape(escape(html)) == html))
    print(squeeze('a    b  c       d'))
    print(fill('Dear {name}, you owe {sum}.', ['name', 'sum'],
               ['Ann', '5 francs']))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
