import re

import pytest

from rpython.rlib import debug


@pytest.fixture
def log(monkeypatch, tmp_path):
    """Return a function that runs another one under WEFTLOG and gives what it logs."""
    def run(prefixes, function):
        path = tmp_path / 'log'
        monkeypatch.setenv('WEFTLOG', f'{prefixes}{path}')
        monkeypatch.setattr(debug, '_untranslated', debug._Log())
        function()
        return re.sub(r'\[[0-9a-f]+\]', '[time]', path.read_text())
    return run


def sections():
    debug.debug_print('outside')
    debug.debug_start('outer')
    debug.debug_print('in outer', 5)
    with debug.debug_section('gc-minor'):
        debug.debug_print('in gc', 2.5)
        assert debug.debug_offset() > 0
    debug.debug_print('back')
    debug.debug_stop('outer')


def test_without_a_log(monkeypatch):
    monkeypatch.delenv('WEFTLOG', raising=False)
    monkeypatch.setattr(debug, '_untranslated', debug._Log())
    assert not debug.have_debug_prints() and debug.debug_offset() == -1
    assert debug.debug_start('a', timestamp=True) > 0
    assert debug.debug_stop('a') == 0


def test_everything(log):
    assert log(':', sections) == (
        'outside\n[time] {outer\nin outer 5\n[time] {gc-minor\nin gc 2.5\n[time] gc-minor}\nback\n[time] outer}\n')


def test_prefix(log):
    assert log('x,gc:', sections) == (
        '[time] {outer\n[time] {gc-minor\nin gc 2.5\n[time] gc-minor}\n[time] outer}\n')


def test_times_only(log):
    assert log('', sections) == '[time] {outer\n[time] {gc-minor\n[time] gc-minor}\n[time] outer}\n'


def test_have_prints_for(log):
    def run():
        assert debug.have_debug_prints_for('gc-major') and not debug.have_debug_prints_for('jit')
        debug.debug_start('jit')
        assert not debug.have_debug_prints()
        debug.debug_stop('jit')
    log('gc:', run)


def test_wrong_section():
    debug.debug_start('one')
    with pytest.raises(debug.FatalError):
        debug.debug_stop('two')
    debug.debug_stop('one')


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
