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
    piece.width = read_number(format, at);
    if (at < format.size() && format[at] == '.') {
      ++at;
      piece.precision = std::max(read_number(format, at), 0);
    }
    if (at < format.size() && format[at] == 'l') ++at;
    if (at >= format.size()) {
      error = "the format string ends within a conversion";
      return std::nullopt;
    }
    piece.conversion = format[at++];
    if (std::string_view("diuxXosrcfFeEgG").find(piece.conversion) == std::string_view::npos) {
      error = fmt::format("unknown conversion `%{}`", piece.conversion);
      return std::nullopt;
    }
    pieces.emplace_back();
  }
  return pieces;
}

// [[fill]align][sign][#][0][width][grouping][.precision][type]
struct FormatSpecification {
  char fill = 0, align = 0, sign = 0, grouping = 0, type = 0;
  bool alternate = false, zero = false;
  int width = -1, precision = -1;
};

std::optional<FormatSpecification> parse_specification(const std::string& text) {
  FormatSpecification result;
  size_t at = 0;
  auto is_align = [&](size_t position) {
    return position < text.size() && std::string_view("<>=^").find(text[position]) != std::string_view::npos;
  };
  if (is_align(1)) {
    result.fill = text[0];
    result.align = text[1];
    at = 2;
  } else if (is_align(0)) {
    result.align = text[0];
    at = 1;
  }
  auto accept = [&](char c) { return at < text.size() && text[at] == c ? (++at, true) : false; };
  for (char sign : {'+', '-', ' '})
    if (result.sign == 0 && accept(sign)) result.sign = sign;
  result.alternate = accept('#');
  result.zero = accept('0');
  result.width = read_number(text, at);
  for (char grouping : {',', '_'})
    if (result.grouping == 0 && accept(grouping)) result.grouping = grouping;
  if (accept('.')) {
    result.precision = read_number(text, at);
    if (result.precision < 0) return std::nullopt;
  }
  if (at < text.size()) result.type = text[at++];
  if (at != text.size()) return std::nullopt;
  return result;
}

}  // namespace

void FunctionTyper::report_format(std::string message) {
  typer_.report(operation_->location, std::move(message), {}, bad_format);
}

void FunctionTyper::type_percent(Operand arguments, const std::string& format) {
  std::string error;
  std::optional<std::vector<PercentPiece>> pieces = parse_percent(format, error);
  if (!pieces) {
    report_format(error);
    return define_nothing();
  }
  const Annotation known = annotation(arguments);
  bool is_tuple = known.is(AnnotationKind::Tuple);
  size_t count = is_tuple ? typer_.tables.tuple(known.tuple()).size() : 1;
  if (pieces->size() - 1 != count) {
    report_format(fmt::format("the format needs {} value{}, but {} given", pieces->size() - 1,
                              pieces->size() == 2 ? "" : "s", count == 1 ? "1 is" : fmt::format("{} are", count)));
    return define_nothing();
  }
  // A value as the conversion wants it: items of a tuple may be known while translating.
  Typed tuple = use(arguments);
  auto annotation_at = [&](size_t i) { return is_tuple ? typer_.tables.tuple(known.tuple())[i] : known; };
  auto value_at = [&](size_t i) -> Typed {
    const Annotation own = annotation_at(i);
    if (own.is_constant()) {
      const Repr* repr = typer_.reprs.of(own);
      return {typer_.prebuilt.constant(own.constant, repr), repr, {}};
    }
    return is_tuple ? tuple_item(tuple, i) : tuple;
  };
  Operands texts;
  for (size_t i = 0; i < pieces->size(); ++i) {
    const PercentPiece& piece = (*pieces)[i];
    if (!piece.literal.empty()) texts.push_back(use_text_constant(py::str(piece.literal)));
    if (piece.conversion == 0) continue;
    Typed value = value_at(i);
    Operand flags = integer(piece.flags), width = integer(piece.width), precision = integer(piece.precision);
    switch (piece.conversion) {
      case 's':
      case 'r': {
        Operand text = text_of(value, piece.conversion == 'r', annotation_at(i).nullable);
        if (piece.width >= 0 || piece.precision >= 0)
          text = helper("rformat.ll_str_format", {text, flags, width, precision});
        texts.push_back(text);
        break;
      }
      case 'c': {
        Operand c = value.operand;
        if (value.repr->kind == ReprKind::Integer)
          c = helper("rint.ll_int_to_char", {c});
        else if (value.repr->kind == ReprKind::String)
          c = helper("rstr.ll_str2char", {c});
        texts.push_back(piece.width >= 0 ? helper("rformat.ll_char_format", {c, flags, width})
                                         : helper("rstr.ll_chr2str", {c}));
        break;
      }
      case 'f':
      case 'F':
      case 'e':
      case 'E':
      case 'g':
      case 'G': {
        if (!annotate::is_number(value.repr->annotation)) {
          report_format(fmt::format("`%{}` needs a number", piece.conversion));
          return define_nothing();
        }
        Operand conversion = typer_.program.constants.integer(TypeTable::char_, piece.conversion);
        texts.push_back(helper("rformat.ll_float_format",
                               {convert(value, typer_.reprs.floating()), conversion, flags, width, precision}));
        break;
      }
      default: {
        bool is_decimal = piece.conversion == 'd' || piece.conversion == 'i' || piece.conversion == 'u';
        if (value.repr->kind == ReprKind::Float && is_decimal)
          value = {helper("rfloat.ll_float_to_int", {value.operand}), typer_.reprs.signed_integer(), {}};
        if (value.repr->kind != ReprKind::Integer && value.repr->kind != ReprKind::Bool) {
          report_format(fmt::format("`%{}` needs an int", piece.conversion));
          return define_nothing();
        }
        if (is_decimal && piece.flags == 0 && piece.width < 0 && piece.precision < 0) {
          Typed number = value.repr->kind == ReprKind::Bool
                             ? Typed{convert(value, typer_.reprs.signed_integer()), typer_.reprs.signed_integer(), {}}
                             : value;
          texts.push_back(text_of(number, false, false));
          break;
        }
        Operand conversion = typer_.program.constants.integer(TypeTable::char_, piece.conversion);
        texts.push_back(helper("rformat.ll_int_format",
                               {convert(value, typer_.reprs.signed_integer()), conversion, flags, width, precision}));
        break;
      }
    }
  }
  define(concatenate(texts), typer_.reprs.string());
}

Operand FunctionTyper::formatted(Operand value, char conversion, const std::string& specification) {
  const Annotation known = annotation(value);
  if (conversion == 0 && specification.empty()) return text_of(value, false);
  std::optional<FormatSpecification> parsed = parse_specification(specification);
  if (!parsed) {
    report_format(fmt::format("`{}` is not a format specification", specification));
    return string_constant("");
  }
  auto character = [&](char c) {
    return Operand(typer_.program.constants.integer(TypeTable::char_, static_cast<unsigned char>(c)));
  };
  Operand fill = character(parsed->fill), align = character(parsed->align), sign = character(parsed->sign);
  Operand grouping = character(parsed->grouping), type = character(parsed->type);
  Operand width = integer(parsed->width), precision = integer(parsed->precision);
  Operand alternate = boolean(parsed->alternate), zero = boolean(parsed->zero);
  bool is_integer = known.is(AnnotationKind::Integer) || (known.is(AnnotationKind::Bool) && parsed->type != 0);
  if (conversion == 0 && is_integer)
    return helper("rformat.ll_format_int_spec",
                  {use_signed(value), fill, align, sign, alternate, zero, width, grouping, type});
  if (conversion == 0 && known.is(AnnotationKind::Float))
    return helper("rformat.ll_format_float_spec", {use_as(value, typer_.reprs.floating()), fill, align, sign, alternate,
                                                   zero, width, grouping, precision, type});
  Operand text = text_of(value, conversion == 'r' || conversion == 'a');
  if (specification.empty()) return text;
  if (parsed->type != 0 && parsed->type != 's') {
    report_format(fmt::format("the format type `{}` is not for {}", parsed->type, typer_.annotator.describe(known)));
    return text;
  }
  if (parsed->zero && parsed->fill == 0) fill = character('0');
  return helper("rformat.ll_format_str", {text, fill, align, width, precision});
}

void FunctionTyper::type_format() {
  py::object conversion, specification;
  bool is_known =
      constant_of(operation_->operands[1], conversion) && constant_of(operation_->operands[2], specification);
  if (!is_known) {
    report_format("a format specification must be known while translating");
    return define_nothing();
  }
  std::string conversion_text = conversion.is_none() ? "" : conversion.cast<std::string>();
  std::string text = specification.is_none() ? "" : specification.cast<std::string>();
  define(formatted(operation_->operands[0], conversion_text.empty() ? '\0' : conversion_text[0], text),
         typer_.reprs.string());
}

}  // namespace weft::typer
