"""`sizes`: how many bytes objects take.

Of translated programs, the table of types says it. Of objects as the program of
an interpreter sees them, it is measured: many are made, and the interpreter's
memory grows.
"""

import pathlib
import statistics
import tempfile
import tomllib

from memory.elf import open_elf
from memory.problems import Problem
from memory.programs import make_program, parse_named
from memory.report import Panel, Report, Table
from memory.tracing import run_traced
from memory.types import read_kinds
from memory.usage import usage_of

LANGUAGES = pathlib.Path(__file__).with_name('languages.toml')
NOTHING = 'nothing'
PARTS = 4
"""Into how many parts the most objects are divided: a collector's memory grows in steps, which their slope evens out."""


def read_executables(paths, with_library):
    """The kinds of objects of each executable, and the bytes of its words: {path: (kinds, bytes)}."""
    found = {}
    for path in paths:
        with open_elf(path) as elf:
            kinds = read_kinds(elf, path)
            found[path] = {name: kind for name, kind in kinds.items() if with_library or not kind.is_of_library}, elf.word
    return found


def tables_of_kinds(executables):
    """The tables and panels of what executables say."""
    names = sorted({name for kinds, _ in executables.values() for name in kinds})
    programs = _short_names(executables)
    every = [kinds for kinds, _ in executables.values()]
    if len(every) == 1:
        table = Table('type', ['bytes', 'per item', 'references'])
        for name, kind in every[0].items():
            references = kind.references or (f'{kind.references_per_item} per item' if kind.references_per_item else '')
            table.add(name, [kind.fixed, kind.item or '', references])
    else:
        table = Table('type', programs)
        for name in names:
            kinds = [each.get(name) for each in every]
            table.add(name, [kind and kind.fixed for kind in kinds])
            if any(kind and kind.item for kind in kinds):
                table.add(f'{name}, each item', [kind and kind.item or None for kind in kinds])
    series = {program: [kinds[name].fixed if name in kinds else None for name in names]
              for program, kinds in zip(programs, every)}
    words = sorted({word for _, word in executables.values()})
    note = f'Each with a header of {" or ".join(map(str, words))} bytes; sizes are rounded up to whole words.'
    return [table], [Panel('Bytes of an object, without items', series, names)], [note]


def _short_names(paths):
    """File names, where these differ."""
    names = [pathlib.Path(path).name for path in paths]
    return names if len(set(names)) == len(names) else list(map(str, paths))


def read_languages(paths):
    """How objects are made in languages: {language: {'suffix', 'program', 'objects'}}."""
    languages = {}
    for path in paths:
        try:
            languages.update(tomllib.loads(pathlib.Path(path).read_text('utf-8')))
        except OSError as error:
            raise Problem(f'{path}: {error.strerror}') from None
        except (ValueError, UnicodeDecodeError) as error:
            raise Problem(f'{path}: {error}') from None
    for name, language in languages.items():
        if not isinstance(language, dict) or not isinstance(language.get('program'), str) \
                or not isinstance(language.get('objects'), dict) or NOTHING not in language['objects']:
            raise Problem(f'language {name} needs a program and objects, `{NOTHING}` among them')
    return languages


def measure_objects(named, languages, count, runner=()):
    """Bytes that interpreters take for each kind of object: {interpreter: {kind: bytes}}.

    `named` has texts of the form LANGUAGE=COMMAND or NAME:LANGUAGE=COMMAND.
    """
    found = {}
    for text in named:
        name, command = parse_named(text)
        name, _, language = name.rpartition(':')
        if language not in languages:
            raise Problem(f'{text}: {language} is not one of the languages: {", ".join(languages)}')
        name = name or language
        if name in found:
            raise Problem(f'two interpreters are called {name}: call them NAME:{language}=COMMAND')
        found[name] = _measure_language(name, languages[language], command, count, runner)
    return found


def _measure_language(name, language, command, count, runner):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f'objects{language.get("suffix", "")}'
        program = make_program(name, [*command, str(path)], runner)

        def growth(expression):
            """How much memory grows with each object."""
            counts, sizes = [count * part // PARTS for part in range(1, PARTS + 1)], []
            for number in counts:
                path.write_text(language['program'].replace('OBJECT', expression).replace('COUNT', str(number)))
                run_traced(program, lambda process: sizes.append(usage_of(process, program.memory).private))
            return statistics.linear_regression(counts, sizes).slope

        nothing = growth(language['objects'][NOTHING])
        return {kind: growth(expression) - nothing for kind, expression in language['objects'].items() if kind != NOTHING}


def tables_of_objects(found, count):
    """The tables and panels of what interpreters were measured to take."""
    kinds = list(dict.fromkeys(kind for sizes in found.values() for kind in sizes))
    table = Table('object', list(found))
    for kind in kinds:
        table.add(kind, [_whole(sizes.get(kind)) for sizes in found.values()])
    series = {name: [_whole(sizes.get(kind)) for kind in kinds] for name, sizes in found.items()}
    note = f'Bytes that an interpreter takes for an object, beyond its place in an array: the slope up to {count} of them.'
    return [table], [Panel('Bytes of an object, measured', series, kinds)], [note]


def _whole(size):
    return size if size is None else max(0, round(size))


def report(executables, objects, count):
    parts = []
    if executables:
        parts.append(tables_of_kinds(executables))
    if objects:
        parts.append(tables_of_objects(objects, count))
    tables, panels, notes = (sum(lists, []) for lists in zip(*parts))
    return Report('Sizes of objects', tables, panels, notes)
