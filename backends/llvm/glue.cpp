// What the C runtime calls to run the program and to show an exception that nobody caught. Made here because only the
// backend knows calling conventions and layouts.
#include <llvm/IR/IRBuilder.h>

#include <algorithm>
#include <stdexcept>

#include "backends/llvm/crossings.h"
#include "backends/llvm/module_lowering.h"

namespace weft::backend {

namespace {

using ir::TypeId;

// As in runtime/weft_runtime.h; a power of two.
constexpr uint64_t traceback_ring_size = 128;

class GlueWriter {
 public:
  explicit GlueWriter(ModuleLowering& module)
      : module_(module), program_(module.program()), builder_(module.context()), pointer_(module.pointer_type()) {}

  // intptr_t weft_program_main(intptr_t argc, char **argv, void **exception)
  void define_program_main() {
    const ir::Function& entry = program_.function(program_.entry);
    llvm::Function* function =
        begin("weft_program_main", module_.word_type(), {module_.word_type(), pointer_, pointer_});
    const ir::FunctionType& type = program_.types.function_type(entry.type);
    if (type.parameters != std::vector{ir::TypeTable::signed_, ir::TypeTable::address} ||
        type.result != ir::TypeTable::signed_)
      throw std::logic_error("LLVM backend: the entry function must take (Signed, Address) and return Signed");
    Outcome outcome = call(program_.entry, {function->getArg(0), function->getArg(1)});
    builder_.CreateStore(outcome.exception, function->getArg(2));
    // What comes with an exception is no value; the caller must not see a different one at each use.
    builder_.CreateRet(builder_.CreateFreeze(outcome.value));
  }

  // void weft_program_thread(void **exception): what a new thread does
  void define_program_thread() {
    llvm::Function* function = begin("weft_program_thread", builder_.getVoidTy(), {pointer_});
    if (ir::FunctionId id = program_.find_function(thread_function); id.valid())
      builder_.CreateStore(call(id, {}).exception, function->getArg(0));
    builder_.CreateRetVoid();
  }

  // const char *weft_exception_class_name(void *exception, intptr_t *length)
  void define_class_name() {
    llvm::Function* function = begin("weft_exception_class_name", pointer_, {pointer_, pointer_});
    TypeId object = program_.types.find("object"), vtable = program_.types.find("vtable");
    if (!object.valid() || !vtable.valid()) {
      builder_.CreateStore(llvm::ConstantInt::get(module_.word_type(), 9), function->getArg(1));
      builder_.CreateRet(builder_.CreateGlobalString("exception"));
      return;
    }
    uint32_t name_field = find_name_field(vtable);
    TypeId name_array = program_.types.pointee(program_.types.struct_type(vtable).fields[name_field].type);
    const Layout& layout = module_.layout();
    llvm::Value* name = load_class_name(function->getArg(0), object, vtable, name_field);
    builder_.CreateStore(load(module_.word_type(), name, layout.length_offset(name_array)), function->getArg(1));
    builder_.CreateRet(address(name, layout.items_offset(name_array)));
  }

  llvm::Value* load_class_name(llvm::Value* instance, TypeId object, TypeId vtable, uint32_t name_field) {
    const Layout& layout = module_.layout();
    auto names = std::ranges::find_if(program_.kept_data, [&](ir::DataId data) {
      return program_.data[data.index].name == ir::class_names;
    });
    if (names == program_.kept_data.end()) {
      llvm::Value* class_pointer = load(pointer_, instance, layout.field_offset(object, 0));
      return load(pointer_, class_pointer, layout.field_offset(vtable, name_field));
    }
    llvm::Type* half = builder_.getIntNTy(static_cast<unsigned>(layout.type_number_size()) * 8);
    llvm::Value* number = load(half, instance, layout.type_number_offset());
    number = builder_.CreateZExt(number, module_.word_type());
    return load(pointer_, builder_.CreateGEP(pointer_, module_.data(*names), number), 0);
  }

  // const char *weft_exception_message(void *exception)
  void define_message() {
    llvm::Function* function = begin("weft_exception_message", pointer_, {pointer_});
    ir::FunctionId id = program_.find_function(exception_text_function);
    llvm::Constant* nothing = llvm::ConstantPointerNull::get(pointer_);
    if (!id.valid()) {
      builder_.CreateRet(nothing);
      return;
    }
    Outcome outcome = call(id, {function->getArg(0)});
    llvm::Value* failed = builder_.CreateIsNotNull(outcome.exception);
    builder_.CreateRet(builder_.CreateSelect(failed, nothing, outcome.value));
  }

  // weft.record_traceback(record): the next entry of the ring.
  void define_traceback_recorder() {
    llvm::Function* function = module_.traceback_recorder();
    builder_.SetInsertPoint(llvm::BasicBlock::Create(module_.context(), "", function));
    llvm::Type* word = module_.word_type();
    llvm::Value* count = module_.runtime_variable("weft_traceback_count", word);
    llvm::Value* ring =
        module_.runtime_variable("weft_traceback_ring", llvm::ArrayType::get(pointer_, traceback_ring_size));
    llvm::Value* position = builder_.CreateLoad(word, count);
    llvm::Value* slot = builder_.CreateAnd(position, llvm::ConstantInt::get(word, traceback_ring_size - 1));
    builder_.CreateStore(function->getArg(0), builder_.CreateInBoundsGEP(pointer_, ring, slot));
    builder_.CreateStore(builder_.CreateAdd(position, llvm::ConstantInt::get(word, 1)), count);
    builder_.CreateRetVoid();
  }

 private:
  struct Outcome {
    llvm::Value* value;
    llvm::Value* exception;
  };

  llvm::Function* begin(const char* name, llvm::Type* result, std::vector<llvm::Type*> parameters) {
    auto* type = llvm::FunctionType::get(result, parameters, false);
    auto* function = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, module_.module());
    function->setVisibility(llvm::GlobalValue::HiddenVisibility);
    function->setDSOLocal(true);
    function->setDoesNotThrow();
    builder_.SetInsertPoint(llvm::BasicBlock::Create(module_.context(), "", function));
    return function;
  }

  Outcome call(ir::FunctionId callee, std::vector<llvm::Value*> arguments) {
    llvm::CallInst* result = call_program(module_, builder_, callee, std::move(arguments));
    if (!program_.function(callee).can_raise) return {result, llvm::ConstantPointerNull::get(pointer_)};
    if (!result->getType()->isStructTy()) return {nullptr, result};
    return {builder_.CreateExtractValue(result, 0), builder_.CreateExtractValue(result, 1)};
  }

  llvm::Value* address(llvm::Value* base, uint64_t offset) {
    return builder_.CreatePtrAdd(base, llvm::ConstantInt::get(module_.word_type(), offset));
  }
  llvm::Value* load(llvm::Type* type, llvm::Value* base, uint64_t offset) {
    return builder_.CreateLoad(type, address(base, offset));
  }

  uint32_t find_name_field(TypeId vtable) const {
    const std::vector<ir::Field>& fields = program_.types.struct_type(vtable).fields;
    for (uint32_t i = 0; i < fields.size(); ++i)
      if (program_.strings[fields[i].name] == "name") return i;
    throw std::logic_error("LLVM backend: the struct `vtable` has no field `name`");
  }

  ModuleLowering& module_;
  const ir::Program& program_;
  llvm::IRBuilder<> builder_;
  llvm::PointerType* pointer_;
};

}  // namespace

void define_glue(ModuleLowering& module) {
  GlueWriter writer(module);
  writer.define_program_main();
  if (module.program().has_threads()) writer.define_program_thread();
  writer.define_class_name();
  writer.define_message();
  writer.define_traceback_recorder();
}

}  // namespace weft::backend
