#include "verify/ranges/range_environment.hpp"

#include "theory/formula/constant.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;
using numerics::WideChart;
using theory::Rational;

/// Of A < B and the like, by the sign of B - A.
Truth by_sign(const Sign& sign, Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return truth(sign.positive, sign.not_positive);
    case Comparison::less_equal:
      return truth(sign.not_negative, sign.negative);
    case Comparison::greater:
      return truth(sign.negative, sign.not_negative);
    case Comparison::greater_equal:
      return truth(sign.not_positive, sign.positive);
    case Comparison::equal:
      return truth(sign.not_negative && sign.not_positive, sign.positive || sign.negative);
    case Comparison::not_equal:
      return truth(sign.positive || sign.negative, sign.not_negative && sign.not_positive);
  }
  return Truth::unknown;
}

}  // namespace

template <class R>
RangeEnvironment<R>::RangeEnvironment(const RangeQuestion& question, const RangeBox& box)
    : question_(question) {
  add_coordinates(box);
  add_meanings();
  for (const auto& [name, meaning] : arithmetic_.meanings)
    is_sound_ = is_sound_ && arithmetic_.sign(meaning).positive;
}

/// Exact ends, rounded outwards; 1/x down to 0 where x has no end; of m also m^(-1/2).
template <class R>
void RangeEnvironment<R>::add_coordinates(const RangeBox& box) {
  const auto add = [&](const std::string& name, const RangeEnd& from, const RangeEnd& to) {
    const R low = theory::to_real<R>(*from);
    if (!to) arithmetic_.inverses.insert_or_assign(name, numerics::hull(R(0), R(1) / low));
    if (to) arithmetic_.ranges.insert_or_assign(name, numerics::hull(low, theory::to_real<R>(*to)));
    if (name != "m") return;
    const R largest = R(1) / sqrt(low);
    arithmetic_.epsilon = numerics::hull(largest, to ? R(1) / sqrt(theory::to_real<R>(*to)) : R(0));
  };
  for (std::size_t k = 0; k < question_.names.size(); ++k) add(question_.names[k], box.from[k], box.to[k]);
  for (const auto& [name, value] : question_.constants) add(name, value, value);
}

template <class R>
void RangeEnvironment<R>::add_meanings() {
  const auto is_given = [&](const std::string& name) {
    return arithmetic_.ranges.contains(name) || arithmetic_.inverses.contains(name) ||
           question_.formulas.contains(name);
  };
  const auto with_powers = [](std::map<std::string, Rational> powers) {
    return Number{std::move(powers), R(1), R(0)};
  };
  const auto mean = [&](const std::string& name, Number value) {
    if (!is_given(name)) arithmetic_.meanings.insert_or_assign(name, std::move(value));
  };
  for (const auto& [name, formula] : question_.formulas)
    arithmetic_.meanings.insert_or_assign(name, evaluate(formula));
  const Rational half(1, 2);
  if (is_given(noise_strength)) mean("n", with_powers({{noise_strength, 1}, {"sigma_xi", 2}, {"d", 1}}));
  if (is_given(signal_strength))
    mean("SNR", with_powers({{signal_strength, half}, {"n", -half}}));
  else if (is_given("|mu|"))
    mean("SNR", with_powers({{"|mu|", 1}, {"sigma_xi", -1}, {"d", -half}}));
  if (is_given(signal_strength) || is_given("SNR"))
    mean("|mu|", with_powers({{"SNR", 1}, {"sigma_xi", 1}, {"d", half}}));
  mean("sigma_p", graded_name<R>("sigma_xi"));
  if (!is_given("t")) return;
  const R t = arithmetic_.values(graded_name<R>("t"));
  mean("alpha", graded<R>(exp(-t)));
  mean("beta", graded<R>(sqrt(-expm1(R(-2) * t))));
}

template <class R>
bool RangeEnvironment<R>::is_excluded() const {
  return is_sound_ && assumed() == Truth::no;
}

template <class R>
R RangeEnvironment<R>::strength(WideChart chart, const R& levels) const {
  const Number n_snr_squared = arithmetic_.product(named("n"), arithmetic_.power(named("SNR"), Rational(2)));
  if (chart == WideChart::weak) return arithmetic_.values(n_snr_squared) / R(2);
  if (chart == WideChart::strong)
    return R(2) * arithmetic_.values(arithmetic_.power(n_snr_squared, Rational(-1)));
  // v / (m tau): what n SNR^2 has of m and of n / (sigma_xi^2 d) is exact
  const Number by_width = {{{"n", -1}, {"sigma_xi", 2}, {"d", 1}, {"m", -1}}, R(1), R(0)};
  const R squared = arithmetic_.values(arithmetic_.product(n_snr_squared, by_width)) / (R(2) * levels);
  return squared > R(0) ? sqrt(squared) : R(0);
}

template <class R>
std::optional<numerics::WideSetting<R>> RangeEnvironment<R>::setting(WideChart chart) const {
  if (!is_sound_) return std::nullopt;
  const Number rho = {{{"n", 1}, {"sigma_xi", -2}, {"d", -1}}, R(1), R(0)};
  const bool has_time = arithmetic_.ranges.contains("t") || arithmetic_.meanings.contains("t");
  const R levels = has_time ? expm1(R(2) * arithmetic_.values(named("t")))
                            : arithmetic_.values({{{"beta", 2}, {"alpha", -2}}, R(1), R(0)});
  const R tau = arithmetic_.values(rho) * levels, &epsilon = arithmetic_.epsilon;
  const R of_chart = strength(chart, levels), zero(0);
  // 1/v may reach 0: every name of it is positive
  const bool is_positive = chart == WideChart::strong || of_chart > zero;
  if (!(is_positive && numerics::is_bounded(of_chart) && tau > zero && epsilon < R(1))) return std::nullopt;
  return numerics::WideSetting<R>{chart, of_chart, epsilon, sqrt(tau)};
}

template <class R>
Truth RangeEnvironment<R>::assumed() const {
  return of_all(question_.assume);
}

template <class R>
Truth RangeEnvironment<R>::concluded(const std::optional<numerics::WideEnclosure<R>>& branch) const {
  if (!is_sound_ || (question_.has_branch && !branch)) return Truth::unknown;
  if (!branch) return of_all(question_.conclude);
  // v (1 + epsilon deviation), v relative, and the ratio itself
  const Number v = arithmetic_.product(named("n"), arithmetic_.power(named("SNR"), Rational(2)));
  branch_ = arithmetic_.product(v, {{}, R(1) / R(2), branch->deviation / R(2)});
  const Truth by_deviation = of_all(question_.conclude);
  if (by_deviation != Truth::unknown) return by_deviation;
  branch_ = arithmetic_.product(v, {{}, branch->relative / R(2), R(0)});
  const Truth by_relative = of_all(question_.conclude);
  if (by_relative != Truth::unknown) return by_relative;
  branch_ = graded<R>(branch->ratio);
  return of_all(question_.conclude);
}

template <class R>
Truth RangeEnvironment<R>::of_all(const std::vector<Condition>& conditions) const {
  Truth all = Truth::yes;
  for (const Condition& condition : conditions) all = std::min(all, truth_of(condition));
  return all;
}

template <class R>
Truth RangeEnvironment<R>::truth_of(const Condition& condition) const {
  if (const auto* node = as<Chain>(condition)) return chain(*node);
  if (const auto* node = as<Negation>(condition)) return opposite(truth_of(node->body));
  if (const auto* node = as<Implication>(condition))
    return std::max(opposite(truth_of(node->premise)), truth_of(node->conclusion));
  const auto& node = *as<Junction>(condition);
  const bool both = node.connective == Connective::conjunction;
  Truth result = both ? Truth::yes : Truth::no;
  for (const Condition& part : node.parts)
    result = both ? std::min(result, truth_of(part)) : std::max(result, truth_of(part));
  return result;
}

template <class R>
Truth RangeEnvironment<R>::chain(const Chain& chain) const {
  Truth all = Truth::yes;
  for (std::size_t k = 0; k < chain.comparisons.size(); ++k) {
    const Number left = evaluate(chain.operands[k]), right = evaluate(chain.operands[k + 1]);
    const bool has_tolerance = chain.comparisons[k] == Comparison::equal && chain.tolerance.value;
    all = std::min(all, has_tolerance ? equal(left, right, chain.tolerance)
                                      : compared(left, chain.comparisons[k], right));
  }
  return all;
}

template <class R>
Truth RangeEnvironment<R>::compared(const Number& left, Comparison comparison, const Number& right) const {
  return by_sign(arithmetic_.sign(arithmetic_.sum(right, arithmetic_.negative(left))), comparison);
}

/// |A - B| <= x |B| / 100, or B / x <= A <= B x with B > 0.
template <class R>
Truth RangeEnvironment<R>::equal(const Number& left, const Number& right, const Tolerance& tolerance) const {
  const Number allowed = evaluate(tolerance.value);
  if (tolerance.is_percent) {
    const Number distance = arithmetic_.absolute(arithmetic_.sum(left, arithmetic_.negative(right)));
    Number bound = arithmetic_.product(allowed, arithmetic_.absolute(right));
    bound.value /= R(100), bound.slope /= R(100);
    return compared(distance, Comparison::less_equal, bound);
  }
  const Truth below = compared(right, Comparison::less_equal, arithmetic_.product(left, allowed));
  const Truth above = compared(left, Comparison::less_equal, arithmetic_.product(right, allowed));
  if (arithmetic_.sign(right).positive) return std::min(below, above);
  return Truth::unknown;
}

template <class R>
Graded<R> RangeEnvironment<R>::named(const std::string& name) const {
  if (name == "symmetric_ratio") return branch_ ? *branch_ : graded<R>(numerics::whole_line<R>());
  if (name == "N") return arithmetic_.sum(named("n"), graded<R>(R(2)));
  return graded_name<R>(name);
}

template <class R>
Graded<R> RangeEnvironment<R>::called(const Call& call) const {
  Number first = evaluate(call.arguments.front());
  switch (call.function) {
    case Function::sqrt:
      return arithmetic_.power(first, Rational(1, 2));
    case Function::abs:
      return arithmetic_.absolute(first);
    case Function::log:
      return graded<R>(log(arithmetic_.values(first)));
    case Function::exp:
      return graded<R>(exp(arithmetic_.values(first)));
    default:
      break;
  }
  // max(a, b) = (a + b + |a - b|) / 2
  R all = arithmetic_.values(first);
  for (std::size_t k = 1; k < call.arguments.size(); ++k) {
    const R next = arithmetic_.values(evaluate(call.arguments[k]));
    const R difference = abs(all - next);
    all = (call.function == Function::max ? all + next + difference : all + next - difference) / R(2);
  }
  return graded<R>(all);
}

template <class R>
Graded<R> RangeEnvironment<R>::evaluate(const Expression& expression) const {
  if (const auto* node = as<formula::Number>(expression))
    return graded<R>(theory::to_real<R>(theory::rational_from_decimal(node->literal)));
  if (const auto* node = as<Quantity>(expression)) return named(node->name);
  if (const auto* node = as<Call>(expression)) return called(*node);
  if (const auto* node = as<Negative>(expression)) return arithmetic_.negative(evaluate(node->value));
  if (const auto* node = as<formula::Sum>(expression)) {
    Number sum = graded<R>(R(0));
    for (const Term& term : node->terms) {
      const Number value = evaluate(term.value);
      sum = arithmetic_.sum(sum, term.subtracted ? arithmetic_.negative(value) : value);
    }
    return sum;
  }
  if (const auto* node = as<formula::Product>(expression)) {
    Number product = graded<R>(R(1));
    for (const Factor& factor : node->factors) {
      const Number value = evaluate(factor.value);
      product = arithmetic_.product(product, factor.divided ? arithmetic_.power(value, Rational(-1)) : value);
    }
    return product;
  }
  const auto* node = as<Power>(expression);
  const auto exponent = constant(node->exponent);
  const Number base = evaluate(node->base);
  if (exponent) return arithmetic_.power(base, *exponent);
  return graded<R>(exp(arithmetic_.values(evaluate(node->exponent)) * log(arithmetic_.values(base))));
}

template class RangeEnvironment<numerics::Ball>;
template class RangeEnvironment<numerics::Interval>;

}  // namespace featdyn::verify
