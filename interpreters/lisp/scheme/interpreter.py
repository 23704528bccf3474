"""Running programs: from files, and line by line."""

import os

from rpython.rlib.objectmodel import not_rpython

import scheme.primitives  # defines them
from scheme.compiler import compile_top_level
from scheme.errors import IncompleteInput, SchemeError, SchemeExit
from scheme.nodes import call_stack, run, too_deep
from scheme.primitives.ports import output, write_all
from scheme.reader import Reader
from scheme.values import to_text, w_unspecified


def run_text(text, file):
    """Read, compile and evaluate the forms of a text, one by one."""
    reader = Reader(text, file)
    while not reader.at_end():
        position = reader.position()
        w_datum = reader.read()
        run(compile_top_level(w_datum, position))


@not_rpython
def load_prelude():
    """Evaluate the library written in Scheme, while this is imported."""
    path = os.path.join(os.path.dirname(__file__), 'prelude.scm')
    with open(path) as file:
        run_text(file.read(), 'prelude.scm')


load_prelude()


def report(error):
    """Print an error after the output so far."""
    output.flush()
    write_all(2, error.describe() + '\n')


def run_script(text, file):
    """Run a program; return the exit status."""
    call_stack.depth = 0
    try:
        run_text(text, file)
    except SchemeError as error:
        report(error)
        return 1
    except RecursionError:
        report(too_deep())
        return 1
    except SchemeExit as request:
        output.flush()
        return request.status
    output.flush()
    return 0


# ____________________________________________________________


class LineInput:
    """Lines from a file descriptor."""

    def __init__(self, fd):
        self.fd = fd
        self.rest = ''

    def read_line(self):
        """Return the next line with its newline; '' at the end."""
        while '\n' not in self.rest:
            data = os.read(self.fd, 4096)
            if len(data) == 0:
                line = self.rest
                self.rest = ''
                return line
            self.rest += data.decode('latin-1')
        end = self.rest.find('\n') + 1
        line = self.rest[:end]
        self.rest = self.rest[end:]
        return line


def run_interactive(lines):
    """Prompt, evaluate and print until the input ends; return the status."""
    line_number = 1
    while True:
        output.write('> ')
        output.flush()
        text = lines.read_line()
        if not text:
            output.write('\n')
            output.flush()
            return 0
        first_line = line_number
        line_number += 1
        while not is_complete(text):
            output.write('  ')
            output.flush()
            more = lines.read_line()
            if not more:
                break
            text += more
            line_number += 1
        call_stack.depth = 0
        try:
            evaluate_and_print(text, first_line)
        except SchemeError as error:
            report(error)
        except RecursionError:
            report(too_deep())
        except SchemeExit as request:
            output.flush()
            return request.status


def is_complete(text):
    """Does the text not end inside of a datum?"""
    reader = Reader(text, '')
    try:
        while not reader.at_end():
            reader.read()
    except IncompleteInput:
        return False
    except SchemeError:
        pass
    return True


def evaluate_and_print(text, first_line):
    reader = Reader(text, 'stdin', first_line)
    while not reader.at_end():
        position = reader.position()
        w_datum = reader.read()
        w_value = run(compile_top_level(w_datum, position))
        if w_value is not w_unspecified:
            output.write(to_text(w_value, True) + '\n')
