#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "numerics/activation/noise_average.hpp"
#include "theory/matrix_program.hpp"

namespace featdyn::numerics {

/// Values of the symbols of a program's coefficients, indexed by theory::Symbol.
template <class R>
using SymbolValues = std::array<R, theory::symbol_count>;
/// The same for each of a run's times, on which alpha, beta and weight depend.
template <class R>
using TimedSymbolValues = std::vector<SymbolValues<R>>;

/// What is computed into one buffer from others.
template <class R>
struct PlanStep {
  theory::Operation operation;
  int result;
  std::vector<int> operands{};    ///< sum: two of equal shape stand for their product entry by entry
  std::vector<R> coefficients{};  ///< combination: one per operand
  std::vector<bool>
      on_diagonal{};  ///< combination: whether the operand is a column that goes on the diagonal
  std::vector<int>
      times{};  ///< combination, where not empty: what each operand is multiplied by entry by entry, or -1
  bool transposed[2] = {false, false};
  /// product, combination: whose result is its own transpose, made so to the last bit, for no step of a training moves
  /// a part of a Gram matrix that changes sign under transposition: it would stay while all else decays
  bool symmetric = false;
  bool lower_only =
      false;  ///< product: of which only a symmetric combination reads, entries below the diagonal
  unsigned order = 0;
  JetFunction jet = nullptr;  ///< of the function applied
  theory::PairPart part{};
  std::shared_ptr<NoiseAverage> average{};  ///< over the noise, of a named function
  std::shared_ptr<PairEnergy> energy{};     ///< written by pair_energy, read by pair_part
};

/// The steps that compute a program's outputs in numbers of type R.
template <class R>
struct EvaluationPlan {
  std::vector<std::optional<theory::Shape>> buffers;         ///< nothing: not used
  std::vector<PlanStep<R>> constant, varying;                ///< of constants alone; to be done at each run
  std::vector<std::pair<std::string, int>> inputs, outputs;  ///< names and their buffers
};

}  // namespace featdyn::numerics
