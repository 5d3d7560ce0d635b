#pragma once

#include <string>

#include "theory/formula/names.hpp"
#include "theory/formula/statement.hpp"

namespace featdyn::formula {

/// Mathematics of LaTeX (amsmath, amssymb) as a paper typesets it, without its dollars.
std::string latex(const Expression& expression, const Vocabulary& vocabulary);
std::string latex(const Condition& statement, const Vocabulary& vocabulary);
std::string latex(const Binding& binding, const Vocabulary& vocabulary);

/// `T_mu` as T_{\mu}, `growth` as \mathrm{growth}; the vocabulary's own way where it has one.
std::string latex_name(const std::string& name, const Vocabulary& vocabulary);

}  // namespace featdyn::formula
