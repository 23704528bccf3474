"""Calling C functions.

    strlen = external('strlen', [Address], Signed, python=...)

gives a function that calls `strlen` in translated code and the given Python
function otherwise. Types are words (Signed), Float and Address.
"""

from rpython.rtyper.lltypesystem import lltype


class ExternalFunction:
    """A C function: its symbol and type, and its stand-in on plain Python."""

    def __init__(self, symbol: str, arguments, result, python=None):
        self.symbol = symbol
        self.arguments = tuple(arguments)
        self.result = result
        self.python = python
        self.__name__ = symbol

    def __call__(self, *arguments):
        if self.python is None:
            raise NotImplementedError(f'{self.symbol} is only there in translated code')
        if len(arguments) != len(self.arguments):
            raise TypeError(f'{self.symbol} takes {len(self.arguments)} arguments')
        for T, argument in zip(self.arguments, arguments):
            T._check(argument)
        return self.result._check(self.python(*arguments))

    def __repr__(self) -> str:
        return f'<external {self.symbol}>'


def external(symbol: str, arguments, result, python=None) -> ExternalFunction:
    """Declare a C function. `python` does the same untranslated."""
    for T in (*arguments, result):
        if not isinstance(T, lltype.LowLevelType):
            raise TypeError(f'{T!r} is not a low-level type')
    return ExternalFunction(symbol, arguments, result, python)


llexternal = external
