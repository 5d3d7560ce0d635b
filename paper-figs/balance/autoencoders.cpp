#include <fmt/format.h>

#include "paper-figs/balance/balance_figures.hpp"
#include "paper-figs/figure/measurements.hpp"
#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"
#include "verify/experiment/two_patch.hpp"

namespace featdyn::figures {
namespace {

struct Model {
  const char *name, *title;
  std::vector<std::string> changes;
};

/// Without noise: t so small that alpha is 1 and beta 0 up to rounding.
std::vector<Model> models() {
  return {{"noise", "Denoiser", {}},
          {"data", "Denoising autoencoder", {"diffusion.target=data"}},
          {"autoencoder", "Autoencoder", {"diffusion.target=data", "diffusion.time=1e-30"}}};
}

Table table(const Request& request, const Model& model) {
  Table result{.name = model.name, .keys = {"n_snr_squared"}, .groups = {}, .measurement = final_overlaps()};
  const auto base = request.setting("figure-2-low");
  for (const double x : {0.1, 0.3, 0.75, 2.0, 4.0, 6.75, 12.0}) {
    std::vector<std::string> changes = model.changes;
    const bool outputs_data = !changes.empty();
    changes.push_back(verify::signal_norm_for(base, x));
    changes.emplace_back("training.record_every=100000");
    changes.emplace_back(outputs_data ? "training.learning_rate=0.0005" : "training.learning_rate=0.005");
    changes.emplace_back("training.steps=8000");
    const auto setting = request.setting("figure-2-low", changes);
    result.groups.push_back(request.group({n_snr_squared(setting)}, setting, request.choose(3, 20)));
  }
  return result;
}

}  // namespace

/// Asked for by the paper's readers [P]: other generative models. The tied network is the same; what it is given and what
/// it has to output are not.
Plan plan_autoencoders(const Request& request) {
  std::vector<Table> tables;
  for (const Model& model : models()) tables.push_back(table(request, model));
  return {.tables = tables, .picture = [tables](const Data& data) -> Picture {
            verify::Figure figure{
                .columns = 3,
                .panels = {},
                .caption = fmt::format("{}; {}.", setting_sentence(tables), seeds_phrase(tables))};
            for (const Model& model : models()) {
              figure.panels.push_back(ends_panel(
                  data.path(model.name), model.title,
                  {.key = "n_snr_squared", .label = "n SNR^2", .first = "signal +1", .second = "signal -1"}));
              figure.panels.back().y_least = 1e-4;  // below, it is forgotten
            }
            const auto ratio = [&](const char* model, bool first) {
              const Csv csv = data.read(model);
              const auto of = [&](const char* name) { return first ? csv.first(name) : csv.last(name); };
              return (of("signal_1") + of("signal_2")) / (2 * of("noise"));
            };
            return {.figure = figure,
                    .caption = fmt::format(
                        "One network, three tasks. At the least and the greatest n SNR^2 shown the ratio of "
                        "signal and noise "
                        "ends at {:.2g} and {:.2g} where the network outputs the noise, at {:.2g} and {:.2g} "
                        "where it "
                        "outputs the clean patch, and at {:.2g} and {:.2g} without noise on its input.",
                        ratio("noise", true), ratio("noise", false), ratio("data", true),
                        ratio("data", false), ratio("autoencoder", true), ratio("autoencoder", false))};
          }};
}

}  // namespace featdyn::figures
