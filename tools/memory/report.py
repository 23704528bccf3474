"""What a command has found out: tables for people and as JSON, and what to draw."""

import contextlib
import dataclasses
import json
import os
import pathlib
import tempfile

from memory.problems import Problem


@dataclasses.dataclass
class Table:
    """Rows of a name and a value for each column: a number, text, or None where there is none."""

    heading: str
    columns: list
    rows: list = dataclasses.field(default_factory=list)

    def add(self, name, values):
        self.rows.append((name, list(values)))

    def text(self):
        cells = [[self.heading, *self.columns]]
        cells += [[name, *map(format_value, values)] for name, values in self.rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
        lines = ('  '.join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))])
                 for row in cells)
        return '\n'.join(line.rstrip() for line in lines) + '\n'


@dataclasses.dataclass
class Panel:
    """A part of the chart.

    Bars: a group for each of `groups`, with a bar for each of `series`, a list
    of numbers. Lines, if there are no groups: each of `series` is a list of
    points.
    """

    title: str
    series: dict
    groups: list | None = None
    horizontal_title: str = ''


@dataclasses.dataclass
class Report:
    title: str
    tables: list
    panels: list
    notes: list = dataclasses.field(default_factory=list)

    def text(self):
        parts = [table.text() for table in self.tables]
        if self.notes:
            parts.append('\n'.join(self.notes) + '\n')
        return '\n'.join(parts)

    def json(self):
        tables = [{'heading': table.heading, 'columns': table.columns,
                   'rows': {name: dict(zip(table.columns, values)) for name, values in table.rows}}
                  for table in self.tables]
        lines = [{'title': panel.title, 'series': panel.series} for panel in self.panels if panel.groups is None]
        return json.dumps({'title': self.title, 'tables': tables, 'lines': lines, 'notes': self.notes}, indent=2) + '\n'


def format_value(value):
    if value is None:
        return '-'
    if isinstance(value, float):
        return f'{value:.2f}' if value < 100 else f'{value:.0f}'
    return str(value)


@contextlib.contextmanager
def written(path):
    """A text file to write that is at `path` once it is complete, and leaves nothing behind otherwise."""
    path = pathlib.Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix='.benchmem-') as folder:
            complete = pathlib.Path(folder) / path.name
            with open(complete, 'w', encoding='utf-8') as file:
                yield file
            os.replace(complete, path)
    except OSError as error:
        raise Problem(f'{path} can not be written: {error.strerror}') from None


def check_can_write(path):
    """Raise Problem if a file could not be written there."""
    path = pathlib.Path(path)
    if path.is_dir():
        raise Problem(f'{path} can not be written: it is a folder')
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise Problem(f'{path} can not be written: {error.strerror}') from None

