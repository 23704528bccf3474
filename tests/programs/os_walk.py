"""os.walk: downwards, upwards, with folders left out."""

import os


def build(top):
    for folder in ('a/b', 'a/c/d', 'e'):
        os.makedirs(os.path.join(top, folder))
    for name in ('a/one', 'a/b/two', 'e/three', 'four'):
        with open(os.path.join(top, name), 'w') as file:
            file.write(name)


def remove(top):
    for folder, folders, files in os.walk(top, topdown=False):
        for name in files:
            os.remove(os.path.join(folder, name))
        for name in folders:
            os.rmdir(os.path.join(folder, name))
    os.rmdir(top)


def entry_point(argv):
    top = 'top'
    os.mkdir(top)
    build(top)
    for folder, folders, files in os.walk(top):
        folders.sort()
        print(folder[len(top):], folders, sorted(files))
    for folder, folders, files in os.walk(top):
        if 'a' in folders:
            folders.remove('a')
        print(folder[len(top):], folders, sorted(files))
    print(sum([len(files) for _, _, files in os.walk(top)]), [each for each in os.walk(top + '/missing')])
    remove(top)
    print(os.path.exists(top))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
