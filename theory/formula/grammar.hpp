#pragma once

#include <string>
#include <vector>

#include "theory/formula/names.hpp"
#include "theory/formula/statement.hpp"

namespace featdyn::formula {

/// Readers of the language; all throw FormulaError at the first mistake.

/// `n sqrt m / (2 eta)`, `first k: loss(k) <= 1/2`
Expression read_expression(const std::string& text, const Vocabulary& vocabulary);
/// `for all r, j: A <= B`, `A = Theta(B) within C`, ...
Condition read_statement(const std::string& text, const Vocabulary& vocabulary);

/// What stands left of a definition: `T_1`, `growth[r,p](k)`.
struct DefinitionHead {
  std::string name;
  std::vector<std::string> indices;
  std::string step;  ///< empty where there is none
};
DefinitionHead read_head(const std::string& text);

}  // namespace featdyn::formula
