#pragma once

#include <string>

#include "verify/ranges/range_proof.hpp"

namespace featdyn::verify {

/// Beside a proof: at points of proved parts, the branch as the general solver finds it (Newton's method on the symmetric
/// loss that is derived from the matrix program) against the one that the proof is of.
class SecondSolver {
 public:
  void compare(const RangeQuestion& question, const RangeProof& proof);
  bool contradicts() const { return largest_ > allowed; }
  /// "; a second solver agrees at 20 points within 1e-12", or nothing where none was compared.
  std::string sentence() const;

 private:
  static constexpr double allowed = 1e-6;
  int points_ = 0;
  double largest_ = 0;  ///< relative difference
};

}  // namespace featdyn::verify
