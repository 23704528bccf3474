#include "translator/ir/verifier.h"

#include <memory>
#include <unordered_set>

#include <fmt/format.h>

#include "translator/ir/control_flow.h"
#include "translator/ir/operation_rules.h"
#include "translator/ir/printer.h"
#include "translator/ir/queries.h"

namespace weft::ir {

namespace {

// Where a value is defined: block arguments come before the first operation.
struct Definition {
  static constexpr uint32_t argument = 0, unknown = UINT32_MAX;
  BlockId block;
  uint32_t position = unknown;  // 1 for the first operation
  bool is_caught = false;
};

class FunctionVerifier {
 public:
  FunctionVerifier(const Program& program, const Function& function, std::vector<std::string>& messages)
      : program_(program), types_(program.types), function_(function), messages_(messages),
        definitions_(function.values.size()) {}

  void run() {
    if (!function_.type.valid() || function_.type.index >= types_.size() ||
        types_.kind(function_.type) != TypeKind::Function)
      return report("the function's type is no function type");
    if (function_.is_external) {
      if (!function_.blocks.empty()) report("an external function has no body");
      if (function_.can_raise) report("an external function does not raise");
      return;
    }
    if (function_.blocks.empty()) return report("the function has no blocks");
    size_t known = messages_.size();
    check_ids();
    if (messages_.size() != known) return;  // nothing else can be trusted
    check_entry();
    check_operations();
    check_terminators();
    check_dominance();
  }

 private:
  void report(std::string_view message) { messages_.push_back(fmt::format("@{}: {}", function_.name, message)); }

  void report(BlockId block, std::string_view message) {
    messages_.push_back(fmt::format("@{} ^{}: {}", function_.name, block.index, message));
  }

  const FunctionText& text() {
    if (!text_) text_ = std::make_unique<FunctionText>(program_, function_);
    return *text_;
  }

  void report(BlockId block, const Operation& operation, std::string_view message) {
    report(block, fmt::format("`{}`: {}", text().operation(operation), message));
  }

  void report(BlockId block, const Terminator& terminator, std::string_view message) {
    report(block, fmt::format("`{}`: {}", text().terminator(terminator), message));
  }

  bool is_known(Operand operand) const {
    if (!operand.valid()) return false;
    if (operand.is_value()) return operand.value().index < function_.values.size();
    return operand.constant().index < program_.constants.size();
  }

  bool is_known(TypeId type) const { return type.index < types_.size(); }

  void check_ids() {
    for (const Value& value : function_.values)
      if (!is_known(value.type)) return report("a value has no type");
    for (size_t i = 0; i < function_.blocks.size(); ++i) check_ids_of(BlockId{i});
  }

  void check_ids_of(BlockId id) {
    const Block& block = function_.block(id);
    for (ValueId argument : block.arguments) define(argument, {id, Definition::argument, false}, "argument");
    for (uint32_t i = 0; i < block.operations.size(); ++i) {
      const Operation& operation = block.operations[i];
      define(operation.result, {id, i + 1, false}, info(operation.opcode).name);
      for (Operand operand : operation.operands)
        if (!is_known(operand)) report(id, operation, "an operand is no value and no constant");
    }
    const Terminator& terminator = block.terminator;
    if (terminator.kind == TerminatorKind::Try)
      define(terminator.caught, {id, static_cast<uint32_t>(block.operations.size() + 1), true}, "caught");
    else if (terminator.caught.valid())
      report(id, terminator, "only `try` catches");
    for (ConstantId value : terminator.cases)
      if (value.index >= program_.constants.size()) report(id, terminator, "a case is no constant");
    for (const Edge& edge : terminator.edges)
      if (edge.target.index >= function_.blocks.size()) report(id, terminator, "an edge leads nowhere");
    for_each_operand(terminator, [&](Operand operand) {
      if (!is_known(operand)) report(id, terminator, "an operand is no value and no constant");
    });
  }

  void define(ValueId value, Definition definition, std::string_view what) {
    if (value.index >= definitions_.size()) return report(definition.block, fmt::format("{}: no result", what));
    if (definitions_[value.index].position != Definition::unknown)
      report(definition.block, fmt::format("{}: {} is defined twice", what, text().value(value)));
    definitions_[value.index] = definition;
  }

  TypeId type_of(Operand operand) const { return program_.type_of(function_, operand); }
  std::string name(TypeId type) const { return print(program_, type); }

  void check_entry() {
    const std::vector<TypeId>& parameters = types_.function_type(function_.type).parameters;
    const std::vector<ValueId>& arguments = function_.block(Function::entry).arguments;
    bool matches = parameters.size() == arguments.size();
    for (size_t i = 0; matches && i < parameters.size(); ++i)
      matches = parameters[i] == function_.value(arguments[i]).type;
    if (!matches) report(Function::entry, "the arguments of the entry are not the parameters");
    for (const Block& block : function_.blocks)
      for (const Edge& edge : block.terminator.edges)
        if (edge.target == Function::entry) return report(Function::entry, "an edge leads to the entry");
  }

  void check_operations() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const std::vector<Operation>& operations = function_.blocks[i].operations;
      for (size_t k = 0; k < operations.size(); ++k) {
        check_operation(BlockId{i}, operations[k]);
        if (program_.stage == Stage::Woven) check_exception_protocol(BlockId{i}, k);
      }
    }
  }

  void check_operation(BlockId block, const Operation& operation) {
    if (!is_legal_at(operation.opcode, program_.stage)) {
      static constexpr std::string_view stages[] = {"flow", "low", "woven"};
      return report(block, operation,
                    fmt::format("not allowed at stage {}", stages[static_cast<size_t>(program_.stage)]));
    }
    std::string broken = broken_signature(program_, function_, operation);
    if (broken.empty()) broken = broken_meaning(program_, function_, operation);
    if (!broken.empty()) report(block, operation, broken);
    if (operation.guarded && info(operation.opcode).stage != OperationStage::High)
      report(block, operation, "only high-level operations are guarded");
    if (program_.stage == Stage::Flow) return;
    for (Operand operand : operation.operands)
      if (operand.is_constant() && program_.constants[operand.constant()].kind == ConstantKind::HostObject)
        report(block, operation, "a live object after the typer");
  }

  // After the exception transform: `last_exception` follows each call that may raise, and nothing else.
  void check_exception_protocol(BlockId block, size_t position) {
    const std::vector<Operation>& operations = function_.block(block).operations;
    auto raises = [&](const Operation& operation) { return may_raise(program_, operation, false); };
    bool is_followed =
        position + 1 < operations.size() && operations[position + 1].opcode == Opcode::LastException;
    if (raises(operations[position]) && !is_followed)
      report(block, operations[position], "`last_exception` must follow directly");
    if (operations[position].opcode == Opcode::LastException && (position == 0 || !raises(operations[position - 1])))
      report(block, operations[position], "not directly behind a call that may raise");
  }

  void check_terminators() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      BlockId id{i};
      check_terminator(id, function_.block(id));
      for (const Edge& edge : function_.block(id).terminator.edges) check_edge(id, edge);
    }
  }

  void check_edge(BlockId source, const Edge& edge) {
    const std::vector<ValueId>& parameters = function_.block(edge.target).arguments;
    const Terminator& terminator = function_.block(source).terminator;
    if (parameters.size() != edge.arguments.size())
      return report(source, terminator,
                    fmt::format("^{} takes {} arguments, not {}", edge.target.index, parameters.size(),
                                edge.arguments.size()));
    for (size_t i = 0; i < parameters.size(); ++i) {
      TypeId wanted = function_.value(parameters[i]).type, given = type_of(edge.arguments[i]);
      if (wanted != given)
        report(source, terminator,
               fmt::format("argument {} of ^{} has type {}, not {}", i + 1, edge.target.index, name(wanted),
                           name(given)));
    }
  }

  void check_terminator(BlockId id, const Block& block) {
    const Terminator& terminator = block.terminator;
    auto expect = [&](size_t edges, bool has_operand) {
      if (terminator.edges.size() != edges) report(id, terminator, fmt::format("needs {} edges", edges));
      if (terminator.operand.valid() != has_operand)
        report(id, terminator, has_operand ? "the operand is missing" : "takes no operand");
      return terminator.edges.size() == edges && terminator.operand.valid() == has_operand;
    };
    switch (terminator.kind) {
      case TerminatorKind::None: return report(id, "the block is not terminated");
      case TerminatorKind::Jump: return void(expect(1, false));
      case TerminatorKind::Branch:
        if (expect(2, true) && type_of(terminator.operand) != condition_type())
          report(id, terminator, fmt::format("the condition is no {}", name(condition_type())));
        return;
      case TerminatorKind::Switch:
        if (expect(terminator.cases.size() + 1, true)) check_switch(id, terminator);
        return;
      case TerminatorKind::Return: return check_return(id, terminator);
      case TerminatorKind::Raise:
        if (expect(0, true)) check_exception_type(id, terminator, type_of(terminator.operand));
        if (!function_.can_raise) report(id, terminator, "the function is marked as not raising");
        return;
      case TerminatorKind::Try:
        if (expect(terminator.edges.size() == 3 ? 3 : 2, false)) check_try(id, block);
        return;
      case TerminatorKind::Unreachable: return void(expect(0, false));
    }
  }

  TypeId condition_type() const { return program_.stage == Stage::Flow ? TypeTable::any : TypeTable::bool_; }

  void check_return(BlockId id, const Terminator& terminator) {
    if (!terminator.edges.empty()) report(id, terminator, "needs no edges");
    TypeId wanted = types_.function_type(function_.type).result;
    if (!terminator.operand.valid()) {
      if (wanted != TypeTable::void_) report(id, terminator, "the result is missing");
      return;
    }
    if (type_of(terminator.operand) != wanted)
      report(id, terminator,
             fmt::format("the function returns {}, not {}", name(wanted), name(type_of(terminator.operand))));
  }

  void check_switch(BlockId id, const Terminator& terminator) {
    TypeId type = type_of(terminator.operand);
    bool can_switch = types_.is_integer(type) || type == TypeTable::char_ || type == TypeTable::unichar;
    if (!can_switch) report(id, terminator, "only integers and characters can be switched on");
    std::unordered_set<uint64_t> seen;
    for (ConstantId value : terminator.cases) {
      const Constant& constant = program_.constants[value];
      if (constant.kind != ConstantKind::Integer || constant.type != type)
        report(id, terminator, "a case does not have the type of the operand");
      else if (!seen.insert(constant.payload).second)
        report(id, terminator, "a case occurs twice");
    }
  }

  void check_exception_type(BlockId id, const Terminator& terminator, TypeId type) {
    TypeId wanted = program_.stage == Stage::Flow ? TypeTable::any : exception_type(program_);
    if (!wanted.valid())
      report(id, terminator, "there is no struct %object for exceptions");
    else if (type != wanted)
      report(id, terminator, fmt::format("an exception has type {}, not {}", name(wanted), name(type)));
  }

  void check_try(BlockId id, const Block& block) {
    const Terminator& terminator = block.terminator;
    if (program_.stage == Stage::Woven) report(id, terminator, "not allowed at stage woven");
    if (block.operations.empty() || !info(block.operations.back().opcode).can_raise())
      report(id, terminator, "the last operation can not raise");
    check_exception_type(id, terminator, function_.value(terminator.caught).type);
  }

  void check_dominance() {
    Dominators dominators(function_);
    for (BlockId id : dominators.order()) {
      const Block& block = function_.block(id);
      for (uint32_t i = 0; i < block.operations.size(); ++i)
        for (Operand operand : block.operations[i].operands)
          if (!is_available(operand, id, i + 1, dominators))
            report(id, block.operations[i], fmt::format("{} is not defined here", text().operand(operand)));
      const Terminator& terminator = block.terminator;
      uint32_t end = static_cast<uint32_t>(block.operations.size() + 1);
      if (terminator.operand.valid() && !is_available(terminator.operand, id, end, dominators))
        report(id, terminator, fmt::format("{} is not defined here", text().operand(terminator.operand)));
      for (size_t i = 0; i < terminator.edges.size(); ++i)
        check_edge_dominance(id, end, i, dominators);
    }
  }

  void check_edge_dominance(BlockId id, uint32_t end, size_t position, const Dominators& dominators) {
    const Terminator& terminator = function_.block(id).terminator;
    bool is_try = terminator.kind == TerminatorKind::Try, is_exceptional = is_try && position == 1;
    // What a call that raised would have returned does not exist, nor what one returns that is unwound.
    ValueId unavailable;
    if (is_try && position > 0 && !function_.block(id).operations.empty())
      unavailable = function_.block(id).operations.back().result;
    for (Operand operand : terminator.edges[position].arguments) {
      if (is_exceptional && operand.is_value() && operand.value() == terminator.caught) continue;
      bool is_result = operand.is_value() && unavailable.valid() && operand.value() == unavailable;
      if (is_result || !is_available(operand, id, end, dominators))
        report(id, terminator, fmt::format("{} is not defined here", text().operand(operand)));
    }
  }

  bool is_available(Operand operand, BlockId block, uint32_t position, const Dominators& dominators) const {
    if (operand.is_constant()) return true;
    const Definition& definition = definitions_[operand.value().index];
    if (definition.position == Definition::unknown || definition.is_caught) return false;
    if (definition.block == block) return definition.position < position;
    return dominators.is_reachable(definition.block) && dominators.dominates(definition.block, block);
  }

  const Program& program_;
  const TypeTable& types_;
  const Function& function_;
  std::vector<std::string>& messages_;
  std::vector<Definition> definitions_;
  std::unique_ptr<FunctionText> text_;
};

}  // namespace

std::vector<std::string> verify(const Program& program, FunctionId function) {
  std::vector<std::string> messages;
  FunctionVerifier(program, program.function(function), messages).run();
  return messages;
}

std::vector<std::string> verify(const Program& program) {
  std::vector<std::string> messages = verify_declarations(program);
  if (!messages.empty()) return messages;
  for (const Function& function : program.functions) FunctionVerifier(program, function, messages).run();
  return messages;
}

}  // namespace weft::ir
