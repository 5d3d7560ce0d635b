#pragma once

#include "verify/finding/truth.hpp"
#include "verify/theorem/certified/enclosed_environment.hpp"
#include "verify/theorem/file/stated_theorem.hpp"
#include "verify/theorem/run/step_index.hpp"

namespace featdyn::verify {

/// Judges statements where both sides are balls: `yes` and `no` are certain for the exact runs. All at the working
/// precision.
class EnclosedStatement {
 public:
  using Scenes = std::map<std::string, std::unique_ptr<EnclosedEnvironment>>;  ///< by run
  EnclosedStatement(const Scenes& environments, const std::string& first, const Stated& stated)
      : environments_(environments), run_(first), stated_(stated) {}

  /// Of a statement without free indices. Throws NotEnclosed where something in it has no enclosure, and formula::FormulaError
  /// as judge() does.
  Truth truth_of(const formula::Condition& statement);
  Along<Ball> evaluate(const formula::Expression& expression);

 private:
  const EnclosedEnvironment& environment() const { return *environments_.at(run_); }
  Along<Truth> truth(const formula::Condition& condition);
  Along<Truth> chain(const formula::Chain& node);
  std::optional<theory::Rational> exact(const formula::Expression& expression) const;
  formula::Expression at_bound_steps(const formula::Expression& expression) const;
  Along<Truth> equality(const Along<Ball>& left, const Along<Ball>& right,
                        const formula::Tolerance& tolerance);
  Along<Truth> quantified(const formula::Quantified& node);
  Along<Truth> admitted(const std::vector<formula::Binding>& bindings, const formula::Condition& filter);
  Along<Truth> within_bounds(const formula::Binding& binding);
  Along<Ball> quantity(const formula::Quantity& node, formula::Place place);
  Along<Ball> sum(const formula::Sum& node);
  Along<Ball> product(const formula::Product& node);
  Along<Ball> call(const formula::Call& node);
  Along<Ball> reduction(const formula::Reduction& node);
  Along<Ball> first(const formula::First& node);
  Ball number(const std::string& name);
  const EnclosedState& state_at(const formula::Expression& step);
  long step_of(const formula::Expression& step);
  std::vector<long> steps_of(const formula::Binding& binding, bool is_first);
  /// What `at_step` gives, along the step besides where one is bound.
  template <class F>
  auto over_steps(const std::vector<formula::Binding>& bindings, F at_step);

  const Scenes& environments_;
  std::string run_;
  const Stated& stated_;
  std::map<std::string, long> steps_;  ///< that are bound
};

template <class F>
auto EnclosedStatement::over_steps(const std::vector<formula::Binding>& bindings, F at_step) {
  const auto step =
      std::ranges::find_if(bindings, [](const formula::Binding& binding) { return is_step(binding.index); });
  if (step == bindings.end()) return at_step();
  decltype(at_step()) result;
  const std::vector<long> all = steps_of(*step, false);
  for (const long k : all) {
    steps_[step->index] = k;
    auto one = at_step();
    result.axes = one.axes;
    std::ranges::move(one.values, std::back_inserter(result.values));
  }
  steps_.erase(step->index);
  result.axes.insert(result.axes.begin(), {.index = step->index, .size = std::ssize(all)});
  return result;
}

/// How a comparison of two enclosed numbers comes out.
Truth compare(const Ball& left, formula::Comparison comparison, const Ball& right);

}  // namespace featdyn::verify
