"""Hash tables, whose keys are compared by equal?."""

from rpython.rlib.rthread import Lock

from scheme.errors import SchemeError
from scheme.primitives.arguments import bad_argument
from scheme.primitives.registry import primitive, variadic
from scheme.values import (
    W_Integer, W_Pair, W_Root, boolean, list_from, to_text, w_unspecified)


class Entry:
    """A key and its value."""

    def __init__(self, w_key, w_value):
        self.w_key = w_key
        self.w_value = w_value


class W_Table(W_Root):
    """A hash table: from hashes to lists of entries. Threads may share it."""

    def __init__(self):
        self.buckets = {}
        self.count = 0
        self.lock = Lock()

    def write_to(self, parts, quoted, depth):
        parts.append('#<hash table of %d>' % self.count)

    def find(self, w_key):
        """Return the entry, or None."""
        with self.lock:
            return self.entry(w_key)

    def entry(self, w_key):
        bucket = self.buckets.get(w_key.hash(0), [])
        for entry in bucket:
            if entry.w_key.is_equal(w_key, 0):
                return entry
        return None

    def store(self, w_key, w_value):
        with self.lock:
            entry = self.entry(w_key)
            if entry is not None:
                entry.w_value = w_value
                return
            key_hash = w_key.hash(0)
            if key_hash not in self.buckets:
                self.buckets[key_hash] = []
            self.buckets[key_hash].append(Entry(w_key, w_value))
            self.count += 1

    def delete(self, w_key):
        with self.lock:
            entry = self.entry(w_key)
            if entry is not None:
                key_hash = w_key.hash(0)
                bucket = self.buckets[key_hash]
                bucket.remove(entry)
                if len(bucket) == 0:
                    del self.buckets[key_hash]
                self.count -= 1

    def entries(self):
        with self.lock:
            result = []
            for bucket in self.buckets.values():
                for entry in bucket:
                    result.append(entry)
            return result


def as_table(w_value, who):
    if isinstance(w_value, W_Table):
        return w_value
    raise bad_argument(who, 'a hash table', w_value)


@primitive('make-hash-table', 0)
def make_hash_table():
    return W_Table()


@primitive('hash-table-set!', 3)
def hash_table_set(w_table, w_key, w_value):
    as_table(w_table, 'hash-table-set!').store(w_key, w_value)
    return w_unspecified


@variadic('hash-table-ref', 2, 3)
def hash_table_ref(args_w):
    """Look up a key; the third argument says what to call if it is absent."""
    entry = as_table(args_w[0], 'hash-table-ref').find(args_w[1])
    if entry is not None:
        return entry.w_value
    if len(args_w) == 3:
        return args_w[2].call0()
    raise SchemeError('hash-table-ref: no key ' + to_text(args_w[1], True))


@primitive('hash-table-ref/default', 3)
def hash_table_ref_default(w_table, w_key, w_default):
    entry = as_table(w_table, 'hash-table-ref/default').find(w_key)
    if entry is not None:
        return entry.w_value
    return w_default


@primitive('hash-table-delete!', 2)
def hash_table_delete(w_table, w_key):
    as_table(w_table, 'hash-table-delete!').delete(w_key)
    return w_unspecified


@primitive('hash-table-contains?', 2)
def hash_table_contains(w_table, w_key):
    entry = as_table(w_table, 'hash-table-contains?').find(w_key)
    return boolean(entry is not None)


@primitive('hash-table-count', 1)
def hash_table_count(w_table):
    return W_Integer(as_table(w_table, 'hash-table-count').count)


@primitive('hash-table-keys', 1)
def hash_table_keys(w_table):
    entries = as_table(w_table, 'hash-table-keys').entries()
    return list_from([entry.w_key for entry in entries])


@primitive('hash-table-values', 1)
def hash_table_values(w_table):
    entries = as_table(w_table, 'hash-table-values').entries()
    return list_from([entry.w_value for entry in entries])


@primitive('hash-table->alist', 1)
def hash_table_to_alist(w_table):
    entries = as_table(w_table, 'hash-table->alist').entries()
    return list_from([W_Pair(entry.w_key, entry.w_value)
                      for entry in entries])
