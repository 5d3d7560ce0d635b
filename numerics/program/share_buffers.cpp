#include <algorithm>

#include "numerics/program/buffer_reads.hpp"
#include "numerics/program/plan_passes.hpp"

namespace featdyn::numerics {
namespace {

using detail::at, detail::read_by, detail::reads_of;
using theory::Operation;
using Step = PlanStep<double>;

/// Whether a step's result is only its own, written whole at each run.
bool may_share(const Step& step) {
  switch (step.operation) {
    case Operation::product:
    case Operation::hadamard:
    case Operation::combination:
    case Operation::sum:
    case Operation::diagonal:
    case Operation::transpose:
    case Operation::logistic:
    case Operation::softplus:
    case Operation::exponential:
      return true;
    default:
      return false;
  }
}

}  // namespace

void share_buffers(EvaluationPlan<double>& plan) {
  std::vector<int> reads = reads_of(plan), place(plan.buffers.size());
  for (std::size_t i = 0; i < place.size(); ++i) place[i] = static_cast<int>(i);
  std::vector<bool> shared(plan.buffers.size(), false);
  std::vector<int> free;
  const auto release = [&](const std::vector<int>& read) {
    for (const int buffer : read)
      if (--reads[at(buffer)] == 0 && shared[at(buffer)]) free.push_back(place[at(buffer)]);
  };
  for (Step& step : plan.varying) {
    const std::vector<int> read = read_by(step);
    for (int& operand : step.operands) operand = place[at(operand)];
    for (int& operand : step.times)
      if (operand >= 0) operand = place[at(operand)];
    const int result = step.result;
    if (step.operation == Operation::product && step.operands.size() > 2) {  // added to what is there
      step.result = place[at(result)];
      release(read);
      continue;
    }
    shared[at(result)] =
        may_share(step) &&
        std::ranges::find(plan.outputs, result, &std::pair<std::string, int>::second) == plan.outputs.end();
    const auto spare = std::ranges::find_if(
        free, [&](int buffer) { return plan.buffers[at(buffer)] == plan.buffers[at(result)]; });
    if (shared[at(result)] && spare != free.end()) {
      step.result = place[at(result)] = *spare;
      plan.buffers[at(result)].reset();
      free.erase(spare);
    }
    release(read);
  }
}

}  // namespace featdyn::numerics
