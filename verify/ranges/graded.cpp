#include "verify/ranges/graded.hpp"

namespace featdyn::verify {
namespace {

using theory::Rational;
using Powers = std::map<std::string, Rational>;
constexpr const char* width_name = "m";

Powers sum_of_powers(Powers x, const Powers& y) {
  for (const auto& [name, power] : y) {
    Rational& sum = x[name];
    sum += power;
    if (sum == 0) x.erase(name);
  }
  return x;
}

Rational width_power(const Powers& powers) {
  const auto found = powers.find(width_name);
  return found == powers.end() ? Rational(0) : found->second;
}

/// Whether x^power is smooth all over x.
template <class R>
bool keeps_off_zero(const R& x, const Rational& power) {
  return x > R(0) || (x < R(0) && power.is_integer() && abs(power) <= 32);
}

/// x^power, of x >= 0 where power is no integer; x may be 0 where power is a number of halves.
template <class R>
R real_power(const R& x, const Rational& power) {
  constexpr long most_halves = 64;
  if (power < 0) return R(1) / real_power(x, -power);
  const Rational twice = power * Rational(2);
  if (!twice.is_integer() || twice > most_halves) return exp(theory::to_real<R>(power) * log(x));
  const long halves = static_cast<long>(twice);
  R result(1);
  for (long k = 0; k < halves / 2; ++k) result *= x;
  return halves % 2 == 0 ? result : result * sqrt(x);
}

}  // namespace

/// m^(-power) taken into value and slope, power > 0.
template <class R>
void GradedArithmetic<R>::take_in(Graded<R>& x, const Rational& power) const {
  const Rational twice = power * Rational(2);  // epsilon^twice
  const R all = collapsed(x);
  const bool is_of_slope = twice >= 1;
  const R part = real_power(epsilon, is_of_slope ? twice - Rational(1) : twice) * all;
  x.value = is_of_slope ? R(0) : part;
  x.slope = is_of_slope ? part : R(0);
}

template <class R>
Graded<R> GradedArithmetic<R>::product(const Graded<R>& x, const Graded<R>& y) const {
  return {sum_of_powers(x.powers, y.powers), x.value * y.value,
          x.value * y.slope + x.slope * y.value + epsilon * (x.slope * y.slope)};
}

template <class R>
Graded<R> GradedArithmetic<R>::power(const Graded<R>& x, const Rational& power) const {
  Graded<R> result;
  for (const auto& [name, of_name] : x.powers)
    if (power != 0) result.powers[name] = of_name * power;
  const R exponent = theory::to_real<R>(power);
  const auto raised = [&](const R& base, const Rational& to) {
    const bool is_power_of_any = to.is_integer() && to >= 0 && to <= 32;
    return is_power_of_any || keeps_off_zero(base, to) ? real_power(base, to) : numerics::whole_line<R>();
  };
  result.value = raised(x.value, power);
  if (numerics::is_zero(x.slope) || power == 0) return result;
  // By the mean value theorem, somewhere between value and value + epsilon slope.
  const R between = numerics::hull(x.value, collapsed(x));
  if (power >= 1 || keeps_off_zero(between, power))
    result.slope = exponent * x.slope * raised(between, power - Rational(1));
  else
    result.value = raised(collapsed(x), power);
  return result;
}

/// Names that stand for others put in, once and again.
template <class R>
Graded<R> GradedArithmetic<R>::expanded(const Graded<R>& x) const {
  for (const auto& [name, power] : x.powers)
    if (const auto meaning = meanings.find(name); meaning != meanings.end()) {
      Graded<R> rest = x;
      rest.powers.erase(name);
      return expanded(product(rest, this->power(meaning->second, power)));
    }
  return x;
}

/// All names but m multiplied out.
template <class R>
Graded<R> GradedArithmetic<R>::folded(Graded<R> x) const {
  Powers left;
  for (const auto& [name, power] : x.powers) {
    if (name == width_name) {
      left[name] = power;
      continue;
    }
    const auto range = ranges.find(name), inverse = inverses.find(name);
    R factor = numerics::whole_line<R>();
    if (range != ranges.end()) factor = real_power(range->second, power);
    if (inverse != inverses.end() && power < 0) factor = real_power(inverse->second, -power);
    x.value *= factor, x.slope *= factor;
  }
  x.powers = std::move(left);
  return x;
}

template <class R>
Graded<R> GradedArithmetic<R>::sum(const Graded<R>& first, const Graded<R>& second) const {
  const auto is_nothing = [](const Graded<R>& x) {
    return numerics::is_zero(x.value) && numerics::is_zero(x.slope);
  };
  if (is_nothing(first)) return second;
  if (is_nothing(second)) return first;
  Graded<R> x = first, y = second;
  if (x.powers != y.powers) x = expanded(x), y = expanded(y);
  const auto without_width = [](Powers powers) {
    powers.erase(width_name);
    return powers;
  };
  if (without_width(x.powers) != without_width(y.powers)) x = folded(x), y = folded(y);
  const Rational of_x = width_power(x.powers), of_y = width_power(y.powers);
  if (of_x > of_y) take_in(y, of_x - of_y), y.powers = x.powers;
  if (of_y > of_x) take_in(x, of_y - of_x), x.powers = y.powers;
  return {x.powers, x.value + y.value, x.slope + y.slope};
}

template <class R>
Graded<R> GradedArithmetic<R>::negative(Graded<R> x) const {
  x.value = -x.value, x.slope = -x.slope;
  return x;
}

template <class R>
Graded<R> GradedArithmetic<R>::absolute(Graded<R> x) const {
  if (numerics::is_zero(x.value))
    x.slope = abs(x.slope);
  else
    x.value = abs(collapsed(x)), x.slope = R(0);
  return x;
}

template <class R>
R GradedArithmetic<R>::values(const Graded<R>& x) const {
  Graded<R> left = folded(expanded(x));
  const Rational power = width_power(left.powers);
  if (power < 0) take_in(left, -power);
  if (power <= 0) return collapsed(left);
  const auto range = ranges.find(width_name);
  return range == ranges.end() ? numerics::whole_line<R>()
                               : collapsed(left) * real_power(range->second, power);
}

template <class R>
Sign GradedArithmetic<R>::sign(const Graded<R>& x) const {
  const R all = collapsed(x), zero(0);
  Sign sign{.positive = all > zero, .negative = all < zero};
  if (numerics::is_zero(x.value)) {  // epsilon is positive
    sign.positive = x.slope > zero, sign.negative = x.slope < zero;
    if (numerics::is_zero(x.slope)) sign.not_negative = sign.not_positive = true;
  }
  sign.not_negative = sign.not_negative || sign.positive;
  sign.not_positive = sign.not_positive || sign.negative;
  return sign;
}

template class GradedArithmetic<numerics::Ball>;
template class GradedArithmetic<numerics::Interval>;

}  // namespace featdyn::verify
