#pragma once

#include <cstddef>
#include <vector>

#include "numerics/program/evaluation_plan.hpp"

namespace featdyn::numerics::detail {

inline std::size_t at(int buffer) {
  return static_cast<std::size_t>(buffer);
}

/// Every buffer that a step reads, once for each time.
inline std::vector<int> read_by(const PlanStep<double>& step) {
  std::vector<int> result = step.operands;
  for (const int buffer : step.times)
    if (buffer >= 0) result.push_back(buffer);
  return result;
}

/// How often each buffer is read, by steps and from outside.
inline std::vector<int> reads_of(const EvaluationPlan<double>& plan) {
  std::vector<int> result(plan.buffers.size(), 0);
  for (const auto* steps : {&plan.constant, &plan.varying})
    for (const PlanStep<double>& step : *steps)
      for (const int buffer : read_by(step)) ++result[at(buffer)];
  for (const auto& [name, buffer] : plan.outputs) ++result[at(buffer)];
  return result;
}

}  // namespace featdyn::numerics::detail
