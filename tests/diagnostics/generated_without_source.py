import types


def template(argv):
    return len(argv)


generated = types.FunctionType(template.__code__.replace(co_filename='gone.py'), globals())


def entry_point(argv):
    return generated(argv)


def target(driver, args):
    return entry_point
