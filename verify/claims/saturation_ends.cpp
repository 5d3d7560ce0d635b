#include "verify/claims/saturation_ends.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "verify/experiment/at_rest.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/condition.hpp"
#include "verify/finding/statistics.hpp"

namespace featdyn::verify {
namespace {

constexpr long longest = 20'000;  ///< steps of training

/// n SNR^2 along its range at the base.
std::vector<std::vector<std::string>> grid_at(const numerics::Settings& base, const std::vector<double>& xs) {
  std::vector<std::vector<std::string>> grid;
  for (const double x : xs) grid.push_back({signal_norm_for(base, x)});
  return grid;
}

/// The same, and at other d, n, m and t.
std::vector<std::vector<std::string>> grid_around(const Study& study, const numerics::Settings& base) {
  const TwoPatch s = two_patch(base);
  std::vector<std::vector<std::string>> changes{{},
                                                {fmt::format("data.dimension={:.0f}", 4 * s.d)},
                                                {fmt::format("data.samples={:.0f}", 2 * s.n)},
                                                {fmt::format("network.width={:.0f}", 1.5 * s.width)}};
  if (base.diffusion.time)
    changes.insert(changes.end(), {{"diffusion.time=0.1"}, {"diffusion.time=0.5"}, {"diffusion.time=1"}});
  if (study.scale == Scale::full)
    changes.insert(changes.end(), {{fmt::format("data.dimension={:.0f}", 16 * s.d)},
                                   {fmt::format("network.width={:.0f}", 2 * s.width)}});
  std::vector<std::vector<std::string>> grid;
  for (auto& change : changes)
    for (const double x : logarithmic(0.1, 10, change.empty() ? study.choose(9, 21) : study.choose(5, 11))) {
      auto overrides = change;
      overrides.push_back(signal_norm_for(vary(base, change), x));
      grid.push_back(std::move(overrides));
    }
  return grid;
}

Ends train(const Study& study, const numerics::Settings& base) {
  const auto grid = study.changed ? grid_at(base, resting_places) : grid_around(study, base);
  const auto points = admissible(study, base, grid, study.choose(2, 3, 20));
  const long steps = study.changed ? base.training.steps : longest;
  const Measurement end = converged(study.trainer, steps);
  const auto rows = study.run("stationary.saturation", settings_of(points), end);
  Ends result{.ends = {}, .unsettled = 0, .steps = steps};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const auto value = [&](const char* column) { return rows[k].values[end.index(column)]; };
    if (!(value("settled") == 1)) {
      ++result.unsettled;
      continue;
    }
    result.ends.push_back({.point = points[k],
                           .ratio = value("ratio"),
                           .branch = {.turned_signal = std::lround(value("turned_signal")),
                                      .turned_noise = std::lround(value("turned_noise")),
                                      .turned_both = std::lround(value("turned_both"))}});
  }
  return result;
}

/// The law of every end's branch (under a changed assumption of the symmetric one, which no search is needed
/// for); one computation for all seeds of a setting.
void add_laws(const Study& study, std::vector<End>& ends) {
  using Turned = std::pair<long, long>;
  std::map<Turned, std::map<std::string, std::vector<End*>>> groups;
  for (End& end : ends)
    if (study.changed ? end.branch.symmetric() : end.branch.turned_both == 0)
      groups[{end.branch.turned_signal, end.branch.turned_noise}][without_seeds(end.point.settings)]
          .push_back(&end);
  for (const auto& [turned, settings] : groups) {
    std::vector<numerics::Settings> points;
    for (const auto& [text, members] : settings) points.push_back(effective(members[0]->point.settings));
    const Measurement law = branch_law({.turned_signal = turned.first, .turned_noise = turned.second});
    const auto rows = study.run(law.name, points, law);
    std::size_t k = 0;
    for (const auto& [text, members] : settings) {
      for (End* end : members) end->law = rows[k].values[0];
      ++k;
    }
  }
}

}  // namespace

std::string without_seeds(numerics::Settings settings) {
  settings.data_seed = settings.init.seed = 0;
  return numerics::settings_toml(settings);
}

Ends ends_of_training(const Study& study, const numerics::Settings& base) {
  Ends all = train(study, base);
  add_laws(study, all.ends);
  return all;
}

}  // namespace featdyn::verify
