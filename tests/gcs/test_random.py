"""Random programs over each collector, compared with a model."""

import pytest
from collectors import COLLECTORS, small
from heap_model import RandomMutator


@pytest.mark.parametrize('large', [0, 1000], ids=['small', 'large'])
@pytest.mark.parametrize('name', COLLECTORS)
def test_random_program(name, large):
    RandomMutator(small(name), seed=len(name) + large, large=large).run(10000)
