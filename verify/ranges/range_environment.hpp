#pragma once

#include <optional>

#include "numerics/points/wide_branch.hpp"
#include "verify/finding/truth.hpp"
#include "verify/ranges/graded.hpp"
#include "verify/ranges/range_question.hpp"

namespace featdyn::verify {

/// What a question comes to on one box, in numbers of type R: Ball where it is proved, Interval where the proof is
/// checked. `yes` and `no` are certain for every point of the box.
template <class R>
class RangeEnvironment {
 public:
  RangeEnvironment(const RangeQuestion& question, const RangeBox& box);

  /// Whether an assumption is broken all over the box, so that nothing is stated there.
  bool is_excluded() const;
  /// The branch's parameters in one of its charts; nothing where they are not all positive and finite, with m > 1.
  std::optional<numerics::WideSetting<R>> setting(numerics::WideChart chart) const;
  /// Of all assumptions together.
  Truth assumed() const;
  /// Of all conclusions together, where the branch is as enclosed: nothing is yes that speaks of it without.
  Truth concluded(const std::optional<numerics::WideEnclosure<R>>& branch) const;

 private:
  using Number = Graded<R>;
  void add_coordinates(const RangeBox& box);
  void add_meanings();
  R strength(numerics::WideChart chart, const R& levels) const;
  Number named(const std::string& name) const;
  Number evaluate(const formula::Expression& expression) const;
  Number called(const formula::Call& call) const;
  Truth truth_of(const formula::Condition& condition) const;
  Truth of_all(const std::vector<formula::Condition>& conditions) const;
  Truth chain(const formula::Chain& chain) const;
  Truth compared(const Number& left, formula::Comparison comparison, const Number& right) const;
  Truth equal(const Number& left, const Number& right, const formula::Tolerance& tolerance) const;

  const RangeQuestion& question_;
  GradedArithmetic<R> arithmetic_;
  bool is_sound_ = true;                  ///< every name is positive
  mutable std::optional<Number> branch_;  ///< the ratio, in the form that is tried
};

}  // namespace featdyn::verify
