import pytest

from rpython.rlib import debug


def test_sections_nest():
    debug.debug_start('outer')
    debug.debug_start('inner')
    debug.debug_print('hello', 5)
    debug.debug_stop('inner')
    debug.debug_stop('outer')


def test_output(monkeypatch, capsys):
    monkeypatch.setattr(debug, '_log_enabled', True)
    debug.debug_start('gc')
    debug.debug_print('collected', 5)
    debug.debug_stop('gc')
    assert capsys.readouterr().err == '{gc\n  collected 5\ngc}\n'


def test_fatalerror_is_not_an_exception():
    with pytest.raises(debug.FatalError):
        try:
            debug.fatalerror('out of luck')
        except Exception:
            pass


def test_promises():
    assert debug.make_sure_not_resized([1]) == [1]
    debug.check_nonneg(0)
    debug.ll_assert(True, 'fine')
