"""The table of types in a translated program: gcs/types.py declares it, and this reads the declaration."""

import ast
import dataclasses
import pathlib
import struct

from memory.problems import Problem

DECLARATION = pathlib.Path(__file__).resolve().parents[2] / 'gcs' / 'types.py'
TABLE = 'data.weft_gc_types'


@dataclasses.dataclass
class Layout:
    """The columns of the table, and its flags by name."""

    columns: list
    flags: dict


def read_layout(path=DECLARATION):
    """Find what gcs/types.py says, without importing it: that takes the library that specs have."""
    columns, flags = [], {}
    for statement in ast.parse(path.read_text('utf-8')).body:
        match statement:
            case ast.Assign([ast.Name(name)], ast.Constant(int(value))):
                flags[name] = value
            case ast.Assign([ast.Name('GC_TYPE')], ast.Call(ast.Name('Struct'), [_, *fields])):
                columns = [field.elts[0].value for field in fields]
    if not columns:
        raise Problem(f'{path} declares no GC_TYPE')
    return Layout(columns, flags)


@dataclasses.dataclass
class Kind:
    """A kind of object: bytes of its fixed part, of each item (0: it has none), and how many references it has."""

    name: str
    fixed: int
    item: int
    references: int
    references_per_item: int

    @property
    def is_of_library(self):
        """Tell whether it is the library's, the collector's or an exception of the language's."""
        return self.name.startswith(('rpython.', 'gcs.')) or '.' not in self.name and self.name[0].isupper()


def read_kinds(elf, path):
    """The kinds of objects that an executable can make, by name."""
    place = elf.symbol(TABLE)
    if place is None:
        raise Problem(f'{path} has no table of types: it was stripped, or built with a collector that needs none '
                      '(none, boehm), or is no translated program')
    layout = read_layout()
    row = struct.Struct(('<' if elf.elf.little_endian else '>') + len(layout.columns) * ('q' if elf.word == 8 else 'i'))
    content = elf.read(*place)
    if not content or len(content) % row.size:
        raise Problem(f'{path} has a table of types that is not as {DECLARATION} declares it: translate it again')
    kinds = {}
    for numbers in row.iter_unpack(content):
        entry = dict(zip(layout.columns, numbers))
        name = elf.text(entry['name'])
        if entry['flags'] & layout.flags['NO_HEADER'] or name == 'object':
            continue
        item = entry['item_size'] if entry['flags'] & layout.flags['VARSIZE'] else 0
        kinds.setdefault(name, Kind(name, entry['fixed_size'], item, entry['pointer_count'], entry['item_pointer_count']))
    return dict(sorted(kinds.items()))
