"""A small Forth: words, a dictionary of them, control flow compiled to threaded code, errors."""


class ForthError(Exception):
    def __init__(self, message, word=''):
        Exception.__init__(self, message)
        self.message = message
        self.word = word

    def __str__(self):
        if self.word:
            return f'{self.message}: {self.word!r}'
        return self.message


class Exit(ForthError):
    pass


class Stack:
    """A stack with a name for messages."""
    __slots__ = ['items', 'name', 'deepest']

    def __init__(self, name):
        self.items = []
        self.name = name
        self.deepest = 0

    def push(self, value):
        self.items.append(value)
        if len(self.items) > self.deepest:
            self.deepest = len(self.items)

    def pop(self):
        if not self.items:
            raise ForthError(self.name + ' stack underflow')
        return self.items.pop()

    def pop2(self):
        b = self.pop()
        a = self.pop()
        return a, b

    @property
    def top(self):
        if not self.items:
            raise ForthError(self.name + ' stack underflow')
        return self.items[-1]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __iter__(self):
        return iter(self.items)

    def __repr__(self):
        return '<%d> %s' % (len(self.items), ' '.join([str(item) for item in self.items]))


class Word:
    """Something that can be run."""
    immediate = False
    name = '?'

    def run(self, vm):
        raise NotImplementedError

    def __str__(self):
        return self.name


class Primitive(Word):
    def __init__(self, name, function, immediate=False):
        self.name = name
        self.function = function
        self.immediate = immediate

    def run(self, vm):
        self.function(vm)


class Literal(Word):
    name = 'literal'

    def __init__(self, value):
        self.value = value

    def run(self, vm):
        vm.data.push(self.value)

    def __str__(self):
        return str(self.value)


class Branch(Word):
    name = 'branch'

    def __init__(self, target=-1, conditional=False):
        self.target = target
        self.conditional = conditional

    def run(self, vm):
        if not self.conditional or vm.data.pop() == 0:
            vm.next = self.target

    def __str__(self):
        return ('?' if self.conditional else '') + f'branch {self.target:>3}'


class Text(Word):
    def __init__(self, text):
        self.text = text

    def run(self, vm):
        vm.write(self.text)

    def __str__(self):
        return repr(self.text)


class Colon(Word):
    def __init__(self, name):
        self.name = name
        self.code = []

    def run(self, vm):
        vm.call(self)

    def listing(self):
        return '\n'.join(f'{i:4d}  {word}' for i, word in enumerate(self.code))


class Variable(Word):
    def __init__(self, name, address):
        self.name = name
        self.address = address

    def run(self, vm):
        vm.data.push(self.address)


def binary(name):
    """Make a primitive of a function of two numbers."""
    def decorate(function):
        def run(vm):
            a, b = vm.data.pop2()
            vm.data.push(function(a, b))
        PRIMITIVES.append(Primitive(name, run))
        return function
    return decorate


def primitive(name, immediate=False):
    def decorate(function):
        PRIMITIVES.append(Primitive(name, function, immediate))
        return function
    return decorate


PRIMITIVES = []

for _symbol in ['+', '-', '*', '&', '|', '^']:
    exec(f'def arithmetic(a, b):\n    return a {_symbol} b\n')
    binary({'&': 'and', '|': 'or', '^': 'xor'}.get(_symbol, _symbol))(arithmetic)
for _symbol in ['<', '>', '==', '!=']:
    exec(f'def comparison(a, b):\n    return -1 if a {_symbol} b else 0\n')
    binary({'==': '=', '!=': '<>'}.get(_symbol, _symbol))(comparison)


@binary('/')
def divide(a, b):
    try:
        return a // b
    except ZeroDivisionError:
        raise ForthError('division by zero')


@binary('mod')
def modulo(a, b):
    if b == 0:
        raise ForthError('division by zero')
    return a % b


@primitive('dup')
def dup(vm):
    vm.data.push(vm.data.top)


@primitive('drop')
def drop(vm):
    vm.data.pop()


@primitive('swap')
def swap(vm):
    a, b = vm.data.pop2()
    vm.data.push(b)
    vm.data.push(a)


@primitive('over')
def over(vm):
    if len(vm.data) < 2:
        raise ForthError('data stack underflow')
    vm.data.push(vm.data[-2])


@primitive('.')
def dot(vm):
    vm.write(str(vm.data.pop()) + ' ')


@primitive('.s')
def dot_s(vm):
    vm.write(f'{vm.data!r} ')


@primitive('cr')
def cr(vm):
    vm.write('\n')


@primitive('emit')
def emit(vm):
    vm.write(chr(vm.data.pop() & 0xff))


@primitive('>r')
def to_r(vm):
    vm.returns.push(vm.data.pop())


@primitive('r>')
def from_r(vm):
    vm.data.push(vm.returns.pop())


@primitive('@')
def fetch(vm):
    vm.data.push(vm.memory[vm.address()])


@primitive('!')
def store(vm):
    address = vm.address()
    vm.memory[address] = vm.data.pop()


@primitive('if', immediate=True)
def if_(vm):
    vm.control.push(vm.compile(Branch(conditional=True)))


@primitive('else', immediate=True)
def else_(vm):
    start = vm.control.pop()
    vm.control.push(vm.compile(Branch()))
    vm.patch(start)


@primitive('then', immediate=True)
def then(vm):
    vm.patch(vm.control.pop())


@primitive('begin', immediate=True)
def begin(vm):
    vm.control.push(vm.here())


@primitive('until', immediate=True)
def until(vm):
    vm.compile(Branch(vm.control.pop(), conditional=True))


@primitive('while', immediate=True)
def while_(vm):
    vm.control.push(vm.compile(Branch(conditional=True)))


@primitive('repeat', immediate=True)
def repeat(vm):
    exit_, start = vm.control.pop(), vm.control.pop()
    vm.compile(Branch(start))
    vm.patch(exit_)


@primitive('recurse', immediate=True)
def recurse(vm):
    vm.compile(vm.current)


@primitive('bye')
def bye(vm):
    raise Exit('bye')


class Machine:
    def __init__(self):
        self.data, self.returns, self.control = Stack('data'), Stack('return'), Stack('control')
        self.words = {word.name: word for word in PRIMITIVES}
        self.memory = [0] * 16
        self.used = 0
        self.current = None
        self.next = 0
        self.output = []
        self.calls = 0

    def write(self, text):
        self.output.append(text)

    def flush(self):
        text, self.output = ''.join(self.output), []
        return text

    def address(self):
        address = self.data.pop()
        if not 0 <= address < self.used:
            raise ForthError('no such address', str(address))
        return address

    def compile(self, word):
        if self.current is None:
            raise ForthError('only in a definition', word.name)
        self.current.code.append(word)
        return len(self.current.code) - 1

    def here(self):
        if self.current is None:
            raise ForthError('only in a definition')
        return len(self.current.code)

    def patch(self, index):
        branch = self.current.code[index]
        assert isinstance(branch, Branch)
        branch.target = self.here()

    def call(self, colon):
        self.calls += 1
        saved = self.next
        if self.calls > 200:
            raise ForthError('calls nested too deeply', colon.name)
        self.next = 0
        try:
            while self.next < len(colon.code):
                word = colon.code[self.next]
                self.next += 1
                word.run(self)
        finally:
            self.next = saved
            self.calls -= 1

    def interpret(self, line):
        tokens = iter(line.split())
        for token in tokens:
            if token == ':':
                try:
                    self.current = Colon(next(tokens))
                except StopIteration:
                    raise ForthError('a name is missing')
            elif token == ';':
                definition = self.current
                if definition is None or self.control:
                    raise ForthError('unbalanced definition')
                self.words[definition.name] = definition
                self.current = None
            elif token == 'variable':
                name = next(tokens, '')
                self.words[name] = Variable(name, self.used)
                self.used += 1
            elif token == 'see':
                word = self.words.get(next(tokens, ''))
                if isinstance(word, Colon):
                    self.write(word.listing() + '\n')
                else:
                    self.write(f'{word} is {type(word).__name__ if word is not None else "nothing"}\n')
            elif token == '."':
                pieces = []
                for piece in tokens:
                    if piece.endswith('"'):
                        pieces.append(piece[:-1])
                        break
                    pieces.append(piece)
                text = Text(' '.join(pieces))
                if self.current:
                    self.compile(text)
                else:
                    text.run(self)
            else:
                self.token(token)

    def token(self, token):
        word = self.words.get(token.lower())
        if word is None:
            try:
                word = Literal(int(token, 16) if token.startswith('0x') else int(token))
            except ValueError as error:
                raise ForthError('unknown word', token) from error
        if self.current is not None and not word.immediate:
            self.compile(word)
        else:
            word.run(self)

    def reset(self):
        self.current = None
        self.data, self.returns, self.control = Stack('data'), Stack('return'), Stack('control')


PROGRAM = '''
1 2 + . 7 3 / . -7 3 mod . 0x1F .
: square dup * ; 12 square .
: abs dup 0 < if 0 swap - then ; -5 abs . 5 abs .
: fact dup 1 > if dup 1 - recurse * else drop 1 then ; 10 fact . see fact
: count begin dup . 1 - dup 0 = until drop ; 5 count
: gcd begin dup while swap over mod repeat drop ; 48 36 gcd .
variable x 5 x ! x @ . x @ 1 + x ! x @ . see x see nothing
." hello forth" cr : greet ." good day" 33 emit cr ; greet see greet
1 2 3 .s
drop drop drop drop
1 0 /
nonsense
: broken if ;
10 99 !
: loop recurse ; loop
1 >r r> . then
bye 5 .
'''


def main():
    vm = Machine()
    for number, line in enumerate(PROGRAM.strip().splitlines(), 1):
        status = 'ok'
        try:
            vm.interpret(line)
        except Exit:
            status = 'bye'
        except ForthError as error:
            status = f'error: {error}'
            vm.reset()
        print(f'{number:02}: {vm.flush()}{status}')
        if status == 'bye':
            break
    print(vm.data.deepest, sorted(vm.words)[:5], len(vm.words), list(vm.data), 'full' if vm.data else 'empty')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
