#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "numerics/activation/noise_average.hpp"
#include "numerics/matrix.hpp"
#include "theory/matrix_program.hpp"

namespace featdyn::numerics {

/// Numbers for the extents of a program.
struct Extents {
  Index neurons, patches, samples;
  Index span = 1;
  int quadrature_nodes = 2;  ///< for activations without a closed form
};

/// Values of the symbols of a program's coefficients, indexed by theory::Symbol.
template <class R>
using Parameters = std::array<R, theory::symbol_count>;
/// The same for each of a run's times, on which alpha, beta and weight depend.
template <class R>
using TimedParameters = std::vector<Parameters<R>>;

/// A matrix program compiled for numbers of type R: an evaluation plan that owns a buffer per instruction and
/// allocates nothing once it is built. What depends on constants alone is computed once.
template <class R>
class Evaluator {
 public:
  /// Throws std::logic_error for a program with named functions unless R is double.
  Evaluator(const theory::MatrixProgram& program, const Extents& extents,
            const TimedParameters<R>& parameters);
  /// For a program of one time.
  Evaluator(const theory::MatrixProgram& program, const Extents& extents, const Parameters<R>& parameters)
      : Evaluator(program, extents, TimedParameters<R>{parameters}) {}

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

 private:
  struct Step {
    theory::Operation operation;
    int result;
    std::vector<int> operands;
    std::vector<R> coefficients;
    bool transposed[2];
    unsigned order = 0;
    JetFunction jet = nullptr;  ///< of the function applied
    theory::PairPart part{};
    std::shared_ptr<NoiseAverage> average{};  ///< over the noise, of a named function
    std::shared_ptr<PairEnergy> energy{};     ///< written by pair_energy, read by pair_part
  };
  void name_function(Step& step, const theory::Instruction& source, int nodes);
  void execute(const Step& step);
  void call_function(const Step& step, Matrix<R>& result);
  void combine(const Step& step, Matrix<R>& result);
  const Matrix<R>& value(int node) const { return values_[static_cast<std::size_t>(node)]; }

  std::vector<Matrix<R>> values_;
  std::vector<std::shared_ptr<PairEnergy>> energies_;  ///< by instruction, where it is one
  std::vector<Step> constant_, varying_;
  std::vector<std::pair<std::string, int>> inputs_, outputs_;
  bool prepared_ = false;
};

}  // namespace featdyn::numerics
