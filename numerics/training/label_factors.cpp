#include "numerics/training/label_factors.hpp"

#include <algorithm>

#include "numerics/data/engine.hpp"

namespace featdyn::numerics {
namespace {

using theory::Rational;

/// The largest 64-bit word below p 2^64, p > 0.
std::uint64_t last_below(const Rational& p) {
  const Rational last = -floor(-dyadic(p, 64)) - 1, high = floor(dyadic(last, -32));
  return (static_cast<std::uint64_t>(static_cast<long>(high)) << 32U) |
         static_cast<std::uint64_t>(static_cast<long>(last - dyadic(high, 32)));
}

}  // namespace

LabelFactors::LabelFactors(const Settings& settings, Index samples)
    : law_(*settings.training.update.label_factor),
      seed_(settings.init.seed),
      last_flipped_(law_.law == LabelFactorSettings::Law::flips ? last_below(law_.first.value) : 0),
      samples_(samples),
      first_(theory::to_real<double>(law_.first.value)),
      second_(theory::to_real<double>(law_.second.value)) {}

std::vector<double> LabelFactors::of_step(long step) const {
  Engine engine = stream(seed_, "label factors", {static_cast<std::uint64_t>(step)});
  std::vector<double> factors(static_cast<std::size_t>(samples_));
  switch (law_.law) {
    case LabelFactorSettings::Law::flips:
      std::ranges::generate(factors, [&] { return engine() <= last_flipped_ ? -1.0 : 1.0; });
      break;
    case LabelFactorSettings::Law::normal:
      fill_standard_normal(engine, factors.data(), factors.size());
      for (double& factor : factors) factor = first_ + second_ * factor;
      break;
    case LabelFactorSettings::Law::uniform:
      std::ranges::generate(factors, [&] {
        const double part = static_cast<double>(engine() >> 11U) * 0x1p-53;
        return first_ + (second_ - first_) * part;
      });
      break;
  }
  return factors;
}

}  // namespace featdyn::numerics
