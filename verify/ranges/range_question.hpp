#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "theory/formula/statement.hpp"
#include "theory/rational.hpp"

namespace featdyn::verify {

/// One name of a statement over ranges: an interval of numbers > 0, or a formula of the other names.
struct RangeEntry {
  std::string name;  ///< a parameter of the language, "n SNR^2" or "n / (sigma_xi^2 d)"
  std::string from,
      to;  ///< decimals or fractions; `to` of m and n SNR^2 may be "inf"; empty where there is a formula
  std::string formula = {};  ///< "50 m"
};

/// A statement over whole ranges of parameters, complete in itself: what a certificate holds. Definitions and constants
/// are put into its formulas.
struct RangeStatement {
  std::string id, title;
  std::vector<RangeEntry> domain;
  std::vector<std::string> assume, conclude;
};

/// An end of a range: a number, or nothing where there is no end.
using RangeEnd = std::optional<theory::Rational>;
/// "0.05", "1/3" or "inf". Throws std::invalid_argument for other texts.
RangeEnd range_end(const std::string& text);
std::string text_of(const RangeEnd& end);
/// Whether it is before the other.
bool is_below(const RangeEnd& one, const RangeEnd& other);

/// A box of parameters: ends along the names of a question that have a range, in their order.
struct RangeBox {
  std::vector<RangeEnd> from, to;
};

/// The names of the two combinations that the branch depends on besides m and t.
inline constexpr const char *signal_strength = "n SNR^2", *noise_strength = "n / (sigma_xi^2 d)";

/// A statement, read.
struct RangeQuestion {
  RangeStatement statement;
  std::vector<std::string> names;                       ///< that have a range: the coordinates of boxes
  RangeBox whole;                                       ///< the domain
  std::map<std::string, theory::Rational> constants;    ///< names that have one value
  std::map<std::string, formula::Expression> formulas;  ///< names that stand for others
  std::vector<formula::Condition> assume, conclude;
  bool has_branch = false;  ///< whether a conclusion speaks of symmetric_ratio
};
/// Throws std::invalid_argument that says what is wrong: a text that cannot be read, ends that are not in order or
/// not positive, a name without value or in a circle, a formula that ranges do not take.
RangeQuestion question_of(const RangeStatement& statement);

}  // namespace featdyn::verify
