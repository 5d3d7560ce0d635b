#include <algorithm>

#include "numerics/program/buffer_reads.hpp"
#include "numerics/program/plan_passes.hpp"

namespace featdyn::numerics {
namespace {

using detail::at;
using theory::Operation;
using Step = PlanStep<double>;

/// Whether a step reads x turned, as a right factor whose other form gives the same bits: the result is square, so that
/// it is not one row, which would be added up in another order.
bool multiplies_by_turned(const EvaluationPlan<double>& plan, const Step& step, int x) {
  const auto& shape = plan.buffers[at(step.result)];
  return step.operation == Operation::product && step.transposed[1] && step.operands[1] == x &&
         shape->rows == shape->columns;
}

bool turns(const Step& step, int x) {
  return step.operation == Operation::transpose && step.operands[0] == x;
}

Step turning(EvaluationPlan<double>& plan, int x) {
  const theory::Shape shape = *plan.buffers[at(x)];
  plan.buffers.push_back(theory::Shape{.rows = shape.columns, .columns = shape.rows});
  return {.operation = Operation::transpose,
          .result = static_cast<int>(plan.buffers.size()) - 1,
          .operands = {x}};
}

/// x is turned once, before anything reads it so: nothing writes to it from there on.
void share_turned(EvaluationPlan<double>& plan, int x) {
  const auto is_reader = [&](const Step& step) { return multiplies_by_turned(plan, step, x); };
  const auto readers = std::ranges::count_if(plan.varying, is_reader);
  auto known = std::ranges::find_if(plan.varying, [x](const Step& step) { return turns(step, x); });
  if (readers == 0 || readers + (known == plan.varying.end() ? 0 : 1) < 2) return;
  auto first = std::ranges::find_if(plan.varying, is_reader);
  if (known == plan.varying.end())
    first = known = plan.varying.insert(first, turning(plan, x));
  else if (first < known)
    std::rotate(first, known, known + 1), known = first;
  const int result = known->result;
  for (Step& step : plan.varying)
    if (is_reader(step)) {
      step.operands[1] = result;
      step.transposed[1] = false;
    }
}

}  // namespace

void share_transposes(EvaluationPlan<double>& plan) {
  for (int x = 0, count = static_cast<int>(plan.buffers.size()); x < count; ++x) share_turned(plan, x);
}

}  // namespace featdyn::numerics
