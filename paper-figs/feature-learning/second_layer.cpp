#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

/// A second layer with a learning rate and steps that bring it to rest.
struct Layer {
  const char *name, *norm, *rate, *steps;
};
constexpr Layer second_layers[] = {{"tied", "5", "0.01", "8000"},
                                   {"tied", "15", "0.01", "8000"},
                                   {"fixed", "5", "0.05", "100000"},
                                   {"fixed", "15", "0.02", "60000"}};

std::vector<OverlapPart> layer_parts(const Request& request) {
  std::vector<OverlapPart> all;
  for (const Layer& layer : second_layers) {
    const auto settings = request.setting(
        "figure-2-low",
        {fmt::format("data.signal_norm={}", layer.norm), fmt::format("network.second_layer={}", layer.name),
         fmt::format("training.learning_rate={}", layer.rate), fmt::format("training.steps={}", layer.steps),
         "training.record_every=\"log\""});
    all.push_back({.table = fmt::format("{}-{}", layer.name, layer.norm),
                   .title = fmt::format("{}, {}", layer.name, n_snr_squared_phrase(settings)),
                   .settings = settings});
  }
  return all;
}

}  // namespace

/// Asked for by the paper's readers [P]: does tying the two second_layers cause the balance?
Plan plan_second_layer(const Request& request) {
  const auto all = layer_parts(request);
  return overlap_plan(request, all, 2, [all](const Data& data) {
    return fmt::format(
        "The denoiser with tied layers, and with its second layer fixed at the initial weights, on the same "
        "data. Signal / noise at the last step, {}.",
        ends_of(data, all));
  });
}

}  // namespace featdyn::figures
