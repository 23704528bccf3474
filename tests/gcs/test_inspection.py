"""What programs find out about their heaps."""

import importlib.machinery
import importlib.util
import pathlib

import pytest
from collectors import COLLECTORS, small
from heap_model import NULL, PAIR, POINTERS, TEXT, Program
from mutator import RandomMutator

import gcs.inspection
from gcs.base import WORD, round_up

TOOL = str(pathlib.Path(__file__).resolve().parents[2] / 'tools' / 'heapdump')


def load_tool():
    loader = importlib.machinery.SourceFileLoader('heapdump', TOOL)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader('heapdump', loader))
    loader.exec_module(module)
    return module


heapdump = load_tool()


@pytest.fixture(params=COLLECTORS)
def program(request):
    mutator = RandomMutator(small(request.param), seed=7, large=300)
    mutator.run(1500)
    mutator.program.when_collected = None
    return mutator.program


def test_sizes_and_types(program):
    obj, model = program.new(TEXT, 100)
    assert program.gc.object_bytes(obj) == round_up(2 * WORD + 100)
    assert program.gc.type_index(obj) == TEXT.number
    program.set_root(0, obj, model)
    program.gc.identity_hash(program.root(0))
    program.gc.collect(2)
    assert round_up(2 * WORD + 100) <= program.gc.object_bytes(program.root(0)) <= 3 * WORD + 104


@pytest.mark.parametrize('length', [3, 700])
def test_lists_of_references(program, length):
    """Into an array that may be old: what is in it then survives."""
    gc = program.gc
    for index, type_ in enumerate([PAIR, TEXT, PAIR]):
        program.set_root(index, *program.new(type_, 5 if type_ is TEXT else 0))
    for offset, index in zip(PAIR.pointers, (1, 2)):
        program.store(program.root(0), program.roots[0], offset, program.root(index), program.roots[index])
    array, array_model = program.new(POINTERS, length)
    program.set_root(3, array, array_model)
    gc.collect(2)
    assert gc.list_references(program.root(0), NULL, 0) == 2
    assert gc.list_references(program.root(0), program.root(3), length) == 2
    for item, index in enumerate((1, 2)):
        offset = POINTERS.fixed_size + item * WORD
        assert program.load(program.root(3), offset) == program.root(index)
        array_model.pointers[offset] = program.roots[index]
    for index in range(3):
        program.set_root(index, NULL, None)
    gc.collect(0)
    gc.collect(2)
    program.check()


def test_lists_have_no_more_than_there_is_room_for(program):
    array, model = program.new(POINTERS, 1)
    program.set_root(0, array, model)
    count = program.gc.list_references(NULL, program.root(0), 1)
    assert count > 1
    assert program.load(program.root(0), POINTERS.fixed_size)


def test_dumps(program, tmp_path):
    path = tmp_path / 'heap'
    with open(path, 'wb') as file:
        assert program.gc.dump_heap(file.fileno())
    dump = heapdump.Dump(path.read_bytes())
    known = program.check()
    # Other objects, which only finalizers can reach, may be there too.
    for address, model in known.values():
        if model.address is None:
            number, size, references = dump.objects[address.as_integer()]
            assert number == model.type.number and size == program.gc.object_bytes(address)
            assert len(references) == len([each for each in model.pointers.values() if each is not None])
    assert set(dump.types.values()) >= {model.type.name for _, model in known.values() if model.address is None}


def test_dumps_can_fail(program, monkeypatch):
    monkeypatch.setattr(gcs.inspection._write, 'python', lambda descriptor, data, size: -1)
    assert not program.gc.dump_heap(1)
