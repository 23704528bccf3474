"""Random programs over each collector, compared with a model."""

import pytest
from collectors import COLLECTORS, small
from heap_model import RandomMutator


@pytest.mark.parametrize('seed', [1, 2])
@pytest.mark.parametrize('name', COLLECTORS)
def test_random_program(name, seed):
    RandomMutator(small(name), seed, large=300 if seed == 2 else 0).run(5000)
