"""Draws reports: an SVG file with the panels below each other, or an HTML page that has the tables too.

pygal does the drawing. The files refer to nothing outside of them, and run no scripts.
"""

import html
import importlib
import pathlib
import xml.etree.ElementTree as ElementTree

from memory.problems import Problem
from memory.report import check_can_write, format_value, written

SVG = 'http://www.w3.org/2000/svg'
SUFFIXES = {'.svg', '.html'}
WIDTH, HEIGHT = 900, 340
LETTER_WIDTH = 7
"""About, of the names of groups."""

BAR_HEIGHT, GROUP_GAP = 10, 8
"""Where the names of groups are beside the bars."""

PAGE = '''<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 15px sans-serif; margin: 2em auto; max-width: 60em }}
table {{ border-collapse: collapse; margin: 1em 0 }}
th, td {{ padding: .2em .8em; text-align: right; border-bottom: 1px solid #ddd }}
th:first-child, td:first-child {{ text-align: left }}
</style>
<h1>{title}</h1>
{body}
</html>
'''


def check_chart(path):
    """Raise Problem, before anything is measured, if a chart could not be drawn or written there."""
    if pathlib.Path(path).suffix not in SUFFIXES:
        raise Problem(f'{path}: the name of a chart ends with .svg or .html')
    _pygal()
    check_can_write(path)


def write_chart(report, path):
    drawing = _drawing(report)
    if pathlib.Path(path).suffix == '.html':
        tables = ''.join(map(_html_table, report.tables))
        notes = ''.join(f'<p>{html.escape(note)}</p>\n' for note in report.notes)
        drawing = PAGE.format(title=html.escape(report.title), body=f'{tables}{notes}{drawing}')
    with written(path) as file:
        file.write(f'{drawing}\n')


def _pygal():
    try:
        return importlib.import_module('pygal')
    except ImportError:
        raise Problem('charts are drawn by pygal, which is not installed: install python3-pygal') from None


def _drawing(report):
    """The panels, each an SVG document in that of the report."""
    ElementTree.register_namespace('', SVG)
    heights = [_height(panel) for panel in report.panels]
    whole = ElementTree.Element(f'{{{SVG}}}svg', viewBox=f'0 0 {WIDTH} {sum(heights)}')
    ElementTree.SubElement(whole, f'{{{SVG}}}title').text = report.title
    ElementTree.SubElement(whole, f'{{{SVG}}}rect', width='100%', height='100%', fill='white')
    top = 0
    for number, (panel, height) in enumerate(zip(report.panels, heights)):
        part = ElementTree.fromstring(_chart(panel, number, height).render())
        for definitions in part.iter(f'{{{SVG}}}defs'):
            for script in definitions.findall(f'{{{SVG}}}script'):
                definitions.remove(script)
        part.attrib.update(y=str(top), width=str(WIDTH), height=str(height))
        whole.append(part)
        top += height
    return ElementTree.tostring(whole, 'unicode')


def _has_names_beside(panel):
    """Tell whether there are so many groups, or so long names, that the bars go across."""
    return panel.groups is not None and len(panel.groups) * max(map(len, panel.groups), default=0) * LETTER_WIDTH > WIDTH


def _height(panel):
    if _has_names_beside(panel):
        return 120 + len(panel.groups) * (len(panel.series) * BAR_HEIGHT + GROUP_GAP)
    return HEIGHT


def _chart(panel, number, height):
    pygal = _pygal()
    options = {'title': panel.title, 'width': WIDTH, 'height': height, 'js': (), 'legend_at_bottom': True,
               'truncate_legend': -1, 'truncate_label': -1, 'style': pygal.style.CleanStyle, 'no_data_text': 'none'}
    if panel.groups is None:
        chart = pygal.XY(x_title=panel.horizontal_title, show_dots=False, include_x_axis=True, **options)
    elif _has_names_beside(panel):
        # These are drawn from below.
        chart = pygal.HorizontalBar(x_labels=panel.groups[::-1], **options)
    else:
        chart = pygal.Bar(x_labels=panel.groups, include_x_axis=True, **_values_shown(panel), **options)
    for name, values in panel.series.items():
        chart.add(name, values[::-1] if _has_names_beside(panel) else values)
    chart.uuid = f'panel-{number}'
    return chart


def _values_shown(panel):
    """Numbers are written on bars that have the room."""
    shown = len(panel.groups) * len(panel.series) <= 24
    return {'print_values': shown, 'print_values_position': 'top', 'value_formatter': _shown}


def _shown(value):
    return f'{round(value, 2):g}' if value < 100 else f'{value:.0f}'


def _html_table(table):
    rows = [[table.heading, *table.columns], *([name, *map(format_value, values)] for name, values in table.rows)]
    cells = [[html.escape(cell) for cell in row] for row in rows]
    lines = [''.join(f'<th>{cell}</th>' for cell in cells[0])]
    lines += [''.join(f'<td>{cell}</td>' for cell in row) for row in cells[1:]]
    return '<table>\n' + ''.join(f'<tr>{line}</tr>\n' for line in lines) + '</table>\n'
