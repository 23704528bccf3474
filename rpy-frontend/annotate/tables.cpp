#include "rpy-frontend/annotate/tables.h"

#include <algorithm>
#include <cassert>

namespace weft::annotate {

namespace {

template <typename Collection, typename IdType>
IdType representative(const Collection& definitions, IdType id) {
  while (definitions[id.index].forwarded_to.valid()) id = definitions[id.index].forwarded_to;
  return id;
}

// The position of an equal element, appended when there is none.
template <typename Collection, typename Element>
size_t intern(Collection& elements, std::unordered_multimap<size_t, uint32_t>& index, size_t hash, Element element) {
  auto [first, last] = index.equal_range(hash);
  for (; first != last; ++first)
    if (elements[first->second] == element) return first->second;
  elements.push_back(std::move(element));
  index.emplace(hash, static_cast<uint32_t>(elements.size() - 1));
  return elements.size() - 1;
}

size_t mix(size_t hash, size_t more) { return (hash ^ more) * 0x9E3779B97F4A7C15u; }

size_t hash_of(const std::vector<Annotation>& annotations) {
  size_t hash = annotations.size();
  for (const Annotation& each : annotations) {
    hash = mix(hash, static_cast<size_t>(each.kind) | each.nullable << 8 | each.non_negative << 9 | each.is_char << 10);
    hash = mix(hash, size_t{each.constant.index} << 32 | each.detail);
    hash = mix(hash, each.detail2);
  }
  return hash;
}

}  // namespace

ListId Tables::find(ListId id) const { return representative(lists, id); }
DictId Tables::find(DictId id) const { return representative(dicts, id); }
FamilyId Tables::find(FamilyId id) const { return representative(families, id); }
ClassId Tables::find(ClassId id) const { return representative(classes, id); }
CallableId Tables::find(CallableId id) const { return representative(callables, id); }

InstanceId Tables::find_instance(CallableId callable, const std::vector<Annotation>& key, bool is_low_level) const {
  auto [first, last] = instance_index.equal_range(mix(hash_of(key), callable.index));
  for (; first != last; ++first) {
    const FunctionInstance& known = instances[first->second.index];
    if (known.callable == callable && known.is_low_level == is_low_level && known.key == key) return first->second;
  }
  return {};
}

void Tables::add_to_index(InstanceId id) {
  const FunctionInstance& instance = instances[id.index];
  instance_index.emplace(mix(hash_of(instance.key), instance.callable.index), id);
}

TupleId Tables::intern_tuple(std::vector<Annotation> items) {
  size_t hash = hash_of(items);
  return TupleId{intern(tuples, tuple_index_, hash, std::move(items))};
}

CallableSetId Tables::intern_callables(std::vector<CallableId> set) {
  for (CallableId& each : set) each = find(each);
  std::ranges::sort(set);
  set.erase(std::unique(set.begin(), set.end()), set.end());
  size_t hash = set.size();
  for (CallableId each : set) hash = mix(hash, each.index);
  return CallableSetId{intern(callable_sets, callable_set_index_, hash, std::move(set))};
}

IterableId Tables::intern_iterable(IterableDefinition definition) {
  size_t hash = mix(hash_of(definition.sources), static_cast<size_t>(definition.kind));
  return IterableId{intern(iterables, iterable_index_, hash, std::move(definition))};
}

bool Tables::derives_from(ClassId derived, ClassId base) const {
  if (derived.valid()) derived = find(derived);
  if (base.valid()) base = find(base);
  while (derived.valid() && derived != base) derived = classes[derived.index].base;
  return derived.valid();
}

void Tables::set_base(ClassId derived, ClassId base) {
  assert(!classes[derived.index].base.valid() && "Tables::set_base: the class has a base already");
  classes[derived.index].base = base;
  classes[base.index].subclasses.push_back(derived);
  for (ClassId each : with_subclasses(derived)) classes[each.index].depth += classes[base.index].depth + 1;
}

ClassId Tables::common_base(ClassId a, ClassId b) const {
  if (a.valid()) a = find(a);
  while (a.valid() && !derives_from(b, a)) a = classes[a.index].base;
  return a;
}

ClassId Tables::attribute_owner(ClassId id, const std::string& name) const {
  if (id.valid()) id = find(id);
  for (; id.valid(); id = classes[id.index].base)
    if (classes[id.index].attributes.contains(name)) return id;
  return {};
}

std::vector<ClassId> Tables::with_subclasses(ClassId id) const {
  std::vector<ClassId> result, pending{find(id)};
  while (!pending.empty()) {
    ClassId next = pending.back();
    pending.pop_back();
    result.push_back(next);
    const std::vector<ClassId>& subclasses = classes[next.index].subclasses;
    pending.insert(pending.end(), subclasses.rbegin(), subclasses.rend());
  }
  return result;
}

}  // namespace weft::annotate
