#include "verify/sweep/sweep_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "verify/draw/gnuplot_text.hpp"

namespace featdyn::verify {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN(), linear_range = 50;

const std::map<std::string, std::string>& symbols() {
  static const std::map<std::string, std::string> all{{"data.dimension", "d"},
                                                      {"data.samples", "n"},
                                                      {"data.signal_norm", "|μ|"},
                                                      {"data.noise_std", "σ_ξ"},
                                                      {"network.width", "m"},
                                                      {"diffusion.time", "t"},
                                                      {"diffusion.alpha", "α"},
                                                      {"diffusion.beta", "β"},
                                                      {"init.std", "σ_0"},
                                                      {"training.learning_rate", "η"},
                                                      {"training.steps", "steps"},
                                                      {"time", "η × step"},
                                                      {"signal_max", "max |signal overlap|"},
                                                      {"signal_mean", "mean |signal overlap|"},
                                                      {"noise_max", "max |noise overlap|"},
                                                      {"noise_mean", "mean |noise overlap|"},
                                                      {"ratio", "signal / noise"},
                                                      {"weight_norm_sq_mean", "mean |w_r|²"},
                                                      {"gradient_norm", "|∇L|"},
                                                      {"t_signal", "t_{signal} (steps)"},
                                                      {"t_noise", "t_{noise} (steps)"},
                                                      {"n_snr_squared", "n SNR^2"}};
  return all;
}

/// The last values of a run that diverged are its way to infinity.
bool has_value(const Row& row, std::size_t column) {
  return row.status == "finished" && std::isfinite(row.values[column]);
}

}  // namespace

Spread SweepTable::at(const std::string& name, std::size_t combination) const {
  if (const auto axis = axis_of(finished_.sweep, name)) {
    const std::string value = finished_.sweep.values_at(combination * seeds())[*axis];
    const double number = theory::to_real<double>(theory::rational_from_decimal(value));
    return {.mean = number, .least = number, .greatest = number};
  }
  const std::size_t column = finished_.measurement.index(name);
  std::vector<double> values;
  for (std::size_t seed = 0; seed < seeds(); ++seed) {
    const Row& row = finished_.rows[combination * seeds() + seed];
    if (has_value(row, column)) values.push_back(row.values[column]);
  }
  if (values.empty()) return {.mean = no_number, .least = no_number, .greatest = no_number};
  double sum = 0;
  for (const double value : values) sum += value;
  const auto [least, greatest] = std::ranges::minmax(values);
  return {.mean = sum / static_cast<double>(values.size()), .least = least, .greatest = greatest};
}

std::string SweepTable::title(std::size_t combination, const std::vector<std::string>& without) const {
  const auto values = finished_.sweep.values_at(combination * seeds());
  const auto& axes = finished_.sweep.axes();
  std::string text;
  for (std::size_t axis = 0; axis < values.size(); ++axis)
    if (std::ranges::find(without, axes[axis].key) == without.end())
      text += (text.empty() ? "" : ", ") + symbol(axes[axis].key) + " = " + gnuplot_plain(values[axis]);
  return text;
}

std::string seeds_caption(const SweepRows& finished, const std::string& shown, const std::string& absent) {
  const long seeds = finished.sweep.seeds();
  const std::string text = seeds > 1 ? fmt::format("Mean over {} seeds", seeds) : "One seed";
  if (axis_of(finished.sweep, shown)) return text;
  const std::size_t column = finished.measurement.index(shown);
  const bool complete =
      std::ranges::all_of(finished.rows, [&](const Row& row) { return has_value(row, column); });
  return complete ? text : text + absent;
}

std::string fixed_caption(const Sweep& sweep) {
  constexpr const char* keys[] = {"data.dimension",         "data.samples",   "data.signal_norm",
                                  "data.noise_std",         "network.width",  "diffusion.time",
                                  "diffusion.alpha",        "diffusion.beta", "init.std",
                                  "training.learning_rate", "training.steps"};
  const auto used = numerics::used_parameters(sweep.settings());
  std::string text;
  for (const char* key : keys) {
    const auto known = std::ranges::find(used, key, [](const auto& one) { return one.first; });
    if (known != used.end() && !axis_of(sweep, key))
      text += (text.empty() ? "; " : ", ") + symbol(key) + " = " + gnuplot_plain(known->second);
  }
  return text;
}

std::optional<std::size_t> axis_of(const Sweep& sweep, const std::string& name) {
  for (std::size_t axis = 0; axis < sweep.axes().size(); ++axis)
    if (sweep.axes()[axis].key == name) return axis;
  return std::nullopt;
}

std::string symbol(const std::string& name) {
  const auto known = symbols().find(name);
  if (known != symbols().end()) return known->second;
  return gnuplot_plain(name);
}

bool is_logarithmic(const std::vector<double>& values) {
  double least = std::numeric_limits<double>::infinity(), greatest = 0;
  for (const double value : values)
    if (std::isfinite(value)) least = std::min(least, value), greatest = std::max(greatest, value);
  return least > 0 && greatest > linear_range * least;
}

std::string plotted(double value) {
  return std::isfinite(value) ? fmt::format("{:.9g}", value) : "";
}

}  // namespace featdyn::verify
