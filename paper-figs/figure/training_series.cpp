#include "paper-figs/figure/training_series.hpp"

#include "verify/run/methods.hpp"

namespace featdyn::figures {

verify::RunSeries training_series(const numerics::Problem& problem) {
  return verify::with_method("recurrence", problem,
                             [&](auto& method) { return verify::collect("recurrence", method, problem); });
}

const char* status_of(const verify::RunSeries& series) {
  return series.outcome.status == numerics::Status::finished ? "finished" : "diverged";
}

}  // namespace featdyn::figures
