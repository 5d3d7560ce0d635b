#include <fmt/format.h>

#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

struct Objective {
  const char *name, *title, *settings;
};
constexpr Objective objectives[] = {{"denoiser", "Denoiser", "figure-2-low"},
                                    {"classifier", "Classifier", "classification"}};

Table table(const Request& request, const Objective& model) {
  Table result{.name = model.name, .keys = {"strength"}, .groups = {}, .measurement = final_overlaps()};
  for (const char* norm : {"1", "1.5", "2", "3", "4", "6", "8", "10", "12", "15"})
    result.groups.push_back(request.group(
        {std::strtod(norm, nullptr) / 15},
        request.setting(model.settings,
                        {fmt::format("data.signal_norms=[15, {}]", norm), "training.record_every=100000"}),
        request.choose(3, 20)));
  return result;
}

}  // namespace

/// Asked for by the paper's readers [P]: several features of unequal strength.
Plan plan_unequal_signals(const Request& request) {
  std::vector<Table> tables;
  for (const Objective& model : objectives) tables.push_back(table(request, model));
  return {
      .tables = tables, .picture = [tables](const Data& data) -> Picture {
        verify::Figure figure{
            .columns = 2,
            .panels = {},
            .caption = fmt::format("{}, |μ_1| = 15; {}.", setting_sentence(tables), seeds_phrase(tables))};
        for (const Objective& model : objectives)
          figure.panels.push_back(ends_panel(data.path(model.name), model.title,
                                             {.key = "strength",
                                              .label = "|μ_2| / |μ_1|",
                                              .first = "strong signal",
                                              .second = "weak signal"}));
        const auto weakest = [&](const char* model, const char* what) {
          return data.read(model).first(what);
        };
        return {.figure = figure,
                .caption = fmt::format("Two signals, the first of norm 15, the second weaker. At the weakest "
                                       "the denoiser ends with overlaps {:.2g} (strong), {:.2g} (weak) and "
                                       "{:.2g} (noise), the classifier with {:.2g}, {:.2g} and {:.2g}.",
                                       weakest("denoiser", "signal_1"), weakest("denoiser", "signal_2"),
                                       weakest("denoiser", "noise"), weakest("classifier", "signal_1"),
                                       weakest("classifier", "signal_2"), weakest("classifier", "noise"))};
      }};
}

}  // namespace featdyn::figures
