#include <fmt/format.h>

#include <algorithm>

#include "paper-figs/feature-learning/mnist.hpp"
#include "paper-figs/figure/wording.hpp"
#include "paper-figs/spectral-bias/measurements.hpp"

namespace featdyn::figures {
namespace {

constexpr std::size_t trained_modes = 24;

/// The largest eigenvalues of the images' covariance.
numerics::Settings setting_of(const Request& request, std::size_t modes, const std::string& start) {
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
          .series = {dots(csv, "lambda", "half", "trained", verify::colour::sequence[0]),
                     dashed(csv, "lambda", "law", "aligned law", verify::colour::law)}};
}

/// How far the first modes of the table are from the law, relative.
double apart(const Csv& csv, std::size_t modes) {
  const auto all = csv.column("apart");
  return *std::max_element(all.begin(),
                           all.begin() + static_cast<std::ptrdiff_t>(std::min(modes, all.size())));
}

/// Passages of generated variances by the law, and the powers that fit them best.
verify::Panel passages_panel(const Data& data) {
  const auto csv = data.path("times");
  const Csv laws = data.read("times");
  const auto fitted = [&](const char* mean) {
    return fmt::format("λ^{{-{:.3f}}}", laws.least(fmt::format("two_power_{}", mean)));
  };
  return {.title = "Generated variance, two layers",
          .x_label = "eigenvalue λ",
          .y_label = "ητ of the passage",
          .log_x = true,
          .log_y = true,
          .series = {dots(csv, "lambda", "two_geometric", "geometric", verify::colour::sequence[3]),
                     line(csv, "lambda", "two_fitted_geometric", fitted("geometric"), verify::colour::law),
                     dots(csv, "lambda", "two_harmonic", "harmonic", verify::colour::sequence[2]),
                     line(csv, "lambda", "two_fitted_harmonic", fitted("harmonic"), verify::colour::grey)}};
}

std::string caption(const Data& data, const char* digits) {
  const Csv aligned = data.read("aligned"), random = data.read("random");
  const std::size_t modes = data.read("times").rows();
  return fmt::format(
      "Eigenvalues of the images' covariance as the spectrum{}. Left and middle: when the weights of the {} "
      "largest modes have come to half their end in a gradient flow (dots), and when the law of an aligned "
      "start has (dashed, from each mode's own weight at the start); at most {:.1e} apart from an aligned "
      "start, from a random one {:.2g} over the first four modes and {:.2g} over all. Right: passages of "
      "generated variances by the law over {} modes, and the powers that fit them best.",
      digits, std::min(modes, trained_modes), apart(aligned, trained_modes), apart(random, 4),
      apart(random, trained_modes), modes);
}

}  // namespace

/// The covariance of real images as the spectrum: nothing of the kind is in arXiv:2503.03206 for which a law is exact.
Plan plan_spectral_images(const Request& request) {
  const std::vector<Table> tables{
      request.one_run("aligned", setting_of(request, trained_modes, "init.modes=0.001"), half_times()),
      request.one_run("random", setting_of(request, trained_modes, "init.std=0.001"), half_times()),
      request.one_run("times", setting_of(request, 200, "init.modes=0.1"), passage_times())};
  const char* const digits =
      are_drawn(request) ? " (digits drawn by the program stand in for MNIST, which --mnist gives)" : "";
  return {.tables = tables, .picture = [tables, digits](const Data& data) -> Picture {
            return {.figure = {.columns = 3,
                               .panels = {half_panel(data.path("aligned"), "Aligned start, Q = 0.001"),
                                          half_panel(data.path("random"), "Random start, σ_0 = 0.001"),
                                          passages_panel(data)},
                               .caption = setting_sentence({tables[0]}) + "."},
                    .caption = caption(data, digits)};
          }};
}

}  // namespace featdyn::figures
