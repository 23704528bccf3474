"""More mistakes than are shown."""


def entry_point(argv):
    count = 0
    for word in argv:
        count += word.size1
        count += word.size2
        count += word.size3
        count += word.size4
        count += word.size5
        count += word.size6
        count += word.size7
        count += word.size8
        count += word.size9
        count = 0
        count += word.size10
        count += word.size11
        count += word.size12
        count += word.size13
        count += word.size14
        count += word.size15
        count += word.size16
        count += word.size17
        count += word.size18
        count += word.size19
        count += word.size20
        count += word.size21
        count += word.size22
        count += word.size23
    return count


def target(driver, args):
    return entry_point
