"""The collectors that are tested, made small enough to collect often."""

import importlib

KILOBYTE = 1024


def _semispace(gc):
    gc.space.chunk_size = 2 * KILOBYTE
    gc.least_bytes = 8 * KILOBYTE


def _marksweep(gc):
    gc.space.supply.block_size = 4 * KILOBYTE
    gc.space.supply.chunk_size = 16 * KILOBYTE
    gc.least_bytes = 8 * KILOBYTE


def _nursery(gc):
    gc.nursery_size = 2 * KILOBYTE
    gc.least_bytes = 8 * KILOBYTE


def _generational(gc):
    _nursery(gc)
    gc.space.chunk_size = 2 * KILOBYTE


def _minimark(gc):
    _nursery(gc)
    gc.space.supply.block_size = 4 * KILOBYTE
    gc.space.supply.chunk_size = 16 * KILOBYTE


def _incminimark(gc):
    _minimark(gc)
    gc.step_bytes = KILOBYTE // 4
    gc.step_time = gc.pace = 0
    gc.sweep_step = 1


def _immix(gc):
    _nursery(gc)
    gc.space.supply.block_size = 2 * KILOBYTE
    gc.space.supply.chunk_size = 16 * KILOBYTE


_adjust = {
    'semispace': _semispace,
    'marksweep': _marksweep,
    'markcompact': _semispace,
    'generational': _generational,
    'minimark': _minimark,
    'incminimark': _incminimark,
    'immix': _immix,
    'refcount': _minimark,
}
COLLECTORS = list(_adjust)


def small(name: str):
    """Return a new collector with a small heap."""
    module = importlib.import_module(f'gcs.{name}')
    collector = type(module.collector)()
    _adjust[name](collector)
    return collector
