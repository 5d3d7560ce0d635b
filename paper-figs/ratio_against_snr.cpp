#include <fmt/format.h>

#include "paper-figs/measurements.hpp"
#include "paper-figs/wording.hpp"
#include "verify/claims/early_growth.hpp"
#include "verify/claims/points.hpp"

namespace featdyn::figures {
namespace {

constexpr long longest = 20'000;  ///< steps to the stationary point

std::vector<Group> groups(const Request& request, int count, int seeds) {
  std::vector<Group> result;
  const auto base = request.setting("figure-2-low");
  for (const double x : verify::logarithmic(0.03, 12, count)) {
    const auto setting = request.setting("figure-2-low", {verify::signal_norm_for(base, x)});
    const double actual = n_snr_squared(setting);
    result.push_back(request.group({actual, actual / 2}, setting, seeds));
  }
  return result;
}

verify::Series points(const Data& data, const char* column, const char* title, const char* colour) {
  return {.csv = data.path("converged"),
          .x = "n_snr_squared",
          .y = column,
          .title = title,
          .colour = colour,
          .points = true};
}
verify::Series law(const Data& data, const char* column, const char* title, const char* colour) {
  return {.csv = data.path("laws"),
          .x = "n_snr_squared",
          .y = column,
          .title = title,
          .colour = colour,
          .dashed = true};
}

Picture picture(const Data& data, const std::vector<Table>& tables) {
  using namespace verify::colour;
  const Csv growth = data.read("growth");
  verify::Panel early{
      .title = "At T_1: ratio of growths",
      .x_label = "n SNR^2",
      .y_label = "signal / noise",
      .log_x = true,
      .log_y = true,
      .series = {band_line(data.path("growth"), "n_snr_squared", "growth_ratio", "growths", other),
                 {.csv = data.path("growth"),
                  .x = "n_snr_squared",
                  .y = "half",
                  .title = "n SNR^2 / 2",
                  .colour = grey,
                  .dashed = true}}};
  verify::Panel late{.title = "At convergence: ratio of overlaps",
                     .x_label = "n SNR^2",
                     .y_label = "signal / noise",
                     .log_x = true,
                     .log_y = true,
                     .series = {points(data, "symmetric", "symmetric branch", other),
                                points(data, "turned_signal", "a signal overlap turned", signal),
                                points(data, "turned_noise", "a noise overlap turned", noise),
                                law(data, "symmetric", "law of the branch", other),
                                law(data, "turned_signal", "", signal),
                                law(data, "turned_noise", "", noise),
                                {.csv = data.path("growth"),
                                 .x = "n_snr_squared",
                                 .y = "half",
                                 .title = "n SNR^2 / 2",
                                 .colour = grey,
                                 .dashed = true}}};
  const double low = growth.first("n_snr_squared"), high = growth.last("n_snr_squared");
  const Csv laws = data.read("laws");
  return {.figure = {.columns = 2,
                     .panels = {early, late},
                     .caption = fmt::format("{}; every seed a point on the right, {} on the left.",
                                            setting_sentence(tables), seeds_phrase(tables))},
          .caption = fmt::format("Left: at T_1 the growth of the signal over that of the noise follows n "
                                 "SNR^2 / 2 ({:.3g} at {:.3g}, {:.3g} at {:.3g}). Right: where training ends "
                                 "the ratio saturates: on the symmetric branch its law goes from {:.2g} to "
                                 "{:.2g} while n SNR^2 grows {:.0f}-fold. Where a neuron keeps the "
                                 "opposite sign of one overlap, the ratio is on that branch's law instead.",
                                 growth.first("growth_ratio"), low, growth.last("growth_ratio"), high,
                                 laws.least("symmetric"), laws.greatest("symmetric"), high / low)};
}

}  // namespace

/// Asked for by the paper's readers [P]: does the stationary ratio follow n SNR^2?
Plan plan_ratio_against_snr(const Request& request) {
  const std::vector<std::string> keys{"n_snr_squared", "half"};
  std::vector<Table> tables{{.name = "growth",
                             .keys = keys,
                             .groups = groups(request, request.choose(9, 25), request.seeds()),
                             .measurement = verify::early_growth(verify::recurrence_trainer())},
                            {.name = "converged",
                             .keys = keys,
                             .groups = groups(request, request.choose(13, 37), request.seeds()),
                             .measurement = ratio_by_branch(longest),
                             .lines = Lines::runs},
                            {.name = "laws",
                             .keys = keys,
                             .groups = groups(request, request.choose(19, 49), 1),
                             .measurement = branch_laws()}};
  return {.tables = tables, .picture = [tables](const Data& data) { return picture(data, tables); }};
}

}  // namespace featdyn::figures
