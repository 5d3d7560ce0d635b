#include "numerics/methods/noise_span.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace featdyn::numerics {
namespace {

/// I - scale v v^T, v zero before `from`.
struct Reflection {
  Eigen::RowVectorXd v;
  double scale;
  template <class X>
  void apply(X&& x) const {
    x -= scale * x.dot(v) * v;
  }
};

/// The one that takes x to a multiple of the first unit vector.
Reflection reflection_of(const Eigen::RowVectorXd& x) {
  const double length = x.stableNorm();
  if (length == 0) return {.v = Eigen::RowVectorXd::Zero(x.size()), .scale = 0};
  const double first = x(0) < 0 ? x(0) - length : x(0) + length;
  Reflection result{.v = x / first, .scale = std::abs(first) / length};
  result.v(0) = 1;
  return result;
}

}  // namespace

/// Literal noise has other streams, so that its runs are those that version 4 and earlier made.
Engine draw_engine(const Settings& settings, std::uint64_t step, std::uint64_t patch, std::uint64_t time,
                   std::size_t times) {
  const bool literal = settings.diffusion.noise == NoiseWay::literal;
  const char* const name = literal ? "monte-carlo" : "monte-carlo 2";
  return times == 1 ? stream(settings.init.seed, name, {step, patch})
                    : stream(settings.init.seed, name, {step, patch, time});
}

OrthonormalSpan orthonormal_span(const Matrix<double>& vectors) {
  const Index k = vectors.rows(), d = vectors.cols(), size = std::min(k, d);
  Matrix<double> rest = vectors;
  std::vector<Reflection> reflections;
  for (Index j = 0; j < size; ++j) {
    reflections.push_back(reflection_of(rest.row(j).tail(d - j)));
    for (Index r = j; r < k; ++r) reflections.back().apply(rest.row(r).tail(d - j));
  }
  OrthonormalSpan result{.coordinates = rest.leftCols(size), .basis = Matrix<double>::Identity(size, d)};
  result.coordinates.triangularView<Eigen::StrictlyUpper>().setZero();
  for (Index j = size; j-- > 0;)
    for (Index r = j; r < size; ++r)
      reflections[static_cast<std::size_t>(j)].apply(result.basis.row(r).tail(d - j));
  return result;
}

/// A pivot that rounding could have made is one of 0: a semidefinite matrix then has nothing beside it.
Matrix<double> semidefinite_root(const Matrix<double>& M) {
  const Index k = M.rows();
  const double rounding = static_cast<double>(k) * std::numeric_limits<double>::epsilon();
  Matrix<double> L = Matrix<double>::Zero(k, k);
  for (Index j = 0; j < k; ++j) {
    const double pivot = M(j, j) - L.row(j).squaredNorm();
    if (pivot <= rounding * M(j, j)) continue;
    const double root = std::sqrt(pivot);
    for (Index i = j; i < k; ++i) L(i, j) = (M(i, j) - L.row(i).head(j).dot(L.row(j).head(j))) / root;
  }
  return L;
}

void NoiseSum::add(const Matrix<double>& v, const Matrix<double>& z) {
  along += product<double>({v, true}, {z});
  if (spread.size() > 0) spread += product<double>({v, true}, {v});
}

void NoiseSum::operator+=(const NoiseSum& other) {
  along += other.along;
  spread += other.spread;
}

NoiseSpan::NoiseSpan(const Matrix<double>& vectors, NoiseWay way)
    : literal_(way == NoiseWay::literal),
      span_(literal_ ? OrthonormalSpan{.coordinates = vectors, .basis = {}} : orthonormal_span(vectors)) {}

NoiseSum NoiseSpan::no_draws(Index k) const {
  const Index spread = literal_ ? 0 : k;
  return {.along = Matrix<double>::Zero(k, size()), .spread = Matrix<double>::Zero(spread, spread)};
}

Matrix<double> NoiseSpan::whole(const NoiseSum& sum, std::uint64_t seed, std::uint64_t step) const {
  if (literal_) return sum.along;
  const Matrix<double>& B = span_.basis;
  Matrix<double> along = sum.along;
  Matrix<double> across = Matrix<double>::Zero(along.rows(), B.cols());
  if (B.rows() < B.cols()) {
    Matrix<double> Z(along.rows(), B.cols());
#pragma omp parallel for schedule(static)
    for (Index r = 0; r < Z.rows(); ++r) {
      Engine engine = stream(seed, "monte-carlo across", {step, static_cast<std::uint64_t>(r)});
      fill_standard_normal(engine, &Z(r, 0), static_cast<std::size_t>(Z.cols()));
    }
    across = product<double>({semidefinite_root(sum.spread)}, {Z});
    along -= product<double>({across}, {B, true});  // L Z (I - B^T B) takes its part along B away
  }
  return across + product<double>({along}, {B});
}

}  // namespace featdyn::numerics
