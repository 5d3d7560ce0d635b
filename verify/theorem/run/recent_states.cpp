#include "verify/theorem/run/recent_states.hpp"

namespace featdyn::verify {

void RecentStates::add(const StepState& now) {
  observation_.visit(now);
  newest_ = now.step;
  tables_.clear();
  now_.emplace(now);
  if (size_ == 1) return;
  const auto* coefficients = now.coefficients;
  kept_.push_back({.step = now.step,
                   .loss = now.loss,
                   .gradient_norm = now.gradient_norm,
                   .A = now.A,
                   .G = now.G,
                   .coefficients = coefficients ? std::optional(*coefficients) : std::nullopt});
  if (static_cast<long>(kept_.size()) > size_) kept_.pop_front();
}

Table2 RecentStates::table(Observed what, long step) const {
  if (step == newest_) return observation_.table(what, *now_);
  if (step < oldest() || step > newest_) return {};
  const Kept& kept = kept_[static_cast<std::size_t>(step - oldest())];
  return observation_.table(what, {.step = kept.step,
                                   .loss = kept.loss,
                                   .gradient_norm = kept.gradient_norm,
                                   .A = kept.A,
                                   .G = kept.G,
                                   .coefficients = kept.coefficients ? &*kept.coefficients : nullptr});
}

const Table2& RecentStates::table_beside(Observed what, long offset) {
  const auto [at, is_new] = tables_.try_emplace({what, offset});
  if (is_new) at->second = table(what, step_ + offset);
  return at->second;
}

}  // namespace featdyn::verify
