#include "numerics/settings/data_settings.hpp"

#include <algorithm>

#include "numerics/linear/gram_factor.hpp"

namespace featdyn::numerics {

std::vector<theory::Rational> SignalNoiseSettings::shares() const {
  std::vector<theory::Rational> result;
  for (const Decimal& share : class_balance) result.push_back(share.value);
  if (result.size() == 1) result.push_back(1 - result[0]);
  if (result.empty()) result.assign(static_cast<std::size_t>(classes), theory::Rational(1, classes));
  return result;
}

std::vector<std::vector<theory::Rational>> SignalNoiseSettings::gram() const {
  std::vector<std::vector<theory::Rational>> result;
  if (antipodal) {
    const theory::Rational square = signal_norms[0].value * signal_norms[0].value;
    return {{square, -square}, {-square, square}};
  }
  for (const auto& row : signal_gram) {
    result.emplace_back();
    for (const Decimal& entry : row) result.back().push_back(entry.value);
  }
  return result;
}

long SignalNoiseSettings::span() const {
  if (antipodal) return 1;
  return signal_gram.empty() ? classes : std::ssize(factor_gram(gram())->D);
}

std::optional<SignalNoiseSettings> signal_noise(const DataSettings& data) {
  if (const auto* paper = std::get_if<TwoPatchSettings>(&data)) return generalised(*paper);
  if (const auto* general = std::get_if<SignalNoiseSettings>(&data)) return *general;
  return std::nullopt;
}

SignalNoiseSettings generalised(const TwoPatchSettings& data) {
  return {.dimension = data.dimension,
          .samples = data.samples,
          .classes = 2,
          .signal_norms = {data.signal_norm, data.signal_norm},
          .signal_gram = {},
          .class_balance = {},
          .signal_patches = 1,
          .noise_patches = 1,
          .noise_std = data.noise_std,
          .noise_spectrum = {},
          .random_labels = data.random_labels};
}

std::optional<TwoPatchSettings> simplified(const SignalNoiseSettings& data) {
  const bool equal_classes = data.classes == 2 && data.shares()[0] == theory::Rational(1, 2);
  const bool equal_norms =
      data.signal_gram.empty() && std::ranges::all_of(data.signal_norms, [&](const Decimal& norm) {
        return norm.value == data.signal_norms[0].value;
      });
  const bool white = data.noise_spectrum.blocks.empty() && !data.noise_spectrum.exponent;
  if (data.antipodal || !data.noise_off_signals || data.constant) return std::nullopt;
  if (!equal_classes || !equal_norms || !white || data.signal_patches != 1 || data.noise_patches != 1)
    return std::nullopt;
  return TwoPatchSettings{.dimension = data.dimension,
                          .samples = data.samples,
                          .signal_norm = data.signal_norms[0],
                          .noise_std = data.noise_std,
                          .random_labels = data.random_labels};
}

bool has_one_signal(const DataSettings& data) {
  const auto* general = std::get_if<SignalNoiseSettings>(&data);
  return general != nullptr && general->antipodal && !general->constant;
}

long count_classes(const DataSettings& data) {
  if (const auto* general = std::get_if<SignalNoiseSettings>(&data)) return general->classes;
  if (const auto* mnist = std::get_if<NoisyMnistSettings>(&data)) return std::ssize(mnist->digits);
  return 2;
}

}  // namespace featdyn::numerics
