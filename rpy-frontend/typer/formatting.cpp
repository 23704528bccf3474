// The % operator, f-strings and format(): constant formats are taken apart here, their parts go to the library.
#include <optional>

#include <fmt/format.h>

#include "rpy-frontend/typer/diagnostic_kinds.h"
#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Operand;
using ir::TypeTable;

namespace {

// As rformat.py has them.
enum PercentFlag { left_flag = 1, sign_flag = 2, space_flag = 4, alternate_flag = 8, zero_flag = 16 };

struct PercentPiece {
  std::string literal;     // written in front of the conversion
  char conversion = 0;     // 0: only the literal
  int flags = 0;
  int width = -1, precision = -1;
  bool has_star_width = false, has_star_precision = false;  // given by a value of their own

  size_t values() const { return size_t{conversion != 0} + has_star_width + has_star_precision; }
};

int read_number(const std::string& text, size_t& at) {
  if (at >= text.size() || text[at] < '0' || text[at] > '9') return -1;
  int number = 0;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9' && number < 100000)
    number = number * 10 + (text[at++] - '0');
  return number;
}

// The pieces of a format string; nothing when it is malformed, with `error` saying why.
std::optional<std::vector<PercentPiece>> parse_percent(const std::string& format, std::string& error) {
  std::vector<PercentPiece> pieces(1);
  for (size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      pieces.back().literal += format[at++];
      continue;
    }
    if (++at < format.size() && format[at] == '%') {
      pieces.back().literal += '%';
      ++at;
      continue;
    }
    PercentPiece& piece = pieces.back();
    for (bool more = true; more && at < format.size();) {
      switch (format[at]) {
        case '-': piece.flags |= left_flag; break;
        case '+': piece.flags |= sign_flag; break;
        case ' ': piece.flags |= space_flag; break;
        case '#': piece.flags |= alternate_flag; break;
        case '0': piece.flags |= zero_flag; break;
        default: more = false; continue;
      }
      ++at;
    }
    auto accept = [&](char c) { return at < format.size() && format[at] == c ? (++at, true) : false; };
    piece.has_star_width = accept('*');
    if (!piece.has_star_width) piece.width = read_number(format, at);
    if (accept('.')) {
      piece.has_star_precision = accept('*');
      if (!piece.has_star_precision) piece.precision = std::max(read_number(format, at), 0);
    }
    for (char ignored : {'h', 'l', 'L'}) accept(ignored);
    if (at >= format.size()) {
      error = "the format string ends within a conversion";
      return std::nullopt;
    }
    piece.conversion = format[at++];
    if (std::string_view("diuxXosrabcfFeEgG").find(piece.conversion) == std::string_view::npos) {
      error = fmt::format("unknown conversion `%{}`", piece.conversion);
      return std::nullopt;
    }
    pieces.emplace_back();
  }
  return pieces;
}

// Strings of the language are Latin-1, a byte each.
py::object latin_1(const std::string& text) {
  return py::reinterpret_steal<py::object>(PyUnicode_DecodeLatin1(text.data(), static_cast<Py_ssize_t>(text.size()),
                                                                  nullptr));
}

}  // namespace

std::string FunctionTyper::from_latin_1(py::handle text) {
  return py::bytes(text.attr("encode")("latin-1")).cast<std::string>();
}

void FunctionTyper::report_format(std::string message, std::string help) {
  typer_.report(operation_->location, std::move(message), std::move(help), bad_format);
}

// The values of a % operation, taken one after the other.
class FunctionTyper::PercentValues {
 public:
  PercentValues(FunctionTyper& typer, Operand arguments)
      : typer_(typer), known_(typer.annotation(arguments)), tuple_(typer.use(arguments)) {}

  bool is_tuple() const { return known_.is(AnnotationKind::Tuple); }
  size_t count() const { return is_tuple() ? items().size() : 1; }
  Annotation annotation() const { return is_tuple() ? items()[next_] : known_; }
  Typed take() {
    const Annotation own = annotation();
    size_t position = next_++;
    // Items of a tuple may be known while translating.
    if (own.is_constant()) {
      const Repr* repr = typer_.typer_.reprs.of(own);
      return {typer_.typer_.prebuilt.constant(own.constant, repr), repr, {}};
    }
    return is_tuple() ? typer_.tuple_item(tuple_, position) : tuple_;
  }

 private:
  const std::vector<Annotation>& items() const { return typer_.typer_.tables.tuple(known_.tuple()); }

  FunctionTyper& typer_;
  Annotation known_;
  Typed tuple_;
  size_t next_ = 0;
};

void FunctionTyper::type_percent(Operand arguments, const std::string& format, bool is_bytes) {
  std::string error;
  std::optional<std::vector<PercentPiece>> pieces = parse_percent(format, error);
  if (!pieces) {
    report_format(error);
    return define_nothing();
  }
  PercentValues values(*this, arguments);
  size_t needed = 0;
  for (const PercentPiece& piece : *pieces) needed += piece.values();
  if (needed != values.count()) {
    report_format(fmt::format("the format needs {} value{}, but {} given", needed, needed == 1 ? "" : "s",
                              values.count() == 1 ? "1 is" : fmt::format("{} are", values.count())));
    return define_nothing();
  }
  Operands texts;
  for (const PercentPiece& piece : *pieces) {
    if (!piece.literal.empty()) texts.push_back(use_text_constant(latin_1(piece.literal)));
    if (piece.conversion == 0) continue;
    PercentShape shape{integer(piece.flags), integer(piece.width), integer(piece.precision),
                       piece.flags == 0 && piece.values() == 1 && piece.width < 0 && piece.precision < 0};
    auto take_number = [&](Operand& number) {
      Typed value = values.take();
      bool is_number = value.repr->kind == ReprKind::Integer || value.repr->kind == ReprKind::Bool;
      if (!is_number) report_format("`*` in a format needs an int");
      number = is_number ? convert(value, typer_.reprs.signed_integer()) : integer(0);
    };
    if (piece.has_star_width) {
      take_number(shape.width);
      shape.flags = helper("rformat.ll_star_flags", {shape.flags, shape.width});
      shape.width = helper("rformat.ll_star_width", {shape.width});
    }
    if (piece.has_star_precision) {
      take_number(shape.precision);
      shape.precision = helper("rformat.ll_star_precision", {shape.precision});
    }
    const Annotation known = values.annotation();
    Operand text = percent_value(values.take(), known, piece.conversion, shape, is_bytes);
    if (!text.valid()) return define_nothing();
    texts.push_back(text);
  }
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  define(concatenate(texts), result);
}

// The text of one conversion; invalid when it does not fit the value.
Operand FunctionTyper::percent_value(Typed value, const Annotation& known, char conversion, const PercentShape& shape,
                                     bool is_bytes) {
  auto refuse = [&](std::string_view needed) {
    report_format(fmt::format("`%{}` needs {}, not {}", conversion, needed, typer_.annotator.describe(known)));
    return Operand();
  };
  const Repr* word = typer_.reprs.signed_integer();
  Operand letter = typer_.program.constants.integer(TypeTable::char_, conversion);
  switch (conversion) {
    case 's':
    case 'b':
    case 'r':
    case 'a': {
      if (conversion == 'b' && !is_bytes) return refuse("a bytes format");
      bool is_text = conversion == 's' || conversion == 'b';
      if (is_bytes && is_text && !known.is(AnnotationKind::Bytes)) return refuse("bytes");
      Operand text = is_bytes && is_text ? value.operand : text_of(value, !is_text, known.nullable);
      if (conversion == 'a' || (is_bytes && !is_text)) text = helper("rstr.ll_escape_non_ascii", {text});
      return shape.is_plain ? text
                            : helper("rformat.ll_str_format", {text, shape.flags, shape.width, shape.precision});
    }
    case 'c': {
      Operand c = value.operand;
      if (value.repr->kind == ReprKind::Integer || value.repr->kind == ReprKind::Bool)
        c = helper("rformat.ll_percent_char", {convert(value, word)});
      else if (value.repr->kind == ReprKind::String)
        c = helper("rstr.ll_str2char", {c});
      else if (value.repr->kind != ReprKind::Char)
        return refuse("a character or an int");
      return shape.is_plain ? helper("rstr.ll_chr2str", {c})
                            : helper("rformat.ll_char_format", {c, shape.flags, shape.width});
    }
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
      if (!annotate::is_number(value.repr->annotation)) return refuse("a number");
      return helper("rformat.ll_float_format", {convert(value, typer_.reprs.floating()), letter, shape.flags,
                                                shape.width, shape.precision});
    default: break;
  }
  bool is_decimal = conversion == 'd' || conversion == 'i' || conversion == 'u';
  if (value.repr->kind == ReprKind::Float && is_decimal)
    value = {helper("rfloat.ll_float_to_int", {value.operand}), word, {}};
  if (value.repr->kind == ReprKind::Bool) value = {convert(value, word), word, {}};
  if (value.repr->kind != ReprKind::Integer) return refuse(is_decimal ? "a number" : "an int");
  if (is_decimal && shape.is_plain) return text_of(value, false, false);
  return helper("rformat.ll_int_format", {value.operand, letter, shape.flags, shape.width, shape.precision});
}

// What a specification is applied to.
char FunctionTyper::format_kind(const Annotation& known, char conversion) const {
  if (conversion != 0 || known.is(AnnotationKind::String)) return 's';
  if (known.is(AnnotationKind::Integer) || known.is(AnnotationKind::Bool)) return 'd';
  return known.is(AnnotationKind::Float) ? 'f' : 0;
}

Operand FunctionTyper::formatted(Operand value, char conversion, const std::string& specification) {
  const Annotation known = annotation(value);
  if (specification.empty()) return conversion == 0 ? text_of(value, false) : converted_text(value, conversion);
  char kind = format_kind(known, conversion);
  if (kind == 0) {
    report_format(fmt::format("{} takes no format specification", typer_.annotator.describe(known)),
                  "convert it first: f'{x!s:...}'");
    return string_constant("");
  }
  py::object spec;
  try {
    std::string type = kind == 's' ? "str" : kind == 'd' ? "int" : "float";
    spec = typer_.library.function("formatspec.FormatSpecification")(latin_1(specification), type);
    spec.attr(("check_" + type).c_str())();
  } catch (const py::error_already_set& error) {
    report_format(fmt::format("bad format specification `{}`: {}", specification, std::string(py::str(error.value()))));
    return string_constant("");
  }
  auto character = [&](const char* name) {
    return Operand(typer_.program.constants.integer(TypeTable::char_, spec.attr(name).cast<std::string>().c_str()[0]));
  };
  auto number = [&](const char* name) { return integer(spec.attr(name).cast<int64_t>()); };
  auto flag = [&](const char* name) { return boolean(spec.attr(name).cast<bool>()); };
  if (kind == 's') {
    Operand fill = character("fill");
    if (spec.attr("zero").cast<bool>() && spec.attr("fill").cast<std::string>() == std::string(1, '\0'))
      fill = typer_.program.constants.integer(TypeTable::char_, '0');
    return helper("rformat.ll_format_str", {conversion == 0 ? text_of(value, false) : converted_text(value, conversion),
                                            fill, character("align"), number("width"), number("precision")});
  }
  Operand operand = kind == 'd' ? use_integer(value) : use_as(value, typer_.reprs.floating());
  return helper(kind == 'd' ? "rformat.ll_format_int_spec" : "rformat.ll_format_float_spec",
                {operand, character("fill"), character("align"), character("sign"), flag("positive_zero"),
                 flag("alternate"), flag("zero"), number("width"), character("grouping"), number("precision"), character("type")});
}

// `{x!s}`, `{x!r}`, `{x!a}`.
Operand FunctionTyper::converted_text(Operand value, char conversion) {
  Operand text = text_of(value, conversion == 'r' || conversion == 'a');
  return conversion == 'a' ? helper("rstr.ll_escape_non_ascii", {text}) : text;
}

// With a specification that is only known at run time.
Operand FunctionTyper::formatted_at_run_time(Operand value, char conversion, Operand specification) {
  const Annotation known = annotation(value);
  if (!annotation(specification).is(AnnotationKind::String)) {
    report_format(fmt::format("a format specification is a str, not {}",
                              typer_.annotator.describe(annotation(specification))));
    return string_constant("");
  }
  Operand text = use_as(specification, typer_.reprs.string());
  switch (format_kind(known, conversion)) {
    case 's': {
      Operand formatted = conversion == 0 ? text_of(value, false) : converted_text(value, conversion);
      return helper("formatspec.ll_format_str_at_run_time", {formatted, text});
    }
    case 'd': return helper("formatspec.ll_format_int_at_run_time", {use_integer(value), text});
    case 'f':
      return helper("formatspec.ll_format_float_at_run_time", {use_as(value, typer_.reprs.floating()), text});
    default: break;
  }
  report_format(fmt::format("{} takes no format specification", typer_.annotator.describe(known)),
                "convert it first: f'{x!s:...}'");
  return string_constant("");
}

void FunctionTyper::type_format() {
  py::object conversion, specification;
  constant_of(operation_->operands[1], conversion);
  std::string conversion_text = conversion.is_none() ? "" : conversion.cast<std::string>();
  char letter = conversion_text.empty() ? '\0' : conversion_text[0];
  if (!constant_of(operation_->operands[2], specification))
    return define(formatted_at_run_time(operation_->operands[0], letter, operation_->operands[2]),
                  typer_.reprs.string());
  std::string text = specification.is_none() ? "" : from_latin_1(specification);
  define(formatted(operation_->operands[0], letter, text), typer_.reprs.string());
}

}  // namespace weft::typer
