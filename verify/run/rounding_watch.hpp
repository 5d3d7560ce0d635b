#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "numerics/flow/flow.hpp"
#include "numerics/scalar/unit_roundoff.hpp"
#include "verify/run/digits_left.hpp"
#include "verify/run/other_flow.hpp"
#include "verify/run/watched_growth.hpp"

namespace featdyn::verify {

/// How many digits rounding leaves of a run, watched on its way: steps by their tangent
/// (watched_growth.hpp); a flow by another flow (other_flow.hpp), and by a part of its tolerance in what is shown. Monte Carlo
/// noise is not watched, for no digit of it is meant to stay, nor is a matrix that is trained by itself.
///
/// The tangents' errors are random, as rounding's are nearly: both may be a tenth of what is expected once in 150
/// times, so one digit is taken off.
template <class M>
class RoundingWatch {
  using R = typename M::Real;
  using Parts = WatchedParts<M>;
  using Part = typename Parts::Part;
  static constexpr bool flows = numerics::LeapingMethod<Part> && numerics::SteppingMethod<Part>,
                        steps = numerics::SteppingMethod<Part> && !flows;

 public:
  RoundingWatch(M& method, const numerics::Problem& problem, const numerics::Selection& selection,
                const FlowPlan& plan, int digits)
      : selection_(selection),
        eta_(numerics::learning_rate<R>(problem.settings)),
        digits_({.own = flows ? digits_of(theory::to_real<R>(plan.tolerance.value)) : own_digits() - luck,
                 .forgotten = own_digits(),
                 .asked_for = static_cast<double>(digits)},
                selection) {
    if constexpr (steps || flows) growth_ = std::make_unique<Growth>(method, problem, selection);
    if constexpr (flows) begin_other_flow(method, problem, plan);
  }

  /// After evaluate() of each step.
  void follow() {
    if constexpr (steps) growth_->follow();
  }
  void record(const numerics::Record<R>& now) {
    if constexpr (steps) digits_.see(rounded(now), growth_->rounding(rounded(now)));
    if (is_lost()) digits_.lose(now.step);
    if constexpr (flows) compare_with_other_flow(now);
  }
  /// Empty where nothing is watched.
  std::vector<DigitsLeft> digits() const {
    return steps || flows ? digits_.digits() : std::vector<DigitsLeft>{};
  }
  static double own_digits() { return digits_of(numerics::unit_roundoff<R>()); }

  /// For checkpoints, and back.
  std::vector<std::string> memory() {
    std::vector<std::string> result{pack(digits_.memory())};
    if constexpr (steps || flows) growth_->remember(result);
    if constexpr (flows)
      for (const auto* matrix : other_->state()) result.push_back(pack(*matrix));
    return result;
  }
  void restore(const std::vector<std::string>& memory, std::size_t first) {
    digits_.restore(unpack<double>(memory.at(first++)));
    if constexpr (steps || flows) growth_->restore(memory, first);
    if constexpr (flows)
      for (auto* matrix : other_->state()) *matrix = unpack<R>(memory.at(first++));
  }

 private:
  static constexpr double luck = 1;  ///< decimal digits taken off
  /// Of the tolerance, that the state of a flow is thought to be off at least: two flows may err alike in a column by
  /// chance, where the state's error is magnified (a loss that changes its sign).
  static constexpr double least_part = 0.1;
  /// Whether rounding has made something of the weights that is not small beside them, at any step: two such runs
  /// need not come to the same end, or to it at the same step, whatever their tangents say.
  bool is_lost() const {
    constexpr double not_small = 0x1p-5;
    if constexpr (steps)
      return !(growth_->largest_part() * static_cast<double>(numerics::unit_roundoff<R>()) <= not_small);
    return false;
  }
  static double digits_of(const R& part) {
    using std::log;
    return -static_cast<double>(R(log(part) / log(R(10))));
  }

  void begin_other_flow(M& method, const numerics::Problem& problem, const FlowPlan& plan) {
    const auto other = other_flow<R>(plan, problem.settings.architecture.function.empty());
    factor_ = other.factor;
    rounding_ = std::max(
        least_part, std::pow(10, luck) * static_cast<double>(R(numerics::unit_roundoff<R>() /
                                                               theory::to_real<R>(plan.tolerance.value))));
    const auto parts = Parts::of(method, problem);
    auto part = parts.begin();
    other_ = Parts::again(problem, [&](const numerics::Problem& own) {
      return std::make_unique<Part>(own, numerics::initial_state<R>(own), eta_, other.options,
                                    (part++)->method);
    });
  }
  void compare_with_other_flow(const numerics::Record<R>& now) {
    if (now.step > 0 && !lost_) lost_ = other_->advance_to(now.step) != numerics::Integration::reached;
    if (lost_) return digits_.lose(now.step);
    const auto value = other_->evaluate();
    const auto moved =
        numerics::summarise<R>(selection_, now.step, eta_, value, other_->overlaps(), other_->gram());
    growth_->shake();
    digits_.see(rounded(now),
                sum(change_of<R>(now, moved, factor_), rounding_, growth_->rounding(rounded(now))));
  }

  using Growth = std::conditional_t<steps || flows, WatchedGrowth<M>, int>;
  numerics::Selection selection_;
  R eta_;
  DigitsWatch digits_;
  std::unique_ptr<Growth> growth_;
  std::unique_ptr<std::conditional_t<flows, M, int>> other_;
  R factor_{1};          ///< of the distance to the other, in units of the tolerance
  double rounding_ = 0;  ///< what the state is thought to be off at least, in these units
  bool lost_ = false;
};

}  // namespace featdyn::verify
