// Classes in headers: the collector's number of an object's type says which class it is of.
#pragma once

#include "translator/ir/program.h"
#include "translator/weave/collected_types.h"

namespace weft::weave {

// Takes the pointer to their class out of all instances. A class's number is the one that begins its range in the
// vtables (`subclass_min`), so that tests for a class compare numbers; a table leads from numbers to vtables. Nothing
// must have been numbered before.
void put_classes_in_headers(ir::Program& program, CollectedTypes& types);

}  // namespace weft::weave
