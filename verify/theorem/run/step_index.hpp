#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "theory/formula/names.hpp"
#include "theory/formula/parts.hpp"

namespace featdyn::verify {

inline bool is_step(const std::string& index) {
  return formula::index_kind(index) == formula::IndexKind::step;
}

inline bool binds_a_step(const std::vector<formula::Binding>& bindings) {
  return std::ranges::any_of(bindings, [](const auto& binding) { return is_step(binding.index); });
}

/// The index variable that an expression is, else empty.
inline std::string index_in(const formula::Expression& expression) {
  const auto* name = formula::as<formula::Quantity>(expression);
  return name && name->indices.empty() && !name->step && formula::index_kind(name->name) ? name->name : "";
}

}  // namespace featdyn::verify
