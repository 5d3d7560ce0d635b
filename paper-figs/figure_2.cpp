#include <fmt/format.h>

#include "paper-figs/bands.hpp"
#include "paper-figs/figure.hpp"
#include "verify/plot.hpp"
#include "verify/templates.hpp"

namespace featdyn::figures {
namespace {

struct Part {
  const char* name;  ///< of its CSV file
  const char* title;
  const char* objective;
  const char* signal_norm;
};
constexpr Part parts[] = {{"denoiser-low", "Denoiser, n SNR^2 = 0.75", "diffusion", "5"},
                          {"denoiser-high", "Denoiser, n SNR^2 = 6.75", "diffusion", "15"},
                          {"classifier-low", "Classifier, n SNR^2 = 0.75", "classification", "5"},
                          {"classifier-high", "Classifier, n SNR^2 = 6.75", "classification", "15"}};

/// Figure 2's setting [panels P; d, n, m, |mu|, sigma_0, t recollected]; the learning rates are ours.
std::string settings(const Part& part) {
  const bool diffuses = std::string(part.objective) == "diffusion";
  const std::string text = verify::find_template(diffuses ? "figure-2-low" : "classification").text;
  const std::string norm = "signal_norm = 5 ";
  std::string changed = text;
  return changed.replace(changed.find(norm), norm.size(), fmt::format("signal_norm = {} ", part.signal_norm));
}

verify::Panel panel(const Part& part, const std::filesystem::path& csv, double steps) {
  const auto line = [&](const std::string& what, const char* colour) {
    return verify::Series{.csv = csv,
                          .x = "step",
                          .y = what,
                          .title = what,
                          .colour = colour,
                          .low = what + "_least",
                          .high = what + "_greatest"};
  };
  return {.title = part.title,
          .x_label = "step",
          .y_label = "mean |overlap|",
          .log_y = true,
          .x_tick = verify::tick_distance(steps),
          .series = {line("signal", verify::colour::signal), line("noise", verify::colour::noise)}};
}

}  // namespace

/// Figure 2: the denoiser learns signal and noise in balance, the classifier lets the winner take all.
std::string draw_figure_2(const Request& request) {
  const int seeds = request.scale == Scale::full ? 20 : 5;
  verify::Figure figure{
      .columns = 2,
      .panels = {},
      .caption = fmt::format("Mean overlaps of the neurons with signal and noise patches, mean and range "
                             "over {} seeds. Two-patch data, d = 1000, n = 30, "
                             "σ_ξ = 1, |μ| = 5 (left) and 15 (right); m = 20, σ_0 = 0.001, quadratic "
                             "activation; denoiser: t = 0.2, η = 0.01; classifier: η = 0.1.",
                             seeds)};
  std::vector<std::string> texts;
  for (const Part& part : parts) {
    texts.push_back(settings(part));
    const auto runs = run_seeds(texts.back(), seeds);
    const auto csv = request.directory / fmt::format("figure-2-{}.csv", part.name);
    write_bands(csv, runs);
    figure.panels.push_back(panel(part, csv, static_cast<double>(runs[0].back().step)));
  }
  write_side_file(request.directory / "figure-2.json", texts, seeds, request.command);
  std::string why;
  verify::draw(figure, request.directory / "figure-2", true, why);
  return why;
}

}  // namespace featdyn::figures
