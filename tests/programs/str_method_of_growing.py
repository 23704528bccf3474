"""Methods of a string that inference takes for one character at first."""


def normal(path: str) -> str:
    if path == '':
        return '.'
    kept = []
    for part in path.split('/'):
        if part != '.':
            kept.append(part)
    return '/'.join(kept) if len(kept) > 0 else '.'


def first(text):
    letter = '-'
    if len(text) > 2:
        letter = text[:2]
    return letter


def entry_point(argv):
    for path in ['', 'a/./b', './.', 'x']:
        print(normal(path).split('/'), normal(path).upper())
    for text in ['', 'abc']:
        upper = first(text).upper
        print(upper(), first(text).join(['1', '2']))
    return 0


def target(driver, args):
    return entry_point
