#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "paper-figs/spectral_measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

constexpr std::array<const char*, shown_modes> eigenvalues{"10", "3", "1", "0.3", "0.1", "0.03"};

/// The template with these modes and a flow's number of steps.
numerics::Settings setting_of(const Request& request, const char* name,
                              std::vector<std::string> changes = {}) {
  changes.insert(changes.end(), {fmt::format("data.spectrum=[{}]", fmt::join(eigenvalues, ", ")),
                                 fmt::format("network.width={}", shown_modes), "training.learning_rate=0.01",
                                 "training.steps=200000"});
  return request.setting(name, changes);
}

/// Lines of what was trained, and dashed ones of the law.
std::vector<verify::Series> of_modes(const std::filesystem::path& csv, const char* measured) {
  std::vector<verify::Series> all;
  for (std::size_t a = 0; a < shown_modes; ++a) {
    const char* const colour = verify::colour::sequence[a];
    all.push_back(line(csv, "tau", fmt::format("{}_{}", measured, a + 1),
                       fmt::format("λ = {}", eigenvalues[a]), colour));
    all.push_back(dashed(csv, "tau", fmt::format("law_{}", a + 1), "", colour));
  }
  return all;
}

verify::Panel times_panel(const std::filesystem::path& csv, const std::string& title) {
  return {.title = title,
          .x_label = "eigenvalue λ",
          .y_label = "ητ of the passage",
          .log_x = true,
          .log_y = true,
          .series = {
              dots(csv, "lambda", "two_geometric", "two layers, geometric mean", verify::colour::signal),
              dots(csv, "lambda", "two_harmonic", "two layers, harmonic mean", verify::colour::sequence[5]),
              dots(csv, "lambda", "one_geometric", "one layer, geometric mean", verify::colour::noise),
              dots(csv, "lambda", "one_harmonic", "one layer, harmonic mean", verify::colour::sequence[4]),
              line(csv, "lambda", "fitted", "fitted to the first", verify::colour::grey)}};
}

/// The largest distance of what was trained from its law, relative.
double worst(const Csv& csv, const char* measured) {
  double largest = 0;
  for (int a = 1; a <= shown_modes; ++a) {
    const auto trained = csv.column(fmt::format("{}_{}", measured, a)),
               law = csv.column(fmt::format("law_{}", a));
    for (std::size_t k = 0; k < trained.size(); ++k)
      largest = std::max(largest, std::abs(trained[k] / law[k] - 1));
  }
  return largest;
}

}  // namespace

/// After Figures 2 and 6 of arXiv:2503.03206: weights by mode, generated variance, and times against eigenvalues.
Plan plan_spectral_bias(const Request& request) {
  const std::string panels = request.choose("2", "4");
  const auto weights = setting_of(request, "spectral-bias");
  const auto scales = setting_of(request, "spectral-bias-scales", {"diffusion.betas.panels=" + panels});
  const auto law = request.setting("spectral-bias", {"data.spectrum=1", "data.modes=64", "network.width=64"});
  std::vector<Table> tables{{.name = "weights",
                             .keys = {},
                             .groups = {request.group({}, weights, 1)},
                             .measurement = mode_weights(),
                             .lines = Lines::runs},
                            {.name = "generated",
                             .keys = {},
                             .groups = {request.group({}, scales, 1)},
                             .measurement = generated_variances(),
                             .lines = Lines::runs},
                            {.name = "times",
                             .keys = {},
                             .groups = {request.group({}, law, 1)},
                             .measurement = passage_times(),
                             .lines = Lines::runs}};
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            const Csv times = data.read("times");
            return {.figure = {.columns = 3,
                               .panels = {{.title = "Weights of the modes, two layers, σ = 1",
                                           .x_label = "ητ",
                                           .y_label = "weight",
                                           .log_x = true,
                                           .series = of_modes(data.path("weights"), "weight")},
                                          {.title = "Variance of generated samples",
                                           .x_label = "ητ",
                                           .y_label = "variance",
                                           .log_x = true,
                                           .log_y = true,
                                           .series = of_modes(data.path("generated"), "generated")},
                                          times_panel(data.path("times"), "Passage times, λ = 1/k")},
                               .caption = setting_sentence({tables[0]}) + "."},
                    .caption = fmt::format(
                        "A linear denoiser learns the modes of its data in the order of their eigenvalues. "
                        "Left: weights "
                        "by the recurrence (lines) and their logistic laws (dashed), at most {:.1e} apart. "
                        "Middle: the "
                        "variance of samples along each mode, by a gradient flow at every noise scale, and "
                        "its exact law, "
                        "at most {:.1e} apart, where the rule over scales states {:.1e}. Right: when the law "
                        "passes the "
                        "means of its start and its end; rising modes of two layers fit λ^(-{:.3f}).",
                        worst(data.read("weights"), "weight"), worst(data.read("generated"), "generated"),
                        data.read("generated").greatest("error"), times.least("exponent"))};
          }};
}

}  // namespace featdyn::figures
