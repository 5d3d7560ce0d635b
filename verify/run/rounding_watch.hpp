#pragma once

#include <memory>
#include <optional>

#include "numerics/flow/flow.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/scalar/unit_roundoff.hpp"
#include "numerics/training/rounding_growth.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/digits_left.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {

/// How many digits rounding leaves of a run, watched on its way: steps by their tangent
/// (numerics/training/rounding_growth.hpp); a flow by a twin of a thousand times its tolerance, whose distance is
/// a thousand times its error or less. Monte Carlo noise is not watched: no digit of it is meant to stay.
template <class M>
class RoundingWatch {
  using R = typename M::Real;
  static constexpr bool steps = numerics::SteppingMethod<M>, flows = numerics::LeapingMethod<M>;

 public:
  RoundingWatch(M& method, const numerics::Problem& problem, const numerics::Selection& selection,
                const FlowPlan& plan)
      : method_(method),
        selection_(selection),
        eta_(numerics::learning_rate<R>(problem.settings)),
        digits_(flows ? digits_of(theory::to_real<R>(plan.tolerance.value)) : own_digits(), own_digits(),
                selection) {
    if constexpr (steps)
      growth_.emplace(problem, method.constants(), numerics::names_of(method.named_state()), length(problem));
    if constexpr (flows) {
      looser_ = theory::to_real<R>(looser_tolerance(plan.tolerance.value));
      twin_ =
          std::make_unique<M>(problem, numerics::initial_state<R>(problem), eta_,
                              numerics::FlowOptions<R>{.integrator = plan.integrator, .tolerance = looser_});
    }
  }

  /// After evaluate() of each step.
  void follow() {
    if constexpr (steps) growth_->template follow<R>(method_.named_state());
  }
  void record(const numerics::Record<R>& now) {
    if constexpr (steps) {
      const auto& [loss, square] = growth_->evaluation();
      const numerics::Evaluation<double> value{.loss = loss,
                                               .gradient_norm = std::sqrt(std::max(square, 0.0))};
      const auto moved =
          numerics::summarise<double>(selection_, now.step, 0.0, value, growth_->overlaps(), growth_->gram());
      digits_.see(rounded(now), change_of(rounded(now), moved, growth_->magnification()));
    }
    if constexpr (flows) compare_with_twin(now);
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
      for (const auto* matrix : growth_->memory()) result.push_back(pack(*matrix));
    if constexpr (flows)
      for (const auto* matrix : twin_->state()) result.push_back(pack(*matrix));
    return result;
  }
  void restore(const std::vector<std::string>& memory, std::size_t first) {
    digits_.restore(unpack<double>(memory.at(first++)));
    if constexpr (steps) {
      for (auto* matrix : growth_->memory()) *matrix = unpack<double>(memory.at(first++));
      growth_->repeat();
    }
    if constexpr (flows)
      for (auto* matrix : twin_->state()) *matrix = unpack<R>(memory.at(first++));
  }

 private:
  static double digits_of(const R& part) {
    using std::log;
    return -static_cast<double>(R(log(part) / log(R(10))));
  }
  static theory::Rational looser_tolerance(const theory::Rational& tolerance) {
    const theory::Rational most(1, 10), looser = 1000 * tolerance;
    return looser < most ? looser : most;
  }
  static numerics::Index length(const numerics::Problem& problem) {
    const bool in_space = std::is_same_v<M, numerics::Network<R>>;
    return in_space ? problem.data.dimension() : problem.data.count() + problem.settings.neurons();
  }
  void compare_with_twin(const numerics::Record<R>& now) {
    if (now.step > 0 && !lost_) lost_ = twin_->advance_to(now.step) != numerics::Integration::reached;
    if (lost_) return digits_.lose(now.step);
    const auto value = twin_->evaluate();
    const auto moved =
        numerics::summarise<R>(selection_, now.step, eta_, value, twin_->overlaps(), twin_->gram());
    digits_.see(rounded(now), change_of<R>(now, moved, R(1) / looser_));
  }

  M& method_;
  numerics::Selection selection_;
  R eta_;
  DigitsWatch digits_;
  std::optional<numerics::RoundingGrowth> growth_;
  std::unique_ptr<std::conditional_t<flows, M, int>> twin_;
  R looser_{1};
  bool lost_ = false;
};

}  // namespace featdyn::verify
