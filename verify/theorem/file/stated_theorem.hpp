#pragma once

#include <set>
#include <string>
#include <vector>

#include "theory/formula/parts.hpp"
#include "verify/theorem/file/theorem_file.hpp"

namespace featdyn::verify {

/// A theorem with its definitions put in: what is judged.
struct Stated {
  std::vector<formula::Condition> assumptions, conclusions;
  formula::Expression probability;
  std::vector<formula::Substitution> constants;  ///< their values; 1 for one that is fitted
  std::set<std::string> constant_names, fitted;
  bool uses_symmetric_ratio = false;

  /// Definitions put into a formula of the same theorem.
  formula::Expression expanded(const formula::Expression& expression) const;
  formula::Condition expanded(const formula::Condition& condition) const;
  /// Gives a fitted constant its value.
  void set_constant(const std::string& name, double value);

  std::map<std::string, Definition> definitions;
};
Stated stated(const Theorem& theorem);

/// The names that occur in a formula, without those of bound indices and vectors.
std::set<std::string> names_in(const formula::Expression& expression);
std::set<std::string> names_in(const formula::Condition& condition);

}  // namespace featdyn::verify
