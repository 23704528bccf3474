"""Files and folders: what `os` says of them and does with them in translated code."""

import errno
import os
import stat

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import intmask, r_int64
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT32, INT64, UINT32, Address, Float, Signed, Void, malloc
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.ros import (
    c_string, c_text, call_with_path, call_with_path_and_number,
    call_with_two_paths, os_close, os_open, os_read, os_write, raise_os_error,
    weft_get_errno, weft_raw_free, weft_raw_malloc)
from rpython.rtyper.roserror import raise_errno

c_unlink = external('unlink', [Address], INT32)
c_rmdir = external('rmdir', [Address], INT32)
c_mkdir = external('mkdir', [Address, UINT32], INT32)
c_access = external('access', [Address, INT32], INT32)
c_rename = external('rename', [Address, Address], INT32)
c_chdir = external('chdir', [Address], INT32)
c_getcwd = external('getcwd', [Address, Signed], Address)
c_chmod = external('chmod', [Address, UINT32], INT32)
c_readlink = external('readlink', [Address, Address, Signed], Signed)
c_symlink = external('symlink', [Address, Address], INT32)
c_link = external('link', [Address, Address], INT32)
c_umask = external('umask', [UINT32], UINT32)
weft_seek = external('weft_seek', [Signed, INT64, Signed], INT64)
weft_truncate = external('weft_truncate', [Signed, INT64], Signed)
c_fsync = external('fsync', [INT32], INT32, is_blocking=True)
c_opendir = external('opendir', [Address], Address)
c_closedir = external('closedir', [Address], INT32)
weft_next_entry = external('weft_next_entry', [Address], Address)
weft_stat = external('weft_stat', [Signed, Address, Signed, Address], Signed)
weft_set_file_times = external('weft_set_file_times', [Address, Float, Float], Signed)
weft_duplicate = external('weft_duplicate', [Signed], Signed)
weft_duplicate_to = external('weft_duplicate_to', [Signed, Signed, Signed], Signed)
weft_pipe = external('weft_pipe', [Address], Signed)

# ____________________________________________________________
# Names in folders


@replaces(os.unlink, os.remove)
def os_unlink(path: str) -> None:
    if call_with_path(c_unlink, path) < 0:
        raise_os_error(path)


@replaces(os.rmdir)
def os_rmdir(path: str) -> None:
    if call_with_path(c_rmdir, path) < 0:
        raise_os_error(path)


@replaces(os.mkdir)
def os_mkdir(path: str, mode: int = 0o777) -> None:
    if call_with_path_and_number(c_mkdir, path, UINT32, mode) < 0:
        raise_os_error(path)


@replaces(os.makedirs)
def os_makedirs(name: str, mode: int = 0o777, exist_ok: bool = False) -> None:
    end = len(name)
    while end > 1 and name[end - 1] == '/':
        end -= 1
    path = name[:end]
    parent = path[:path.rfind('/') + 1]
    if len(parent) > 0 and not os_access(parent, os.F_OK):
        os_makedirs(parent, 0o777, True)
    if call_with_path_and_number(c_mkdir, path, UINT32, mode) < 0:
        if not (exist_ok and weft_get_errno() == errno.EEXIST and path_isdir(path)):
            raise_os_error(name)


@replaces(os.access)
def os_access(path: str, mode: int) -> bool:
    return call_with_path_and_number(c_access, path, INT32, mode) == 0


@replaces(os.rename, os.replace)
def os_rename(source: str, target: str) -> None:
    if call_with_two_paths(c_rename, source, target) < 0:
        raise_os_error(source, target)


@replaces(os.symlink)
def os_symlink(source: str, target: str) -> None:
    if call_with_two_paths(c_symlink, source, target) < 0:
        raise_os_error(source, target)


@replaces(os.link)
def os_link(source: str, target: str) -> None:
    if call_with_two_paths(c_link, source, target) < 0:
        raise_os_error(source, target)


@replaces(os.readlink)
def os_readlink(path: str) -> str:
    size = 256
    text = c_text(path)
    while True:
        buffer = weft_raw_malloc(size)
        length = c_readlink(llop.tailaddress(Address, text), buffer, size)
        if length < 0:
            weft_raw_free(buffer)
            raise_os_error(path)
        if length < size:
            llop.raw_store(Void, buffer, length, '\0')
            result = hlstr(c_string(buffer))
            weft_raw_free(buffer)
            return result
        weft_raw_free(buffer)
        size *= 2


@replaces(os.chmod)
def os_chmod(path: str, mode: int) -> None:
    if call_with_path_and_number(c_chmod, path, UINT32, mode) < 0:
        raise_os_error(path)


@replaces(os.umask)
def os_umask(mask: int) -> int:
    return llop.cast_int(Signed, c_umask(llop.cast_int(UINT32, mask)))


@replaces(os.chdir)
def os_chdir(path: str) -> None:
    if call_with_path(c_chdir, path) < 0:
        raise_os_error(path)


@replaces(os.getcwd)
def os_getcwd() -> str:
    size = 512
    while True:
        buffer = weft_raw_malloc(size)
        if c_getcwd(buffer, size):
            result = hlstr(c_string(buffer))
            weft_raw_free(buffer)
            return result
        number = weft_get_errno()
        weft_raw_free(buffer)
        if number != errno.ERANGE:
            raise_errno(number, None)
        size *= 2


@replaces(os.listdir)
def os_listdir(path: str = '.') -> list[str]:
    text = c_text(path)
    folder = c_opendir(llop.tailaddress(Address, text))
    if not folder:
        raise_os_error(path)
    names = []
    while True:
        entry = weft_next_entry(folder)
        if not entry:
            break
        name = hlstr(c_string(entry))
        if name != '.' and name != '..':
            names.append(name)
    number = weft_get_errno()
    c_closedir(folder)
    if number != 0:
        raise_errno(number, path)
    return names


@replaces(os.utime)
def os_utime(path: str, times: tuple[float, float] | None = None) -> None:
    text = c_text(path)
    if times is None:
        raise ValueError('give the times of last access and modification')
    if weft_set_file_times(llop.tailaddress(Address, text), times[0], times[1]) < 0:
        raise_os_error(path)


# ____________________________________________________________
# What is known of a file

_FILE, _LINK, _DESCRIPTOR = range(3)
_NUMBERS = 12


class StatResult:
    """`os.stat_result`: items 0 to 9 by index as well, as r_int64."""

    def __init__(self, mode: int, inode, device, links: int, user: int, group: int, size,
                 accessed, modified, changed, blocks, block_size: int):
        self.st_mode = mode
        self.st_ino = inode
        self.st_dev = device
        self.st_nlink = links
        self.st_uid = user
        self.st_gid = group
        self.st_size = size
        self.st_atime_ns = accessed
        self.st_mtime_ns = modified
        self.st_ctime_ns = changed
        self.st_blocks = blocks
        self.st_blksize = block_size

    @property
    def st_atime(self) -> float:
        return _seconds(self.st_atime_ns)

    @property
    def st_mtime(self) -> float:
        return _seconds(self.st_mtime_ns)

    @property
    def st_ctime(self) -> float:
        return _seconds(self.st_ctime_ns)

    def __getitem__(self, index: int):
        items = [r_int64(self.st_mode), self.st_ino, self.st_dev, r_int64(self.st_nlink), r_int64(self.st_uid),
                 r_int64(self.st_gid), self.st_size, self.st_atime_ns // 10 ** 9,
                 self.st_mtime_ns // 10 ** 9, self.st_ctime_ns // 10 ** 9]
        return items[index]


def _seconds(nanoseconds) -> float:
    return float(nanoseconds // 10 ** 9) + float(nanoseconds % 10 ** 9) * 1e-9


def _number_at(address, position: int):
    return r_int64(llop.raw_load(INT64, address, position * 8))


_number_at._annspecialcase_ = 'specialize:ll'


def _stat(kind: int, path: str, descriptor: int) -> StatResult | None:
    text = c_text(path)
    numbers = weft_raw_malloc(8 * _NUMBERS)
    failed = weft_stat(kind, llop.tailaddress(Address, text), descriptor, numbers) < 0
    llop.keepalive(Void, text)
    result = None
    if not failed:
        result = StatResult(
            intmask(_number_at(numbers, 0)), _number_at(numbers, 1), _number_at(numbers, 2),
            intmask(_number_at(numbers, 3)), intmask(_number_at(numbers, 4)), intmask(_number_at(numbers, 5)),
            _number_at(numbers, 6), _number_at(numbers, 7), _number_at(numbers, 8),
            _number_at(numbers, 9), _number_at(numbers, 10), intmask(_number_at(numbers, 11)))
    weft_raw_free(numbers)
    return result


@replaces(os.stat)
def os_stat(path: str) -> StatResult:
    result = _stat(_FILE, path, 0)
    if result is None:
        raise_os_error(path)
    return result


@replaces(os.lstat)
def os_lstat(path: str) -> StatResult:
    result = _stat(_LINK, path, 0)
    if result is None:
        raise_os_error(path)
    return result


@replaces(os.fstat)
def os_fstat(fd: int) -> StatResult:
    result = _stat(_DESCRIPTOR, '', fd)
    if result is None:
        raise_os_error(None)
    return result


def _kind_of(path: str, kind: int) -> int:
    """Return the file type in a file's mode, or 0 if there is no such file."""
    if path.find('\0') >= 0:
        return 0
    result = _stat(kind, path, 0)
    if result is None:
        return 0
    return result.st_mode & 0o170000


@replaces(os.path.isfile)
def path_isfile(path: str) -> bool:
    return _kind_of(path, _FILE) == stat.S_IFREG


@replaces(os.path.isdir)
def path_isdir(path: str) -> bool:
    return _kind_of(path, _FILE) == stat.S_IFDIR


@replaces(os.path.islink)
def path_islink(path: str) -> bool:
    return _kind_of(path, _LINK) == stat.S_IFLNK


@replaces(os.path.exists)
def path_exists(path: str) -> bool:
    return _kind_of(path, _FILE) != 0


@replaces(os.path.lexists)
def path_lexists(path: str) -> bool:
    return _kind_of(path, _LINK) != 0


@replaces(os.path.getsize)
def path_getsize(path: str):
    return os_stat(path).st_size


@replaces(os.path.getmtime)
def path_getmtime(path: str) -> float:
    return os_stat(path).st_mtime


@replaces(os.path.getatime)
def path_getatime(path: str) -> float:
    return os_stat(path).st_atime


@replaces(stat.S_IFMT)
def stat_format(mode: int) -> int:
    return mode & 0o170000


@replaces(stat.S_IMODE)
def stat_permissions(mode: int) -> int:
    return mode & 0o7777


@replaces(stat.S_ISDIR)
def stat_is_folder(mode: int) -> bool:
    return mode & 0o170000 == stat.S_IFDIR


@replaces(stat.S_ISREG)
def stat_is_file(mode: int) -> bool:
    return mode & 0o170000 == stat.S_IFREG


@replaces(stat.S_ISLNK)
def stat_is_link(mode: int) -> bool:
    return mode & 0o170000 == stat.S_IFLNK


# ____________________________________________________________
# Descriptors


@replaces(os.lseek)
@specialize.argtype(1)
def os_lseek(fd: int, position, how: int):
    return _seek(fd, r_int64(position), how)


def _seek(fd: int, position, how: int):
    result = r_int64(weft_seek(fd, llop.cast_int(INT64, position), how))
    if result < 0:
        raise_os_error(None)
    return result


@replaces(os.ftruncate)
@specialize.argtype(1)
def os_ftruncate(fd: int, length) -> None:
    if weft_truncate(fd, llop.cast_int(INT64, length)) < 0:
        raise_os_error(None)


@replaces(os.fsync)
def os_fsync(fd: int) -> None:
    if llop.cast_int(Signed, c_fsync(llop.cast_int(INT32, fd))) < 0:
        raise_os_error(None)


@replaces(os.dup)
def os_dup(fd: int) -> int:
    result = weft_duplicate(fd)
    if result < 0:
        raise_os_error(None)
    return result


@replaces(os.dup2)
def os_dup2(fd: int, fd2: int, inheritable: bool = True) -> int:
    if weft_duplicate_to(fd, fd2, 1 if inheritable else 0) < 0:
        raise_os_error(None)
    return fd2


@replaces(os.pipe)
def os_pipe() -> tuple[int, int]:
    ends = weft_raw_malloc(16)
    failed = weft_pipe(ends) < 0
    result = intmask(_number_at(ends, 0)), intmask(_number_at(ends, 1))
    weft_raw_free(ends)
    if failed:
        raise_os_error(None)
    return result


@replaces(os.urandom)
def os_urandom(size: int) -> bytes:
    if size < 0:
        raise ValueError('negative argument not allowed')
    fd = os_open('/dev/urandom', os.O_RDONLY)
    result = b''
    while len(result) < size:
        result += os_read(fd, size - len(result))
    os_close(fd)
    return result
