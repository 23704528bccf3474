#include "translator/ir/function_parser.h"

#include <fmt/format.h>

#include "translator/ir/queries.h"
#include "translator/ir/text.h"

namespace weft::ir {

namespace {

// The variable a value's label was made from: without the number that tells it from others of the same variable.
std::string_view variable_of(const Token& label) {
  if (label.is_quoted) return label.text;
  return std::string_view(label.text).substr(0, label.text.find('.'));
}

class FunctionParser {
 public:
  FunctionParser(TokenReader& reader, Function& function)
      : reader_(reader), program_(reader.program), function_(function) {}

  void run() {
    while (!reader_.accept('}')) block();
    for (size_t i = 0; i < is_defined_.size(); ++i)
      if (!is_defined_[i]) TokenReader::fail(*first_use_[i], "this value is not defined");
    for (size_t i = 0; i < order_.size(); ++i)
      if (!order_[i].valid()) TokenReader::fail(*block_use_[i], "there is no such block");
    put_blocks_in_order();
    for (const PendingField& pending : pending_fields_) resolve_field(pending);
  }

 private:
  struct PendingField {
    BlockId block;
    size_t operation;
    const Token* name;
  };

  ValueId value(const Token& label) {
    std::string key = lookup_key(label) + '\0' + label.suffix;
    auto [known, is_new] = values_.try_emplace(std::move(key), function_.values.size());
    if (is_new) {
      function_.add_value(TypeTable::void_);
      is_defined_.push_back(false);
      first_use_.push_back(&label);
    }
    return known->second;
  }

  ValueId define(const Token& label, TypeId type, StringId annotation) {
    ValueId id = value(label);
    if (is_defined_[id.index]) TokenReader::fail(label, "this value is defined already");
    is_defined_[id.index] = true;
    Value& definition = function_.value(id);
    definition.type = type;
    definition.annotation = annotation;
    if (!is_unnamed(label)) definition.name = program_.strings.intern(variable_of(label));
    return id;
  }

  StringId optional_annotation() {
    if (reader_.peek().kind != TokenKind::String) return {};
    return program_.strings.intern(reader_.take().text);
  }

  // `%name: type "annotation"`
  ValueId definition() {
    const Token& label = reader_.expect(TokenKind::Percent, "a value");
    reader_.expect(':');
    TypeId type = reader_.type();
    return define(label, type, optional_annotation());
  }

  BlockId block_named(const Token& label) {
    auto [known, is_new] = blocks_.try_emplace(lookup_key(label), function_.blocks.size());
    if (is_new) {
      function_.add_block();
      block_use_.push_back(&label);
      order_.push_back({});
    }
    return known->second;
  }

  void block() {
    const Token& label = reader_.expect(TokenKind::Caret, "a block");
    block_ = block_named(label);
    if (order_[block_.index].valid()) TokenReader::fail(label, "this block is defined already");
    order_[block_.index] = BlockId{defined_blocks_++};
    if (reader_.accept('(')) {
      while (!reader_.accept(')')) {
        if (!function_.block(block_).arguments.empty()) reader_.expect(',');
        ValueId argument = definition();
        function_.block(block_).arguments.push_back(argument);
      }
    }
    reader_.expect(':');
    while (reader_.peek().kind != TokenKind::Caret && !reader_.at('}')) {
      if (function_.block(block_).terminator.kind != TerminatorKind::None)
        reader_.fail("the block has ended already");
      if (!terminator()) operation();
    }
  }

  // Blocks were numbered as they were mentioned; they are stored in the order of the text.
  void put_blocks_in_order() {
    std::vector<Block> sorted(function_.blocks.size());
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      Block& block = sorted[order_[i].index] = std::move(function_.blocks[i]);
      for (Edge& edge : block.terminator.edges) edge.target = order_[edge.target.index];
    }
    function_.blocks = std::move(sorted);
    for (PendingField& pending : pending_fields_) pending.block = order_[pending.block.index];
  }

  Operand operand() {
    if (reader_.peek().kind == TokenKind::Percent) return value(reader_.take());
    if (!reader_.at_constant()) reader_.fail("expected a value or a constant");
    return reader_.constant();
  }

  // Operands, and the immediate among them.
  void operands(Operation& operation) {
    bool is_first = true;
    if (immediate_stands_first(operation.opcode)) {
      immediate(operation);
      is_first = false;
    } else if (!at_operand() && !at_member()) {
      return;
    }
    while (is_first || reader_.accept(',')) {
      is_first = false;
      if (at_member())
        immediate(operation);
      else
        operation.operands.push_back(operand());
    }
  }

  bool at_member() const { return !reader_.peek().starts_line && (reader_.at('.') || reader_.at('[')); }

  static bool immediate_stands_first(Opcode opcode) {
    switch (info(opcode).immediate) {
      case Immediate::None:
      case Immediate::CallShape:
      case Immediate::Field:
      case Immediate::Name: return false;
      case Immediate::Count:
      case Immediate::JitDriver:
      case Immediate::Type: return true;
    }
    return false;
  }

  // What starts a line begins the next operation, even when it could be an operand.
  bool at_operand() const {
    if (reader_.peek().starts_line) return false;
    return reader_.peek().kind == TokenKind::Percent || reader_.at_constant();
  }

  void operation() {
    Operation operation;
    const Token* label = nullptr;
    TypeId written_type;
    StringId annotation;
    if (reader_.peek().kind == TokenKind::Percent) {
      label = &reader_.take();
      if (reader_.accept(':')) written_type = reader_.type();
      annotation = optional_annotation();
      reader_.expect('=');
    }
    operation.guarded = reader_.accept_word("guarded");
    const Token& name = reader_.expect(TokenKind::Word, "an operation");
    auto opcode = find_opcode(name.text);
    if (!opcode) TokenReader::fail(name, fmt::format("`{}` is no operation", name.text));
    operation.opcode = *opcode;
    if (*opcode == Opcode::Call || *opcode == Opcode::DirectCall || *opcode == Opcode::IndirectCall)
      call(operation);
    else
      operands(operation);
    operation.location = reader_.optional_location();
    if (label) {
      TypeId type = written_type.valid() ? written_type : fixed_result_type(*opcode);
      if (!type.valid()) TokenReader::fail(*label, "the type of this result must be written");
      operation.result = define(*label, type, annotation);
    } else {
      operation.result = function_.add_value(TypeTable::void_);
      is_defined_.push_back(true);
      first_use_.push_back(&name);
    }
    function_.block(block_).operations.push_back(std::move(operation));
  }

  void immediate(Operation& operation) {
    switch (info(operation.opcode).immediate) {
      case Immediate::None:
      case Immediate::CallShape: reader_.fail("this operation takes operands only");
      case Immediate::Name:
        reader_.expect('.');
        operation.immediate = reader_.interned_name().index;
        return;
      case Immediate::Count:
      case Immediate::JitDriver: operation.immediate = bracketed_number(); return;
      case Immediate::Type: operation.immediate = reader_.type().index; return;
      case Immediate::Field:
        if (!reader_.accept('.')) {
          operation.immediate = bracketed_number();
          return;
        }
        pending_fields_.push_back({block_, function_.block(block_).operations.size(), &reader_.peek()});
        reader_.name();
        return;
    }
  }

  uint32_t bracketed_number() {
    reader_.expect('[');
    uint64_t number = reader_.unsigned_number(UINT32_MAX - 1);
    reader_.expect(']');
    return static_cast<uint32_t>(number);
  }

  void call(Operation& operation) {
    operation.operands.push_back(operand());
    CallShape shape;
    bool is_high_level = operation.opcode == Opcode::Call;
    reader_.expect('(');
    while (!reader_.accept(')')) {
      if (operation.operands.size() > 1) reader_.expect(',');
      if (is_high_level && shape.has_star) reader_.fail("nothing follows a `*` argument");
      bool is_keyword = reader_.peek(1).kind == TokenKind::Punctuation && reader_.peek(1).text == "=";
      if (is_high_level && reader_.accept('*')) {
        shape.has_star = true;
      } else if (is_high_level && is_keyword) {
        shape.keywords.push_back(reader_.interned_name());
        reader_.expect('=');
      } else {
        if (!shape.keywords.empty()) reader_.fail("a positional argument stands before keyword arguments");
        ++shape.positional;
      }
      operation.operands.push_back(operand());
    }
    if (is_high_level) operation.immediate = program_.add_call_shape(std::move(shape)).index;
  }

  Edge edge() {
    Edge edge{block_named(reader_.expect(TokenKind::Caret, "a block")), {}};
    if (!reader_.accept('(')) return edge;
    while (!reader_.accept(')')) {
      if (!edge.arguments.empty()) reader_.expect(',');
      edge.arguments.push_back(operand());
    }
    return edge;
  }

  // Whether a terminator stands here, which is then read.
  bool terminator() {
    if (reader_.peek().kind != TokenKind::Word) return false;
    Terminator terminator;
    if (reader_.accept_word("jump")) {
      terminator.kind = TerminatorKind::Jump;
      terminator.edges.push_back(edge());
    } else if (reader_.accept_word("branch")) {
      terminator.kind = TerminatorKind::Branch;
      terminator.operand = operand();
      reader_.expect(',');
      terminator.edges.push_back(edge());
      reader_.expect(',');
      terminator.edges.push_back(edge());
    } else if (reader_.accept_word("switch")) {
      switch_cases(terminator);
    } else if (reader_.accept_word("return")) {
      terminator.kind = TerminatorKind::Return;
      if (at_operand()) terminator.operand = operand();
    } else if (reader_.accept_word("raise")) {
      terminator.kind = TerminatorKind::Raise;
      terminator.operand = operand();
    } else if (reader_.accept_word("try")) {
      terminator.kind = TerminatorKind::Try;
      terminator.edges.push_back(edge());
      reader_.expect_word("catch");
      terminator.caught = definition();
      reader_.expect(TokenKind::DoubleArrow, "`=>`");
      terminator.edges.push_back(edge());
      if (reader_.accept_word("unwind")) {
        reader_.expect(TokenKind::DoubleArrow, "`=>`");
        terminator.edges.push_back(edge());
      }
    } else if (reader_.accept_word("unreachable")) {
      terminator.kind = TerminatorKind::Unreachable;
    } else {
      return false;
    }
    terminator.location = reader_.optional_location();
    function_.block(block_).terminator = std::move(terminator);
    return true;
  }

  void switch_cases(Terminator& terminator) {
    terminator.kind = TerminatorKind::Switch;
    terminator.operand = operand();
    reader_.expect('{');
    while (!reader_.accept_word("else")) {
      terminator.cases.push_back(reader_.constant());
      reader_.expect(TokenKind::DoubleArrow, "`=>`");
      terminator.edges.push_back(edge());
      reader_.expect(',');
    }
    reader_.expect(TokenKind::DoubleArrow, "`=>`");
    terminator.edges.push_back(edge());
    reader_.expect('}');
  }

  // A field is looked up once the type of the pointer it is reached through is known.
  void resolve_field(const PendingField& pending) {
    Operation& operation = function_.block(pending.block).operations[pending.operation];
    TypeId type = addressed_struct(program_, function_, operation);
    if (!type.valid()) TokenReader::fail(*pending.name, "the operand is no pointer to a struct");
    auto field = program_.types.find_field(type, program_.strings.intern(pending.name->text));
    if (!field) TokenReader::fail(*pending.name, fmt::format("{} has no such field", print_name(type)));
    operation.immediate = *field;
  }

  std::string print_name(TypeId type) const { return "%" + symbol(program_.types.name(type)); }

  TokenReader& reader_;
  Program& program_;
  Function& function_;
  BlockId block_;
  size_t defined_blocks_ = 0;
  std::unordered_map<std::string, ValueId> values_;
  std::unordered_map<std::string, BlockId> blocks_;
  std::vector<bool> is_defined_;
  std::vector<const Token*> first_use_, block_use_;
  std::vector<BlockId> order_;  // of each block as numbered by mention, its place in the text
  std::vector<PendingField> pending_fields_;
};

}  // namespace

void parse_body(TokenReader& reader, Function& function) { FunctionParser(reader, function).run(); }

}  // namespace weft::ir
