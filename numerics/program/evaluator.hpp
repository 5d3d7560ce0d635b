#pragma once

#include "numerics/linear/entrywise.hpp"
#include "numerics/program/evaluation_plan.hpp"

namespace featdyn::numerics {

/// Numbers for the extents of a program.
struct Extents {
  Index neurons, patches, samples;
  Index span = 1;
  int quadrature_nodes = 2;  ///< for activations without a closed form
};

namespace detail {

/// A state's buffer and that of what it becomes: whether that is nothing else, so that the two may be exchanged.
struct StateMove {
  std::size_t state, moved;
  bool exchanged;
};

}  // namespace detail

/// A matrix program compiled for numbers of type R: an evaluation plan that owns its buffers and allocates
/// nothing once it is built. What depends on constants alone is computed once.
template <class R>
class Evaluator {
 public:
  /// Throws std::logic_error for a program with named functions unless R is double.
  Evaluator(const theory::MatrixProgram& program, const Extents& extents,
            const TimedSymbolValues<R>& parameters);
  /// For a program of one time.
  Evaluator(const theory::MatrixProgram& program, const Extents& extents, const SymbolValues<R>& parameters)
      : Evaluator(program, extents, TimedSymbolValues<R>{parameters}) {}

  /// The buffer of an input, to be filled by the caller (state: before each run; constants: before the
  /// first). Throws std::invalid_argument for a name that the program does not have.
  Matrix<R>& input(const std::string& name);
  /// The buffer of an output, valid after run().
  const Matrix<R>& output(const std::string& name) const;
  bool has_output(const std::string& name) const;
  bool has_input(const std::string& name) const;
  /// The inputs that have an output of the same name: what a step moves.
  std::vector<std::string> states() const;

  /// Evaluates every instruction that the outputs need.
  void run();
  /// Every state becomes the output of its name, after run(); these outputs are then anything.
  void move_states();

 private:
  void find_moves();
  void name_function(PlanStep<R>& step, const theory::Instruction& source, int nodes);
  void execute(const PlanStep<R>& step);
  void call_function(const PlanStep<R>& step, Matrix<R>& result);
  void combine(const PlanStep<R>& step, Matrix<R>& result);
  const Matrix<R>& value(int node) const { return values_[static_cast<std::size_t>(node)]; }

  EvaluationPlan<R> plan_;
  std::vector<Matrix<R>> values_;
  std::vector<std::shared_ptr<PairEnergy>> energies_;  ///< by buffer, where it is one
  std::vector<Term<R>> terms_;                         ///< of the combination that is being computed
  std::vector<detail::StateMove> moves_;
  bool prepared_ = false;
};

}  // namespace featdyn::numerics
