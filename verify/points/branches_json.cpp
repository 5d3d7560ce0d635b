#include "verify/points/branches_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

/// The interval of doubles that holds the exact bounds.
std::pair<double, double> outward(const numerics::Bounds& bounds) {
  const double infinity = std::numeric_limits<double>::infinity();
  return {std::nextafter(theory::to_real<double>(bounds.lower), -infinity),
          std::nextafter(theory::to_real<double>(bounds.upper), infinity)};
}

}  // namespace

void require_stationary(const numerics::Settings& settings) {
  if (settings.objective == theory::Objective::classification)
    throw numerics::InputError(settings.document.origin("network.objective"),
                               "network.objective: stationary points are searched for denoisers only, read "
                               "\"classification\", allowed: \"diffusion\"");
  require_polynomial(settings, "stationary");
  if (numerics::has_second_layer(settings))
    throw numerics::InputError(settings.document.origin("network.second_layer"),
                               "network.second_layer: stationary points are searched for tied layers only, "
                               "read a second layer of its own, allowed: \"tied\"");
  if (settings.training.update.batch_size)
    throw numerics::InputError(settings.document.origin("training.batch_size"),
                               "training.batch_size: steps on batches do not come to rest, read a batch "
                               "size, allowed: remove it");
}

void require_noise_patches(const numerics::Problem& problem) {
  if (std::ranges::all_of(problem.data.info, &numerics::PatchInfo::is_signal))
    throw numerics::InputError(
        problem.settings.document.origin("data.patches"),
        "data.patches: no noise patches, read one patch a sample, allowed: two or more");
}

bool certified(const Branch& branch) {
  return branch.existence && branch.existence->proved;
}

std::pair<double, double> ratio_interval(const Branch& branch) {
  return outward(branch.existence->ratio);
}

nlohmann::ordered_json branch_json(const Branch& branch) {
  nlohmann::ordered_json document{{"kind", branch.kind},
                                  {"ratio", branch.ratio},
                                  {"loss", branch.loss},
                                  {"residual", branch.residual},
                                  {"converged", branch.converged()},
                                  {"turned_signal", branch.branching.turned_signal},
                                  {"turned_noise", branch.branching.turned_noise},
                                  {"turned_both", branch.branching.turned_both},
                                  {"reached_by_training", branch.reached},
                                  {"certified", certified(branch)},
                                  {"ratio_interval", nullptr},
                                  {"radius", nullptr},
                                  {"stable", nullptr},
                                  {"unstable_directions", nullptr}};
  if (certified(branch)) {
    const auto [low, high] = ratio_interval(branch);
    document["ratio_interval"] = {low, high};
    document["radius"] = branch.existence->radius;
  }
  if (branch.spectrum) {
    document["stable"] = branch.converged() && branch.spectrum->unstable == 0;
    document["unstable_directions"] = branch.spectrum->unstable;
    document["zero_directions"] = branch.spectrum->zero;
    document["rotations"] = branch.spectrum->rotations;
    document["largest_eigenvalue"] = branch.spectrum->largest;
    document["smallest_eigenvalue"] = branch.spectrum->smallest;
  }
  return document;
}

}  // namespace featdyn::verify
