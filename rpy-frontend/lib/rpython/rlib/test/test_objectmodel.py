import pytest

from rpython.rlib.objectmodel import (
    compute_hash, enforceargs, import_from_mixin, instantiate, newlist_hint,
    r_dict, specialize, we_are_translated)


def test_specialize_tags():
    def tag(decorator):
        return decorator(lambda: None)._annspecialcase_

    assert tag(specialize.memo()) == 'specialize:memo'
    assert tag(specialize.arg(0)) == 'specialize:arg(0)'
    assert tag(specialize.argtype(0, 2)) == 'specialize:argtype(0,2)'
    assert tag(specialize.call_location()) == 'specialize:call_location'
    with pytest.raises(TypeError):
        specialize.arg()


def test_enforceargs():
    @enforceargs(int, None)
    def f(a, b):
        return a

    @enforceargs(b=str)
    def g(a, b):
        return a

    assert f._annenforceargs_ == (int, None)
    assert g._annenforceargs_ == (None, str)


def test_mixin_copies_functions():
    class Mixin:
        size = 3

        def __init__(self):
            self.x = 1

        def get(self):
            return self.x

        @staticmethod
        def helper():
            return 5

    class A:
        import_from_mixin(Mixin)

    class B:
        import_from_mixin(Mixin)

    assert A().get() == B().get() == 1
    assert A.helper() == 5 and A.size == 3
    assert A.get is not B.get
    assert not isinstance(A(), Mixin)

    with pytest.raises(TypeError):
        class C:
            size = 4
            import_from_mixin(Mixin)


def test_compute_hash_is_stable():
    assert compute_hash('') == compute_hash('')
    assert compute_hash(5) == 5
    assert compute_hash((1, 'a')) == compute_hash((1, 'a'))
    assert compute_hash('ab') != compute_hash('ba')
    assert compute_hash(None) == 0
    assert -2 ** 63 <= compute_hash('a long string') < 2 ** 63


def test_instantiate():
    class A:
        def __init__(self):
            raise AssertionError

    assert type(instantiate(A)) is A
    assert newlist_hint(5) == []
    assert not we_are_translated()


def test_r_dict():
    d = r_dict(lambda a, b: a % 10 == b % 10, lambda a: a % 10)
    d[3] = 'x'
    d[13] = 'y'
    d[4] = 'z'
    assert d[23] == 'y'
    assert d.items() == [(3, 'y'), (4, 'z')]
    assert 33 in d and 5 not in d and len(d) == 2
    del d[43]
    assert d.keys() == [4]
    with pytest.raises(KeyError):
        d[3]
