#pragma once

#include <set>
#include <vector>

#include "verify/ranges/range_question.hpp"
#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// What a theorem with evidence = "proved" states; one statement for each combination of the values that [over] lists.
/// Settings keys that are `fixed` stay as the settings have them. Throws InputError where no proof over ranges is
/// known: other models or settings than those of the symmetric branch, names that runs alone have, constants that
/// are fitted, probabilities.
std::vector<RangeStatement> range_statements(const Theorem& theorem, const std::set<std::string>& fixed);

}  // namespace featdyn::verify
