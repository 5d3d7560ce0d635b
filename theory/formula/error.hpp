#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "theory/formula/expression.hpp"

namespace featdyn::formula {

/// A mistake in a formula; what() is "what is wrong, read ..., allowed: ...".
class FormulaError : public std::invalid_argument {
 public:
  FormulaError(Place place, const std::string& what_is_wrong, const std::string& read,
               const std::string& allowed)
      : std::invalid_argument(what_is_wrong + ", read " + read + ", allowed: " + allowed), place_(place) {}
  Place place() const { return place_; }

 private:
  Place place_;
};

/// Formulas are refused where parts stand deeper inside each other, so that no reader's stack ends.
inline constexpr int deepest_nesting = 100;
/// Longer formulas are refused.
inline constexpr std::size_t longest_formula = 20'000;

/// Twice the number of letters to be inserted, removed, exchanged or swapped with their neighbour [Damerau, Comm.
/// ACM 7 (1964)]; a difference in case counts half.
std::size_t twice_edits(const std::string& one, const std::string& other);

/// The candidate with the fewest letters inserted, removed, exchanged or swapped with their neighbour; the
/// first of several. Empty where all differ in more than half of the letters.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace featdyn::formula
