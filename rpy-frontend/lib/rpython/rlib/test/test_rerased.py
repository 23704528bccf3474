import pytest

from rpython.rlib.rerased import (
    Erased, erase_int, new_erasing_pair, new_static_erasing_pair, unerase_int)


def test_pair_gives_the_value_back():
    erase, unerase = new_erasing_pair('list')
    items = [1, 2]
    erased = erase(items)
    assert isinstance(erased, Erased)
    assert unerase(erased) is items
    assert unerase(erase(None)) is None
    assert 'list' in repr(erased)


def test_pairs_do_not_mix():
    erase, _ = new_erasing_pair('a')
    _, unerase = new_erasing_pair('b')
    with pytest.raises(AssertionError):
        unerase(erase(1))


def test_in_a_class_body():
    class Strategy:
        erase, unerase = new_static_erasing_pair('strategy')

    assert Strategy().unerase(Strategy().erase('x')) == 'x'


def test_integers():
    assert unerase_int(erase_int(-5)) == -5
