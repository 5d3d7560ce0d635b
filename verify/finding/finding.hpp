#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verify/finding/verdict.hpp"

namespace featdyn::verify {

inline constexpr double confidence = 0.95;  ///< of every interval

/// From low to high; what of (a confidence interval, an envelope, a domain) its holder says.
struct Range {
  double low, high;
  double half_width() const { return (high - low) / 2; }
};

/// One line of an assumption or a conclusion: a quantity, with its error, against a bound.
struct Inequality {
  enum class Sense { at_least, at_most };
  std::string name;  ///< "d >= 10 n"
  double value = 0;
  Sense sense = Sense::at_least;
  double bound = 0;
  double error = 0;   ///< of value
  std::string where;  ///< the place that was worst

  /// How far it holds, relative to the bound; negative where it does not, NaN where value is NaN.
  double margin() const;
  /// `undecided` when |value - bound| is within the error; a NaN fails.
  Verdict verdict() const;
};
Inequality at_least(std::string name, double value, double bound, double error = 0, std::string where = "");
Inequality at_most(std::string name, double value, double bound, double error = 0, std::string where = "");

/// How strong the evidence of a finding is: double precision over seeds; the same by a second method and with
/// more digits; enclosed by intervals at points; proved by intervals over whole ranges of parameters.
enum class Evidence { sampled, confirmed, certified, proved };
const char* name(Evidence evidence);

/// A named constant of a theorem: as given, or fitted with its interval.
struct ConstantFound {
  double value;
  std::optional<Range> interval;
  std::string where;
};

/// What became of one claim, or of one reading of it.
struct Finding {
  std::string claim;       ///< id; a further reading adds a suffix
  std::string statement;   ///< in our words
  std::string provenance;  ///< where the statement and its constants come from
  std::vector<Inequality> assumptions, conclusions;

  std::string quantity;  ///< what `computed` is
  std::optional<double> computed, error, bound;
  std::optional<double> constant, exponent;  ///< fitted
  std::optional<Range> constant_interval, exponent_interval;
  std::string domain;  ///< on which settings it was judged, and where it stops
  std::string detail;  ///< what else a reader should know: branches, places, reasons
  Evidence evidence = Evidence::sampled;
  std::string evidence_detail;
  std::string repeat;  ///< the command that makes this finding again

  std::map<std::string, ConstantFound> constants = {};
  std::vector<std::string> vacuous = {};  ///< negative controls that pass it too: "frozen"

  Verdict verdict = Verdict::undecided;
  std::optional<double> margin = {};  ///< the smallest of the conclusions
  std::string where;                  ///< of that one
};

}  // namespace featdyn::verify
