#pragma once

#include <functional>
#include <optional>

#include "theory/formula/expression.hpp"
#include "theory/rational.hpp"

namespace featdyn::formula {

/// The exact value of a formula of numbers alone: + - * /, powers with integer exponents, abs, min and max.
/// Names have the value that `value_of` gives. Nothing where there is a name without value, a root, a
/// division by 0, or a power of more than some thousand digits.
using NamedValue = std::function<std::optional<theory::Rational>(const std::string& name)>;
std::optional<theory::Rational> constant(const Expression& expression, const NamedValue& value_of = {});

}  // namespace featdyn::formula
