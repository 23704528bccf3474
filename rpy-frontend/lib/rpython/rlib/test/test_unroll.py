from rpython.rlib.unroll import unrolling_iterable


def test_iterates_again_and_again():
    items = unrolling_iterable(name for name in ('a', 'b'))
    assert items.items == ('a', 'b')
    assert list(items) == list(items) == ['a', 'b']
