#include <fmt/format.h>

#include <algorithm>

#include "paper-figs/mnist.hpp"
#include "paper-figs/spectral_measurements.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

constexpr int trained_modes = 24;

/// The largest eigenvalues of the images' covariance.
numerics::Settings setting_of(const Request& request, int modes, const std::string& start) {
  return request.setting("spectral-bias",
                         {fmt::format("data.images=\"{}\"", mnist_images_of(request)), "data.centred=true",
                          fmt::format("data.modes={}", modes), fmt::format("network.width={}", modes), start,
                          "training.learning_rate=0.01", "training.steps=20000"});
}

verify::Panel half_panel(const std::filesystem::path& csv, const std::string& title) {
  return {.title = title,
          .x_label = "eigenvalue λ",
          .y_label = "ητ of half the end",
          .log_x = true,
          .log_y = true,
          .series = {dots(csv, "lambda", "half", "trained", verify::colour::signal),
                     dashed(csv, "lambda", "law", "aligned law", "#000000")}};
}

/// How far the first modes of the table are from the law, relative.
double apart(const Csv& csv, std::size_t modes) {
  const auto all = csv.column("apart");
  return *std::max_element(all.begin(),
                           all.begin() + static_cast<std::ptrdiff_t>(std::min(modes, all.size())));
}

}  // namespace

/// The covariance of real images as the spectrum: nothing of the kind is in arXiv:2503.03206 for which a law is exact.
Plan plan_spectral_images(const Request& request) {
  const auto table = [&](const char* name, const numerics::Settings& setting,
                         const verify::Measurement& measurement) {
    return Table{.name = name,
                 .keys = {},
                 .groups = {request.group({}, setting, 1)},
                 .measurement = measurement,
                 .lines = Lines::runs};
  };
  const std::vector<Table> tables{
      table("aligned", setting_of(request, trained_modes, "init.modes=0.001"), half_times()),
      table("random", setting_of(request, trained_modes, "init.std=0.001"), half_times()),
      table("times", setting_of(request, 200, "init.modes=0.1"), passage_times())};
  const std::string digits =
      are_drawn(request) ? " (digits drawn by the program stand in for MNIST, which --mnist gives)" : "";
  return {
      .tables = tables, .picture = [tables, digits](const Data& data) -> Picture {
        const auto times = data.path("times");
        const Csv laws = data.read("times");
        const auto fitted = [&](const char* mean) {
          return fmt::format("λ^{{-{:.3f}}}", laws.least(fmt::format("two_power_{}", mean)));
        };
        const verify::Panel generated{
            .title = "Generated variance, two layers",
            .x_label = "eigenvalue λ",
            .y_label = "ητ of the passage",
            .log_x = true,
            .log_y = true,
            .series = {
                dots(times, "lambda", "two_geometric", "geometric", verify::colour::noise),
                line(times, "lambda", "two_fitted_geometric", fitted("geometric"), "#000000"),
                dots(times, "lambda", "two_harmonic", "harmonic", verify::colour::other),
                line(times, "lambda", "two_fitted_harmonic", fitted("harmonic"), verify::colour::grey)}};
        return {
            .figure = {.columns = 3,
                       .panels = {half_panel(data.path("aligned"), "Aligned start, Q = 0.001"),
                                  half_panel(data.path("random"), "Random start, σ_0 = 0.001"), generated},
                       .caption = setting_sentence({tables[0]}) + "."},
            .caption = fmt::format(
                "Eigenvalues of the images' covariance as the spectrum{}. Left and middle: when the "
                "weights of the {} largest modes have come to half their end in a gradient flow (dots), and "
                "when the law of an aligned start has (dashed, from each mode's own weight at the start); "
                "at most {:.1e} apart from an aligned start, from a random one {:.2g} over the first four "
                "modes and {:.2g} over all. Right: passages of generated variances by the law over {} "
                "modes, and the powers that fit them best.",
                digits, laws.rows() < trained_modes ? laws.rows() : trained_modes,
                apart(data.read("aligned"), trained_modes), apart(data.read("random"), 4),
                apart(data.read("random"), trained_modes), laws.rows())};
      }};
}

}  // namespace featdyn::figures
