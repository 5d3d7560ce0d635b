#pragma once

#include <memory>
#include <stdexcept>

#include "verify/theorem/certified/enclosed_numbers.hpp"
#include "verify/theorem/certified/enclosed_run.hpp"
#include "verify/theorem/run/domain_runs.hpp"
#include "verify/theorem/value/along.hpp"

namespace featdyn::verify {

/// Why enclosures say nothing of a statement: something in it that they do not know.
struct NotEnclosed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One kind of run of a theorem in balls: what the names of formulas are there. Which element of a table is meant is
/// left to look_up.
class EnclosedEnvironment {
 public:
  /// `seen`: the same run in double, whose sizes, labels and indices count; it has to live as long.
  EnclosedEnvironment(const numerics::Settings& settings, const Environment& seen);
  /// What a run was, where there is one.
  void set_run(const numerics::Problem& problem, EnclosedRun run);

  const numerics::Settings& settings() const { return settings_; }
  const EnclosedNumbers& numbers() const { return numbers_; }
  const EnclosedRun& run() const { return run_; }
  /// Throws NotEnclosed where the step is not among those that were kept.
  const EnclosedState& state(long step) const;
  const EnclosedState& rest() const;

  /// The values an index takes.
  Along<Ball> index(const std::string& name) const;
  /// `n[j]`, `|mu[j]|`, `y[i]`: what has indices and no step.
  Along<Ball> fact(const formula::Quantity& quantity, formula::Place place) const;
  /// At a state. Throws NotEnclosed where the observable is known in doubles alone.
  Along<Ball> observable(const formula::Quantity& quantity, formula::Place place,
                         const EnclosedState& state) const;
  Along<Ball> overlaps(const formula::InnerProduct& product, formula::Place place,
                       const EnclosedState& state) const;

 private:
  /// Reads a table that holds these.
  template <class Named>
  Along<Ball> chosen(const Named& named, formula::Place place, const numerics::Matrix<Ball>& table) const;
  Ball column(const std::string& name, const EnclosedState& state) const;

  numerics::Settings settings_;
  EnclosedNumbers numbers_;
  Environment places_;  ///< its tables, and the norms of patches, are the places of their entries
  Facts facts_;
  EnclosedRun run_;
  std::optional<numerics::Problem> problem_;
  std::vector<Ball> norms_;
};

}  // namespace featdyn::verify
