#include <algorithm>
#include <cmath>
#include <limits>

#include "numerics/program/buffer_reads.hpp"
#include "numerics/program/plan_passes.hpp"

namespace featdyn::numerics {
namespace {

using detail::at, detail::read_by, detail::reads_of;
using theory::Operation;
using Step = PlanStep<double>;

/// Terms of a combination.
struct Terms {
  std::vector<int> operands, times;
  std::vector<double> coefficients;
  std::vector<bool> on_diagonal;
  void add(int operand, int second, double coefficient, bool diagonal) {
    operands.push_back(operand);
    times.push_back(second);
    coefficients.push_back(coefficient);
    on_diagonal.push_back(diagonal);
  }
};

/// The pass over one plan.
class Folding {
 public:
  explicit Folding(EvaluationPlan<double>& plan)
      : plan_(plan),
        reads_(reads_of(plan)),
        maker_(plan.buffers.size(), nullptr),
        done_(plan.buffers.size(), false) {}

  void run() {
    for (Step& step : plan_.varying) {
      if (step.operation == Operation::combination) {
        fold(step);
        take_up_parts(step);
        combinations_.push_back(&step);
      }
      maker_[at(step.result)] = &step;
    }
    std::erase_if(plan_.varying, [&](const Step& step) { return done_[at(step.result)]; });
  }

 private:
  /// The step that alone makes an operand of a combination and may be done within it.
  const Step* foldable(const Step& step, int operand) const {
    const Step* const maker = maker_[at(operand)];
    const bool fits = maker != nullptr && reads_[at(operand)] == 1 &&
                      plan_.buffers[at(operand)] == plan_.buffers[at(step.result)];
    return fits && (maker->operation == Operation::hadamard ||
                    (maker->operation == Operation::combination && !maker->symmetric))
               ? maker
               : nullptr;
  }

  void fold(Step& step) {
    Terms terms;
    for (std::size_t i = 0; i < step.operands.size(); ++i) {
      const int operand = step.operands[i];
      const Step* const maker = step.on_diagonal[i] ? nullptr : foldable(step, operand);
      if (maker == nullptr)
        terms.add(operand, -1, step.coefficients[i], step.on_diagonal[i]);
      else if (maker->operation == Operation::hadamard)
        terms.add(maker->operands[0], maker->operands[1], step.coefficients[i], false);
      else
        for (std::size_t k = 0; k < maker->operands.size(); ++k)
          terms.add(maker->operands[k], maker->times[k], step.coefficients[i] * maker->coefficients[k],
                    maker->on_diagonal[k]);
      if (maker != nullptr) done_[at(operand)] = true;
    }
    replace(step, std::move(terms));
  }

  static void replace(Step& step, Terms terms) {
    step.operands = std::move(terms.operands);
    step.times = std::move(terms.times);
    step.coefficients = std::move(terms.coefficients);
    step.on_diagonal = std::move(terms.on_diagonal);
  }

  /// Earlier combinations of the same shape all of whose terms are here.
  void take_up_parts(Step& step) {
    for (const Step* part : combinations_) {
      if (done_[at(part->result)] || part->symmetric || part->operands.size() < 2 ||
          plan_.buffers[at(part->result)] != plan_.buffers[at(step.result)])
        continue;
      std::vector<std::size_t> places;
      if (const auto factor = multiple(step, *part, places)) take_up(step, *part, *factor, places);
    }
  }

  /// The number by which the part enters, if it does, and where its terms are.
  static std::optional<double> multiple(const Step& step, const Step& part,
                                        std::vector<std::size_t>& places) {
    std::optional<double> factor;
    for (std::size_t k = 0; k < part.operands.size(); ++k) {
      std::size_t i = 0;
      while (i < step.operands.size() && !same_term(step, i, part, k)) ++i;
      if (i == step.operands.size()) return std::nullopt;
      const double ratio = step.coefficients[i] / part.coefficients[k];
      constexpr double roundings = 8 * std::numeric_limits<double>::epsilon();
      if (!std::isfinite(ratio) || (factor && !(std::abs(ratio - *factor) <= roundings * std::abs(ratio))))
        return std::nullopt;
      factor = factor.value_or(ratio);
      places.push_back(i);
    }
    return factor;
  }

  static bool same_term(const Step& x, std::size_t i, const Step& y, std::size_t k) {
    return x.operands[i] == y.operands[k] && x.times[i] == y.times[k] && x.on_diagonal[i] == y.on_diagonal[k];
  }

  void take_up(Step& step, const Step& part, double factor, const std::vector<std::size_t>& places) {
    Terms terms;
    for (std::size_t i = 0; i < step.operands.size(); ++i) {
      if (i == places.front()) terms.add(part.result, -1, factor, false);
      if (std::ranges::find(places, i) == places.end())
        terms.add(step.operands[i], step.times[i], step.coefficients[i], step.on_diagonal[i]);
    }
    replace(step, std::move(terms));
    ++reads_[at(part.result)];
    for (const int buffer : read_by(part)) --reads_[at(buffer)];
  }

  EvaluationPlan<double>& plan_;
  std::vector<int> reads_;
  std::vector<const Step*> maker_;         ///< by buffer, of the varying steps so far
  std::vector<bool> done_;                 ///< by buffer, whether another step does what makes it
  std::vector<const Step*> combinations_;  ///< so far
};

}  // namespace

void fold_into_combinations(EvaluationPlan<double>& plan) {
  Folding(plan).run();
}

}  // namespace featdyn::numerics
