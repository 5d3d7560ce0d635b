#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>

#include "paper-figs/figure/wording.hpp"
#include "paper-figs/spectral-bias/measurements.hpp"
#include "verify/theorem/domain/domain.hpp"

namespace featdyn::figures {
namespace {

using numerics::Settings;

constexpr const char* six = "data.spectrum=[10, 3, 1, 0.3, 0.1, 0.03]";

/// The settings of one architecture: weights by steps, generated variance by flows, laws over many eigenvalues.
struct Architecture {
  std::string name;
  Settings weights, scales, laws;
  const char* layers() const { return weights.architecture.one_layer ? "one" : "two"; }
  std::string title(const char* what) const {
    return fmt::format("{}, {} layer{}", what, layers(), weights.architecture.one_layer ? "" : "s");
  }
  std::string table(const char* what) const { return what + ("-" + name); }
};

/// A template in one architecture with these steps until the paper's time has come to an end.
Settings setting_of(const Request& request, const char* name, int layers, double rate,
                    std::vector<std::string> changes) {
  constexpr double end = 20;
  const double steps = end * (layers == 1 ? 2 : 2 * std::sqrt(6.0)) / rate;
  changes.insert(changes.end(),
                 {fmt::format("network.layers={}", layers), fmt::format("training.learning_rate={}", rate),
                  fmt::format("training.steps={:.0f}", steps)});
  if (layers == 1) changes.emplace_back("network.bias=false");
  return request.setting(name, changes);
}

/// 25 eigenvalues from 10 to 0.01, eight a decade.
std::string many_eigenvalues() {
  std::vector<std::string> all;
  for (const double lambda : verify::spaced(10, 0.01, 25)) all.push_back(fmt::format("{}", lambda));
  return fmt::format("data.spectrum=[{}]", fmt::join(all, ", "));
}

Architecture architecture_of(const Request& request, const std::string& name, int layers) {
  const std::string panels = fmt::format("diffusion.betas.panels={}", request.choose(2, 4));
  return {
      .name = name,
      .weights = setting_of(request, "spectral-bias", layers, 0.01, {six, "network.width=6"}),
      .scales = setting_of(request, "spectral-bias-scales", layers, 0.0002, {six, "network.width=6", panels}),
      .laws = setting_of(request, "spectral-bias", layers, 0.01, {many_eigenvalues(), "network.width=25"})};
}

std::vector<Table> tables_of(const Request& request, const Architecture& row) {
  return {request.one_run(row.table("weights"), row.weights, mode_weights()),
          request.one_run(row.table("generated"), row.scales, generated_variances()),
          request.one_run(row.table("times"), row.laws, passage_times())};
}

std::string colour_of(int a) {
  return verify::colour::ordered[(static_cast<std::size_t>(a) - 1) % verify::colour::ordered.size()];
}

/// Lines of what was trained, a colour for each eigenvalue, and the law dashed over them. Only one panel says which
/// is which.
std::vector<verify::Series> of_modes(const std::filesystem::path& csv, const char* measured,
                                     const std::vector<double>& lambda, bool says) {
  std::vector<verify::Series> all;
  for (int a = 1; a <= static_cast<int>(lambda.size()); ++a)
    all.push_back(line(csv, "tau", fmt::format("{}_{}", measured, a),
                       says ? fmt::format("λ = {:.3g}", lambda[static_cast<std::size_t>(a) - 1]) : "",
                       colour_of(a)));
  for (int a = 1; a <= static_cast<int>(lambda.size()); ++a)
    all.push_back(
        dashed(csv, "tau", fmt::format("law_{}", a), says && a == 1 ? "exact law" : "", verify::colour::law));
  return all;
}

verify::Panel times_panel(const Data& data, const Architecture& row, std::size_t modes) {
  const auto laws = data.path(row.table("times")), trained = data.path(row.table("generated"));
  verify::Panel panel{.title = row.title("Passage times"),
                      .x_label = "eigenvalue λ",
                      .y_label = "ητ",
                      .log_x = true,
                      .log_y = true,
                      .series = {}};
  for (const char* mean : {"geometric", "harmonic"}) {
    const auto column = [&](const char* what) { return fmt::format("{}_{}{}", row.layers(), what, mean); };
    const bool is_first = mean[0] == 'g';
    panel.series.push_back(
        line(laws, "lambda", column(""), is_first ? "law of 25 eigenvalues" : "", "#bbbbbb"));
    panel.series.push_back(dashed(laws, "lambda", column("fitted_"), fmt::format("power law, {} mean", mean),
                                  is_first ? verify::colour::law : verify::colour::grey));
    for (int a = 1; a <= static_cast<int>(modes); ++a)
      panel.series.push_back(
          dots(trained, fmt::format("lambda_{}", a), fmt::format("{}_{}", mean, a), "", colour_of(a)));
  }
  return panel;
}

/// "-1.02 and -1.17 with one layer": powers of the eigenvalue that fit the geometric and the harmonic mean.
std::string powers_of(const Data& data, const Architecture& row) {
  const Csv csv = data.read(row.table("times"));
  const auto power = [&](const char* mean) {
    return -csv.least(fmt::format("{}_power_{}", row.layers(), mean));
  };
  return fmt::format("{:.2f} and {:.2f} with {} layer{}", power("geometric"), power("harmonic"), row.layers(),
                     row.weights.architecture.one_layer ? "" : "s");
}

/// The largest distance of what was trained from its law, relative.
double worst(const Csv& csv, const char* measured, std::size_t modes) {
  double largest = 0;
  for (std::size_t a = 1; a <= modes; ++a) {
    const auto trained = csv.column(fmt::format("{}_{}", measured, a)),
               law = csv.column(fmt::format("law_{}", a));
    for (std::size_t k = 0; k < trained.size(); ++k)
      largest = std::max(largest, std::abs(trained[k] / law[k] - 1));
  }
  return largest;
}

std::vector<double> eigenvalues_of(const Csv& csv) {
  std::vector<double> lambda;
  for (int a = 1; a <= shown_modes; ++a)
    if (const double value = csv.last(fmt::format("lambda_{}", a)); !std::isnan(value))
      lambda.push_back(value);
  return lambda;
}

Picture picture_of(const Data& data, const std::array<Architecture, 2>& rows,
                   const std::vector<Table>& tables) {
  verify::Figure figure{
      .columns = 3, .panels = {}, .caption = setting_sentence({tables[0], tables[3]}) + "."};
  double steps = 0, flows = 0, stated = 0;
  for (const Architecture& row : rows) {
    const Csv weights = data.read(row.table("weights")), generated = data.read(row.table("generated"));
    const auto lambda = eigenvalues_of(generated);
    const bool says = &row == &rows[0];
    figure.panels.push_back({.title = row.title("Weights at σ = 1"),
                             .x_label = "ητ",
                             .y_label = "weight of a mode",
                             .log_x = true,
                             .series = of_modes(data.path(row.table("weights")), "weight", lambda, says)});
    figure.panels.push_back(
        {.title = row.title("Generated variance"),
         .x_label = "ητ",
         .y_label = "variance along a mode",
         .log_x = true,
         .log_y = true,
         .series = of_modes(data.path(row.table("generated")), "generated", lambda, false)});
    figure.panels.push_back(times_panel(data, row, lambda.size()));
    steps = std::max(steps, worst(weights, "weight", lambda.size()));
    flows = std::max(flows, worst(generated, "generated", lambda.size()));
    stated = std::max(stated, generated.greatest("error"));
  }
  return {
      .figure = figure,
      .caption = fmt::format(
          "A linear denoiser learns the modes of its data in the order of their eigenvalues, with one layer "
          "and with two. Left: weights by steps (lines) and their exact laws (dashed), at most {:.1e} apart, "
          "which is the error of steps. Middle: the variance of samples along each mode, by a gradient flow "
          "at every noise scale, and its exact law, at most {:.1e} apart; the rule over scales states "
          "{:.1e}. "
          "Right: when it passes the geometric and the harmonic mean of its start and its end: dots by those "
          "flows, lines by the law over 25 eigenvalues from 10 to 0.01, dashed the power laws that fit these "
          "best: powers {}, {}.",
          steps, flows, stated, powers_of(data, rows[0]), powers_of(data, rows[1]))};
}

}  // namespace

/// After Figure 2 of arXiv:2503.03206: weights by mode, generated variance, and times against eigenvalues.
Plan plan_spectral_bias(const Request& request) {
  const std::array rows{architecture_of(request, "1", 1), architecture_of(request, "2", 2)};
  std::vector<Table> tables;
  for (const Architecture& row : rows)
    for (const Table& table : tables_of(request, row)) tables.push_back(table);
  return {.tables = tables,
          .picture = [tables, rows](const Data& data) { return picture_of(data, rows, tables); }};
}

}  // namespace featdyn::figures
