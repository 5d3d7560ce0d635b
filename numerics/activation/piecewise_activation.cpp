#include <algorithm>
#include <array>
#include <memory>

#include "numerics/activation/piecewise.hpp"
#include "numerics/activation/rectified_moments.hpp"

namespace featdyn::numerics {
namespace {

using Coefficients = std::vector<double>;

/// sum_p coefficients[order][p] (sign (z - kink))_+^p is the derivative of that order of one ray of f.
struct Ray {
  double kink, sign;
  std::array<Coefficients, 4> coefficients;
  int degree() const { return static_cast<int>(coefficients[0].size()) - 1; }
};

/// Where slope and curvature of f jump, and by how much.
struct Jump {
  double kink, slope, curvature;
};

struct Rays {
  std::vector<Ray> rays;
  std::vector<Jump> jumps;
};

/// p(kink + sign u) in powers of u.
Coefficients shifted(Coefficients p, double kink, double sign) {
  for (std::size_t k = 0; k < p.size(); ++k)
    for (std::size_t i = p.size() - 1; i > k; --i) p[i - 1] += kink * p[i];
  for (std::size_t k = 1; k < p.size(); k += 2) p[k] *= sign;
  return p;
}

Ray ray(double kink, double sign, const Coefficients& p) {
  Ray result{kink, sign, {shifted(p, kink, sign)}};
  for (std::size_t order = 1; order < result.coefficients.size(); ++order) {
    const Coefficients& before = result.coefficients[order - 1];
    for (std::size_t k = 1; k < before.size(); ++k)
      result.coefficients[order].push_back(sign * static_cast<double>(k) * before[k]);
  }
  return result;
}

double at_kink(const Ray& one, std::size_t order) {
  return one.coefficients[order].empty() ? 0.0 : one.coefficients[order].front();
}

bool is_zero(const Coefficients& p) {
  return std::ranges::all_of(p, [](double x) { return x == 0; });
}

/// One ray to the left of the first kink (of 0 where there is none), and to the right of every kink one of what
/// is added there.
Rays rays_of(const Piecewise& f) {
  Rays result;
  const double first = f.kinks.empty() ? 0 : f.kinks.front();
  const Ray left = ray(first, -1, f.pieces.front());
  if (!is_zero(left.coefficients[0])) result.rays.push_back(left);
  for (std::size_t k = 0; k < std::max<std::size_t>(f.kinks.size(), 1); ++k) {
    const double kink = f.kinks.empty() ? 0 : f.kinks[k];
    Coefficients p = f.kinks.empty() ? f.pieces.front() : f.pieces[k + 1];
    if (k > 0) {
      p.resize(std::max(p.size(), f.pieces[k].size()), 0);
      for (std::size_t i = 0; i < f.pieces[k].size(); ++i) p[i] -= f.pieces[k][i];
    }
    Ray right = ray(kink, 1, p);
    if (k > 0) right.coefficients[0].front() = 0;  // f is continuous
    const auto jump = [&](std::size_t order) {
      return at_kink(right, order) - (k > 0 ? 0 : at_kink(left, order));
    };
    if (!f.kinks.empty()) result.jumps.push_back({kink, jump(1), jump(2)});
    if (!is_zero(right.coefficients[0])) result.rays.push_back(std::move(right));
  }
  return result;
}

double sum_over_powers(const Coefficients& p, double a, double v) {
  double sum = 0;
  for (std::size_t k = 0; k < p.size(); ++k)
    if (p[k] != 0) sum += p[k] * rectified_moment(static_cast<int>(k), a, v);
  return sum;
}

double mean(const Rays& f, unsigned order, double a, double v) {
  double sum = 0;
  for (const Ray& one : f.rays) sum += sum_over_powers(one.coefficients[order], one.sign * (a - one.kink), v);
  for (const Jump& jump : f.jumps) {
    if (order == 2) sum += jump.slope * rectified_moment(-1, a - jump.kink, v);
    if (order == 3)
      sum += jump.slope * rectified_moment(-2, a - jump.kink, v) +
             jump.curvature * rectified_moment(-1, a - jump.kink, v);
  }
  return sum;
}

/// sum_k p[k] x_+^k; the step is 1/2 at 0, and no number gives none.
double at_point(const Coefficients& p, double x) {
  if (p.empty() || x < 0) return 0;
  if (!(x > 0)) return x == 0 ? p.front() / 2 : x;
  double sum = p.back();
  for (std::size_t k = p.size() - 1; k-- > 0;) sum = sum * x + p[k];
  return sum;
}

/// `mean` without noise, where no jump is seen.
Jet jet(const Rays& f, double z) {
  Jet result{};
  for (const Ray& one : f.rays) {
    const double x = one.sign * (z - one.kink);
    if (x < 0) continue;
    for (std::size_t order = 0; order < result.size(); ++order)
      result[order] += at_point(one.coefficients[order], x);
  }
  return result;
}

GaussianPair seen_from(const GaussianPair& at, const Ray& x, const Ray& y) {
  return {.a = x.sign * (at.a - x.kink),
          .b = y.sign * (at.b - y.kink),
          .v = at.v,
          .w = at.w,
          .c = x.sign * y.sign * at.c};
}

double bilinear(const RectifiedMoments& T, const Coefficients& p, const Coefficients& q) {
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t k = 0; k < q.size(); ++k)
      if (p[i] != 0 && q[k] != 0) sum += p[i] * q[k] * T(static_cast<int>(i), static_cast<int>(k));
  return sum;
}

void add_rays(const GaussianPair& at, const Ray& x, const Ray& y, PairMoments& m) {
  const RectifiedMoments T(seen_from(at, x, y), x.degree(), y.degree());
  const auto& [f, df, ddf, dddf] = x.coefficients;
  const auto& [g, dg, ddg, dddg] = y.coefficients;
  m.m00 += bilinear(T, f, g);
  m.m10 += bilinear(T, df, g);
  m.m01 += bilinear(T, f, dg);
  m.m11 += bilinear(T, df, dg);
  m.m20 += bilinear(T, ddf, g);
  m.m02 += bilinear(T, f, ddg);
}

/// The jumps of the slope: E[delta(X - kink) f(Y)] and the other way round.
void add_jumps(const GaussianPair& at, const Jump& jump, const Ray& other, PairMoments& m) {
  const Ray here{jump.kink, 1, {}};
  for (int q = 0; q <= other.degree(); ++q) {
    const double weight = jump.slope * other.coefficients[0][static_cast<std::size_t>(q)];
    if (weight == 0) continue;
    m.m20 += weight * moment_at_first_zero(seen_from(at, here, other), q);
    m.m02 += weight * moment_at_second_zero(seen_from(at, other, here), q);
  }
}

PairMoments pair(const Rays& f, const GaussianPair& at) {
  PairMoments result{};
  for (const Ray& x : f.rays)
    for (const Ray& y : f.rays) add_rays(at, x, y, result);
  for (const Jump& jump : f.jumps)
    if (jump.slope != 0)
      for (const Ray& other : f.rays) add_jumps(at, jump, other, result);
  return result;
}

}  // namespace

AveragedFunction averaged(const Piecewise& f) {
  const auto rays = std::make_shared<const Rays>(rays_of(f));
  return {.jet = [rays](double z) { return jet(*rays, z); },
          .mean = [rays](unsigned order, double a, double v) { return mean(*rays, order, a, v); },
          .pair = [rays](const GaussianPair& at) { return pair(*rays, at); }};
}

namespace {

/// max(z, 0)^power
template <std::size_t power>
Activation rectified(const char* name, const char* formula, const char* latex) {
  static const Rays rays = [] {
    Coefficients right(power + 1, 0);
    right.back() = 1;
    return rays_of({{0}, {{0}, right}});
  }();
  return {.name = name,
          .formula = formula,
          .latex = latex,
          .jet = [](double z) { return jet(rays, z); },
          .mean = [](unsigned order, double a, double v) { return mean(rays, order, a, v); },
          .pair = [](const GaussianPair& at) { return pair(rays, at); }};
}

}  // namespace

Activation rectified_linear() {
  return rectified<1>("relu", "max(z, 0)", "\\max(z, 0)");
}

Activation rectified_square() {
  return rectified<2>("squared-relu", "max(z, 0)^2", "\\max(z, 0)^2");
}

}  // namespace featdyn::numerics
