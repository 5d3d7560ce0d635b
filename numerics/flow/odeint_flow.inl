// Definitions of the templates of odeint_flow.hpp; included by the one source file that instantiates them.
#pragma once

#include <boost/multiprecision/number.hpp>
#include <boost/numeric/odeint/algebra/norm_result_type.hpp>
#include <functional>
#include <vector>

namespace boost::numeric::odeint {

/// Odeint takes the value type of a vector's value type, which a multiprecision number has too.
template <class B, boost::multiprecision::expression_template_option E, class A>
struct norm_result_type<std::vector<boost::multiprecision::number<B, E>, A>, void> {
  using type = boost::multiprecision::number<B, E>;
};

}  // namespace boost::numeric::odeint

#include <boost/numeric/odeint/stepper/bulirsch_stoer.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>

#include "numerics/flow/odeint_flow.hpp"

namespace featdyn::numerics {
namespace detail {

/// Rejected steps in a row after which a solver is taken to miss its tolerance: each shrinks the step to at
/// most 9/10, all of them by more than any tolerance needs.
inline constexpr int rejections_allowed = 500;

/// An Odeint stepper, made by make(error allowed), whose error is relative to the present state, and which
/// takes back a step in which x or x' left the finite numbers: Odeint accepts it, for its error is no number,
/// also where x is finite and x' overflows at the step's end. It starts afresh too where a rejected step
/// would only be tried again, as Bulirsch-Stoer's may.
template <class R, class Make>
class CarefulStepper {
 public:
  CarefulStepper(const Make& make, const OdeintSystem<R>& system, const Accuracy<R>& accuracy,
                 const FlatState<R>& x)
      : make_(make),
        system_(system),
        accuracy_(accuracy),
        scale_(largest_size(x)),
        stepper_(make(allowed())) {}

  /// Tries a step: where it is accepted x and t move; dt is the next step's, ten times smaller after one that
  /// was taken back.
  bool try_step(FlatState<R>& x, R& t, R& dt) {
    using std::abs;
    const R start = t, tried = dt;
    bool finite = true;
    const auto watched = [&](const FlatState<R>& at, FlatState<R>& dxdt, const R& time) {
      system_(at, dxdt, time);
      finite = finite && is_finite(dxdt);
    };
    follow(x);
    before_ = x;
    const bool accepted = stepper_.try_step(std::ref(watched), x, t, dt) == boost::numeric::odeint::success;
    if (finite && is_finite(x) && (accepted || abs(dt) < abs(tried))) return accepted;
    stepper_ = make_(allowed());
    x = before_;
    t = start;
    dt = tried / R(10);
    return false;
  }
  const FlatState<R>& before() const { return before_; }  ///< x before the last try

 private:
  R allowed() const {
    const R error = accuracy_.absolute + accuracy_.relative * scale_;
    return error > R(0) ? error : accuracy_.relative;
  }
  /// A stepper keeps its error as long as |x| stays within a factor of two.
  void follow(const FlatState<R>& x) {
    const R scale = largest_size(x);
    if (!(scale < scale_ / R(2) || scale_ * R(2) < scale)) return;
    scale_ = scale;
    stepper_ = make_(allowed());
  }

  Make make_;
  const OdeintSystem<R>& system_;
  Accuracy<R> accuracy_;
  R scale_;
  std::invoke_result_t<Make, R> stepper_;
  FlatState<R> before_;
};

/// Tries one step; `span` moves on when it is accepted. The end of the span may shorten the step, but
/// not those after it.
template <class R, class Make>
bool try_step(CarefulStepper<R, Make>& stepper, FlatState<R>& x, TimeSpan<R>& span) {
  using std::abs;
  const R rest = span.to - span.from;
  const bool last = abs(rest) <= abs(span.step);
  R t = span.from, dt = last ? rest : span.step;
  const bool accepted = stepper.try_step(x, t, dt);
  if (accepted) span.from = last ? span.to : t;
  if (!accepted || !last || abs(span.step) < abs(dt)) span.step = dt;
  return accepted;
}

template <class R, class Make>
Integration integrate(const Make& make, const OdeintSystem<R>& system, const Accuracy<R>& accuracy,
                      FlatState<R>& x, TimeSpan<R>& span, const OdeintObserver<R>& observer) {
  if (!is_finite(x)) return Integration::not_finite;
  CarefulStepper<R, Make> stepper(make, system, accuracy, x);
  int rejected = 0;
  for (long taken = 0; span.from != span.to;) {
    if (!(R(span.from + span.step) != span.from)) return Integration::step_vanished;
    if (rejected > rejections_allowed) return Integration::tolerance_missed;
    if (taken == span.steps_allowed) return Integration::too_many_steps;
    const R start = span.from;
    const bool accepted = try_step(stepper, x, span);
    rejected = accepted ? 0 : rejected + 1;
    taken += accepted;
    if (observer && accepted)
      observer(stepper.before(), {.from = start, .to = span.from, .step = span.step}, x);
  }
  return Integration::reached;
}

/// Makes Runge-Kutta steppers with a largest error; Odeint's own relative errors count |dt x'| as a size,
/// which a step that is too long makes large.
template <class R, class ErrorStepper>
auto controlled() {
  return [](const R& error) { return boost::numeric::odeint::make_controlled<ErrorStepper>(error, R(0)); };
}

}  // namespace detail

template <class R>
Integration integrate_by_odeint(OdeintStepper stepper, const OdeintSystem<R>& system,
                                const Accuracy<R>& accuracy, FlatState<R>& x, TimeSpan<R>& span,
                                const OdeintObserver<R>& observer) {
  namespace odeint = boost::numeric::odeint;
  using State = FlatState<R>;
  using Dopri5 = odeint::runge_kutta_dopri5<State, R, State, R>;
  using Fehlberg78 = odeint::runge_kutta_fehlberg78<State, R, State, R>;
  const auto run = [&](const auto& make) {
    return detail::integrate(make, system, accuracy, x, span, observer);
  };
  switch (stepper) {
    case OdeintStepper::dopri5:
      return run(detail::controlled<R, Dopri5>());
    case OdeintStepper::fehlberg78:
      return run(detail::controlled<R, Fehlberg78>());
    case OdeintStepper::bulirsch_stoer:
      return run(
          [](const R& error) { return odeint::bulirsch_stoer<State, R, State, R>(error, R(0), R(0), R(0)); });
  }
  return Integration::tolerance_missed;
}

#define FEATDYN_INSTANTIATE_ODEINT(R)                                                                    \
  template Integration integrate_by_odeint<R>(OdeintStepper, const OdeintSystem<R>&, const Accuracy<R>&, \
                                              FlatState<R>&, TimeSpan<R>&, const OdeintObserver<R>&);

}  // namespace featdyn::numerics
