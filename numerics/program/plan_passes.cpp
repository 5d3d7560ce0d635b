#include "numerics/program/plan_passes.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace featdyn::numerics {
namespace {

using theory::Operation;
using Step = PlanStep<double>;

std::size_t at(int buffer) {
  return static_cast<std::size_t>(buffer);
}

/// Every buffer that a step reads, once for each time.
std::vector<int> read_by(const Step& step) {
  std::vector<int> result = step.operands;
  std::ranges::copy_if(step.times, std::back_inserter(result), [](int buffer) { return buffer >= 0; });
  return result;
}

/// How often each buffer is read, by steps and from outside.
std::vector<int> reads_of(const EvaluationPlan<double>& plan) {
  std::vector<int> result(plan.buffers.size(), 0);
  for (const auto* steps : {&plan.constant, &plan.varying})
    for (const Step& step : *steps)
      for (const int buffer : read_by(step)) ++result[at(buffer)];
  for (const auto& [name, buffer] : plan.outputs) ++result[at(buffer)];
  return result;
}

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

namespace {

class Adding {
 public:
  explicit Adding(EvaluationPlan<double>& plan)
      : plan_(plan),
        reads_(reads_of(plan)),
        product_in_(plan.buffers.size(), nullptr),
        given_(plan.buffers.size(), false) {}

  void run() {
    for (Step& step : plan_.varying) {
      if (step.operation == Operation::product) product_in_[at(step.result)] = &step;
      if (step.operation == Operation::combination) add_up(step);
    }
    std::erase_if(plan_.varying, [&](const Step& step) {
      return step.operation == Operation::combination && given_[at(step.result)];
    });
  }

 private:
  /// The product that a combination alone reads as one of its terms.
  Step* product_of(const Step& step, std::size_t i) const {
    const int operand = step.operands[i];
    const bool is_whole = step.times[i] < 0 && !step.on_diagonal[i] && reads_[at(operand)] == 1 &&
                          plan_.buffers[at(operand)] == plan_.buffers[at(step.result)];
    return is_whole ? product_in_[at(operand)] : nullptr;
  }

  void add_up(Step& step) {
    for (std::size_t i = 0; i < step.operands.size(); ++i)
      for (std::size_t k = step.operands.size(); k-- > i + 1;) {
        Step *const first = product_of(step, i), *const second = product_of(step, k);
        if (first == nullptr || second == nullptr || first->lower_only != second->lower_only ||
            step.coefficients[i] != step.coefficients[k] || first > second || second->operands.size() > 2 ||
            (second->symmetric && !second->lower_only))  // its halves would differ by rounding
          continue;
        second->operands.push_back(first->result);
        second->result = first->result;
        product_in_[at(first->result)] = second;
        erase_term(step, k);
      }
    if (step.operands.size() == 1 && step.coefficients[0] == 1 && !step.symmetric &&
        product_of(step, 0) != nullptr)
      give_place(step);
  }

  static void erase_term(Step& step, std::size_t k) {
    const auto place = static_cast<std::ptrdiff_t>(k);
    step.operands.erase(step.operands.begin() + place);
    step.times.erase(step.times.begin() + place);
    step.coefficients.erase(step.coefficients.begin() + place);
    step.on_diagonal.erase(step.on_diagonal.begin() + place);
  }

  /// The products are made where the combination would copy them; it is left without operands.
  void give_place(Step& step) {
    const int old = step.operands[0];
    for (Step& product : plan_.varying) {
      if (product.operation != Operation::product || product.result != old) continue;
      product.result = step.result;
      if (product.operands.size() > 2) product.operands[2] = step.result;
    }
    given_[at(step.result)] = true;
    plan_.buffers[at(old)].reset();
  }

  EvaluationPlan<double>& plan_;
  std::vector<int> reads_;
  std::vector<Step*> product_in_;  ///< by buffer: the last one
  std::vector<bool> given_;        ///< by buffer, whether products are made there in place of a combination
};

}  // namespace

void add_up_products(EvaluationPlan<double>& plan) {
  Adding(plan).run();
}

namespace {

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
  for (Step& step : plan.varying) {
    const std::vector<int> read = read_by(step);
    for (int& operand : step.operands) operand = place[at(operand)];
    for (int& operand : step.times)
      if (operand >= 0) operand = place[at(operand)];
    const int result = step.result;
    if (step.operation == Operation::product && step.operands.size() > 2) {  // added to what is there
      step.result = place[at(result)];
      for (const int buffer : read)
        if (--reads[at(buffer)] == 0 && shared[at(buffer)]) free.push_back(place[at(buffer)]);
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
    for (const int buffer : read)
      if (--reads[at(buffer)] == 0 && shared[at(buffer)]) free.push_back(place[at(buffer)]);
  }
}

}  // namespace featdyn::numerics
