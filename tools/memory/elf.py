"""What measuring memory needs to know about ELF files."""

import contextlib
import dataclasses

from elftools.common.exceptions import ELFError
from elftools.elf.dynamic import DynamicSegment
from elftools.elf.elffile import ELFFile
from elftools.elf.relocation import RelocationSection

from memory.problems import Problem

ARCHITECTURES = {
    ('EM_386', 32): 'i686',
    ('EM_AARCH64', 64): 'aarch64',
    ('EM_ARM', 32): 'arm',
    ('EM_RISCV', 64): 'riscv64',
    ('EM_X86_64', 64): 'x86_64',
}
ARM_VERSIONS = {0: 4, 1: 4, 2: 4, 3: 5, 4: 5, 5: 5, 6: 6, 7: 6, 8: 6, 9: 6, 10: 7, 11: 6, 12: 6, 13: 7}
"""By the value of Tag_CPU_arch in the attributes, as the ABI for the Arm Architecture numbers them."""

ARM_HARD_FLOATS = 0x400


@dataclasses.dataclass
class Relocations:
    """How many relocations a file asks for: `data` before it starts, `calls` as functions are called first.

    A file that asks to be bound at once has all of them in `data`.
    """

    data: int = 0
    calls: int = 0


class ElfFile:
    """An executable or a shared library."""

    def __init__(self, file):
        self.elf = ELFFile(file)

    def architecture(self):
        """LLVM's name of the processors it is for, and the version of 32-bit ARM that it needs, 0 for others."""
        machine = self.elf['e_machine'], self.elf.elfclass
        name = ARCHITECTURES.get(machine, str(machine[0]))
        return name, self._arm_version() if name == 'arm' else 0

    def _arm_version(self):
        for section in self.elf.iter_sections('SHT_ARM_ATTRIBUTES'):
            for attributes in section.iter_subsections():
                for scope in attributes.iter_subsubsections():
                    for attribute in scope.iter_attributes('TAG_CPU_ARCH'):
                        return ARM_VERSIONS.get(attribute.value, 8)
        return 0

    def has_hard_floats(self):
        """Tell whether it is for 32-bit ARM, and passes floats in registers for floats."""
        return self.elf['e_machine'] == 'EM_ARM' and bool(self.elf['e_flags'] & ARM_HARD_FLOATS)

    @property
    def word(self):
        return self.elf.elfclass // 8

    def loaded_size(self):
        """Bytes of the file that can be mapped: what is left of it when it is stripped."""
        return sum(segment['p_filesz'] for segment in self.elf.iter_segments('PT_LOAD'))

    def relocations(self):
        for segment in self.elf.iter_segments('PT_DYNAMIC'):
            return _dynamic_relocations(segment)
        # Without a dynamic linker, the start-up code applies what is there.
        sections = (each for each in self.elf.iter_sections() if isinstance(each, RelocationSection))
        return Relocations(sum(each.num_relocations() for each in sections if each['sh_flags'] & 2))

    def symbol(self, name):
        """A symbol's address and size, or None."""
        table = self.elf.get_section_by_name('.symtab')
        found = table.get_symbol_by_name(name) if table else None
        return (found[0]['st_value'], found[0]['st_size']) if found else None

    def read(self, address, size):
        """Read static data."""
        for segment in self.elf.iter_segments('PT_LOAD'):
            start = address - segment['p_vaddr']
            if 0 <= start < segment['p_filesz']:
                return segment.data()[start:start + size]
        return b''

    def text(self, address):
        """Read a C string."""
        return self.read(address, 256).split(b'\0')[0].decode('utf-8', 'replace')


def _dynamic_relocations(segment: DynamicSegment):
    tables = segment.get_relocation_tables()
    counts = {name: table.num_relocations() for name, table in tables.items()}
    calls = counts.pop('JMPREL', 0)
    flags = {tag.entry.d_tag: tag.entry.d_val for tag in segment.iter_tags()}
    if 'DT_BIND_NOW' in flags or flags.get('DT_FLAGS', 0) & 8 or flags.get('DT_FLAGS_1', 0) & 1:
        return Relocations(sum(counts.values()) + calls)
    return Relocations(sum(counts.values()), calls)


@contextlib.contextmanager
def open_elf(path):
    """Open an ELF file, or raise Problem."""
    try:
        with open(path, 'rb') as file:
            yield ElfFile(file)
    except OSError as error:
        raise Problem(f'{path}: {error.strerror}') from None
    except ELFError as error:
        raise Problem(f'{path} is no executable: {error}') from None


def is_elf(path):
    """Tell whether a file that can be read is an ELF file."""
    try:
        with open(path, 'rb') as file:
            return file.read(4) == b'\x7fELF'
    except OSError:
        return False
