#pragma once

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"

namespace featdyn::formula {

/// Throws FormulaError where no quantifier, reduction or definition around binds the index.
void require_bound(const std::string& index, const std::vector<std::string>& bound, Place place);

/// The list of kinds that the quantity's indices are of; throws FormulaError where there are more or fewer
/// than the name has, one is of another kind, or one is not bound.
const std::vector<IndexKind>* check_indices(const Quantity& quantity, const Name& name,
                                            const std::vector<std::string>& bound, Place place);

}  // namespace featdyn::formula
