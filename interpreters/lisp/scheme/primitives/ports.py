"""Output."""

import os

from rpython.rlib.rthread import Lock

from scheme.primitives.arguments import bad_argument
from scheme.primitives.registry import primitive, variadic
from scheme.values import W_Root, W_String, to_text, w_unspecified


def write_all(fd, text):
    data = text.encode('latin-1')
    while len(data) > 0:
        written = os.write(fd, data)
        data = data[written:]


class Output:
    """Standard output, collected into larger pieces."""

    def __init__(self):
        self.parts = []
        self.size = 0
        self.lock = Lock()

    def write(self, text):
        with self.lock:
            self.parts.append(text)
            self.size += len(text)
            if self.size > 8192:
                self.write_out()

    def flush(self):
        with self.lock:
            self.write_out()

    def write_out(self):
        text = ''.join(self.parts)
        self.parts = []
        self.size = 0
        write_all(1, text)


output = Output()


class W_StringPort(W_Root):
    """Collects what is written to it."""

    def __init__(self):
        self.parts = []
        self.lock = Lock()

    def write(self, text):
        with self.lock:
            self.parts.append(text)

    def text(self):
        with self.lock:
            return ''.join(self.parts)

    def write_to(self, parts, quoted, depth):
        parts.append('#<string port>')


def emit(text, args_w, index, who):
    """Write to the port that is `args_w[index]`, or to standard output."""
    if len(args_w) > index:
        w_port = args_w[index]
        if not isinstance(w_port, W_StringPort):
            raise bad_argument(who, 'a string port', w_port)
        w_port.write(text)
    else:
        output.write(text)
    return w_unspecified


@variadic('display', 1, 2)
def display(args_w):
    return emit(to_text(args_w[0], False), args_w, 1, 'display')


@variadic('write', 1, 2)
def write(args_w):
    return emit(to_text(args_w[0], True), args_w, 1, 'write')


@variadic('newline', 0, 1)
def newline(args_w):
    return emit('\n', args_w, 0, 'newline')


@primitive('open-output-string', 0)
def open_output_string():
    return W_StringPort()


@primitive('get-output-string', 1)
def get_output_string(w_port):
    if not isinstance(w_port, W_StringPort):
        raise bad_argument('get-output-string', 'a string port', w_port)
    return W_String(w_port.text())
