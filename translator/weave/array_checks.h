// Threads without a lock: an index is checked against the array that it is for.
#pragma once

#include "translator/ir/program.h"

namespace weft::weave {

// What a check calls that finds a mistake: () -> Void, and never returns.
inline constexpr const char* race_function = "weft_found_race";

// Where threads run at the same time, an index that was right for a list's items a moment ago may be wrong for those that
// the list has now. Puts a check in front of every access to the items of a collected object, at stage Low: a race between
// threads may give a wrong answer, but never touches what does not belong to the object. The passes that follow remove most
// of them: the length of an array never changes, and where the index was checked against that length already, this is the
// same question.
void weave_array_checks(ir::Program& program);

}  // namespace weft::weave
