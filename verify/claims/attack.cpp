#include "verify/claims/attack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <chrono>
#include <cmath>
#include <exception>

#include "verify/experiment/condition.hpp"
#include "verify/experiment/early_growth.hpp"

namespace featdyn::verify {
namespace {

/// A setting as a point of the unit cube.
enum Coordinate {
  dimension,
  samples,
  n_snr_squared,
  noise_std,
  width,
  first_stage,
  init_std,
  time,
  seed,
  count
};
using Cube = std::array<double, count>;
/// From what to what, in logarithms. The first stage is T_1 in steps and stands for the learning rate.
constexpr Range box[count] = {{400, 8000}, {10, 100},    {0.1, 10},   {0.3, 3}, {10, 60},
                              {100, 2000}, {1e-6, 0.01}, {0.05, 1.5}, {1, 1000}};

struct Candidate {
  Cube place{};
  std::vector<std::string> overrides;
  std::optional<numerics::Settings> settings;
  std::optional<Inequality> line;  ///< nothing outside the assumptions
  double margin() const { return line ? line->margin() : HUGE_VAL; }
};

double value(const Cube& place, Coordinate c) {
  return box[c].low * std::pow(box[c].high / box[c].low, place[c]);
}
long even(double x) {
  return 2 * std::lround(x / 2);
}

/// The overrides that a point of the cube stands for.
std::vector<std::string> overrides_at(const Study& study, const Cube& place) {
  const double d = std::round(value(place, dimension)), n = static_cast<double>(even(value(place, samples)));
  const double sigma = value(place, noise_std), norm = sigma * std::sqrt(value(place, n_snr_squared) * d / n);
  std::vector<std::string> overrides{fmt::format("data.dimension={:.0f}", d),
                                     fmt::format("data.samples={:.0f}", n),
                                     fmt::format("data.noise_std={:.4g}", sigma),
                                     fmt::format("data.signal_norm={:.4g}", norm),
                                     fmt::format("network.width={:.0f}", value(place, width)),
                                     fmt::format("init.std={:.4g}", value(place, init_std))};
  for (const char* key : {"data.seed", "init.seed"})
    overrides.push_back(fmt::format("{}={:.0f}", key, value(place, seed)));
  if (study.base.diffusion.time)
    overrides.push_back(fmt::format("diffusion.time={:.4g}", value(place, time)));
  const TwoPatch now = two_patch(vary(as_denoiser(study), overrides));
  const double rate = now.learning_rate * early_times(now).first_stage() / value(place, first_stage);
  overrides.push_back(fmt::format("training.learning_rate={:.4g}", rate));
  return overrides;
}

/// What the claim says of a setting.
Candidate judge(const Study& study, const Claim& claim, const Cube& place) {
  Candidate candidate{.place = place, .overrides = overrides_at(study, place), .settings = {}, .line = {}};
  candidate.settings = vary(as_denoiser(study), candidate.overrides);
  if (meets(condition_3_1(study, *candidate.settings)))
    candidate.line = claim.instance(study, claim, *candidate.settings);
  return candidate;
}

std::vector<Candidate> judge_all(const Study& study, const Claim& claim, const std::vector<Cube>& places) {
  std::vector<Candidate> candidates(places.size());
  std::vector<std::exception_ptr> errors(places.size());
#pragma omp parallel for schedule(dynamic)
  for (std::size_t k = 0; k < places.size(); ++k) try {
      candidates[k] = judge(study, claim, places[k]);
    } catch (...) {
      errors[k] = std::current_exception();
    }
  for (const auto& error : errors)
    if (error) std::rethrow_exception(error);
  return candidates;
}

/// The first in the order of margins that is stable and beats `best`; its place tells whether there was one.
bool improve(const Study& study, std::vector<Candidate> candidates, Candidate& best) {
  std::ranges::stable_sort(candidates, {}, &Candidate::margin);
  for (Candidate& candidate : candidates) {
    if (!(candidate.margin() < best.margin())) return false;
    if (!meets(assumptions_at(study, *candidate.settings))) continue;
    best = std::move(candidate);
    return true;
  }
  return false;
}

std::vector<Cube> random_places(int number) {
  boost::random::mt19937_64 engine(1);
  boost::random::uniform_01<double> uniform;
  std::vector<Cube> places(static_cast<std::size_t>(number));
  for (Cube& place : places)
    for (double& coordinate : place) coordinate = uniform(engine);
  return places;
}

/// Both neighbours along every coordinate.
std::vector<Cube> neighbours(const Cube& place, double step) {
  std::vector<Cube> places;
  for (std::size_t c = 0; c < place.size(); ++c)
    for (const double direction : {-step, step}) {
      Cube next = place;
      next[c] = std::clamp(place[c] + direction, 0.0, 1.0);
      if (next != place) places.push_back(next);
    }
  return places;
}

struct Found {
  Candidate best;
  std::size_t runs = 0;
};

Found search(const Study& study, const Claim& claim) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  Found found;
  const auto see = [&](const std::vector<Cube>& places) {
    found.runs += places.size();
    return improve(study, judge_all(study, claim, places), found.best);
  };
  if (!see(random_places(study.choose(48, 400)))) return found;
  double step = 0.25;
  for (int round = 0; round < study.choose(8, 40) && step > 0.01 && seconds() < study.choose(40., 400.);
       ++round)
    if (!see(neighbours(found.best.place, step))) step /= 2;
  return found;
}

std::string joined(const std::vector<std::string>& overrides, const char* before) {
  std::string text;
  for (const std::string& assignment : overrides) text += before + assignment;
  return text;
}

Finding begin(const Study& study, const Claim& claim, const char* suffix) {
  Finding finding = begin_finding(study, claim, suffix);
  finding.statement = std::string(suffix) == ".attack"
                          ? "The run with the smallest margin that a search within Condition 3.1 found."
                          : "The claim's inequality of one run.";
  return finding;
}

void add_line(Finding& finding, const Inequality& line) {
  finding.quantity = line.name;
  finding.computed = line.value;
  finding.error = line.error;
  finding.bound = line.bound;
  finding.conclusions = {line};
}

}  // namespace

std::vector<Finding> judge_instance(const Study& study, const Claim& claim) {
  Finding finding = begin(study, claim, ".instance");
  finding.repeat = study.repeat(claim.id) + " --instance";
  if (!claim.instance || !is_the_papers_model(study.base)) {
    finding.detail = "the claim has no reading of one run of this setting";
    return {conclude(finding)};
  }
  const numerics::Settings settings = as_denoiser(study);
  finding.assumptions = assumptions_at(study, settings);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  if (const auto line = claim.instance(study, claim, settings)) add_line(finding, *line);
  return {conclude(finding)};
}

std::vector<Finding> attack(const Study& study, const Claim& claim) {
  if (!claim.instance || !is_the_papers_model(study.base)) return {};
  Study silent = study;
  silent.quiet = true;
  const Found found = search(silent, claim);
  Finding finding = begin(study, claim, ".attack");
  finding.domain = fmt::format(
      "{} settings with d from 400 to 8000, n from 10 to 100, n SNR^2 from 0.1 to 10", found.runs);
  if (!found.best.line) return {conclude(finding)};
  finding.assumptions = assumptions_at(study, *found.best.settings);
  add_line(finding, *found.best.line);
  finding.detail = "the run:" + joined(found.best.overrides, " ");
  finding.repeat = study.repeat(claim.id) + " --instance" + joined(found.best.overrides, " --set ");
  return {conclude(finding)};
}

}  // namespace featdyn::verify
