class Writer:
    def put(self, text):
        return len(text)


class Buffered(Writer):
    def put(self, text, flush=False):
        return len(text) + 1


def entry_point(argv):
    writers = [Writer(), Buffered()]
    total = 0
    for writer in writers:
        total += writer.put(argv[0])
    return total


def target(driver, args):
    return entry_point
