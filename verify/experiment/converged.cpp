#include "verify/experiment/converged.hpp"

#include <algorithm>
#include <cmath>

#include "verify/experiment/settled.hpp"

namespace featdyn::verify {
namespace {

/// NaN where the network forgot the data.
double ratio_of(const StepState& now, const numerics::Selection& selection,
                const numerics::Problem& problem) {
  const auto record = numerics::summarise<double>(
      selection, now.step, 0.0, {.loss = now.loss, .gradient_norm = now.gradient_norm}, now.A, now.G);
  return record.ratio ? overlap_ratio(now.A, problem.data) : std::nan("");
}

}  // namespace

Measurement converged(const Trainer& trainer, long longest) {
  return {.name = "converged by " + trainer.name + " within " + std::to_string(longest),
          .version = 2,
          .columns = {"ratio", "loss", "gradient_norm", "steps", "settled", "turned_signal", "turned_noise",
                      "turned_both", "relative_gradient"},
          .measure = [trainer, longest](const numerics::Problem& problem) -> Row {
            Row row;
            double largest = 0;
            numerics::Selection selection = numerics::select_overlaps(problem);
            const auto status = trainer.walk(problem, longest, [&](const StepState& now) {
              largest = std::max(largest, now.gradient_norm);
              if (now.step == 0) selection = numerics::started(selection, now.A);
              const bool settled = now.gradient_norm <= settled_gradient * largest;
              if (!settled && now.step < longest) return true;
              const Branching branch = branching(now.A, problem.data);
              row.values = {ratio_of(now, selection, problem),
                            now.loss,
                            now.gradient_norm,
                            static_cast<double>(now.step),
                            settled ? 1.0 : 0.0,
                            static_cast<double>(branch.turned_signal),
                            static_cast<double>(branch.turned_noise),
                            static_cast<double>(branch.turned_both),
                            now.gradient_norm / largest};
              return false;
            });
            row.status = status == numerics::Status::diverged ? "diverged" : "finished";
            row.values.resize(9, std::nan(""));
            return row;
          }};
}

}  // namespace featdyn::verify
