#include "numerics/settings/noise_spectrum.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::numerics {

std::vector<long> block_ends(const NoiseSpectrum& spectrum, long coordinates) {
  std::vector<long> ends;
  theory::Rational sum = 0;
  for (const NoiseSpectrum::Block& block : spectrum.blocks) {
    sum += block.fraction.value;
    ends.push_back(static_cast<long>(floor(sum * coordinates + theory::Rational(1, 2))));
  }
  return ends;
}

std::vector<double> noise_deviations(const NoiseSpectrum& spectrum, long coordinates) {
  std::vector<double> result(static_cast<std::size_t>(coordinates), 1.0);
  auto next = result.begin();
  const std::vector<long> ends = block_ends(spectrum, coordinates);
  for (std::size_t b = 0; b < ends.size(); ++b) {
    const auto end = result.begin() + ends[b];
    std::fill(next, end, theory::to_real<double>(spectrum.blocks[b].std.value));
    next = end;
  }
  if (spectrum.exponent) {
    const double a = theory::to_real<double>(spectrum.exponent->value);
    for (std::size_t k = 0; k < result.size(); ++k) result[k] = std::pow(static_cast<double>(k + 1), -a / 2);
  }
  return result;
}

}  // namespace featdyn::numerics
