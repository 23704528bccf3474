import pytest

from rpython.rlib import jit


def test_driver_checks_names():
    driver = jit.JitDriver(greens=['pc'], reds=['frame'],
                           virtualizables=['frame'])
    driver.jit_merge_point(pc=1, frame=None)
    with pytest.raises(jit.JitHintError):
        driver.jit_merge_point(pc=1)
    with pytest.raises(jit.JitHintError):
        jit.JitDriver(greens=['a'], reds=['a'])
    with pytest.raises(jit.JitHintError):
        jit.JitDriver(greens=['a'], reds=['b'], virtualizables=['a'])


def test_driver_auto_reds():
    driver = jit.JitDriver(greens=['pc'], reds='auto')
    driver.jit_merge_point(pc=1)
    assert driver.clone().autoreds


def test_decorators_leave_attributes():
    @jit.elidable
    def f(x):
        return x

    @jit.unroll_safe
    @jit.dont_look_inside
    def g(x):
        return x

    assert f._elidable_function_ is True
    assert g._jit_unroll_safe_ is True
    assert g._jit_look_inside_ is False


def test_look_inside_iff():
    @jit.look_inside_iff(lambda items, n: jit.isconstant(n))
    def add(items, n=2):
        return [item + n for item in items]

    assert add([1, 2]) == [3, 4]
    assert add([1, 2], 1) == [2, 3]
    assert add.__name__ == 'add'
    assert add.__weft_source__.startswith('def add(items, n):')


def test_elidable_promote():
    @jit.elidable_promote('1')
    def f(a, b):
        return a - b

    assert f(5, 3) == 2


def test_hints_are_the_identity():
    assert jit.promote(5) == 5
    assert jit.promote_string('x') == 'x'
    assert jit.hint('x', promote=True) == 'x'


def test_set_user_param():
    jit.set_user_param(None, 'threshold=5, vec=1')
    jit.set_user_param(None, 'off')
    jit.set_user_param(None, 'enable_opts=all')
    for bad in ('threshold', 'nonsense=1', 'threshold=x'):
        with pytest.raises(ValueError):
            jit.set_user_param(None, bad)


def test_virtual_ref():
    x = object()
    vref = jit.virtual_ref(x)
    assert vref() is x
    jit.virtual_ref_finish(vref, x)
    with pytest.raises(jit.InvalidVirtualRef):
        vref()
