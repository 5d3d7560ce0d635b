#include "numerics/points/wide_branch.hpp"

#include <algorithm>
#include <cmath>

#include "numerics/points/wide_system.hpp"
#include "numerics/scalar/enclosures.hpp"

namespace featdyn::numerics {
namespace wide {
namespace {

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

/// The box of settings about a point of it, the slope of the branch there, and what the test needs.
template <class R>
class WideTest {
 public:
  WideTest(const WideSetting<R>& setting, const TrialBox& trial) : chart_(setting.chart) {
    const Vector<R> parameters{setting.strength, setting.epsilon, setting.root_tau};
    Point<double> middle;
    for (std::size_t i = 0; i < unknowns; ++i) {
      middle[i] = trial.centre[i], middle[unknowns + i] = trial.at[i];
      centre_[i] = R(middle[i]), centre_[unknowns + i] = R(middle[unknowns + i]);
      box_[i] = hull(parameters[i], centre_[unknowns + i]), offset_[i] = box_[i] - centre_[unknowns + i];
    }
    const auto F = in_order(slopes_at(middle, chart_).residual());
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
    const auto wide = in_order(slopes_at(whole(U), chart_).residual());
    const auto at_centre = in_order(branch_at(centre_, chart_).residual());
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
    const WithSlopes<R> wide = read(slopes_at(whole(U), chart_));
    R about = read(branch_at(centre_, chart_)) + along(wide.by);
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

  WideChart chart_;
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
}  // namespace wide

using namespace wide;

std::optional<TrialBox> find_trial_box(const WideSetting<Ball>& setting) {
  const Vector<double> at{midpoint(setting.strength), midpoint(setting.epsilon), midpoint(setting.root_tau)};
  const auto centre = find_wide_point({setting.chart, at[0], at[1], at[2]});
  if (!centre) return std::nullopt;
  TrialBox box{.at = at, .centre = in_order(*centre), .radius = {}};
  const WideTest<Ball> test(setting, box);
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
  const WideTest<R> test(setting, box);
  if (!test.is_regular()) return std::nullopt;
  Vector<R> U = test.image(around<R>(box.radius));
  for (std::size_t i = 0; i < unknowns; ++i)
    if (!lies_inside(U[i], box.radius[i])) return std::nullopt;
  U = with_zero(U);
  const Vector<R> again = test.image(U);
  for (std::size_t i = 0; i < unknowns; ++i) U[i] = common(U[i], again[i]);
  U = with_zero(U);
  if (!is_there(test, U)) return std::nullopt;
  const bool has_ratio = setting.chart != WideChart::crossover;
  const auto read = [&](auto part) { return has_ratio ? test.values(U, part) : whole_line<R>(); };
  return WideEnclosure<R>{.ratio = read([](const auto& branch) { return branch.ratio(); }),
                          .deviation = read([](const auto& branch) { return branch.deviation(); }),
                          .relative = test.values(U, [](const auto& branch) { return branch.relative(); })};
}

template std::optional<WideEnclosure<Ball>> enclose_wide_branch(const WideSetting<Ball>&, const TrialBox&);
template std::optional<WideEnclosure<Interval>> enclose_wide_branch(const WideSetting<Interval>&,
                                                                    const TrialBox&);

}  // namespace featdyn::numerics
