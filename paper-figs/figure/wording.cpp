#include "paper-figs/figure/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "numerics/data/data_extension.hpp"
#include "paper-figs/figure/drawn_digits.hpp"
#include "verify/draw/gnuplot_text.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

struct Symbol {
  const char *path, *text;
};
constexpr Symbol symbols[] = {{"data.dimension", "d"},
                              {"data.samples", "n"},
                              {"data.digits", "digits"},
                              {"data.samples_per_digit", "images of each digit"},
                              {"data.signal_norm", "|μ|"},
                              {"data.signal_scale", "signal scale"},
                              {"data.noise_std", "σ_ξ"},
                              {"data.label_noise", "label noise"},
                              {"training.label_flips", "p"},
                              {"training.label_smoothing", "smoothing"},
                              {"training.batch_size", "batch"},
                              {"network.width", "m"},
                              {"network.activation", "activation"},
                              {"diffusion.time", "t"},
                              {"diffusion.alpha", "α"},
                              {"diffusion.beta", "β"},
                              {"diffusion.target", "target"},
                              {"init.std", "σ_0"},
                              {"init.modes", "Q"},
                              {"training.learning_rate", "η"},
                              {"training.steps", "steps"}};

/// "0, 0, 1" as "z^2".
std::string polynomial(const std::string& coefficients) {
  std::string text;
  std::istringstream items(coefficients);
  int power = 0;
  for (std::string item; std::getline(items, item, ','); ++power) {
    std::erase(item, ' ');
    if (std::strtod(item.c_str(), nullptr) == 0) continue;
    const std::string monomial = power == 0 ? "" : power == 1 ? "z" : fmt::format("z^{{{}}}", power);
    text += (text.empty() ? "" : " + ") +
            (item == "1" && power > 0 ? monomial : item + (power > 0 ? " " : "") + monomial);
  }
  return text.empty() ? "0" : text;
}

/// The literals of a parameter in the order of the runs, each once, by objective.
using Values = std::map<theory::Objective, std::vector<std::string>>;

/// A number of more digits than anyone writes, which was computed, to six.
std::string readable(const std::string& literal) {
  constexpr std::size_t written = 10;
  char* end = nullptr;
  const double value = std::strtod(literal.c_str(), &end);
  return literal.size() > written && *end == '\0' ? fmt::format("{:.6g}", value) : literal;
}

/// "[0, 0, 1]" of an activation as "z^2", of numbers as "0, 0, 1"; words without quotes.
std::string as_written(const std::string& path, std::string literal) {
  std::erase(literal, '"');
  if (!literal.starts_with('[')) return readable(literal);
  const std::string items = literal.substr(1, literal.size() - 2);
  return path == "network.activation" ? polynomial(items) : items;
}

std::string listed(const std::vector<std::string>& values) {
  if (values.size() <= 6) return fmt::format("{}", fmt::join(values, ", "));
  const auto by_value = [](const std::string& a, const std::string& b) {
    return std::strtod(a.c_str(), nullptr) < std::strtod(b.c_str(), nullptr);
  };
  const auto [least, greatest] = std::ranges::minmax_element(values, by_value);
  return fmt::format("{:.4g} to {:.4g}", std::strtod(least->c_str(), nullptr),
                     std::strtod(greatest->c_str(), nullptr));
}

std::string clause(const Symbol& symbol, const Values& values) {
  const std::string first = listed(values.begin()->second);
  if (values.size() == 1 || first == listed(values.rbegin()->second))
    return fmt::format("{} = {}", symbol.text, first);
  std::string text;
  for (const auto& [objective, of_objective] : values)
    text += fmt::format("{}{} = {} ({})", text.empty() ? "" : ", ", symbol.text, listed(of_objective),
                        objective == theory::Objective::diffusion ? "denoiser" : "classifier");
  return text;
}

std::map<std::string, Values> values_of(const std::vector<Table>& tables) {
  std::map<std::string, Values> values;
  for (const Table& table : tables)
    for (const Group& group : table.groups)
      for (const auto& [path, literal] : numerics::used_parameters(group.runs.front())) {
        auto& seen = values[path][group.runs.front().objective];
        const std::string shown = as_written(path, literal);
        if (std::ranges::find(seen, shown) == seen.end()) seen.push_back(shown);
      }
  return values;
}

/// What kind of data a setting has.
struct DataPhrase {
  std::string operator()(const numerics::TwoPatchSettings&) const { return "Two-patch data"; }
  std::string operator()(const numerics::SignalNoiseSettings&) const { return "Two-patch data"; }
  std::string operator()(const numerics::FileSettings& data) const {
    return "Data from " + verify::gnuplot_plain(data.patches.filename().string());
  }
  std::string operator()(const numerics::NoisyMnistSettings& data) const {
    return data.images.parent_path().filename() == drawn_folder ? "Noisy-MNIST on digits drawn by the program"
                                                                : "Noisy-MNIST";
  }
  std::string operator()(const numerics::ExtensionDataSettings& data) const { return data.model->meaning; }
  std::string operator()(const numerics::SpectrumSettings& data) const {
    const auto& file = data.covariance ? data.covariance : data.images;
    if (file && file->parent_path().filename() == drawn_folder) return "Digits drawn by the program";
    if (file) return "The spectrum of " + verify::gnuplot_plain(file->filename().string());
    if (data.exponent)
      return fmt::format("{} modes with λ_k = 1/k^{{{}}}", data.count(), data.exponent->text);
    return data.is_log_normal ? fmt::format("{} log-normal modes", data.count())
                              : "Data of given eigenvalues";
  }
};

}  // namespace

std::string setting_sentence(const std::vector<Table>& tables) {
  const auto values = values_of(tables);
  std::string text = std::visit(DataPhrase{}, tables.front().groups.front().runs.front().data);
  for (const Symbol& symbol : symbols)
    if (const auto found = values.find(symbol.path); found != values.end())
      text += ", " + clause(symbol, found->second);
  return text;
}

std::string seeds_phrase(const std::vector<Table>& tables) {
  std::size_t seeds = 0;
  for (const Table& table : tables)
    for (const Group& group : table.groups) seeds = std::max(seeds, group.runs.size());
  return seeds == 1 ? "one seed" : fmt::format("mean and range over {} seeds", seeds);
}

verify::Series line(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                    const std::string& title, const std::string& colour) {
  return {.csv = csv, .x = x, .y = y, .title = title, .colour = colour};
}

verify::Series dashed(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                      const std::string& title, const std::string& colour) {
  verify::Series series = line(csv, x, y, title, colour);
  series.stroke = verify::Stroke::dashed;
  return series;
}

verify::Series dots(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                    const std::string& title, const std::string& colour) {
  verify::Series series = line(csv, x, y, title, colour);
  series.points = true;
  return series;
}

verify::Series band_line(const std::filesystem::path& csv, const std::string& x, const std::string& y,
                         const std::string& title, const std::string& colour) {
  verify::Series series = line(csv, x, y, title, colour);
  series.low = y + "_least";
  series.high = y + "_greatest";
  return series;
}

std::vector<verify::Series> branch_dots(const Data& data, const std::string& table, const std::string& x) {
  struct Branch {
    const char *column, *title, *colour;
  };
  constexpr Branch branches[] = {{"symmetric", "symmetric branch", verify::colour::other},
                                 {"turned_signal", "signal turned", verify::colour::signal},
                                 {"turned_noise", "noise turned", verify::colour::noise},
                                 {"both", "both turned", verify::colour::plain}};
  const Csv csv = data.read(table);
  std::vector<verify::Series> result;
  for (const Branch& branch : branches)
    if (!std::isnan(csv.greatest(branch.column)))
      result.push_back(dots(data.path(table), x, branch.column, branch.title, branch.colour));
  return result;
}

double n_snr_squared(const numerics::Settings& settings) {
  return verify::two_patch(settings).n_snr_squared();
}

std::string n_snr_squared_phrase(const numerics::Settings& settings) {
  return fmt::format("n SNR^2 = {:.3g}", n_snr_squared(settings));
}

}  // namespace featdyn::figures
