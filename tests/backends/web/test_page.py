"""Programs in a page, in a browser: what is typed, what is shown, how they end."""

import os
import pathlib
import re
import subprocess

import pytest

pytest.importorskip('selenium', reason='python3-selenium is not installed')

from browser import BROWSER, DRIVER, Keys, Page, browser  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
LISP = ROOT / 'interpreters' / 'lisp' / 'lisp.py'
SPEC = '''\
"""Talks <to> you."""

import os
import time


def read_line():
    text = ''
    while not text.endswith('\\n'):
        byte = os.read(0, 1)
        if not byte:
            return text
        text += byte.decode('latin-1')
    return text


def greet(count):
    os.write(1, b'name? ')
    name = read_line()
    while name != '':
        print(f'hello, {name.strip()}')
        count += 1
        os.write(1, b'another? ')
        name = read_line()
    return count


def show(path):
    try:
        descriptor = os.open(path, os.O_RDONLY, 0o777)
    except OSError:
        os.write(2, ('no file %s\\n' % path).encode('latin-1'))
        return 1
    os.write(1, os.read(descriptor, 1000))
    os.close(descriptor)
    return 0


def measure():
    start = time.time()
    read_line()
    middle = time.time()
    read_line()
    print('in order' if start <= middle <= time.time() else 'out of order')
    print(str(start)[:3] == str(middle)[:3])
    return 0


def entry_point(argv):
    if len(argv) == 1:
        return greet(0)
    if argv[1] == 'show':
        return show(argv[2])
    if argv[1] == 'time':
        return measure()
    while argv[1] == 'forever':
        print('and on')
    print('|'.join(argv[1:]))
    return 0


def target(driver, args):
    return entry_point
'''


@pytest.fixture(scope='module')
def build(tmp_path_factory):
    """A function from a spec to a page."""
    program = os.environ.get('WEFT_PROGRAM')
    if not program:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    weft = pathlib.Path(program).resolve()
    if missing := subprocess.run([weft, 'targets', '--missing', 'wasm32-wasi'], capture_output=True, text=True).stdout.split():
        pytest.skip(f'wasm32-wasi needs {", ".join(missing)}')
    if not (weft.parents[1] / 'web' / 'page.html').exists():
        pytest.skip('what pages are made of has not been built: tools/bootstrap --web')
    folder = tmp_path_factory.mktemp('pages')

    def make(spec):
        subprocess.run([weft, 'build', spec, '--quiet', '--target=wasm32-wasi', '--html'], cwd=folder, check=True)
        return folder / f'{spec.stem}.html'

    return make


@pytest.fixture(scope='module')
def driver(build, tmp_path_factory):
    if BROWSER is None or DRIVER is None:
        pytest.skip('chromium and chromium-driver are not installed')
    with browser(tmp_path_factory.mktemp('profile')) as started:
        yield started


@pytest.fixture(scope='module')
def talk(build, tmp_path_factory):
    spec = tmp_path_factory.mktemp('specs') / 'talk.py'
    spec.write_text(SPEC)
    return build(spec)


@pytest.fixture(params=[True, False], ids=['suspended', 'repeated'])
def open_page(request, driver):
    """A function that opens a page, in a browser that can suspend a program and in one that can not."""
    def open(path, arguments=''):
        page = Page(driver, path, request.param, arguments)
        assert page.element('repeats').is_displayed() != request.param
        return page

    yield open
    assert driver.get_log('browser') == []


def run(page, arguments):
    field = page.element('arguments')
    field.clear()
    field.send_keys(arguments)
    page.element('run').click()


def test_the_lisp_answers(build, open_page):
    page = open_page(build(LISP))
    page.wait_for_state('waits for input')
    page.type('(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n(fib 20)\n')
    page.wait_for(lambda: '6765' in page.screen)
    page.type(Keys.UP + Keys.LEFT + Keys.BACKSPACE + '1\n')
    page.wait_for(lambda: '10946' in page.screen)
    page.type('(define (deep n) (if (= n 0) 0 (+ 1 (deep (- n 1)))))\n(deep 100)\n(deep 1000000)\n')
    page.wait_for(lambda: page.screen[-1] == '>' and page.screen[-2] == 'error: the recursion is too deep')
    assert '100' in page.screen
    page.type_control('d')
    page.wait_for_state('exit status 0')


def test_lines_are_read_one_at_a_time(talk, open_page):
    page = open_page(talk)
    page.wait_for_screen('$ talk', 'name?')
    assert page.driver.title == 'talk'
    assert page.driver.find_element('css selector', 'header p').text == 'Talks <to> you.'
    page.type('Zoë\n')
    page.wait_for_screen('$ talk', 'name? Zoë', 'hello, Zoë', 'another?')
    page.type('Grack' + Keys.BACKSPACE + 'e\n')
    page.wait_for_screen('$ talk', 'name? Zoë', 'hello, Zoë', 'another? Grace', 'hello, Grace', 'another?')
    assert page.state == 'waits for input'
    page.type_control('d')
    page.wait_for_end('another?', '[exit status 2]')
    assert page.state == 'exit status 2'


def test_what_is_typed_too_early_is_read_later(talk, open_page):
    page = open_page(talk)
    page.type('one\ntwo\nthree')
    page.wait_for_end('another? two', 'hello, two', 'another? three')


def test_arguments_and_exit_status(talk, open_page):
    page = open_page(talk)
    page.wait_for_state('waits for input')
    run(page, r'''a "b c" 'd "e"' f\ g "\"" ''')
    page.wait_for_end('[stopped]', r'''$ talk a "b c" 'd "e"' f\ g "\""''', 'a|b c|d "e"|f g|"', '[exit status 0]')


def test_arguments_in_the_address(talk, open_page):
    page = open_page(talk, 'one%20"and two"')
    page.wait_for_screen('$ talk one "and two"', 'one|and two', '[exit status 0]')
    page = open_page(talk, '100%')
    page.wait_for_screen('$ talk 100%', '100%', '[exit status 0]')


def test_files_of_the_user(talk, open_page, tmp_path):
    page = open_page(talk)
    (tmp_path / 'some file.txt').write_text('what it says\n')
    run(page, 'show "some file.txt"')
    page.wait_for_end('no file some file.txt', '[exit status 1]')
    page.element('chooser').send_keys(str(tmp_path / 'some file.txt'))
    page.wait_for(lambda: page.element('files').text == 'some file.txt')
    page.element('run').click()
    page.wait_for_end('what it says', '[exit status 0]')
    page.driver.find_element('css selector', '#files button').click()
    page.element('run').click()
    page.wait_for_end('no file some file.txt', '[exit status 1]')


def test_time_passes_in_order(talk, open_page):
    page = open_page(talk)
    run(page, 'time')
    page.wait_for_state('waits for input')
    page.type('\n\n')
    page.wait_for_end('in order', 'True', '[exit status 0]')


def test_a_program_that_does_not_end_is_stopped(talk, open_page):
    page = open_page(talk)
    run(page, 'forever')
    page.wait_for(lambda: page.screen.count('and on') > 10)
    page.type_control('c')
    page.wait_for_end('[stopped]')
    run(page, 'again')
    page.wait_for_end('again', '[exit status 0]')


def test_a_page_needs_nothing_else(talk):
    text = talk.read_text('utf-8')
    assert "default-src 'none'" in text
    assert not re.search(r'<(?:script|link|img|iframe)[^>]*(?:src|href)=', text)
    assert 'MIT License' in text
    assert len(text) < 1_000_000
