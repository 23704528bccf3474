// Which functions go into which LLVM module. Large programs are split so that modules can be optimised and compiled at
// the same time; callers stay with their callees as far as possible. The split depends on the program alone, never on
// the machine: output is deterministic.
#pragma once

#include <string>
#include <vector>

#include "translator/ir/program.h"

namespace weft::backend {

struct Partition {
  uint32_t index = 0;
  std::vector<ir::FunctionId> functions;  // defined here
  std::vector<ir::FunctionId> imported;   // small functions of other partitions, here only to be inlined
};

struct Partitioning {
  std::vector<Partition> partitions;
  std::vector<ir::DataId> data;   // every prebuilt object the program can reach; defined in the first partition
  std::vector<uint32_t> home;  // by function: the partition that defines it; of external and unused ones `nowhere`
  std::vector<bool> is_shared;  // by function: referred to from outside its home

  size_t operations = 0;  // in all functions

  static constexpr uint32_t nowhere = UINT32_MAX;
  bool is_split() const { return partitions.size() > 1; }
};

// Operations for which a module of its own pays.
inline constexpr size_t operations_per_partition = 6'000;

// Leaves out what the entry function can not reach. A program without an entry is taken as a whole.
Partitioning partition(const ir::Program& program, size_t partition_size = operations_per_partition);

// The symbol of each function in object files. Names of the specification can not clash with those of C libraries.
std::vector<std::string> symbol_names(const ir::Program& program);

// The function the frontend provides to turn an exception into text, if the program has it.
inline constexpr std::string_view exception_text_function = "weft.exception_text";

// What the library keeps for new threads to run (rlib/rthread.py), if the program starts any.
inline constexpr std::string_view thread_function = "weft.run_thread";

}  // namespace weft::backend
