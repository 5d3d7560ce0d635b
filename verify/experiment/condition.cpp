#include "verify/experiment/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/training/curvature.hpp"
#include "verify/claims/claim.hpp"

namespace featdyn::verify {

std::vector<Inequality> condition_3_1(const numerics::Settings& settings, double samples_factor) {
  const TwoPatch s = two_patch(settings);
  const double log_d = std::log(s.d), log_m = std::log(s.width), square = s.noise_std * s.noise_std;
  const double signal_start = s.init_std * s.signal_norm * std::sqrt(2 * log_m);
  const double noise_start = s.init_std * s.noise_std * std::sqrt(2 * s.d * log_m);
  std::vector<Inequality> lines{
      at_least(fmt::format("d >= {:g} n", samples_factor), s.d, samples_factor * s.n),
      at_least("d >= 2 |mu|^2 / sigma_xi^2", s.d, 2 * s.signal_norm * s.signal_norm / square),
      at_least("n >= 2 log d", s.n, 2 * log_d),
      at_least("m >= 2 log d", s.width, 2 * log_d),
      at_most("sigma_0 sigma_xi sqrt(2 d log m) <= 1/2", noise_start, 0.5),
      at_most("sigma_0 |mu| sqrt(2 log m) <= 1/2", signal_start, 0.5)};
  if (settings.objective == theory::Objective::diffusion) {
    lines.push_back(at_least("alpha >= 1/10", s.alpha, 0.1));
    lines.push_back(at_least("beta >= 1/10", s.beta, 0.1));
  }
  return lines;
}

std::vector<Inequality> condition_3_1(const Study& study, const numerics::Settings& settings) {
  auto lines = condition_3_1(settings, study.constant("condition-3.1", find_claim("condition-3.1").constant));
  if (study.changed)
    std::erase_if(lines, [&](const Inequality& line) {
      return std::ranges::any_of(study.changed->waived, [&](const std::string& waived) {
        return line.name.find(waived) != std::string::npos;
      });
    });
  return lines;
}

bool meets(const std::vector<Inequality>& assumptions) {
  return std::ranges::all_of(assumptions,
                             [](const Inequality& line) { return line.verdict() == Verdict::holds; });
}

double largest_stable_rate(const numerics::Problem& problem) {
  double smallest = HUGE_VAL;
  numerics::Matrix<double> A, G;
  recurrence_trainer().walk(problem, problem.settings.training.steps, [&](const StepState& now) {
    if (now.loss < smallest) smallest = now.loss, A = now.A, G = now.G;
    return true;
  });
  const auto K = numerics::initial_state<double>(problem).K;
  const double curvature = numerics::largest_curvature(problem, K, A, G);
  return curvature <= 0 ? HUGE_VAL : 2 / curvature;
}

namespace {

/// The curvature has about three digits.
Inequality stable_rate(const numerics::Settings& settings) {
  const double limit = largest_stable_rate(numerics::make_problem(settings));
  const bool diffuses = settings.objective == theory::Objective::diffusion;
  return at_most(fmt::format("eta below the stability limit of the {}", diffuses ? "denoiser" : "classifier"),
                 two_patch(settings).learning_rate, limit, std::isinf(limit) ? 0 : 0.002 * limit);
}

}  // namespace

std::vector<Inequality> assumptions_at(const Study& study, const numerics::Settings& settings) {
  auto lines = condition_3_1(study, settings);
  if (!study.changed && meets(lines)) lines.push_back(stable_rate(settings));
  return lines;
}

std::vector<Inequality> the_papers_model(const Study& study, bool balanced) {
  if (study.changed) return {};
  std::vector<Inequality> lines;
  for (const Part& part : parts_of_the_papers_model(study.base))
    lines.push_back(at_least(part.name, part.holds ? 1 : 0, 1));
  const auto* data = std::get_if<numerics::TwoPatchSettings>(&study.base.data);
  if (balanced && data != nullptr)
    lines.push_back(at_least("balanced labels", data->random_labels ? 0 : 1, 1));
  return lines;
}

bool assume_denoiser(Finding& finding, const Study& study) {
  finding.assumptions = the_papers_model(study);
  if (meets(finding.assumptions)) finding.assumptions = assumptions_at(study, as_denoiser(study));
  return meets(finding.assumptions);
}

std::vector<Finding> judge_condition(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  for (const numerics::Settings& settings : {as_denoiser(study), as_classifier(study)}) {
    const bool diffuses = settings.objective == theory::Objective::diffusion;
    if (diffuses) finding.conclusions = condition_3_1(study, settings);
    finding.conclusions.push_back(stable_rate(settings));
  }
  const auto least = std::ranges::min_element(finding.conclusions, {}, &Inequality::margin);
  finding.quantity = "the smallest slack, relative to its bound: " + least->name;
  finding.computed = least->margin();
  finding.bound = 0;
  finding.constant = two_patch(study.base).d / two_patch(study.base).n;
  finding.domain = "the base setting";
  return {conclude(finding)};
}

}  // namespace featdyn::verify
