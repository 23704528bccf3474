# weft: weft build SPEC -o OUTPUT --quiet
class Writer:
    def put(self, text, width=8):
        return len(text) + width


class Wide(Writer):
    def put(self, text, width=20):
        return len(text) * width


def entry_point(argv):
    writers = [Writer(), Wide()]
    total = 0
    for writer in writers:
        total += writer.put(argv[0])
    return total


def target(driver, args):
    return entry_point
