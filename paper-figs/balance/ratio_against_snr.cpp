#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/draw/apart.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/theorem/domain/domain.hpp"

namespace featdyn::figures {
namespace {

Table table(const Request& request, const char* name, int points, int seeds,
            const verify::Measurement& measurement) {
  Table result{.name = name, .keys = {"n_snr_squared", "half"}, .groups = {}, .measurement = measurement};
  const auto base = request.setting("figure-2-low");
  for (const double x : verify::spaced(0.03, 12, points)) {
    const auto setting = request.setting("figure-2-low", {verify::signal_norm_for(base, x)});
    result.groups.push_back(
        request.group({n_snr_squared(setting), n_snr_squared(setting) / 2}, setting, seeds));
  }
  return result;
}

verify::Panel panel(const char* title, std::vector<verify::Series> series) {
  return {.title = title,
          .x_label = "n SNR^2",
          .y_label = "signal / noise",
          .log_x = true,
          .log_y = true,
          .series = std::move(series)};
}

verify::Figure panels(const Data& data) {
  using namespace verify::colour;
  const auto growth = data.path("growth"), laws = data.path("laws"), turned = data.path("turned-laws");
  const auto proportional = line(growth, "n_snr_squared", "half", "n SNR^2 / 2", grey);
  auto growths = band_line(growth, "n_snr_squared", "growth_ratio", "growths", verify::colour_apart(3));
  growths.points = true;  // beside its law, not over it
  auto late = branch_dots(data, "converged", "n_snr_squared");
  late.insert(late.end(), {dashed(laws, "n_snr_squared", "symmetric", "branches' laws", law),
                           dashed(turned, "n_snr_squared", "turned_signal", "", law),
                           dashed(turned, "n_snr_squared", "turned_noise", "", law), proportional});
  return {.columns = 2,
          .panels = {panel("At T_1: ratio of growths", {proportional, growths}),
                     panel("At convergence: ratio of overlaps", std::move(late))},
          .caption = ""};
}

std::string caption(const Data& data) {
  const Csv growth = data.read("growth"), laws = data.read("laws");
  const double low = growth.first("n_snr_squared"), high = growth.last("n_snr_squared");
  return fmt::format(
      "Left: at T_1 the growth of the signal over that of the noise follows n SNR^2 / 2: {:.3g} at n SNR^2 = "
      "{:.3g}, {:.3g} at {:.3g}. Right: where training ends the ratio "
      "saturates at this width; the law of the symmetric branch goes from {:.2g} to {:.2g} while n SNR^2 "
      "grows "
      "{:.0f}-fold. Where a neuron keeps the opposite sign of one overlap the ratio is on "
      "that branch's law instead (laws: one neuron turned).",
      growth.first("growth_ratio"), low, growth.last("growth_ratio"), high, laws.least("symmetric"),
      laws.greatest("symmetric"), high / low);
}

}  // namespace

/// Asked for by the paper's readers [P]: does the stationary ratio follow n SNR^2?
Plan plan_ratio_against_snr(const Request& request) {
  std::vector<Table> tables{
      table(request, "growth", request.choose(9, 25), request.seeds(), growth_ratio()),
      table(request, "converged", request.choose(13, 37), request.seeds(), ratio_by_branch(20'000)),
      table(request, "laws", request.choose(31, 61), 1, symmetric_law()),
      table(request, "turned-laws", request.choose(5, 31), 1, turned_laws())};
  tables[1].lines = Lines::runs;
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            verify::Figure figure = panels(data);
            figure.caption = fmt::format("{}; {} (left), every seed a point (right).",
                                         setting_sentence(tables), seeds_phrase(tables));
            return {.figure = figure, .caption = caption(data)};
          }};
}

}  // namespace featdyn::figures
