#include "numerics/training/train.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace featdyn::numerics {

RecordSteps::RecordSteps(const TrainingSettings& training) : training_(training), last_(training.steps) {
  if (training.record_every) {
    every_ = *training.record_every;
    return;
  }
  constexpr int points = 300;
  for (int i = 0; i < points; ++i)
    logarithmic_.insert(std::lround(std::pow(static_cast<double>(std::max(last_, 1L)), i / (points - 1.0))));
}

bool RecordSteps::contains(long step) const {
  if (step == 0 || step == last_) return true;
  return every_ > 0 ? step % every_ == 0 : logarithmic_.contains(step);
}

long RecordSteps::next(long step) const {
  if (every_ > 0) return std::min(last_, (step / every_ + 1) * every_);
  const auto found = logarithmic_.upper_bound(step);
  return found == logarithmic_.end() ? last_ : std::min(*found, last_);
}

std::string why_it_ended(const Outcome& outcome) {
  switch (outcome.status) {
    case Status::failed:
      return fmt::format("the gradient flow was followed up to step {} only: {}", outcome.step,
                         message(outcome.integration));
    case Status::diverged:
      return fmt::format("values left the finite numbers at step {}", outcome.step);
    default:
      return {};
  }
}

}  // namespace featdyn::numerics
