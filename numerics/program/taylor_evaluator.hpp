#pragma once

#include <memory>

#include "numerics/program/evaluator.hpp"
#include "numerics/program/series_growth.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/cauchy_product.hpp"
#include "numerics/scalar/whole_series.hpp"

namespace featdyn::numerics {

/// d state / dt = derivative: an input and an output of a program.
struct Equation {
  std::string state, derivative;
};

/// A matrix program run on truncated power series, order by order: the Taylor coefficients of the solution of
/// its equations. Products cost order + 1 products an order, everything else passes over its operands.
/// Allocates nothing once it is built for its highest order; what depends on constants alone is computed
/// once.
template <class R>
class TaylorEvaluator {
 public:
  TaylorEvaluator(const theory::MatrixProgram& program, const Extents& extents,
                  const TimedSymbolValues<R>& parameters, const std::vector<Equation>& equations,
                  std::size_t highest_order);

  /// The value of an input: constants are filled in before the first expand(). Throws std::invalid_argument
  /// for a name that the program does not have.
  Matrix<R>& input(const std::string& name);
  bool has_input(const std::string& name) const;
  /// The series of an equation's state, in the order of the equations; the caller fills in its value [0].
  MatrixSeries<R>& state(std::size_t equation) { return series_[at(equations_[equation].first)]; }
  /// Fills the states' coefficients 1 .. order: X_{k+1} = X'_k / (k + 1).
  void expand(std::size_t order);

 private:
  struct Operand {
    std::size_t node;
    bool varies;
  };
  struct Step {
    theory::Operation operation;
    std::size_t result;
    std::vector<Operand> operands{};
    std::vector<R> coefficients{};
    bool transposed[2] = {false, false};
    CauchyProduct<R> product{};
    std::shared_ptr<WholeHadamards> hadamards{};  ///< of BigReal
    MatrixSeries<R> logistic{}, slope{};          ///< of the operand: l and l^2 - l
  };
  static std::size_t at(int node) { return static_cast<std::size_t>(node); }
  void append(const theory::Instruction& source, std::size_t node, const theory::MatrixProgram& program,
              const TimedSymbolValues<R>& parameters);
  void prepare(Step& step, const theory::Instruction& source);
  void expand_at(std::optional<long> growth, std::size_t order);
  std::optional<long> growth_in_doubles(std::size_t order) requires std::is_same_v<R, BigReal>;
  std::vector<CoefficientSizes> sizes(std::size_t order) const
      requires(std::is_same_v<R, BigReal> || std::is_same_v<R, double>);
  void execute(Step& step, std::size_t k);
  void product(Step& step, std::size_t k);
  void hadamard(Step& step, std::size_t k);
  void combination(const Step& step, std::size_t k);
  void logistic(Step& step, std::size_t k);
  void exponential(const Step& step, std::size_t k);
  /// Of order k; of a node that is not looked back at, while that is the present order.
  Matrix<R>& coefficient(std::size_t node, std::size_t k) {
    return series_[node][std::min(k, series_[node].size() - 1)];
  }
  const Matrix<R>& value(const Operand& x, std::size_t k) { return coefficient(x.node, k); }

  std::size_t highest_;
  /// All orders of what is looked back at, the present one of the others.
  std::vector<MatrixSeries<R>> series_;
  std::vector<Step> constant_, varying_;
  std::vector<std::pair<std::string, int>> inputs_;
  std::vector<std::pair<int, int>> equations_;  ///< state, derivative
  std::vector<bool> changes_;                   ///< of an equation: whether its derivative varies
  bool prepared_ = false;
  std::optional<long> assumed_growth_;                   ///< in this expansion
  bool has_common_growth_ = true;                        ///< until an expansion has none
  std::unique_ptr<TaylorEvaluator<double>> in_doubles_;  ///< of BigReal: the same for a few orders
  template <class>
  friend class TaylorEvaluator;
};

}  // namespace featdyn::numerics
