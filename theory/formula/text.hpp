#pragma once

#include <string>

#include "theory/formula/statement.hpp"

namespace featdyn::formula {

/// The formula or statement as the reader reads it: reading it again gives the same tree.
std::string text(const Expression& expression);
std::string text(const Condition& statement);
std::string text(const Binding& binding);

/// How strongly a formula's outermost operation holds together, the strongest last.
enum class Strength { statement, sum, product, unary, reduction, power, operand };
Strength strength_of(const Expression& expression);
/// Whether it would take a factor that stands behind it: a reduction, or a minus or a run before one.
bool is_open(const Expression& expression);

/// "<=", ...
std::string symbol_of(Comparison comparison);

}  // namespace featdyn::formula
