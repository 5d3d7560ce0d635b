#include <fmt/format.h>

#include "paper-figs/figure/overlap_panels.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

/// An activation with steps that bring it to rest.
struct Choice {
  const char *name, *literal, *steps;
};
constexpr Choice choices[] = {{"quadratic", "[0, 0, 1]", "4000"},
                              {"cubic", "[0, 0, 0, 1]", "40000"},
                              {"relu", "relu", "4000"},
                              {"squared-relu", "squared-relu", "4000"}};

std::vector<OverlapPart> parts(const Request& request) {
  std::vector<OverlapPart> all;
  for (const char* norm : {"5", "15"})
    for (const Choice& choice : choices) {
      const auto settings =
          request.setting("figure-2-low", {fmt::format("data.signal_norm={}", norm),
                                           fmt::format("network.activation={}", choice.literal),
                                           fmt::format("training.steps={}", choice.steps), "network.width=5",
                                           "training.record_every=\"log\""});
      all.push_back({.table = fmt::format("{}-{}", choice.name, norm),
                     .title = fmt::format("{}, {}", choice.name, n_snr_squared_phrase(settings)),
                     .settings = settings});
    }
  return all;
}

}  // namespace

/// Asked for by the paper's readers [P]: is the balance the quadratic activation's?
Plan plan_activations(const Request& request) {
  const auto all = parts(request);
  return overlap_plan(request, all, 4, [all](const Data& data) {
    const std::string forgetting = forgetting_parts(data, all);
    return fmt::format(
               "The denoiser with other activations than the paper's z^2, on the same data. Signal / noise "
               "at the last step, {}.",
               ends_of(data, all)) +
           (forgetting.empty() ? ""
                               : fmt::format(" A seed whose neurons turn away from every patch, so that its "
                                             "overlaps leave the picture below: {}.",
                                             forgetting));
  });
}

}  // namespace featdyn::figures
