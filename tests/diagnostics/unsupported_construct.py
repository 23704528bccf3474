async def fetch(name):
    return name


def run(names):
    count = 0
    for name in names:
        await_me = [fetch(name)]
        count += len(await_me)
    return count


def entry_point(argv):
    return run(argv)


def target(driver, args):
    return entry_point
