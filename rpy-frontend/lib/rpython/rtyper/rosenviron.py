"""`os.environ`, in translated code."""

import os

from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces, stand_ins
from rpython.rtyper.ros import c_string, c_text, raise_os_error


def _simulate_getenv(name):
    value = os.environb.get(name.read_c_string())
    if value is None:
        return llmemory.NULL
    return llmemory.FakeAddress(llmemory.RawMemory(len(value) + 1, value), 0)


c_getenv = external('getenv', [Address], Address, python=_simulate_getenv)
weft_environment = external('weft_environment', [Signed], Address)
weft_set_variable = external('weft_set_variable', [Address, Address], Signed)


@replaces(os.getenv)
def os_getenv(key: str, default: str | None = None) -> str | None:
    if key.find('\0') >= 0:
        return default
    name = c_text(key)
    value = c_getenv(llop.tailaddress(Address, name))
    llop.keepalive(Void, name)
    if not value:
        return default
    return hlstr(c_string(value))


@replaces(os.putenv)
def os_putenv(name: str, value: str) -> None:
    if len(name) == 0 or name.find('=') >= 0:
        raise ValueError('illegal environment variable name')
    key = c_text(name)
    text = c_text(value)
    failed = weft_set_variable(llop.tailaddress(Address, key), llop.tailaddress(Address, text)) < 0
    llop.keepalive(Void, key)
    llop.keepalive(Void, text)
    if failed:
        raise_os_error(None)


@replaces(os.unsetenv)
def os_unsetenv(name: str) -> None:
    key = c_text(name)
    failed = weft_set_variable(llop.tailaddress(Address, key), llmemory.NULL) < 0
    llop.keepalive(Void, key)
    if failed:
        raise_os_error(None)


class Environment:
    """Stands for `os.environ`. It is always the process's environment as it is now."""

    def get(self, name: str, default: str | None = None) -> str | None:
        return os_getenv(name, default)

    def __getitem__(self, name: str) -> str:
        value = os_getenv(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: str) -> None:
        os_putenv(name, value)

    def __delitem__(self, name: str) -> None:
        if os_getenv(name) is None:
            raise KeyError(name)
        os_unsetenv(name)

    def __contains__(self, name: str) -> bool:
        return os_getenv(name) is not None

    def __len__(self) -> int:
        return len(self.keys())

    def keys(self) -> list[str]:
        return [name for name, _ in self.items()]

    def values(self) -> list[str]:
        return [value for _, value in self.items()]

    def items(self) -> list[tuple[str, str]]:
        result = []
        i = 0
        while True:
            entry = weft_environment(i)
            if not entry:
                return result
            text = hlstr(c_string(entry))
            equals = text.find('=')
            if equals > 0:
                result.append((text[:equals], text[equals + 1:]))
            i += 1

    def copy(self) -> dict[str, str]:
        result = {}
        for name, value in self.items():
            result[name] = value
        return result

    def setdefault(self, name: str, value: str) -> str:
        known = os_getenv(name)
        if known is None:
            os_putenv(name, value)
            return value
        return known

    def pop(self, name: str, default: str | None = None) -> str | None:
        known = os_getenv(name)
        if known is None:
            return default
        os_unsetenv(name)
        return known


stand_ins.append((os.environ, Environment()))
