#pragma once

#include <random>

#include "tests/formula_examples.hpp"

namespace featdyn::testing {

/// Draws formulas and statements of every form, with names of example_vocabulary.
class RandomTrees {
 public:
  explicit RandomTrees(unsigned seed) : engine_(seed) {}

  formula::Expression expression(int depth) {
    using namespace formula;
    if (depth == 0) return leaf();
    switch (upto(12)) {
      case 0:
        return make(Negative{expression(depth - 1)});
      case 1:
      case 2:
        return sum(depth);
      case 3:
      case 4:
      case 5:
        return product(depth);
      case 6:
        return make(Power{expression(depth - 1), expression(depth - 1)});
      case 7:
        return call(depth);
      case 8:
      case 9:
        return reduction(depth);
      case 10:
        return make(InRun{upto(2) == 0 ? "denoiser" : "classifier", expression(depth - 1)});
      case 11:
        return make(First{binding(depth, "k"), statement(depth - 1)});
      default:
        return leaf();
    }
  }

  formula::Condition statement(int depth) {
    using namespace formula;
    if (depth <= 0) return chain(1);
    switch (upto(7)) {
      case 0:
        return make_statement(Order{expression(depth - 1), Growth(upto(3)), upto(2) == 0,
                                    expression(depth - 1), tolerance(depth)});
      case 1:
        return make_statement(Crossing{expression(depth - 1), expression(depth - 1), leaf(),
                                       expression(depth - 1), tolerance(depth)});
      case 2:
        return make_statement(
            Quantified{Quantifier(upto(2)), bindings(depth), filter(depth), statement(depth - 1)});
      case 3:
        return make_statement(Implication{statement(depth - 1), statement(depth - 1)});
      case 4:
        return make_statement(Junction{Connective(upto(2)), {statement(depth - 1), statement(depth - 1)}});
      case 5:
        return make_statement(Negation{statement(depth - 1)});
      default:
        return chain(depth);
    }
  }

  int upto(int count) { return std::uniform_int_distribution<int>(0, count - 1)(engine_); }

 private:
  formula::Expression leaf() {
    static const std::vector<std::string> leaves{"2",
                                                 "0.5",
                                                 "1e-3",
                                                 "d",
                                                 "n[j]",
                                                 "|mu|",
                                                 "|mu[j]|",
                                                 "loss(T)",
                                                 "end",
                                                 "y[i]",
                                                 "<w[r],mu>(k)",
                                                 "<w[-y[i],r],xi[i]>(T_1)",
                                                 "SNR",
                                                 "j",
                                                 "|w[j,r]|^2(0)",
                                                 "growth[r,mu[j]](k - 1)",
                                                 "|grad|(end)",
                                                 "data.signal_norm"};
    return formula::read_expression(leaves[static_cast<std::size_t>(upto(static_cast<int>(leaves.size())))],
                                    vocabulary_);
  }
  formula::Expression sum(int depth) {
    formula::Sum result;
    for (int terms = 2 + upto(2); terms > 0; --terms)
      result.terms.push_back({!result.terms.empty() && upto(2) == 0, expression(depth - 1)});
    return formula::make(std::move(result));
  }
  formula::Expression product(int depth) {
    formula::Product result;
    for (int factors = 2 + upto(3); factors > 0; --factors)
      result.factors.push_back({!result.factors.empty() && upto(3) == 0, expression(depth - 1)});
    return formula::make(std::move(result));
  }
  formula::Expression call(int depth) {
    const auto function = static_cast<formula::Function>(upto(11));
    std::vector<formula::Expression> arguments{expression(depth - 1)};
    if (function == formula::Function::min || function == formula::Function::max)
      arguments.push_back(expression(depth - 1));
    return formula::make(formula::Call{function, std::move(arguments)});
  }
  formula::Expression reduction(int depth) {
    const auto kind = static_cast<formula::Reduced>(upto(6));
    const bool counts = kind == formula::Reduced::count;
    return formula::make(formula::Reduction{kind, bindings(depth), filter(depth),
                                            counts ? nullptr : expression(depth - 1),
                                            counts ? statement(depth - 1) : nullptr});
  }
  formula::Binding binding(int depth, const std::string& index) {
    formula::Binding result{index, nullptr, nullptr, false, false, {}, {}};
    const int form = upto(5);
    if (form == 0) result.lower = expression(depth - 1), result.lower_is_open = upto(2) == 0;
    if (form <= 1) result.upper = expression(depth - 1), result.upper_is_open = upto(2) == 0;
    if (form == 2) result.lower = expression(depth - 1);
    if (form == 3) result.values = {expression(depth - 1), leaf()};
    return result;
  }
  std::vector<formula::Binding> bindings(int depth) {
    std::vector<formula::Binding> result{binding(depth, "r")};
    if (upto(2) == 0) result.push_back(binding(depth, "k"));
    return result;
  }
  formula::Condition filter(int depth) { return upto(4) == 0 ? statement(depth - 1) : nullptr; }
  formula::Tolerance tolerance(int depth) {
    if (upto(2) == 0) return {};
    return {expression(depth - 1), upto(2) == 0};
  }
  formula::Condition chain(int depth) {
    formula::Chain result{{expression(depth - 1)}, {}, {}};
    bool only_equal = true;
    for (int more = 1 + upto(2); more > 0; --more) {
      result.operands.push_back(expression(depth - 1));
      result.comparisons.push_back(static_cast<formula::Comparison>(upto(6)));
      only_equal = only_equal && result.comparisons.back() == formula::Comparison::equal;
    }
    if (only_equal) result.tolerance = tolerance(depth);
    return formula::make_statement(std::move(result));
  }

  std::mt19937 engine_;
  formula::Vocabulary vocabulary_ = example_vocabulary();
};

}  // namespace featdyn::testing
