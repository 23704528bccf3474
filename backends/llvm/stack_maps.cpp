#include "backends/llvm/stack_maps.h"

#include <llvm/BinaryFormat/ELF.h>
#include <llvm/CodeGen/AsmPrinter.h>
#include <llvm/CodeGen/GCMetadataPrinter.h>
#include <llvm/CodeGen/StackMaps.h>
#include <llvm/IR/GCStrategy.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSectionELF.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Target/TargetMachine.h>

#include <mutex>
#include <optional>
#include <vector>

namespace weft::backend {

namespace {

class Strategy : public llvm::GCStrategy {
 public:
  Strategy() {
    UseStatepoints = true;
    UsesMetadata = true;  // the printer below
  }

  // What is to be found is in slots; LLVM needs to look for no pointers itself.
  std::optional<bool> isGCManagedPointer(const llvm::Type*) const override { return false; }
};

// DWARF's number of the register.
unsigned dwarf_stack_pointer(const llvm::Triple& triple) {
  if (triple.getArch() == llvm::Triple::x86_64) return 7;
  if (triple.isAArch64()) return 31;
  llvm::report_fatal_error("stack maps: not for this target", false);
}

// Writes a table of its own rather than LLVM's, which is ten times as large. It is read by runtime/stack_maps.c, where it
// is described; the linker puts those of all modules one behind another.
class Printer : public llvm::GCMetadataPrinter {
 public:
  bool emitStackMaps(llvm::StackMaps& maps, llvm::AsmPrinter& printer) override {
    if (maps.getCSInfos().empty()) return true;
    word_size_ = printer.getPointerSize();
    stack_pointer_ = dwarf_stack_pointer(printer.TM.getTargetTriple());
    out_ = printer.OutStreamer.get();
    // Nothing refers to the section itself, only to its start and its end.
    out_->switchSection(printer.OutContext.getELFSection("weft_stack_maps", llvm::ELF::SHT_PROGBITS,
                                                         llvm::ELF::SHF_ALLOC | llvm::ELF::SHF_GNU_RETAIN));
    auto site = maps.getCSInfos().begin();
    for (const auto& [symbol, function] : maps.getFnInfos()) {
      function_ = symbol->getName();
      out_->emitValueToAlignment(llvm::Align(word_size_));
      out_->emitSymbolValue(symbol, word_size_);
      out_->emitIntValue(function.RecordCount, word_size_);
      for (uint64_t i = 0; i < function.RecordCount; ++i) emit(*site++, function.StackSize);
    }
    out_->emitValueToAlignment(llvm::Align(word_size_));
    return true;
  }

 private:
  // In front of the locations of variables are the statepoint's calling convention, its flags, and how many of them are not
  // for roots.
  static constexpr size_t convention_and_flags = 2;

  void emit(const llvm::StackMaps::CallsiteInfo& site, uint64_t frame_size) {
    const auto& locations = site.Locations;
    auto outer_count = static_cast<size_t>(locations[convention_and_flags].Offset);
    std::vector<uint16_t> words;
    for (size_t i = convention_and_flags + 1; i < locations.size(); ++i) words.push_back(word_of(locations[i]));
    // Where functions are inlined into one that C calls, it is still one frame.
    if (outer_count > 1) fail("a frame has two ends");
    out_->emitValue(site.CSOffsetExpr, 4);
    out_->emitInt16(in_words(frame_size));
    out_->emitInt16(static_cast<uint16_t>((words.size() - outer_count) << 1 | outer_count));
    for (uint16_t word : words) out_->emitInt16(word);
    if (words.size() % 2 != 0) out_->emitInt16(0);
  }

  // From the stack pointer.
  uint16_t word_of(const llvm::StackMaps::Location& location) const {
    bool is_in_frame = location.Type == llvm::StackMaps::Location::Direct && location.Reg == stack_pointer_;
    if (!is_in_frame) fail("a root is not in the frame");
    return in_words(static_cast<uint64_t>(location.Offset));
  }

  uint16_t in_words(uint64_t bytes) const {
    if (bytes / word_size_ > UINT16_MAX || bytes % word_size_ != 0) fail("a frame that is too large, or has no fixed size");
    return static_cast<uint16_t>(bytes / word_size_);
  }

  [[noreturn]] void fail(const char* problem) const {
    llvm::report_fatal_error(llvm::Twine("stack maps: ") + problem + ", in " + function_, false);
  }

  unsigned word_size_ = 0, stack_pointer_ = 0;
  llvm::MCStreamer* out_ = nullptr;
  llvm::StringRef function_;
};

const llvm::GCRegistry::Add<Strategy> strategy(stack_map_strategy, "roots in slots of the frame");
const llvm::GCMetadataPrinterRegistry::Add<Printer> printer(stack_map_strategy, "tables for the C runtime");

// Arguments on the stack must not be pushed one by one: the stack pointer stays where it is from a function's prologue on.
void keep_stack_pointer_in_place() {
  auto& options = llvm::cl::getRegisteredOptions();
  auto found = options.find("no-x86-call-frame-opt");
  if (found != options.end()) static_cast<llvm::cl::opt<bool>*>(found->second)->setValue(true);
}

}  // namespace

bool needs_frame_pointers(const llvm::Triple& triple) { return triple.isAArch64(); }

void register_stack_maps() {
  static std::once_flag once;
  std::call_once(once, keep_stack_pointer_in_place);
}

}  // namespace weft::backend
