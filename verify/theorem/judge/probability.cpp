#include "verify/theorem/judge/probability.hpp"

#include <algorithm>
#include <cmath>

#include "verify/finding/distributions.hpp"

namespace featdyn::verify {

Range exact_interval(const Share& share, double tail) {
  const auto [successes, trials] = share;
  if (trials == 0) return {0, 1};
  return clopper_pearson(successes, trials, tail);
}

int runs_to_show(double probability) {
  if (!(probability > 0 && probability < 1)) return 1;
  return static_cast<int>(std::ceil(std::log(tail_of_level) / std::log(probability)));
}

std::vector<int> looks(double probability, int least, int most) {
  if (!(probability < 1)) return {least};
  std::vector<int> result{std::min(least, most)};
  for (int next = runs_to_show(probability); next < most; next *= 2)
    if (next > result.back()) result.push_back(next);
  if (result.back() < most) result.push_back(most);
  return result;
}

Verdict decide(const Share& share, double probability, const Level& level) {
  if (!(probability < 1)) return share.successes == share.trials ? Verdict::holds : Verdict::fails;
  const double shared = tail_of_level / (level.points * level.looks);
  if (exact_interval(share, tail_of_level).low >= probability) return Verdict::holds;
  return exact_interval(share, shared).high < probability ? Verdict::fails : Verdict::undecided;
}

Quantile quantile(std::vector<double> values, double p) {
  const auto n = static_cast<int>(values.size());
  std::ranges::sort(values);
  if (n == 0) return {.value = NAN, .interval = {NAN, NAN}};
  const double largest = values.back();
  if (!(p < 1)) return {.value = largest, .interval = {largest, HUGE_VAL}};
  const auto rank = std::clamp(static_cast<int>(std::ceil(p * n)), 1, n);
  int low = 0, high = 1;  // ranks from 1
  while (low < n && binomial_cdf(n, p, low) <= tail_of_level) ++low;
  while (high <= n && binomial_cdf(n, p, high - 1) < 1 - tail_of_level) ++high;
  const auto at = [&](int one) { return values[static_cast<std::size_t>(one - 1)]; };
  return {.value = at(rank), .interval = {low == 0 ? -HUGE_VAL : at(low), high > n ? HUGE_VAL : at(high)}};
}

}  // namespace featdyn::verify
