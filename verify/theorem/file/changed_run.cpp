#include "verify/theorem/file/changed_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "verify/grid/grid.hpp"

namespace featdyn::verify {
namespace {

bool diffuses(const numerics::Document& run) {
  const numerics::Entry* objective = run.find("network.objective");
  return objective != nullptr && objective->text == "diffusion";
}

const std::vector<std::string>& of_model(const Assumption& assumption, const numerics::Document& run) {
  return diffuses(run) ? assumption.denoiser : assumption.classifier;
}

}  // namespace

std::string key_of_assignment(const std::string& assignment) {
  return assignment.substr(0, assignment.find('='));
}

std::vector<Assumption> assumptions_named(const std::string& list) {
  std::vector<Assumption> result;
  std::istringstream names(list);
  for (std::string name; std::getline(names >> std::ws, name, ',');) result.push_back(find_assumption(name));
  if (result.empty()) result.push_back(find_assumption(list));
  return result;
}

bool concerns(const Assumption& assumption, const numerics::Document& run) {
  using About = Assumption::About;
  return assumption.about == About::both || (assumption.about == About::denoiser) == diffuses(run);
}

numerics::Document changed_run(const Assumption& assumption, const numerics::Document& run) {
  if (!concerns(assumption, run)) return run;
  const numerics::Settings base = numerics::read_settings(run.without_sweep());
  numerics::Document result = under(assumption, base).document;
  for (const std::string& assignment : of_model(assumption, run)) result.set(assignment);
  const double factor = diffuses(run) ? assumption.denoiser_rate : assumption.classifier_rate;
  if (factor == 1) return result;
  const auto rate = theory::to_real<double>(base.training.learning_rate.value);
  result.set(fmt::format("training.learning_rate={}", rate * factor));
  result.set(
      fmt::format("training.steps={}", std::lround(static_cast<double>(base.training.steps) / factor)));
  return result;
}

std::vector<std::string> changed_keys(const Assumption& assumption, const numerics::Document& run) {
  if (!concerns(assumption, run)) return {};
  std::vector<std::string> keys = assumption.without;
  std::erase_if(keys,
                [](const std::string& key) { return key.starts_with("data."); });  // n SNR^2 still varies
  for (const auto* assignments : {&assumption.overrides, &of_model(assumption, run)})
    for (const std::string& assignment : *assignments) keys.push_back(key_of_assignment(assignment));
  return keys;
}

}  // namespace featdyn::verify
