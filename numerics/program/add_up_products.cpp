#include <algorithm>

#include "numerics/program/buffer_reads.hpp"
#include "numerics/program/plan_passes.hpp"

namespace featdyn::numerics {
namespace {

using detail::at, detail::reads_of;
using theory::Operation;
using Step = PlanStep<double>;

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

}  // namespace featdyn::numerics
