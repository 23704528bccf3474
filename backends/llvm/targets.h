// The machines that programs can be built for, as data. Nothing else in the tree asks which machine it is on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "backends/llvm/c_types.h"

namespace weft::backend {

// A file or program that something takes, and Debian's package that has it.
struct Need {
  std::string file;  // with a slash: there; without: where the linker or the shell looks
  std::string package;
  friend bool operator==(const Need&, const Need&) = default;
};

// One way to build for a target, on machines that it suits.
struct BuildMethod {
  std::vector<std::string> hosts;  // LLVM's names of processors; empty: any
  std::string sysroot;             // empty: Clang finds headers and libraries by itself
  std::vector<Need> needs;
};

// One way to run the target's programs.
struct RunMethod {
  std::vector<std::string> hosts;    // as above
  std::vector<std::string> command;  // what is put in front of the program and its arguments; empty: nothing
  std::vector<Need> needs;
};

// What LLVM's code generators are told, out of Clang's tables.
struct CodeGeneration {
  std::string triple, cpu, features, abi, float_abi;
};

struct TargetDescription {
  std::string name;  // what `--target=` takes: "x86_64-linux-gnu"
  std::string path;  // the file that says so

  // What the file says; see docs/targets.md.
  std::string triple;
  std::string cpu;        // the oldest processor that must be able to run the program
  std::string float_abi;  // of 32-bit ARM
  std::vector<std::string> flags;       // further ones for Clang
  std::vector<std::string> link_flags;  // and for when it links
  std::string linker = "ld.lld";        // the program beside Clang
  bool is_static = false;               // programs take no shared libraries
  bool has_stack_maps = false;          // the C runtime can walk frames with the backend's stack maps
  std::string stack_register;           // LLVM's name of the stack pointer; empty when it can not be read
  std::vector<BuildMethod> build;
  std::vector<RunMethod> run;

  // What follows from that.
  CTypes c_types;
  bool can_jump = true;      // from anywhere in a function to anywhere: not where control flow has a structure
  bool has_threads = true;   // of POSIX
  bool hides_stack = false;  // programs can not see where return addresses and local variables are
  bool runs_in_pages = false;  // of a browser, which has the functions of the system that programs call
  CodeGeneration code_generation;
};

// The names of all targets, in alphabetical order: those with a file in a directory of the environment's WEFT_TARGETS, and
// those that Weft comes with.
std::vector<std::string> target_names();

// The target of that name, or in that file. Throws UserError when there is none, with the nearest name; FileError for a
// file that is wrong.
const TargetDescription& find_target(std::string_view name);

// Whether it is a file that is asked for rather than a name.
bool is_target_path(std::string_view name);

// The target this process runs on.
const TargetDescription& host_target();

}  // namespace weft::backend
