"""The helpers of the runtime, used directly: they must be in the language."""

from rpython.rtyper import (
    numbertext, rdict, rfloat, rformat, rhash, rint, riter, rlist, rset, rstr,
    rtuple)
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Char, Float, Ptr, Signed, Unsigned, Void, malloc)


def eq_int(a, b):
    return a == b


def lt_int(a, b):
    return a < b


def hash_int(a):
    return a


def str_lt(a, b):
    return rstr.ll_strcmp(a, b) < 0


L = rlist.list_type(Signed)
F = rlist.fixed_list_type(Signed)
LS = rlist.list_type(Ptr(rstr.STR))
FS = rlist.fixed_list_type(Ptr(rstr.STR))
LF = rlist.list_type(Float)
LC = rlist.list_type(Char)
DI = rdict.dict_type(Signed, Signed)
DS = rdict.dict_type(Ptr(rstr.STR), Float)
S = rdict.dict_type(Ptr(rstr.STR), Void)
T2 = rtuple.tuple_type((Ptr(rstr.STR), Float))
LT = rlist.list_type(Ptr(T2))
teq = rtuple.make_eq((rstr.ll_streq, None))
thash = rtuple.make_hash((rstr.ll_strhash, None))
tlt = rtuple.make_lt((str_lt, None))
trepr = rtuple.make_repr((rstr.ll_repr_str, rfloat.ll_float_str))
IT = riter.list_iter_type(L)
IDT = riter.dict_iter_type(DS)


def lists(n):
    l = rlist.ll_newlist(L, n)
    f = rlist.ll_newlist(F, n)
    h = rlist.ll_newlist_hint(L, n)
    rlist.ll_resizelist_hint(h, 10)
    rlist.ll_append(l, 5)
    rlist.ll_insert(l, -1, 3)
    rlist.ll_extend(l, f)
    rlist.ll_extend(l, l)
    rlist.ll_getitem(l, n)
    rlist.ll_getitem(f, n)
    rlist.ll_getitem_nonneg(l, 2)
    rlist.ll_getitem_unchecked(f, n)
    rlist.ll_getitem_fast(l, 1)
    rlist.ll_setitem(l, n, 1)
    rlist.ll_setitem(f, n, 1)
    rlist.ll_setitem_nonneg(l, 2, 2)
    rlist.ll_setitem_unchecked(f, n, 4)
    rlist.ll_setitem_fast(l, 1, 3)
    rlist.ll_pop(l)
    rlist.ll_pop_index(l, 0)
    rlist.ll_delitem(l, 0)
    x = rlist.ll_concat(F, l, f)
    rlist.ll_mul(L, l, 3)
    rlist.ll_inplace_mul(l, 2)
    y = rlist.ll_copy(F, l)
    rlist.ll_reverse(l)
    rlist.ll_index(l, 1, None)
    rlist.ll_count(f, 1, eq_int)
    rlist.ll_contains(l, 3, None)
    rlist.ll_remove(l, 3, None)
    rlist.ll_equal(l, f, None)
    rlist.ll_less(l, f, None, None)
    rlist.ll_clear(h)
    rlist.ll_getslice_startstop(L, f, 1, 2)
    rlist.ll_getslice_startonly(F, l, 2)
    rlist.ll_getslice_minusone(L, l)
    rlist.ll_getslice_step(L, l, 0, False, 0, False, -1)
    rlist.ll_setslice(l, 0, 1, f)
    rlist.ll_setslice(f, 0, 1, f)
    rlist.ll_delslice(l, 1, 2)
    rlist.ll_sort(l, None)
    rlist.ll_sort(f, lt_int)
    rlist.ll_list_repr(l, rint.ll_int_str)
    rlist.ll_alloc_and_set(L, n, 4)
    rlist.ll_alloc_and_set(F, n, 4)
    cs = rlist.ll_list_from_string(LC, llstr('abc'))
    ss = rlist.ll_list_from_string(LS, llstr('abc'))
    rlist.ll_list_from_bytes(L, llstr('abc'))
    rlist.ll_range_list(L, 1, n, 3)
    rlist.ll_extend_from_string(ss, llstr('x'))
    rlist.ll_pop(ss)
    rstr.ll_join(llstr(','), cs)
    rstr.ll_join(llstr(','), ss)
    rlist.ll_sort(ss, str_lt)
    it = riter.ll_list_iter(IT, l)
    t = 0
    while riter.ll_list_more(it):
        t += riter.ll_list_item(it)
    it = riter.ll_list_reversed_iter(IT, l)
    while riter.ll_list_reversed_more(it):
        t += riter.ll_list_reversed_item(it)
    r = riter.ll_range_iter(riter.RANGE_ITER, 0, n)
    while riter.ll_range_more(r):
        t += riter.ll_range_item(r)
    r2 = riter.ll_range_step_iter(riter.RANGE_STEP_ITER, 0, n, 3)
    while riter.ll_range_step_more(r2):
        t += riter.ll_range_step_item(r2)
    return t + rlist.ll_length(x) + rlist.ll_length(y)


def dicts(n):
    d = rdict.ll_newdict(DI)
    rdict.ll_dict_setitem(d, n, 5, None, None)
    rdict.ll_dict_getitem(d, n, None, None)
    rdict.ll_dict_get(d, n, 7, hash_int, eq_int)
    e = rdict.ll_newdict(DS)
    h = rstr.ll_strhash
    q = rstr.ll_streq
    k = llstr('key')
    rdict.ll_dict_setitem(e, k, 1.0, h, q)
    rdict.ll_dict_contains(e, k, h, q)
    rdict.ll_dict_setdefault(e, k, 2.0, h, q)
    rdict.ll_dict_pop_default(e, k, 1.0, h, q)
    rdict.ll_dict_update(e, rdict.ll_dict_copy(e), h, q)
    rdict.ll_dict_keys(LS, e)
    rdict.ll_dict_values(LF, e)
    items = rdict.ll_dict_items(LT, e)
    rdict.ll_dict_equal(e, e, h, q, None)
    rdict.ll_dict_repr(e, rstr.ll_repr_str, rfloat.ll_float_str)
    it = riter.ll_dict_iter(IDT, e)
    while riter.ll_dict_more(it):
        riter.ll_dict_key_item(it)
    it = riter.ll_dict_iter(IDT, e)
    while riter.ll_dict_more(it):
        t = riter.ll_dict_item_item(T2, it)
        teq(t, t)
        thash(t)
        tlt(t, t)
        trepr(t)
    rdict.ll_dict_popitem(T2, e, h)
    rdict.ll_dict_clear(e)
    rdict.ll_dict_delitem(e, k, h, q)
    rdict.ll_dict_pop(e, k, h, q)
    s = rdict.ll_newdict(S)
    s2 = rset.ll_set_from_list(S, rlist.ll_newlist(LS, 0), h, q)
    rset.ll_set_add(s, k, h, q)
    rset.ll_set_discard(s, k, h, q)
    rset.ll_set_remove(s, k, h, q)
    rset.ll_set_pop(s, h)
    rset.ll_set_union(s, s2, h, q)
    rset.ll_set_intersection(s, s2, h, q)
    rset.ll_set_difference(s, s2, h, q)
    rset.ll_set_symmetric_difference(s, s2, h, q)
    rset.ll_set_update(s, s2, h, q)
    rset.ll_set_intersection_update(s, s2, h, q)
    rset.ll_set_difference_update(s, s2, h, q)
    rset.ll_set_symmetric_difference_update(s, s2, h, q)
    rset.ll_set_issubset(s, s2, h, q)
    rset.ll_set_isdisjoint(s, s2, h, q)
    rset.ll_set_equal(s, s2, h, q)
    rset.ll_set_hash(s, h)
    rset.ll_set_repr(s, rstr.ll_repr_str)
    rset.ll_frozenset_repr(s, rstr.ll_repr_str)
    return rdict.ll_dict_len(d)


def numbers(n, x):
    t = rint.ll_int_floordiv(n, 3)
    t += rint.ll_int_mod(n, -3)
    t += rint.ll_int_floordiv_nonneg(5, 2)
    t += rint.ll_int_lshift(n, 5)
    t += rint.ll_int_rshift(n, 5)
    t += rint.ll_int_add_ovf(n, 1)
    t += rint.ll_int_mul_ovf(n, 3)
    t += rint.ll_int_neg_ovf(n)
    t += rint.ll_int_lshift_ovf(n, 3)
    t += rint.ll_int_pow(n, 3)
    t += rint.ll_int_floordiv_ovf(n, n)
    t += rint.ll_int_abs_ovf(n)
    t += rint.ll_int_pow_ovf(n, 2)
    t += rint.ll_int_pow_mod(n, n, n)
    f = rint.ll_int_truediv(n, 3)
    f += rfloat.ll_float_truediv(x, 2.0)
    f += rfloat.ll_float_mod(x, 2.0)
    f += rfloat.ll_float_floordiv(x, 3.0)
    f += rfloat.ll_float_pow(x, x)
    f += rfloat.ll_round_digits(x, n)
    f += rfloat.ll_parse_float(llstr('1.5'))
    t += rfloat.ll_float_to_int(f)
    t += rfloat.ll_round(f)
    t += numbertext.ll_parse_int(llstr('12'), 10)
    t += rhash.ll_hash_float(f)
    rint.ll_int_str(n)
    rint.ll_int_hex(n)
    rint.ll_int_oct(n)
    rint.ll_int_bin(n)
    u = llop.cast_int(Unsigned, n)
    rint.ll_int_str(u)
    rint.ll_int_hex(u)
    rint.ll_uint_rshift(u, 3)
    rint.ll_uint_mod(u, u)
    rformat.ll_int_format(n, 'd', 0, -1, -1)
    rformat.ll_int_format(n, 'x', 8, 5, 2)
    rformat.ll_float_format(x, 'f', 0, -1, 3)
    rformat.ll_str_format(llstr('x'), 0, 5, -1)
    rformat.ll_char_format('c', 0, 3)
    rformat.ll_format_int_spec(n, '\0', '\0', '\0', False, False, True, 8, ',', -1, 'd')
    rformat.ll_format_float_spec(x, '*', '>', '+', False, False, False, 8, '\0', 3, '\0')
    rformat.ll_format_str(llstr('x'), ' ', '<', 3, -1)
    rint.ll_bool_str(n > 3)
    rint.ll_bit_length(n)
    return t


def strings(s):
    p = llstr(s)
    rstr.ll_stritem(p, 3)
    rstr.ll_stritem_nonneg(p, 3)
    rstr.ll_stritem_unchecked(p, -1)
    rstr.ll_bytes_item(p, 2)
    rstr.ll_streq(p, p)
    rstr.ll_strcmp(p, p)
    rstr.ll_strhash(p)
    rstr.ll_strconcat(p, p)
    rstr.ll_concat_array(malloc(FS, 3))
    rstr.ll_str_mul(p, 3)
    rstr.ll_getslice(p, 1, 3)
    rstr.ll_getslice_step(p, 0, False, 0, False, 2)
    rstr.ll_contains(p, p)
    rstr.ll_contains_char(p, 'x')
    rstr.ll_repr_str(p)
    rstr.ll_repr_bytes(p)
    rstr.ll_repr_char('x')
    rstr.ll_str2char(p)
    rstr.ll_char_isspace('x')
    rstr.ll_char_upper('x')
    it = riter.ll_string_iter(riter.STRING_ITER, p)
    while riter.ll_string_more(it):
        riter.ll_string_item(it)
    return 0


def entry_point(argv):
    return lists(len(argv)) + dicts(len(argv)) + numbers(len(argv), 1.5) + strings(argv[0])


def target(driver, args):
    return entry_point
