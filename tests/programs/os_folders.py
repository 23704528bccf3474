"""Folders, renaming, links, and what `os.stat` says."""

import os
import stat


def show_error(error):
    # The path to the folder is another one in each run.
    name = error.filename
    print(error.errno, error.strerror, os.path.basename(name) if name is not None else 'no name')


def write_file(path, text):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(fd, text.encode('latin-1'))
    os.close(fd)


def kind_of(path):
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return 'link'
    if stat.S_ISDIR(mode):
        return 'folder'
    if stat.S_ISREG(mode):
        return 'file'
    return 'other'


def show_folder(path):
    for name in sorted(os.listdir(path)):
        full = os.path.join(path, name)
        print(f'{name}: {kind_of(full)}')


def errors(folder):
    try:
        os.mkdir(folder)
    except FileExistsError as error:
        show_error(error)
    try:
        os.rmdir(os.path.join(folder, 'absent'))
    except FileNotFoundError as error:
        show_error(error)
    try:
        os.listdir(os.path.join(folder, 'one'))
    except NotADirectoryError as error:
        show_error(error)
    try:
        os.rmdir(folder)
    except OSError as error:
        show_error(error)
    try:
        os.rename(os.path.join(folder, 'absent'), os.path.join(folder, 'other'))
    except OSError as error:
        show_error(error)
    try:
        os.stat('a\0b')
    except ValueError as error:
        print(str(error).replace('lstat: ', '').replace('stat: ', '').replace(
            ' character in path', ' byte'))


def entry_point(argv):
    before = os.getcwd()
    folder = os.path.join(before, 'folder')
    os.mkdir(folder)
    os.makedirs(os.path.join(folder, 'deep', 'deeper', 'deepest'))
    os.makedirs(os.path.join(folder, 'deep'), exist_ok=True)
    write_file(os.path.join(folder, 'one'), 'the content')
    os.symlink('one', os.path.join(folder, 'two'))
    os.link(os.path.join(folder, 'one'), os.path.join(folder, 'three'))
    show_folder(folder)
    print(os.readlink(os.path.join(folder, 'two')))
    found = os.stat(os.path.join(folder, 'three'))
    print(f'{found.st_size} {found.st_nlink} {found[6]} {found.st_uid == os.getuid()}')
    os.utime(os.path.join(folder, 'one'), (1000, 2000))
    found = os.stat(os.path.join(folder, 'one'))
    print(f'{found.st_atime} {found.st_mtime} {found.st_mtime_ns} {found[8]}')
    print(os.path.isfile(folder), os.path.isdir(folder), os.path.exists(folder + '/absent'))
    print(os.path.islink(folder + '/two'), os.path.getsize(folder + '/three'))
    errors(folder)
    os.rename(os.path.join(folder, 'one'), os.path.join(folder, 'deep', 'moved'))
    print(os.path.exists(folder + '/two'), os.path.lexists(folder + '/two'))
    os.chdir(os.path.join(folder, 'deep'))
    print(os.path.basename(os.getcwd()))
    print(os.listdir('.') == os.listdir())
    print(os.path.abspath('x/../y') == folder + '/deep/y')
    os.chdir(before)
    os.unlink(folder + '/deep/moved')
    os.unlink(folder + '/two')
    os.remove(folder + '/three')
    for name in ('/deep/deeper/deepest', '/deep/deeper', '/deep', ''):
        os.rmdir(folder + name)
    print(os.path.exists(folder))
    old = os.umask(0o22)
    print(oct(os.umask(old)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
