#include "numerics/points/wide_branch.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/points/differentiated.hpp"
#include "numerics/scalar/enclosures.hpp"

namespace featdyn::numerics {
namespace {

/// x_1, X_2, Y, then strength, epsilon, sqrt tau.
constexpr std::size_t unknowns = 3, variables = 6;
template <class R>
using Vector = std::array<R, unknowns>;
template <class R>
using Matrix3 = std::array<Vector<R>, unknowns>;
template <class R>
using Point = std::array<R, variables>;
template <class R>
using WithSlopes = Differentiated<R, variables>;

template <class R>
theory::WideBranch<R> branch_at(const Point<R>& at, bool strong) {
  const R one(1);
  return {{.weight = strong ? one : at[3],
           .other = strong ? at[3] : one,
           .epsilon = at[4],
           .root_tau = at[5]},
          {at[0], at[1], at[2]}};
}

template <class R>
theory::WideBranch<WithSlopes<R>> slopes_at(const Point<R>& at, bool strong) {
  Point<WithSlopes<R>> variable;
  for (std::size_t i = 0; i < variables; ++i) variable[i] = WithSlopes<R>(at[i], i);
  return branch_at(variable, strong);
}

template <class R>
Vector<R> in_order(const WideTriple<R>& x) {
  return {x.signal, x.noise, x.size};
}

/// The inverse by cofactors; not finite where there is none.
Matrix3<double> inverse(const Vector<WithSlopes<double>>& F) {
  const auto cofactor = [&](std::size_t i, std::size_t j) {
    const std::size_t a = (i + 1) % 3, b = (i + 2) % 3, c = (j + 1) % 3, d = (j + 2) % 3;
    return F[a].by[c] * F[b].by[d] - F[a].by[d] * F[b].by[c];
  };
  double determinant = 0;
  for (std::size_t j = 0; j < unknowns; ++j) determinant += F[0].by[j] * cofactor(0, j);
  Matrix3<double> result;
  for (std::size_t i = 0; i < unknowns; ++i)
    for (std::size_t j = 0; j < unknowns; ++j) result[i][j] = cofactor(j, i) / determinant;
  return result;
}

bool is_positive(const Point<double>& x) {
  return std::ranges::all_of(x.begin(), x.begin() + unknowns,
                             [](double value) { return value > 0 && std::isfinite(value); });
}

/// Newton's method in the unknowns of `x`, whose parameters stay.
bool newton(Point<double>& x, bool strong) {
  constexpr int most = 40;
  constexpr double close = 1e-14;
  for (int iteration = 0; iteration < most; ++iteration) {
    const auto F = in_order(slopes_at(x, strong).residual());
    const Matrix3<double> Y = inverse(F);
    double moved = 0, size = 0;
    for (std::size_t i = 0; i < unknowns; ++i) {
      const double step = Y[i][0] * F[0].value + Y[i][1] * F[1].value + Y[i][2] * F[2].value;
      x[i] -= step;
      moved += std::abs(step), size += std::abs(x[i]);
    }
    if (!is_positive(x)) return false;
    if (moved <= close * size) return true;
  }
  return false;
}

/// The solution at epsilon = 0.
Point<double> widest(const WideSetting<double>& at) {
  const double v = at.strong ? 1 / at.strength : at.strength;
  const double size = std::pow((1 + v) * (1 + v * v) / 2, 1.0 / 6);
  return {(at.strong ? v : 1) / size, 1 / size, size, at.strength, 0, at.root_tau};
}

/// The largest absolute value, roughly.
double magnitude(const Ball& x) {
  return std::abs(static_cast<double>(x)) + mag_get_d(arb_radref(x.raw()));
}

/// [-radius, radius]
template <class R>
Vector<R> around(const Vector<double>& radius) {
  Vector<R> result;
  for (std::size_t i = 0; i < unknowns; ++i) result[i] = hull(R(-radius[i]), R(radius[i]));
  return result;
}

/// The mean value form goes from x(p) to x(p) + u: what it is taken over has to hold both.
template <class R>
Vector<R> with_zero(Vector<R> U) {
  for (R& u : U) u = hull(u, R(0));
  return U;
}

/// The box of settings about its midpoint, the slope of the branch there, and what the test needs.
template <class R>
class WideTest {
 public:
  WideTest(const WideSetting<R>& setting, const Vector<double>& centre) : strong_(setting.strong) {
    const Vector<R> parameters{setting.strength, setting.epsilon, setting.root_tau};
    Point<double> middle;
    for (std::size_t i = 0; i < unknowns; ++i) {
      middle[i] = centre[i], middle[unknowns + i] = midpoint(parameters[i]);
      centre_[i] = R(middle[i]), centre_[unknowns + i] = R(middle[unknowns + i]);
      box_[i] = hull(parameters[i], centre_[unknowns + i]), offset_[i] = box_[i] - centre_[unknowns + i];
    }
    const auto F = in_order(slopes_at(middle, strong_).residual());
    inverse_ = inverse(F);
    for (std::size_t i = 0; i < unknowns; ++i)
      for (std::size_t j = 0; j < unknowns; ++j) {
        slope_[i][j] = 0;
        for (std::size_t l = 0; l < unknowns; ++l) slope_[i][j] -= inverse_[i][l] * F[l].by[unknowns + j];
      }
  }

  bool is_regular() const {
    return std::ranges::all_of(inverse_, [](const auto& row) {
      return std::ranges::all_of(row, [](double value) { return std::isfinite(value); });
    });
  }

  /// -Y F(x(P), P) + (I - Y F_x) U, which holds every zero in U.
  Vector<R> image(const Vector<R>& U) const {
    const auto wide = in_order(slopes_at(whole(U), strong_).residual());
    const auto at_centre = in_order(branch_at(centre_, strong_).residual());
    Vector<R> result;
    for (std::size_t i = 0; i < unknowns; ++i) {
      result[i] = R(0);
      Point<R> row;  // Y (F_x, F_p)
      for (std::size_t k = 0; k < variables; ++k) {
        row[k] = R(0);
        for (std::size_t l = 0; l < unknowns; ++l) row[k] += R(inverse_[i][l]) * wide[l].by[k];
      }
      for (std::size_t k = 0; k < unknowns; ++k)
        result[i] += (R(i == k ? 1 : 0) - row[k]) * U[k] - R(inverse_[i][k]) * at_centre[k];
      result[i] -= along(row);
    }
    return result;
  }

  /// The values of what `read` reads off the branch: directly and about the centre.
  template <class Read>
  R values(const Vector<R>& U, Read read) const {
    const WithSlopes<R> wide = read(slopes_at(whole(U), strong_));
    R about = read(branch_at(centre_, strong_)) + along(wide.by);
    for (std::size_t k = 0; k < unknowns; ++k) about += wide.by[k] * U[k];
    return common(wide.value, about);
  }

  /// All x(p) + U with all p.
  Point<R> whole(const Vector<R>& U) const {
    Point<R> result;
    for (std::size_t i = 0; i < unknowns; ++i) {
      result[i] = centre_[i] + U[i], result[unknowns + i] = box_[i];
      for (std::size_t j = 0; j < unknowns; ++j) result[i] += R(slope_[i][j]) * offset_[j];
    }
    return result;
  }
  bool strong() const { return strong_; }

 private:
  /// What a function with these derivatives changes by along x(p), from the centre to any p.
  R along(const Point<R>& by) const {
    R sum(0);
    for (std::size_t j = 0; j < unknowns; ++j) {
      R slope = by[unknowns + j];
      for (std::size_t k = 0; k < unknowns; ++k) slope += by[k] * R(slope_[k][j]);
      sum += slope * offset_[j];
    }
    return sum;
  }

  bool strong_;
  Point<R> centre_;
  Vector<R> box_, offset_;
  Matrix3<double> inverse_, slope_;
};

/// Whether a box that holds zero on both sides lies inside [-radius, radius].
template <class R>
bool lies_inside(const R& inner, double radius) {
  return inner < R(radius) && R(-radius) < inner;
}

template <class R>
bool is_there(const WideTest<R>& test, const Vector<R>& U) {
  const Point<R> x = test.whole(U);
  const R zero(0);
  return x[0] > zero && x[1] > zero && x[2] > zero &&
         test.values(U, [](const auto& branch) { return branch.off_span(); }) > zero;
}

}  // namespace

std::optional<WideTriple<double>> find_wide_point(const WideSetting<double>& setting) {
  constexpr int steps = 64;
  constexpr double strongest = 1e-3, halving = 0.5, nearly_infinite = 1e-12;  // 1/v
  WideSetting<double> start = setting;
  if (setting.strong) start.strength = std::max(setting.strength, strongest);
  Point<double> at = widest(start);
  for (int k = 0; k <= steps; ++k) {
    at[4] = setting.epsilon * k / steps;
    if (!newton(at, setting.strong)) return std::nullopt;
  }
  while (at[3] > setting.strength) {
    at[3] = at[3] > nearly_infinite ? std::max(halving * at[3], setting.strength) : setting.strength;
    if (!newton(at, setting.strong)) return std::nullopt;
  }
  return WideTriple<double>{at[0], at[1], at[2]};
}

std::optional<TrialBox> find_trial_box(const WideSetting<Ball>& setting) {
  const auto centre = find_wide_point({.strong = setting.strong,
                                       .strength = midpoint(setting.strength),
                                       .epsilon = midpoint(setting.epsilon),
                                       .root_tau = midpoint(setting.root_tau)});
  if (!centre) return std::nullopt;
  TrialBox box{.centre = in_order(*centre), .radius = {}};
  const WideTest<Ball> test(setting, box.centre);
  constexpr double smallest = 1e-12, room = 1.5, largest = 0.5;
  for (std::size_t i = 0; i < unknowns; ++i) box.radius[i] = smallest * box.centre[i];
  constexpr int most = 4;
  for (int attempt = 0; attempt < most; ++attempt) {
    const Vector<Ball> image = test.image(around<Ball>(box.radius));
    Vector<double> reach;
    bool fits = true, is_small = true;
    for (std::size_t i = 0; i < unknowns; ++i) {
      reach[i] = magnitude(image[i]);
      fits = fits && reach[i] < box.radius[i], is_small = is_small && reach[i] < largest * box.centre[i];
    }
    if (fits) return box;
    if (!is_small) return std::nullopt;
    for (std::size_t i = 0; i < unknowns; ++i) box.radius[i] = room * reach[i];
  }
  return std::nullopt;
}

template <class R>
std::optional<WideEnclosure<R>> enclose_wide_branch(const WideSetting<R>& setting, const TrialBox& box) {
  const WideTest<R> test(setting, box.centre);
  if (!test.is_regular()) return std::nullopt;
  Vector<R> U = test.image(around<R>(box.radius));
  for (std::size_t i = 0; i < unknowns; ++i)
    if (!lies_inside(U[i], box.radius[i])) return std::nullopt;
  U = with_zero(U);
  const Vector<R> again = test.image(U);
  for (std::size_t i = 0; i < unknowns; ++i) U[i] = common(U[i], again[i]);
  U = with_zero(U);
  if (!is_there(test, U)) return std::nullopt;
  return WideEnclosure<R>{.ratio = test.values(U, [](const auto& branch) { return branch.ratio(); }),
                          .deviation = test.values(U, [](const auto& branch) { return branch.deviation(); })};
}

template std::optional<WideEnclosure<Ball>> enclose_wide_branch(const WideSetting<Ball>&, const TrialBox&);
template std::optional<WideEnclosure<Interval>> enclose_wide_branch(const WideSetting<Interval>&,
                                                                    const TrialBox&);

}  // namespace featdyn::numerics
