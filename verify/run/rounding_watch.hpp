#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/scalar/unit_roundoff.hpp"
#include "numerics/training/rounding_growth.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/column_errors.hpp"
#include "verify/run/digits_left.hpp"
#include "verify/run/methods.hpp"
#include "verify/run/other_flow.hpp"

namespace featdyn::verify {

/// How many digits rounding leaves of a run, watched on its way: steps by their tangent twice
/// (numerics/training/rounding_growth.hpp), the larger of both; a flow by another flow (other_flow.hpp), and by one rounding of what is shown. Monte Carlo noise is not watched: no digit of it is meant to
/// stay.
///
/// The tangents' errors are random, as rounding's are nearly: both may be a tenth of what is expected once in 150
/// times, so one digit is taken off.
template <class M>
class RoundingWatch {
  using R = typename M::Real;
  static constexpr bool flows = numerics::LeapingMethod<M> && numerics::SteppingMethod<M>,
                        steps = numerics::SteppingMethod<M> && !flows;

 public:
  RoundingWatch(M& method, const numerics::Problem& problem, const numerics::Selection& selection,
                const FlowPlan& plan, int digits)
      : method_(method),
        selection_(selection),
        eta_(numerics::learning_rate<R>(problem.settings)),
        digits_({.own = flows ? digits_of(theory::to_real<R>(plan.tolerance.value)) : own_digits() - luck,
                 .forgotten = own_digits(),
                 .asked_for = static_cast<double>(digits)},
                selection) {
    if constexpr (steps || flows)
      for (std::uint64_t stream = 1; stream <= 2; ++stream)
        growths_.push_back(std::make_unique<numerics::RoundingGrowth>(
            problem, method.constants(), numerics::names_of(method.named_state()), manner(problem, stream)));
    if constexpr (flows) begin_other_flow(problem, plan);
  }

  /// After evaluate() of each step.
  void follow() {
    if constexpr (steps)
      for (const auto& growth : growths_) growth->template follow<R>(method_.named_state());
  }
  void record(const numerics::Record<R>& now) {
    if constexpr (steps) digits_.see(rounded(now), rounding(rounded(now)));
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
    if constexpr (steps)
      for (const auto& growth : growths_)
        for (const auto* matrix : growth->memory()) result.push_back(pack(*matrix));
    if constexpr (flows)
      for (const auto* matrix : other_->state()) result.push_back(pack(*matrix));
    return result;
  }
  void restore(const std::vector<std::string>& memory, std::size_t first) {
    digits_.restore(unpack<double>(memory.at(first++)));
    if constexpr (steps)
      for (const auto& growth : growths_) {
        for (auto* matrix : growth->memory()) *matrix = unpack<double>(memory.at(first++));
        growth->repeat();
      }
    if constexpr (flows)
      for (auto* matrix : other_->state()) *matrix = unpack<R>(memory.at(first++));
  }

 private:
  static constexpr double luck = 1;  ///< decimal digits taken off
  /// Whether rounding has made something of the weights that is not small beside them, at any step: two such runs
  /// need not come to the same end, or to it at the same step, whatever their tangents say.
  bool is_lost() const {
    if constexpr (!steps) return false;
    constexpr double not_small = 0x1p-5;
    const auto unit = static_cast<double>(numerics::unit_roundoff<R>());
    return std::ranges::any_of(growths_,
                               [&](const auto& growth) { return growth->largest_part() * unit > not_small; });
  }
  static double digits_of(const R& part) {
    using std::log;
    return -static_cast<double>(R(log(part) / log(R(10))));
  }
  static numerics::RoundingGrowth::Manner manner(const numerics::Problem& problem, std::uint64_t stream) {
    const bool in_space = std::is_same_v<M, numerics::Network<R>>;
    return {.length = in_space ? problem.data.dimension() : problem.data.count() + problem.settings.neurons(),
            .from_start = std::is_same_v<M, numerics::Decomposition<R>>,
            .stream = stream};
  }

  /// What the tangents make of each column, in units of one rounding.
  numerics::Record<double> rounding(const numerics::Record<double>& now) {
    std::optional<numerics::Record<double>> result;
    const numerics::Matrix<double> A = method_.overlaps().template cast<double>(),
                                   G = method_.gram().template cast<double>();
    for (const auto& growth : growths_) {
      const double unit = growth->magnification();
      const auto& [loss, square] = growth->evaluation();
      const auto errors =
          column_errors(selection_, now, A,
                        {.loss = (loss - now.loss) * unit,
                         .gradient_square = (square - now.gradient_norm * now.gradient_norm) * unit,
                         .A = (growth->overlaps() - A) * unit,
                         .G = (growth->gram() - G) * unit});
      const auto all = sum(errors, 0x1p-53 * unit, squared(now));  // smaller ones are lost in x + delta e
      result = result ? larger(*result, all) : all;
    }
    const auto [loss, square] = growths_[0]->own_rounding();
    const double unit = std::numeric_limits<double>::epsilon();
    result->loss = std::max(result->loss, loss / unit);
    result->gradient_norm = std::max(result->gradient_norm, square / unit);
    return *result;
  }

  void begin_other_flow(const numerics::Problem& problem, const FlowPlan& plan) {
    const auto other = other_flow<R>(plan, problem.settings.architecture.function.empty());
    factor_ = other.factor;
    rounding_ =
        std::pow(10, luck) *
        static_cast<double>(R(numerics::unit_roundoff<R>() / theory::to_real<R>(plan.tolerance.value)));
    other_ = std::make_unique<M>(problem, numerics::initial_state<R>(problem), eta_, other.options);
  }
  void compare_with_other_flow(const numerics::Record<R>& now) {
    if (now.step > 0 && !lost_) lost_ = other_->advance_to(now.step) != numerics::Integration::reached;
    if (lost_) return digits_.lose(now.step);
    const auto value = other_->evaluate();
    const auto moved =
        numerics::summarise<R>(selection_, now.step, eta_, value, other_->overlaps(), other_->gram());
    for (const auto& growth : growths_) growth->template shake<R>(method_.named_state());
    digits_.see(rounded(now), sum(change_of<R>(now, moved, factor_), rounding_, rounding(rounded(now))));
  }

  M& method_;
  numerics::Selection selection_;
  R eta_;
  DigitsWatch digits_;
  std::vector<std::unique_ptr<numerics::RoundingGrowth>> growths_;
  std::unique_ptr<std::conditional_t<flows, M, int>> other_;
  R factor_{1};          ///< of the distance to the other, in units of the tolerance
  double rounding_ = 0;  ///< what is allowed for one rounding, in these units
  bool lost_ = false;
};

}  // namespace featdyn::verify
