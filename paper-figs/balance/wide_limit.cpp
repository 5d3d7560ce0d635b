#include <fmt/format.h>

#include "paper-figs/balance/balance_figures.hpp"
#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/draw/apart.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/experiment/wide_ratios.hpp"
#include "verify/theorem/domain/domain.hpp"

namespace featdyn::figures {
namespace {

constexpr long widths[] = {20, 200, 2000, 20'000, 200'000, 1'000'000};
constexpr long trained_widths[] = {20, 320, 5000};
constexpr long last_width = 969;  // with room in R^1000 beside 30 samples: d - n - 1

std::string named(const char* what, long m) {
  return fmt::format("{}-{}", what, m);
}

Table limit_table(const Request& request, const std::string& name, const std::vector<double>& strengths,
                  const verify::Measurement& measurement) {
  Table result{.name = name, .keys = {"n_snr_squared", "half"}, .groups = {}, .measurement = measurement};
  const auto base = request.setting("figure-2-low");
  for (const double x : strengths) {
    const auto setting = request.setting("figure-2-low", {verify::signal_norm_for(base, x)});
    result.groups.push_back(request.group({n_snr_squared(setting), n_snr_squared(setting) / 2}, setting, 1));
  }
  return result;
}

std::vector<Table> limit_tables(const Request& request) {
  const std::vector<double> grid = verify::spaced(0.03, 3000, request.choose(26, 76));
  std::vector<Table> tables;
  for (const long m : widths)
    tables.push_back(
        limit_table(request, named("branch", m), grid, verify::branch_ratio(static_cast<double>(m))));
  tables.push_back(limit_table(request, named("branch", last_width), grid,
                               verify::branch_ratio(static_cast<double>(last_width))));
  for (const long m : trained_widths)
    tables.push_back(limit_table(request, named("trained", m), {0.1, 0.3, 0.75, 2, 6.75},
                                 verify::trained_equals(static_cast<double>(m), 100'000)));
  tables.push_back(limit_table(request, "random-20", {0.75, 2, 6.75}, ratio_by_branch(20'000)));
  return tables;
}

verify::Panel limit_panel(const char* title, std::vector<verify::Series> series) {
  return {.title = title,
          .x_label = "n SNR^2",
          .y_label = "converged signal / noise",
          .log_x = true,
          .log_y = true,
          .series = std::move(series)};
}

verify::Figure limit_panels(const Data& data) {
  using namespace verify::colour;
  const auto branch = [&](long m, const std::string& colour) {
    return line(data.path(named("branch", m)), "n_snr_squared", "ratio", fmt::format("m = {}", m), colour);
  };
  const auto half =
      dashed(data.path(named("branch", widths[0])), "n_snr_squared", "half", "n SNR^2 / 2", law);
  std::vector<verify::Series> laws{half}, ends{half, branch(widths[0], ordered[0]), branch(last_width, grey)};
  for (std::size_t k = 0; k < std::size(widths); ++k) laws.push_back(branch(widths[k], ordered[k]));
  for (const long m : trained_widths)
    ends.push_back(dots(data.path(named("trained", m)), "n_snr_squared", "ratio",
                        m == trained_widths[0] ? "trained, equal" : "", plain));
  ends.push_back(
      dots(data.path("random-20"), "n_snr_squared", "symmetric", "random start", verify::colour_apart(1)));
  return {.columns = 2,
          .panels = {limit_panel("The symmetric branch", std::move(laws)),
                     limit_panel("Where training ends", std::move(ends))},
          .caption = ""};
}

std::string limit_caption(const Data& data) {
  const Csv few = data.read(named("branch", widths[0])), many = data.read(named("branch", widths[5]));
  return fmt::format(
      "The ratio of signal and noise on the symmetric branch of stationary points, for exactly orthogonal "
      "patches and d "
      ">= n + m + 1 at the same n/(σ_ξ² d) and t. As n SNR^2 goes from {:.2g} to {:.0f} it goes from {:.3g} "
      "to "
      "{:.3g} with {} neurons, from {:.3g} to {:.3g} with {}: proportional to n SNR^2 for many neurons, as "
      "long as "
      "n SNR^2 is far below the width. Right: {} neurons are the last that have room in R^1000 beside 30 "
      "samples; points: "
      "where training ends, of {}, {} and {} equal neurons by the recurrence on classes, and of {} from a "
      "random start.",
      few.first("n_snr_squared"), few.last("n_snr_squared"), few.first("ratio"), few.last("ratio"), widths[0],
      many.first("ratio"), many.last("ratio"), widths[5], last_width, trained_widths[0], trained_widths[1],
      trained_widths[2], widths[0]);
}

}  // namespace

/// The branch that training ends on, for 20 to a million neurons, against its limit.
Plan plan_wide_limit(const Request& request) {
  const std::vector<Table> tables = limit_tables(request);
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            verify::Figure figure = limit_panels(data);
            figure.caption = setting_sentence({tables.front()}) + "; m as the curves say.";
            return {.figure = figure, .caption = limit_caption(data)};
          }};
}

}  // namespace featdyn::figures
