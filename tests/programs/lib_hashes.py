"""MD5, SHA-1 and SipHash of many lengths."""

from rpython.rlib import rmd5, rsha, rsiphash
from rpython.rlib.objectmodel import r_dict
from rpython.rlib.rarithmetic import r_ulonglong


def str_eq(a, b):
    return a == b


def entry_point(argv):
    text = ''
    for i in range(140):
        if i % 13 == 0 or 54 < i < 66:
            print(i, rmd5.new(text).hexdigest(), rsha.new(text).hexdigest(), rsiphash.siphash24(text))
        text += chr(32 + i % 90)
    for made in (rmd5.new('one'),):
        made.update(' two')
        other = made.copy()
        made.update(' three' * 30)
        print(made.hexdigest(), other.hexdigest(), made.digest_size)
    sha = rsha.RSHA()
    for i in range(100):
        sha.update(str(i))
    print(sha.hexdigest(), len(sha.digest()))
    rsiphash.choose_initial_seed(r_ulonglong(0x0706050403020100), r_ulonglong(0x0f0e0d0c0b0a0908))
    print(rsiphash.siphash24(''.join([chr(i) for i in range(15)])))
    d = r_dict(str_eq, rsiphash.siphash24_int)
    for word in 'the quick brown fox jumps over the lazy dog the end'.split(' '):
        d[word] = d.get(word, 0) + 1
    print([word + str(d[word]) for word in d.keys()])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
