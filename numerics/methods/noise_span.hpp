#pragma once

#include <cstdint>

#include "numerics/data/engine.hpp"
#include "numerics/linear/matrix.hpp"
#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

inline constexpr Index draws_at_once =
    64;  ///< blocks of literal noise stay in the cache for d of a few thousand
inline constexpr Index reduction_groups = 16;  ///< fixed, so that sums have one order at every thread count

/// The stream of the draws of a step at one patch of a sample; with several times, at one of them.
Engine draw_engine(const Settings& settings, std::uint64_t step, std::uint64_t patch, std::uint64_t time,
                   std::size_t times);

/// vectors = coordinates basis; the basis has min(k, d) orthonormal rows, whatever the rank of the vectors.
struct OrthonormalSpan {
  Matrix<double> coordinates, basis;  ///< k x min(k, d), min(k, d) x d
};

/// Of vectors that are k rows of length d, by Householder's reflections.
OrthonormalSpan orthonormal_span(const Matrix<double>& vectors);

/// L with L L^T = M, lower triangular, for a positive semidefinite M of any rank. NaN stays.
Matrix<double> semidefinite_root(const Matrix<double>& M);

/// Sums over draws of noise eps, seen through its coordinates z in a NoiseSpan: of v z^T and of v v^T.
struct NoiseSum {
  Matrix<double> along, spread;                                ///< k x size, k x k
  void add(const Matrix<double>& v, const Matrix<double>& z);  ///< rows are draws
  void operator+=(const NoiseSum& other);
};

/// Noise eps ~ N(0, I_d) as a network sees it that depends on it through its inner products with given
/// vectors alone: as coordinates z in a basis of their span, z ~ N(0, 1) each. What is left out of a sum of v
/// eps^T has the law of L Z (I - B^T B), L L^T = sum v v^T, and is drawn once a step. The law of the step is
/// that of literal noise (docs/mathematics/monte-carlo.md), which the settings can ask for.
class NoiseSpan {
 public:
  /// Vectors: k rows of length d.
  NoiseSpan(const Matrix<double>& vectors, NoiseWay way);
  Index size() const { return span_.coordinates.cols(); }  ///< how many numbers a draw is
  /// Inner products with noise z: z coordinates^T.
  const Matrix<double>& coordinates() const { return span_.coordinates; }
  NoiseSum no_draws(Index k) const;
  /// sum v eps^T, k x d, by the stream (seed, step, row of v).
  Matrix<double> whole(const NoiseSum& sum, std::uint64_t seed, std::uint64_t step) const;

 private:
  bool literal_;
  OrthonormalSpan span_;  ///< literal: the vectors themselves, no basis
};

}  // namespace featdyn::numerics
