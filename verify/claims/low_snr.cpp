#include <fmt/format.h>

#include <algorithm>

#include "verify/claims/regime.hpp"
#include "verify/experiment/condition.hpp"

namespace featdyn::verify {
namespace {

Regime regime(double edge) {
  return {.winner = "noise",
          .loser = "signal",
          .time = "T_noise = n m / (eta sigma_xi^2 d)",
          .edge = edge,
          .is_high = false,
          .factors = {{"n", "data.samples", &TwoPatch::n, 1, {2, 4}},
                      {"m", "network.width", &TwoPatch::width, 1, {2, 4}},
                      {"eta", "training.learning_rate", &TwoPatch::learning_rate, -1, {0.5, 2}},
                      {"sigma_xi", "data.noise_std", &TwoPatch::noise_std, -2, {0.75, 1.5}},
                      {"d", "data.dimension", &TwoPatch::d, -1, {0.5, 2}},
                      {"sigma_0", "init.std", &TwoPatch::init_std, 0, {0.0625, 0.25}}}};
}

/// n SNR^2 = edge / 4 with up to 8 d, where products of different noise patches no longer bend the growth,
/// and eta and sigma_0 so small that steps resolve T.
numerics::Settings centre(const numerics::Settings& base, double edge) {
  constexpr double enough = 8000;
  const TwoPatch s = two_patch(base);
  const double factor = std::clamp(enough / s.d, 1.0, 8.0);
  const auto wider = vary(base, {fmt::format("data.dimension={:.0f}", s.d * factor),
                                 fmt::format("training.learning_rate={:.6g}", s.learning_rate / 8 / factor),
                                 fmt::format("init.std={:.6g}", s.init_std / 8), "training.steps=10000"});
  return vary(wider, {signal_norm_for(wider, edge / 4)});
}

}  // namespace

/// <w_{y_i,r}, xi_i> grows by 1 + eta sigma_xi^2 d / (n m) a step and the signal by 1 + eta |mu|^2 / (2 m),
/// less by the factor n SNR^2 / 2 in the exponent; the noise comes first, fits the labels, and says nothing
/// of fresh samples.
std::vector<Finding> judge_low_snr(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study, true);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  const numerics::Settings base = as_classifier(study);
  const Regime low = regime(1 / study.constant(claim.id, claim.constant));
  finding.assumptions = regime_assumptions(study, base, low);
  if (!meets(finding.assumptions)) return {conclude(finding)};

  const std::vector<double> few{0.25, 0.5, 1, 1.5, 2.5}, many{0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5};
  judge_outcomes(finding, study, low, base, study.choose(few, many, many));
  finding.detail += "; ";
  judge_winning_time(finding, study, low, centre(base, low.edge));
  return {conclude(finding)};
}

}  // namespace featdyn::verify
