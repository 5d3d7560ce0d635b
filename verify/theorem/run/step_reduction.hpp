#pragma once

#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/run/plan.hpp"

namespace featdyn::verify {

/// Gathers a `first`, a reduction or a quantifier over steps, one step after the other.
class StepReduction {
 public:
  explicit StepReduction(const Passage& passage);
  /// The name of its step.
  const std::string& step() const { return binding_->index; }
  /// Its first step and its last; NaN where there is none. `all_steps`: how far one without an upper bound goes.
  double lower(const Environment& environment) const;
  double upper(const Environment& environment, double all_steps) const;
  /// Whether the steps it listed, if any, have this one.
  bool lists(double step, const Environment& environment) const;

  /// The environment knows the step by its name. True when nothing more is needed: a `first` that was found.
  bool add(double step, const Judging& judging);
  /// What came of all steps so far.
  Array found() const;
  Readings judged() const;

 private:
  void add_reduction(const Judging& judging);

  const formula::First* first_;
  const formula::Reduction* reduction_;
  const formula::Quantified* quantified_;
  const formula::Binding* binding_;
  Array sum_ = {},
        count_ = {};  ///< of a reduction: the largest, the smallest, the sum, that of squares; how many
  double first_step_ = NAN;
  std::optional<Readings> readings_;
};

}  // namespace featdyn::verify
