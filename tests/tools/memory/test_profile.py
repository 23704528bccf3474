"""`tools/benchmem profile`: a program's memory over time."""

import json

import pytest

MIB = 1024
GROWING = '''
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { size = 16 << 20, step = 1 << 20 };

int main(int count, char **arguments) {
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(memory, size, MADV_NOHUGEPAGE);
  for (int i = 0; i < size / step; ++i) {
    memset(memory + i * step, 1, step);
    usleep(5000);
  }
  usleep(100000);  // for a machine that is busy with others to see the most
  if (count > 1) munmap(memory, size);
  usleep(20000);
  return 0;
}
'''


def test_growing(benchmem, figures, compile_c, tmp_path):
    program = compile_c(GROWING)
    command = 'profile', '--interval', '5', '--name', 'keeps', '--versus', f'frees={program} x', '--', program
    rows = figures(*command)
    for name in ('keeps', 'frees'):
        assert 16 * MIB <= rows['private, maximum'][name] < 18 * MIB
        assert rows['private, average'][name] < 0.95 * rows['private, maximum'][name]
        assert 16 * MIB <= rows['resident, maximum'][name] <= rows['resident, peak'][name]
        assert 0 < rows['shared, maximum'][name] < 8 * MIB
        assert rows['samples'][name] >= 5

    done = benchmem('profile', '--json', '--chart', 'chart.html', *command[1:])
    lines = {each['title']: each['series'] for each in json.loads(done.stdout)['lines']}
    private = lines['Private memory, MiB']
    assert private['keeps'][-1][1] >= 16 > 2 > private['frees'][-1][1]
    assert private['keeps'] == sorted(private['keeps'])
    page = (tmp_path / 'chart.html').read_text()
    assert '<td>private, average</td>' in page and 'Shared memory, MiB' in page and '<script' not in page


def test_the_end_is_seen(figures):
    """However short the program is."""
    rows = figures('profile', '--interval', '100000', '--', 'true')
    assert rows['private, maximum']['true'] > 0 and rows['samples']['true'] >= 1


@pytest.mark.parametrize('script, said', [
    ('trap "exit 0" USR1; kill -USR1 $$; exit 1', ''),  # signals arrive
    ('exec sleep 0.05', ''),                            # another program in its place
    ('sleep 0.05; true', 'sh started other processes, whose memory is not counted.'),
])
def test_processes(benchmem, script, said):
    done = benchmem('profile', '--', 'sh', '-c', script)
    assert done.returncode == 0 and said in done.stdout, done.stderr
    assert said or 'started other processes' not in done.stdout


def test_threads(figures, compile_c):
    program = compile_c('''
    #include <pthread.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static void *end(void *unused) { memset(malloc(4 << 20), 1, 4 << 20); usleep(10000); exit(0); }
    int main(void) {
      pthread_t thread;
      pthread_create(&thread, NULL, end, NULL);
      pause();
    }
    ''', '-O0', '-pthread')
    rows = figures('profile', '--', program)
    assert rows['private, maximum']['program'] >= 4 * MIB


def test_what_was_just_written_is_not_private(figures, compile_c):
    """The pages of a new executable are dirty until they are on the disk; the program has not written to them."""
    program = compile_c('const char large[16 << 20] = {1};\n'
                        'int main(void) { int sum = 0; const volatile char *p = large;\n'
                        '  for (int i = 0; i < sizeof large; i += 4096) sum += p[i]; return sum - 1; }')
    rows = figures('profile', '--', program)
    assert rows['private, maximum']['program'] < MIB < 16 * MIB <= rows['shared, maximum']['program']
