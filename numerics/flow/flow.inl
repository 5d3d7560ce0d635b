// Definitions of Flow<R>; included by the one source file per scalar type that instantiates it.
#pragma once

#include "numerics/flow/flow.hpp"
#include "numerics/training/stop.hpp"

namespace featdyn::numerics {
namespace detail {

template <class R>
std::optional<TaylorStepper<R>> taylor_stepper(const FlowOptions<R>& options) {
  if (options.integrator != Integrator::taylor) return std::nullopt;
  return TaylorStepper<R>({.absolute = R(0), .relative = options.tolerance});
}

inline OdeintStepper odeint_stepper(Integrator integrator) {
  if (integrator == Integrator::dopri5) return OdeintStepper::dopri5;
  return integrator == Integrator::fehlberg78 ? OdeintStepper::fehlberg78 : OdeintStepper::bulirsch_stoer;
}

}  // namespace detail

template <class R>
Flow<R>::Flow(const Problem& problem, const InitialState<R>& start, const R& eta,
              const FlowOptions<R>& options, const Flow* beside)
    : training_clock_(problem.settings.training, eta),
      options_(options),
      taylor_(detail::taylor_stepper(options)),
      system_(shares_equations(beside)
                  ? beside->system_
                  : std::make_shared<FlowSystem<R>>(problem, start, taylor_ ? taylor_->order() : 0)),
      evaluator_(make_training_step<R>(problem, start, eta)),
      A_(&evaluator_.input("A")),
      G_(&evaluator_.input("G")),
      stages_(problem, start, eta, options.levels),
      clock_(1, 3) {
  const auto states = initial_states(problem, start);
  std::vector<const Matrix<R>*> in_order;
  for (const std::string& name : system_->states())
    for (const auto& [known, value] : states)
      if (known == name) in_order.push_back(&value);
  system_->pack(in_order, x_);
  accuracy_ = {.absolute = R(0), .relative = options.tolerance};
  position_ = Eigen::Map<const Matrix<R>>(x_.data(), 1, static_cast<Index>(x_.size()));
  clock_ << R(0), R(0), eta;
}

/// Whether the other has series, and as many orders of them.
template <class R>
bool Flow<R>::shares_equations(const Flow* other) const {
  return other && taylor_ && other->taylor_ && taylor_->order() <= other->taylor_->order();
}

/// The state at x_, for evaluation.
template <class R>
void Flow<R>::show() {
  std::vector<Matrix<R>*> states;
  for (const std::string& name : system_->states()) states.push_back(&evaluator_.input(name));
  system_->unpack(x_, states);
  place_products(evaluator_);
}

template <class R>
NamedState<R> Flow<R>::named_state() {
  NamedState<R> state;
  for (const std::string& name : system_->states()) state.emplace_back(name, &evaluator_.input(name));
  return state;
}

/// Starts, or goes on after a checkpoint, from position_ and clock_.
template <class R>
void Flow<R>::begin() {
  begun_ = true;
  x_.assign(position_.data(), position_.data() + position_.size());
  if (taylor_) taylor_->initialize(x_, clock_(0, 1), clock_(0, 2));
  // What could be reached before the checkpoint can be reached again.
  if (step() > 0 && integrate_to(training_clock_.at(step()), step()) != Integration::reached)
    throw std::logic_error("Flow: a checkpoint beyond the reach of its run");
  show();
}

/// Stages are located by integrating again from the start of their step.
template <class R>
Integration Flow<R>::integrate_by_odeint_to(const R& time, long steps) {
  const OdeintStepper stepper = detail::odeint_stepper(options_.integrator);
  const auto look = [&](const FlatState<R>& before, const TimeSpan<R>& step, const FlatState<R>& after) {
    const auto at = [&](const R& t, FlatState<R>& x) {
      if (!(t < step.to - step.from)) return void(x = after);
      x = before;
      TimeSpan<R> part{.from = R(0), .to = t, .step = t};
      // A part of a step that was accepted.
      if (integrate_by_odeint<R>(stepper, std::ref(*system_), accuracy_, x, part) != Integration::reached)
        throw std::logic_error("Flow: a step that was accepted cannot be repeated");
    };
    if (options_.finds_stages)
      stages_.search(*system_, {.from = step.from, .length = R(step.to - step.from), .at = at});
  };
  TimeSpan<R> span{.from = clock_(0, 1), .to = time, .step = clock_(0, 2), .steps_allowed = steps};
  const Integration status = integrate_by_odeint<R>(stepper, std::ref(*system_), accuracy_, x_, span, look);
  clock_(0, 1) = span.from;
  clock_(0, 2) = span.step;
  return status;
}

template <class R>
Integration Flow<R>::integrate_to(const R& time, long training_steps) {
  const long allowed = steps_allowed(training_steps);
  if (!taylor_) return integrate_by_odeint_to(time, allowed);
  for (long taken = 0; taylor_->current_time() < time; ++taken) {
    stop_if_asked();
    if (taken == allowed) return Integration::too_many_steps;
    if (const Integration status = taylor_->try_step(*system_); status != Integration::reached) return status;
    if (options_.finds_stages) stages_.search(*system_, *taylor_);
  }
  taylor_->calc_state(time, x_);
  return Integration::reached;
}

template <class R>
Integration Flow<R>::advance_to(long step) {
  if (!begun_) begin();
  if (const Integration status = integrate_to(training_clock_.at(step), step - this->step());
      status != Integration::reached)
    return status;
  show();
  clock_(0, 0) = R(step);
  if (taylor_) {
    clock_(0, 1) = taylor_->previous_time();
    clock_(0, 2) = taylor_->current_time_step();
  }
  const FlatState<R>& from = taylor_ ? taylor_->previous_state() : x_;
  std::copy(from.begin(), from.end(), position_.data());
  return Integration::reached;
}

template <class R>
Evaluation<R> Flow<R>::evaluate() {
  if (!begun_) begin();
  evaluator_.run();
  return {.loss = evaluator_.output("loss")(0, 0),
          .gradient_norm = root_of_square(evaluator_.output("gradient_square")(0, 0))};
}

}  // namespace featdyn::numerics
