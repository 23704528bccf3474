"""What is taken from C: libm, and floats as text (weft_runtime.h)."""

import math
import re

from rpython.rtyper.lltypesystem.lltype import Address, Float, Signed
from rpython.rtyper.lltypesystem.rffi import external


def _quietly(function):
    """Give what C gives where Python raises an exception."""
    def call(*arguments):
        try:
            return float(function(*arguments))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf
    return call


def _unary(name: str):
    return external(name, [Float], Float, python=_quietly(getattr(math, name)))


def _binary(name: str):
    return external(name, [Float, Float], Float, python=_quietly(getattr(math, name)))


def _c_pow(x: float, y: float) -> float:
    try:
        return math.pow(x, y)
    except ValueError:
        return math.inf if x == 0.0 else math.nan
    except OverflowError:
        return -math.inf if x < 0.0 and y % 2.0 == 1.0 else math.inf


def _c_log(function):
    def call(x: float) -> float:
        if x == 0.0:
            return -math.inf
        return _quietly(function)(x)
    return call


sin, cos, tan = _unary('sin'), _unary('cos'), _unary('tan')
asin, acos, atan = _unary('asin'), _unary('acos'), _unary('atan')
sinh, cosh, tanh = _unary('sinh'), _unary('cosh'), _unary('tanh')
exp, expm1 = _unary('exp'), _unary('expm1')
log = external('log', [Float], Float, python=_c_log(math.log))
log2 = external('log2', [Float], Float, python=_c_log(math.log2))
log10 = external('log10', [Float], Float, python=_c_log(math.log10))
log1p = external('log1p', [Float], Float, python=_quietly(math.log1p))
cbrt, exp2 = _unary('cbrt'), _unary('exp2')
asinh, acosh, atanh = _unary('asinh'), _unary('acosh'), _unary('atanh')
erf, erfc = _unary('erf'), _unary('erfc')
tgamma = external('tgamma', [Float], Float, python=_quietly(math.gamma))
lgamma = external('lgamma', [Float], Float, python=_quietly(math.lgamma))
remainder = _binary('remainder')
atan2, fmod = _binary('atan2'), _binary('fmod')
hypot, copysign = _binary('hypot'), _binary('copysign')
pow = external('pow', [Float, Float], Float, python=_c_pow)

# ____________________________________________________________
# Floats as text

_FLOAT = re.compile(rb'[+-]?(infinity|inf|nan|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)', re.IGNORECASE)
_end_of_last = 0


def _strtod(text, size: int) -> float:
    global _end_of_last
    match = _FLOAT.match(text.read_bytes(size))
    _end_of_last = match.end() if match else 0
    return float(match.group()) if match else 0.0


def _format_double(value, code, precision, flags, buffer, size) -> int:
    sign = '+' if flags & FORMAT_SIGN else ' ' if flags & FORMAT_SPACE else ''
    alternate = '#' if flags & FORMAT_ALTERNATE else ''
    content = (f'%{sign}{alternate}.{precision}{chr(code)}' % value).encode()
    buffer.write_bytes(content[:size])
    return len(content)


FORMAT_SIGN = 1
FORMAT_SPACE = 2
FORMAT_ALTERNATE = 4

strtod = external('weft_strtod', [Address, Signed], Float, python=_strtod)
strtod_end = external('weft_strtod_end', [], Signed, python=lambda: _end_of_last)
format_double = external(
    'weft_format_double', [Float, Signed, Signed, Signed, Address, Signed], Signed,
    python=_format_double)
