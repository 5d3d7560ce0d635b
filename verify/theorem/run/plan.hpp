#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "theory/formula/parts.hpp"
#include "verify/theorem/file/theorem_file.hpp"
#include "verify/theorem/run/environment.hpp"

namespace featdyn::verify {

/// What has to be known before something can be.
struct Needs {
  std::vector<std::size_t> snapshots, passages;
  bool rest = false;  ///< the step at which training comes to rest
};
/// A table at a step that does not move: `<w[r],mu[j]>(T_1)`.
struct Snapshot {
  Observed what;
  formula::Expression step;
  Needs needs = {};
};
/// Something that is gathered while a run passes by: a `first`, a reduction or a quantifier over steps.
struct Passage {
  formula::Expression expression = {};      ///< null for a quantifier
  formula::Condition condition = {};        ///< null for the others
  Needs lower = {}, upper = {}, body = {};  ///< of its first step, its last, and what is gathered
};

/// What a theorem needs of its runs of one kind; definitions are expanded.
struct Plan {
  std::vector<Snapshot> snapshots;
  std::vector<Passage> passages;
  std::vector<std::string> indices;     ///< those of quantifiers, in the order of a Spot
  std::vector<std::string> axes;        ///< every index
  std::vector<std::string> extensions;  ///< observables of a user's own: name and version
  bool needs_facts = false;             ///< sizes, labels or norms of the data
  bool needs_eigenvalues = false;
  bool needs_coefficients = false;       ///< of the signal-noise decomposition
  bool needs_eta_max = false;            ///< the largest stable learning rate
  long reach_back = 0, reach_ahead = 0;  ///< steps beside k that formulas in passages look at

  bool needs_a_run() const { return !snapshots.empty() || !passages.empty() || needs_facts || needs_eta_max; }
  /// Where it is in its list; one past the end where it is not.
  std::size_t place(Observed what, const formula::Expression& step) const;
  std::size_t place(const formula::Expression& passage) const;
  std::size_t place(const formula::Condition& passage) const;
  /// The same; throw logic_error where there is none.
  std::size_t find(Observed what, const formula::Expression& step) const;
  std::size_t find(const formula::Expression& passage) const;
  std::size_t find(const formula::Condition& passage) const;
  /// Names what is measured, for the store; `constants` are put for their names.
  std::string text(const std::vector<formula::Substitution>& constants) const;
};

/// What formulas and statements need of runs of each kind; `first` is meant where none is named.
class Planner {
 public:
  explicit Planner(const std::vector<std::string>& runs);
  void add(const formula::Expression& expression);
  void add(const formula::Condition& condition);
  /// Of the kind with this name. Throws FormulaError where more indices are bound than a Spot has.
  Plan plan(const std::string& run) const;

 private:
  std::string first_;
  std::map<std::string, Plan> plans_;
};

/// Whether any conclusion looks at runs, not at parameters alone.
bool needs_runs(const Theorem& theorem);

/// How far a step is from the bound one that it is written with: 1 in `k + 1`; nothing where it has none.
/// Throws FormulaError where it is another function of it.
struct Offset {
  std::string index;
  long steps = 0;
};
std::optional<Offset> offset_of(const formula::Expression& step);

}  // namespace featdyn::verify
