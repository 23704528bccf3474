"""Sorting with an order of one's own: stable, quick on what is partly sorted.

Runs that are in order already are found and merged, short ones first made
longer by insertion; where one run wins again and again, the merge leaps. (The
method is Tim Peters'; the searches are Bentley and Yao's, "An almost optimal
algorithm for unbounded searching", 1976.)
"""

from rpython.rlib.objectmodel import specialize

MIN_GALLOP = 7


@specialize.argtype(0)
def default_getitem(items, index):
    return items[index]


@specialize.argtype(0)
def default_setitem(items, index, value):
    items[index] = value


@specialize.argtype(0)
def default_length(items):
    return len(items)


@specialize.argtype(0)
def default_getitem_slice(items, start, stop):
    return items[start:stop]


@specialize.argtype(0)
def default_lt(a, b):
    return a < b


@specialize.argtype(0)
def default_setslice(items, start, values):
    """Write all the values from `start` on."""
    position = start
    for value in values:
        items[position] = value
        position += 1


def make_timsort_class(getitem=None, setitem=None, length=None, getitem_slice=None, lt=None, setslice=None):
    """Return a class whose instances sort: `TimSort(items).sort()`.

    The functions say how a list is read and written, and what is less: `<`,
    unless `lt` is given. A subclass can override the method `lt`. Make one
    class for each type of list: its methods are typed once.
    """
    if getitem is None:
        getitem = default_getitem
    if setitem is None:
        setitem = default_setitem
    if length is None:
        length = default_length
    if getitem_slice is None:
        getitem_slice = default_getitem_slice
    if lt is None:
        lt = default_lt
    if setslice is None:
        setslice = default_setslice

    class TimSort:
        """Sorts one list in place."""

        def __init__(self, list, listlength: int = -1):
            self.list = list
            self.listlength = listlength if listlength >= 0 else length(list)
            self.run_starts = []
            self.run_lengths = []
            self.min_gallop = MIN_GALLOP

        def lt(self, a, b):
            """Is `a` to come before `b`?"""
            return lt(a, b)

        def sort(self):
            """Sort. What compares equal stays in the order it is in."""
            count = self.listlength
            if count < 2:
                return
            least = _least_run(count)
            start = 0
            while start < count:
                run = self._count_run(start, count)
                if run < least:
                    forced = min(least, count - start)
                    self._insert(start, start + forced, start + run)
                    run = forced
                self.run_starts.append(start)
                self.run_lengths.append(run)
                start += run
                self._merge_unbalanced()
            while len(self.run_lengths) > 1:
                n = len(self.run_lengths) - 2
                if n > 0 and self.run_lengths[n - 1] < self.run_lengths[n + 1]:
                    n -= 1
                self._merge_at(n)

        # ---- runs

        def _count_run(self, start, stop):
            """Return the length of the run at `start`, turning it round if it descends."""
            items = self.list
            position = start + 1
            if position == stop:
                return 1
            if self.lt(getitem(items, position), getitem(items, start)):
                # Strictly, so that turning it round exchanges nothing that is equal.
                position += 1
                while position < stop and self.lt(getitem(items, position), getitem(items, position - 1)):
                    position += 1
                self._reverse(start, position)
            else:
                position += 1
                while position < stop and not self.lt(getitem(items, position), getitem(items, position - 1)):
                    position += 1
            return position - start

        def _reverse(self, start, stop):
            items = self.list
            stop -= 1
            while start < stop:
                x = getitem(items, start)
                setitem(items, start, getitem(items, stop))
                setitem(items, stop, x)
                start += 1
                stop -= 1

        def _insert(self, start, stop, sorted_until):
            """Sort by binary insertion."""
            items = self.list
            for i in range(sorted_until, stop):
                x = getitem(items, i)
                low = start
                high = i
                while low < high:
                    middle = low + (high - low) // 2
                    if self.lt(x, getitem(items, middle)):
                        high = middle
                    else:
                        low = middle + 1
                for j in range(i, low, -1):
                    setitem(items, j, getitem(items, j - 1))
                setitem(items, low, x)

        def _merge_unbalanced(self):
            """Merge until each run is longer than the two after it together."""
            lengths = self.run_lengths
            while len(lengths) > 1:
                n = len(lengths) - 2
                if ((n > 0 and lengths[n - 1] <= lengths[n] + lengths[n + 1]) or
                        (n > 1 and lengths[n - 2] <= lengths[n - 1] + lengths[n])):
                    if lengths[n - 1] < lengths[n + 1]:
                        n -= 1
                    self._merge_at(n)
                elif lengths[n] <= lengths[n + 1]:
                    self._merge_at(n)
                else:
                    return

        def _merge_at(self, n):
            """Merge two neighbouring runs."""
            items = self.list
            start = self.run_starts[n]
            middle = self.run_starts[n + 1]
            stop = middle + self.run_lengths[n + 1]
            self.run_lengths[n] = stop - start
            del self.run_starts[n + 1]
            del self.run_lengths[n + 1]
            # What is in its place already stays out of the merge.
            start = self._gallop(getitem(items, middle), items, start, middle, True)
            if start == middle:
                return
            stop = self._gallop_down(getitem(items, middle - 1), items, middle, stop)
            if middle - start <= stop - middle:
                self._merge_low(start, middle, stop)
            else:
                self._merge_high(start, middle, stop)

        # ---- searching, near one end first

        def _comes_first(self, x, key, rightmost):
            """Is `x` in front of the place for `key`?"""
            if rightmost:
                return not self.lt(key, x)
            return self.lt(x, key)

        def _gallop(self, key, items, start, stop, rightmost):
            """Return where `key` goes, after equal items if `rightmost`; probably near `start`."""
            step = 1
            low = start
            while low + step <= stop and self._comes_first(getitem(items, low + step - 1), key, rightmost):
                low += step
                step *= 2
            return self._search(key, items, low, min(low + step - 1, stop), rightmost)

        def _gallop_down(self, key, items, start, stop):
            """Return where `key` goes, in front of equal items; probably near `stop`."""
            step = 1
            high = stop
            while high - step >= start and not self.lt(getitem(items, high - step), key):
                high -= step
                step *= 2
            return self._search(key, items, max(high - step + 1, start), high, False)

        def _search(self, key, items, low, high, rightmost):
            while low < high:
                middle = low + (high - low) // 2
                if self._comes_first(getitem(items, middle), key, rightmost):
                    low = middle + 1
                else:
                    high = middle
            return low

        # ---- merging

        def _merge_low(self, start, middle, stop):
            """Merge from the left; the left run, the shorter, is copied."""
            items = self.list
            left = getitem_slice(items, start, middle)
            i = 0
            j = middle
            position = start
            left_length = middle - start
            left_wins = 0
            right_wins = 0
            while i < left_length and j < stop:
                if self.lt(getitem(items, j), left[i]):
                    setitem(items, position, getitem(items, j))
                    j += 1
                    right_wins += 1
                    left_wins = 0
                else:
                    setitem(items, position, left[i])
                    i += 1
                    left_wins += 1
                    right_wins = 0
                position += 1
                if left_wins >= self.min_gallop and i < left_length:
                    until = self._gallop_copy(getitem(items, j), left, i, left_length)
                    self._adapt(until - i)
                    while i < until:
                        setitem(items, position, left[i])
                        i += 1
                        position += 1
                    left_wins = 0
                elif right_wins >= self.min_gallop and j < stop:
                    until = self._gallop(left[i], items, j, stop, False)
                    self._adapt(until - j)
                    while j < until:
                        setitem(items, position, getitem(items, j))
                        j += 1
                        position += 1
                    right_wins = 0
            while i < left_length:
                setitem(items, position, left[i])
                i += 1
                position += 1

        def _gallop_copy(self, key, left, start, stop):
            """`_gallop` to the right of equal items, in the copy of a run."""
            step = 1
            low = start
            while low + step <= stop and not self.lt(key, left[low + step - 1]):
                low += step
                step *= 2
            high = min(low + step - 1, stop)
            while low < high:
                middle = low + (high - low) // 2
                if self.lt(key, left[middle]):
                    high = middle
                else:
                    low = middle + 1
            return low

        def _merge_high(self, start, middle, stop):
            """Merge from the right; the right run, the shorter, is copied."""
            items = self.list
            right = getitem_slice(items, middle, stop)
            i = middle - 1
            j = stop - middle - 1
            position = stop - 1
            left_wins = 0
            while i >= start and j >= 0:
                if self.lt(right[j], getitem(items, i)):
                    setitem(items, position, getitem(items, i))
                    i -= 1
                    left_wins += 1
                else:
                    setitem(items, position, right[j])
                    j -= 1
                    left_wins = 0
                position -= 1
                if left_wins >= self.min_gallop and i >= start:
                    # Everything on the left that comes after right[j].
                    until = self._gallop_right_end(right[j], start, i + 1)
                    self._adapt(i + 1 - until)
                    while i >= until:
                        setitem(items, position, getitem(items, i))
                        i -= 1
                        position -= 1
                    left_wins = 0
            setslice(items, start if i < start else position - j, right[:j + 1])

        def _gallop_right_end(self, key, start, stop):
            """Return the first place in the list after `key`; probably near `stop`."""
            items = self.list
            step = 1
            high = stop
            while high - step >= start and self.lt(key, getitem(items, high - step)):
                high -= step
                step *= 2
            return self._search(key, items, max(high - step + 1, start), high, True)

        def _adapt(self, moved):
            """Leap earlier after leaps that paid, later after others."""
            if moved >= MIN_GALLOP:
                self.min_gallop = max(self.min_gallop - 1, 1)
            else:
                self.min_gallop += 1

    return TimSort


def _least_run(n: int) -> int:
    """Return a length from 32 to 64 such that n is a few of them, nearly a power of two."""
    rest = 0
    while n >= 64:
        rest |= n & 1
        n >>= 1
    return n + rest


TimSort = make_timsort_class()
