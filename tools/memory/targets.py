"""What runs the executables of other machines: the targets in backends/targets say it (docs/targets.md)."""

import dataclasses
import os
import pathlib
import platform
import re
import shutil

import yaml

from memory.problems import Problem

FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'backends' / 'targets'


@dataclasses.dataclass
class Target:
    """A description of a machine; `text` is what its file says."""

    path: pathlib.Path
    text: dict

    @property
    def name(self):
        return self.path.stem

    @property
    def architecture(self):
        return re.sub(r'^i[3-6]86$', 'i686', self.text['triple'].partition('-')[0])

    @property
    def has_hard_floats(self):
        return self.text.get('float-abi', 'hard' if self.text['triple'].endswith('hf') else '') == 'hard'

    def way_to_run(self, emulator=()):
        """The command that runs programs here, a list that is empty if they run by themselves, or raise Problem.

        Where they do not, `emulator` runs them if it is given.
        """
        missing = []
        for way in self.text.get('run', []):
            if platform.machine() not in way.get('on', [platform.machine()]):
                continue
            if emulator and 'command' in way:
                return list(emulator)
            lacking = [need for need in way.get('needs', []) if not self._is_there(need['file'])]
            if not lacking:
                return [str(self._path(word)) if word.startswith('./') else word for word in way.get('command', [])]
            missing = [need.get('package', need['file']) for need in lacking]
        if missing:
            raise Problem(f'to run programs for {self.name}, install {" and ".join(dict.fromkeys(missing))}')
        raise Problem(f'programs for {self.name} can not be run here: {self.path} says no way to')

    def _is_there(self, file):
        if '/' not in file:
            return shutil.which(file) is not None
        return self._path(file).exists()

    def _path(self, name):
        """The path of a file that is named from the target's file."""
        return self.path.parent / name

    def compiler_options(self):
        """What makes Clang compile C for it."""
        text = self.text
        options = [f'--target={text["triple"]}', '-fuse-ld=lld', *text.get('flags', []), *text.get('link-flags', [])]
        if self.architecture.startswith(('arm', 'aarch64')) and 'cpu' in text:
            options.append(f'-mcpu={text["cpu"]}')
        if 'float-abi' in text:
            options.append(f'-mfloat-abi={text["float-abi"]}')
        for way in text.get('build', []):
            if platform.machine() in way.get('on', [platform.machine()]):
                return options + ([f'--sysroot={way["sysroot"]}'] if 'sysroot' in way else [])
        return options


def read_targets():
    """Every target that there is; those of the user come first."""
    folders = [pathlib.Path(folder) for folder in os.environ.get('WEFT_TARGETS', '').split(':') if folder]
    targets = []
    for path in [path for folder in [*folders, FOLDER] for path in sorted(folder.glob('*.yaml'))]:
        try:
            # All scalars are text, as `weft` reads them; YAML 1.1 would take the key `on` for a truth value.
            text = yaml.load(path.read_text('utf-8'), yaml.BaseLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise Problem(f'{path}: {" ".join(str(error).split())}') from None
        if not isinstance(text, dict) or 'triple' not in text:
            raise Problem(f'{path}: a target needs a triple; `weft targets` says more')
        targets.append(Target(path, text))
    return targets


def target_of(elf, path):
    """The target that an executable is for, or raise Problem.

    It may be for an older ARM than any target is: newer ones run it too.
    """
    architecture, version = elf.architecture()
    for target in sorted(read_targets(), key=lambda target: version_of(target.architecture)):
        if target.has_hard_floats == elf.has_hard_floats() and version_of(target.architecture) >= version \
                and family_of(target.architecture) == architecture:
            return target
    raise Problem(f'{path} is for a machine ({architecture}) that no target in {FOLDER} describes')


def family_of(architecture):
    return 'arm' if re.match(r'armv\d', architecture) else architecture


def version_of(architecture):
    """The version of 32-bit ARM, 0 for others."""
    match = re.match(r'armv(\d)', architecture)
    return int(match[1]) if match else 0
