#include "numerics/activation/piecewise.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "numerics/activation/formula_jet.hpp"
#include "theory/formula/constant.hpp"

namespace featdyn::numerics {
namespace {

using formula::Function;
using Coefficients = std::vector<double>;
using Result = std::optional<Piecewise>;

void trim(Coefficients& p) {
  while (p.size() > 1 && p.back() == 0) p.pop_back();
}

Coefficients sum(const Coefficients& p, const Coefficients& q, double sign) {
  Coefficients result(std::max(p.size(), q.size()), 0);
  for (std::size_t k = 0; k < p.size(); ++k) result[k] += p[k];
  for (std::size_t k = 0; k < q.size(); ++k) result[k] += sign * q[k];
  trim(result);
  return result;
}

Coefficients product(const Coefficients& p, const Coefficients& q) {
  Coefficients result(p.size() + q.size() - 1, 0);
  for (std::size_t i = 0; i < p.size(); ++i)
    for (std::size_t k = 0; k < q.size(); ++k) result[i + k] += p[i] * q[k];
  trim(result);
  return result;
}

double value(const Coefficients& p, double z) {
  double result = 0;
  for (std::size_t k = p.size(); k-- > 0;) result = result * z + p[k];
  return result;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The piece that holds just right of z.
const Coefficients& piece_right_of(const Piecewise& f, double z) {
  return f.pieces[static_cast<std::size_t>(std::ranges::upper_bound(f.kinks, z) - f.kinks.begin())];
}

/// Without the kinks at which nothing changes.
Piecewise joined(const Piecewise& f) {
  Piecewise result{{}, {f.pieces.front()}};
  for (std::size_t k = 0; k < f.kinks.size(); ++k)
    if (f.pieces[k + 1] != result.pieces.back())
      result.kinks.push_back(f.kinks[k]), result.pieces.push_back(f.pieces[k + 1]);
  return result;
}

Piecewise combined(const Piecewise& f, const Piecewise& g,
                   const std::function<Coefficients(const Coefficients&, const Coefficients&)>& both) {
  Piecewise result{f.kinks, {both(f.pieces.front(), g.pieces.front())}};
  result.kinks.insert(result.kinks.end(), g.kinks.begin(), g.kinks.end());
  std::ranges::sort(result.kinks);
  const auto repeated = std::ranges::unique(result.kinks);
  result.kinks.erase(repeated.begin(), repeated.end());
  for (const double kink : result.kinks)
    result.pieces.push_back(both(piece_right_of(f, kink), piece_right_of(g, kink)));
  return joined(result);
}

/// Where a polynomial is 0, in growing order; nothing for degrees above 2.
std::optional<std::vector<double>> zeros(const Coefficients& p) {
  if (p.size() == 1) return std::vector<double>{};
  if (p.size() == 2) return std::vector<double>{-p[0] / p[1]};
  if (p.size() > 3) return std::nullopt;
  const double inside = p[1] * p[1] - 4 * p[2] * p[0];
  if (!(inside > 0)) return std::vector<double>{};  // a double zero changes no sign
  const double q = -(p[1] + std::copysign(std::sqrt(inside), p[1])) / 2;
  std::vector<double> result{q / p[2], p[0] / q};
  std::ranges::sort(result);
  return result;
}

/// f where it is positive, times `below` elsewhere: relu for 0, abs for -1.
Result rectified(const Piecewise& f, double below) {
  Piecewise result;
  for (std::size_t k = 0; k < f.pieces.size(); ++k) {
    const double from = k == 0 ? -infinity : f.kinks[k - 1], to = k < f.kinks.size() ? f.kinks[k] : infinity;
    const auto all = zeros(f.pieces[k]);
    if (!all) return std::nullopt;
    std::vector<double> ends;
    for (const double zero : *all)
      if (zero > from && zero < to) ends.push_back(zero);
    ends.push_back(to);
    double start = from;
    for (const double end : ends) {
      const double middle = start == -infinity ? (end == infinity ? 0.0 : end - 1)
                            : end == infinity  ? start + 1
                                               : (start + end) / 2;
      const double factor = value(f.pieces[k], middle) > 0 ? 1 : below;
      result.pieces.push_back(product(f.pieces[k], {factor}));
      if (end != infinity) result.kinks.push_back(end);
      start = end;
    }
  }
  return joined(result);
}

class PieceReader {
 public:
  static Result of(const formula::Expression& f) {
    const Result result = read(f);
    const auto fits = [](const Coefficients& p) {
      return p.size() <= largest_piece_degree + 1 &&
             std::ranges::all_of(p, [](double x) { return std::isfinite(x); });
    };
    return result && std::ranges::all_of(result->pieces, fits) ? result : std::nullopt;
  }

 private:
  static Result plus(const Result& f, const Result& g, double sign) {
    if (!f || !g) return std::nullopt;
    return combined(*f, *g, [&](const auto& p, const auto& q) { return sum(p, q, sign); });
  }
  static Result times(const Result& f, const Result& g) {
    if (!f || !g) return std::nullopt;
    return combined(*f, *g, product);
  }
  static Result constant(double x) { return Piecewise{{}, {{x}}}; }

  static Result read(const formula::Expression& f) {
    if (!formula::has_z(f)) return constant(constant_value(f));
    if (formula::as<formula::Quantity>(f)) return Piecewise{{}, {{0, 1}}};
    if (const auto* negative = formula::as<formula::Negative>(f))
      return times(constant(-1), of(negative->value));
    if (const auto* call = formula::as<formula::Call>(f)) return read(*call);
    if (const auto* power = formula::as<formula::Power>(f)) return read(*power);
    if (const auto* sum = formula::as<formula::Sum>(f)) {
      Result result = constant(0);
      for (const auto& term : sum->terms) result = plus(result, of(term.value), term.subtracted ? -1 : 1);
      return result;
    }
    Result result = constant(1);
    for (const auto& factor : formula::as<formula::Product>(f)->factors)
      if (!factor.divided)
        result = times(result, of(factor.value));
      else if (formula::has_z(factor.value))
        return std::nullopt;
      else
        result = times(result, constant(1 / constant_value(factor.value)));
    return result;
  }

  static Result read(const formula::Power& power) {
    const auto exponent = formula::constant(power.exponent);
    if (!exponent || !exponent->is_integer() || *exponent < 0 ||
        *exponent > static_cast<long>(largest_piece_degree))
      return std::nullopt;
    const Result base = of(power.base);
    Result result = constant(1);
    for (long k = 0; k < static_cast<long>(*exponent); ++k) result = times(result, base);
    return result;
  }

  static Result read(const formula::Call& call) {
    const Result first = of(call.arguments.front());
    if (!first) return std::nullopt;
    if (call.function == Function::relu) return rectified(*first, 0);
    if (call.function == Function::abs) return rectified(*first, -1);
    if (call.function != Function::max && call.function != Function::min) return std::nullopt;
    Result result = first;
    for (std::size_t k = 1; k < call.arguments.size(); ++k) {
      const Result next = of(call.arguments[k]);
      const Result rest = plus(next, result, -1);  // max(f, g) = f + relu(g - f)
      if (!rest) return std::nullopt;
      result = call.function == Function::max ? plus(result, rectified(*rest, 0), 1)
                                              : plus(next, rectified(*rest, 0), -1);
    }
    return result;
  }
};

}  // namespace

Result as_piecewise(const formula::Expression& f) {
  return PieceReader::of(f);
}

}  // namespace featdyn::numerics
