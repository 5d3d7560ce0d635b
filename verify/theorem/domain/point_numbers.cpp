#include "verify/theorem/domain/point_numbers.hpp"

#include <cmath>

#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {

PointNumbers::PointNumbers(const numerics::Settings& settings, const Stated& stated) : parameters_(settings) {
  numbers_["end"] = static_cast<double>(settings.training.steps);
  if (stated.uses_symmetric_ratio) numbers_["symmetric_ratio"] = symmetric_ratio(settings);
  const Environment environment{.number = [this](const std::string& name) { return (*this)(name); }};
  for (const auto& [name, value] : stated.constants) numbers_[name] = number_of(value, environment);
}

std::optional<double> PointNumbers::operator()(const std::string& name) const {
  if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
  return parameters_.find(name);
}

double symmetric_ratio(const numerics::Settings& settings) {
  const auto parameters = Parameters(settings);
  const auto d = parameters.find("d"), N = parameters.find("N"), m = parameters.find("m");
  if (settings.objective != theory::Objective::diffusion || !(d && N && m) || *d < *N + *m - 1) return NAN;
  if (!has_the_papers_loss(settings))
    throw numerics::InputError(
        {"symmetric_ratio"},
        "the symmetric branch is of the paper's model, read another, allowed: two-patch "
        "data, tied layers, the activation z^2, target noise at one time, no weight decay");
  const numerics::Problem merged = merged_problem(settings);
  const auto point = symmetric_branch(merged);
  return point ? overlap_ratio(point->a, merged.data) : NAN;
}

}  // namespace featdyn::verify
