"""Random programs over each collector, compared with a model."""

import gcs.roots
import pytest
from collectors import COLLECTORS, small
from mutator import RandomMutator


@pytest.mark.parametrize('large', [0, 1000], ids=['small', 'large'])
@pytest.mark.parametrize('name', COLLECTORS)
def test_random_program(name, large):
    RandomMutator(small(name), seed=len(name) + large, large=large).run(10000)


@pytest.mark.parametrize('name', COLLECTORS)
def test_with_verifier(name):
    """It finds nothing where nothing is wrong."""
    collector = small(name)
    collector.debug = True
    RandomMutator(collector, seed=7, large=300).run(1500)


@pytest.mark.parametrize('name', COLLECTORS)
def test_under_stress(name):
    """Collections before everything that is allocated."""
    collector = small(name)
    collector.debug = True
    RandomMutator(collector, seed=3, large=100, most_objects=30, stress=True).run(250)


@pytest.mark.parametrize('name', COLLECTORS)
def test_with_stack_maps(name, monkeypatch):
    """Roots are where a table says, rather than on a stack of their own."""
    monkeypatch.setattr(gcs.roots, 'has_stack_maps', True)
    monkeypatch.setattr(gcs.roots, 'weft_roots_top', None)
    collector = small(name)
    collector.debug = True
    RandomMutator(collector, seed=5, large=200).run(1000)
