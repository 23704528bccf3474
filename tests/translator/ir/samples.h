// Programs that together use every construct of the textual form.
#pragma once

#include <string_view>

namespace weft::ir::samples {

inline constexpr std::string_view flow = R"weft(program flow word 32
file "calc.py"
file "a \"quoted\" path\x00.py"
jit_driver "main" greens(pc) reds(frame, "odd name") virtualizables()
host #0 "<function f>"
host #1 "'text with\nnewline'"

func @calc.main(Any, Any) -> Any can_raise display "main" !0:1:1-9:20 {
^0(%self: Any "SomeInstance(Calc)", %n: Any):
  %0 = guarded getitem %self, %n !0:2:5-2:12
  %1 "Integer(nonneg)" = getattr %0, .value !1:3:5-3:9
  %2 = call #0"<function f>"(%1, key=%0, "odd key"=%self, *%1)
  try ^1(%2) catch %caught: Any => ^2(%caught, %n)
^1(%n.1: Any):
  setattr %self, .value, %n.1
  unpack_check [2], %n.1
  jit_merge_point [0], %n.1, %self, %n.1
  return %n.1 !?:2:3-4:5
^2(%3: Any, %"odd name": Any):
  branch %"odd name", ^3, ^1(#1"'text with\nnewline'")
^3:
  raise %3
}

entry @calc.main
)weft";

inline constexpr std::string_view low = R"weft(program low word 64
opaque %FILE
struct gc %object { *%vtable typeptr }
struct raw %vtable { immutable Signed subclass_min, immutable Signed subclass_max, *%char_array name }
array raw %char_array of Char immutable
struct gc %Node : %object { immutable Signed value, *%Node next, *fn(*%Node) -> Signed method }
struct gc %string { Signed hash, %string_chars chars }
array gc %string_chars of Char immutable
array gc %"array.<*Node>" of *%Node
array raw %table of %entry no_length
struct raw %entry { Signed key, Float value }
struct gc %later
data $name: %char_array immutable { bytes "Node\x00\"\\\n" }
data $vtable.Node: %vtable immutable { subclass_min = 1, subclass_max = 2, name = $name }
data $node: %Node { typeptr = $vtable.Node, value = -5, next = $node, method = @method }
data $3: %string { hash = 0, bytes "hi" }
data $"3": %"array.<*Node>" { items [$node, null: *%Node] }
data $numbers: %table { items [1, 1.5, 2, -0.25, 3, floatbits 0x7ff8000000000000] }

func @puts(Address) -> i32 external

func @method(*%Node) -> Signed can_raise elidable inline_never preserve_most {
^0(%node: *%Node):
  %0: Signed = getfield %node, .value
  return %0
}

func @"odd name"(Signed, Bool) -> Void inline_always cold {
^0(%0: Signed, %1: Bool):
  return
}

func @main(Signed, *%string) -> Signed can_raise {
^0(%n: Signed, %text: *%string):
  %0: *%Node = malloc %Node
  setfield %0, .value, 7
  %1: *%object = cast_pointer %0
  setfield %1, .typeptr, $vtable.Node
  %2: Signed = int_add %n, sizeof(%Node)
  %3: Signed = int_add %2, itemoffset(%string)
  %4: Signed = indirect_call @method(%0)
  %c: Char = gettailitem %text, 0
  %5 = char_eq %c, 'a'
  branch %5, ^1, ^2(%c, 'a')
^1:
  %6: Signed = direct_call @method($node)
  try ^3(%6) catch %7: *%object => ^4(%7)
^2(%c.1: Char, %8: Char):
  switch %c.1 { '\x00' => ^3(0), '\'' => ^3(1), '\n' => ^3(2), 'x' => ^5, else => ^3(%n) }
^3(%9: Signed):
  %10: i32 = cast_int %9
  %11: i32 = int_add %10, 5: i32
  %12 = int_lt %11, -3: i32
  direct_call @"odd name"(%9, true)
  %13 = cast_ptr_to_adr %0
  %14: i32 = direct_call @puts(%13)
  return %9
^4(%15: *%object):
  raise %15
^5:
  %16 = float_add 1e+100, 0.1
  %17: u64 = cast_float_to_bits %16
  %18 = int_eq %17, 18446744073709551615: u64
  %19: *%vtable = getfield $node: *%object, .typeptr
  unreachable
}

entry @main
keep @"odd name"
keep $3
)weft";

}  // namespace weft::ir::samples
