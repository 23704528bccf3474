"""Run the test suites and say how many tests passed and failed.

Called by tools/test, which builds first. Each suite's failures are shown in
full; the last line is for machines: `N passed, N failed`.
"""

import argparse
import os
import pathlib
import re
import resource
import shutil
import sys
import tempfile
import time
import xml.etree.ElementTree

import collectors_suite
import differential
import fuzz_suite
import goldens
import language
import matrix_suite
import sanitizers_suite
import test_diagnostic_kinds
import thread_stress
from harness import PYTHON, ROOT, Context, Failure, Result, run_cases, run_program


MOST_MEMORY = 6 << 30


def junit_results(path):
    """The results in a JUnit file, as ctest and pytest write them."""
    results = []
    for case in xml.etree.ElementTree.parse(path).iter('testcase'):
        name = '.'.join(part for part in (case.get('classname'), case.get('name')) if part)
        problem = case.find('failure')
        if problem is None:
            problem = case.find('error')
        message = ''
        if problem is not None:
            output = case.findtext('system-out') or ''
            message = '\n'.join(part for part in (
                problem.get('message'), problem.text, output) if part) or 'failed'
        skipped = case.find('skipped') is not None or case.get('status') == 'disabled'
        results.append(Result(name, message, float(case.get('time') or 0), skipped))
    return results


def unit_suite(context, pattern):
    """The GoogleTest binaries, through ctest."""
    report = context.scratch / 'ctest.xml'
    command = ['ctest', '--test-dir', context.build, '-j', str(os.cpu_count() or 2),
               '--timeout', '300', '--output-junit', report, '--test-output-size-failed', '20000']
    if pattern:
        command += ['-R', re.escape(pattern)]
    done = run_program(command, timeout=3600)
    if not report.exists():
        if pattern and 'No tests were found' in done.stdout + done.stderr:
            return []
        return [Result('ctest', done.stdout + done.stderr)]
    return junit_results(report)


def pytest_results(context, name, folders, pattern, timeout=3600, **variables):
    report = context.scratch / f'{name}.xml'
    command = [PYTHON, '-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider',
               f'--junitxml={report}', *folders]
    if pattern:
        if not re.fullmatch(r'\w+', pattern):
            return []
        command += ['-k', pattern]
    done = run_program(command, timeout=timeout, **variables)
    if done.status == 5:  # nothing collected
        return []
    if not report.exists():
        return [Result('pytest', done.stdout + done.stderr)]
    return junit_results(report)


def python_suite(context, pattern):
    """The library, the interpreters and the tools on plain Python."""
    return pytest_results(context, 'python', ['tests', 'rpy-frontend/lib'], pattern,
                          WEFT='', WEFT_PROGRAM=str(context.weft),
                          WEFT_SLOW='1' if context.slow else '')


def words_suite(context, pattern):
    """The collectors on plain Python, with words of 32 bits."""
    files = [f'tests/gcs/test_{name}.py' for name in ('behaviour', 'collectors', 'inspection', 'random')]
    return pytest_results(context, 'words', files, pattern, WEFT='', WEFT_PROGRAM='', WEFT_WORD_BITS='32')


def translated_suite(context, pattern):
    """The interpreters' and newcomers' tests again, translated."""
    folders = [folder for folder in ('tests/interpreters', 'tests/specs')
               if list((ROOT / folder).glob('**/test_*.py'))]
    return pytest_results(context, 'translated', folders, pattern,
                          WEFT=str(context.weft), WEFT_PROGRAM=str(context.weft),
                          WEFT_SLOW='1' if context.slow else '')


def case_suite(collect):
    def suite(context, pattern):
        return run_cases([case for case in collect(context) if pattern in case.name])
    suite.__doc__ = collect.__doc__
    return suite


SUITES = {
    'unit': unit_suite,
    'python': python_suite,
    'words': words_suite,
    'translated': translated_suite,
    'programs': case_suite(differential.cases),
    'language': case_suite(language.cases),
    'diagnostics': case_suite(goldens.diagnostic_cases),
    'golden': case_suite(goldens.ir_cases),
    'fuzz': case_suite(fuzz_suite.cases),
    'collectors': case_suite(collectors_suite.cases),
    'matrix': case_suite(matrix_suite.cases),
    'sanitizers': case_suite(sanitizers_suite.cases),
    'stress': case_suite(thread_stress.cases),
}


def report(name, results, seconds):
    failed = [result for result in results if result.failed]
    skipped = sum(result.skipped for result in results)
    passed = len(results) - len(failed) - skipped
    line = f'{name:<12} {passed:5} passed {len(failed):4} failed'
    if skipped:
        line += f' {skipped:4} skipped'
    print(f'{line}   ({seconds:.1f} s)', flush=True)
    for result in failed:
        print(f'\nFAILED {name}: {result.name}')
        text = result.message.rstrip()
        print('\n'.join('    ' + line for line in text.splitlines()[-80:]) + '\n', flush=True)
    return passed, len(failed), skipped


def main():
    parser = argparse.ArgumentParser(prog='tools/test')
    parser.add_argument('pattern', nargs='?', default='', metavar='FILTER')
    parser.add_argument('--build', required=True)
    parser.add_argument('--slow', action='store_true')
    parser.add_argument('--regenerate', action='store_true')
    parser.add_argument('--target', default='', metavar='NAME')
    arguments = parser.parse_args()

    # A program that runs away must not take the machine with it.
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.RLIM_INFINITY))
    scratch = pathlib.Path(tempfile.mkdtemp(prefix='weft-test-'))
    context = Context((ROOT / arguments.build).resolve(), scratch, arguments.pattern,
                      arguments.slow, arguments.regenerate, arguments.target)
    suites = SUITES
    if arguments.target:
        suites = {'programs': SUITES['programs']}
    if arguments.regenerate:
        test_diagnostic_kinds.PAGE.write_text(test_diagnostic_kinds.page(context.weft), 'utf-8')
        suites = {name: SUITES[name] for name in ('diagnostics', 'golden')}
    pattern = arguments.pattern
    if pattern in suites:
        suites, pattern = {pattern: suites[pattern]}, ''
    totals = [0, 0, 0]
    try:
        for name, suite in suites.items():
            started = time.monotonic()
            try:
                results = suite(context, pattern)
            except Failure as failure:
                results = [Result(name, str(failure))]
            if results:
                counts = report(name, results, time.monotonic() - started)
                totals = [total + count for total, count in zip(totals, counts)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    passed, failed, skipped = totals
    if not passed and not failed:
        print(f'no test has {arguments.pattern!r} in its name')
        failed = 1
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
