#include "verify/experiment/points.hpp"

#include <fmt/format.h>

#include <cmath>

#include "verify/experiment/condition.hpp"

namespace featdyn::verify {

std::vector<Point> admissible(const Study& study, const numerics::Settings& base,
                              const std::vector<std::vector<std::string>>& overrides, int seeds) {
  std::vector<Point> points;
  for (const auto& assignments : overrides)
    for (int seed = 0; seed < seeds; ++seed) {
      const auto settings = vary(base, assignments, static_cast<std::uint64_t>(seed));
      if (meets(condition_3_1(study, settings))) points.push_back({settings, two_patch(settings), seed});
    }
  return points;
}

std::vector<numerics::Settings> settings_of(const std::vector<Point>& points) {
  std::vector<numerics::Settings> settings;
  for (const Point& point : points) settings.push_back(point.settings);
  return settings;
}

std::vector<std::string> scaled_dimension(const numerics::Settings& base, double factor) {
  const TwoPatch s = two_patch(base);
  return {fmt::format("data.dimension={:.0f}", s.d * factor),
          fmt::format("init.std={:.6g}", s.init_std / std::sqrt(factor)),
          fmt::format("training.learning_rate={:.6g}", s.learning_rate / factor)};
}

std::vector<std::string> scaled_dimension(const numerics::Settings& base, double factor, double x) {
  auto overrides = scaled_dimension(base, factor);
  overrides.push_back(signal_norm_for(vary(base, overrides), x));
  return overrides;
}

std::vector<double> logarithmic(double low, double high, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(low * std::pow(high / low, i / (count - 1.0)));
  return values;
}

std::string place(const Point& point) {
  const TwoPatch& s = point.numbers;
  return fmt::format(
      "n SNR^2 = {:.4g}, d = {:g}, n = {:g}, |mu| = {:.4g}, sigma_xi = {:g}, m = {:g}, "
      "sigma_0 = {:g}, eta = {:g}, seed +{}",
      s.n_snr_squared(), s.d, s.n, s.signal_norm, s.noise_std, s.width, s.init_std, s.learning_rate,
      point.seed);
}

}  // namespace featdyn::verify
