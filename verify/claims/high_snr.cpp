#include <fmt/format.h>

#include "verify/claims/regime.hpp"
#include "verify/experiment/condition.hpp"

namespace featdyn::verify {
namespace {

Regime regime(double edge) {
  return {.winner = "signal",
          .loser = "noise",
          .time = "T_signal = 2 m / (eta |mu|^2)",
          .edge = edge,
          .is_high = true,
          .factors = {{"m", "network.width", &TwoPatch::width, 1, {2, 4}},
                      {"eta", "training.learning_rate", &TwoPatch::learning_rate, -1, {0.5, 2}},
                      {"|mu|", "data.signal_norm", &TwoPatch::signal_norm, -2, {0.75, 1.5}},
                      {"sigma_0", "init.std", &TwoPatch::init_std, 0, {0.0625, 0.25}}}};
}

/// n SNR^2 = 2 x edge with 2 n samples, so that |mu| can vary either way; eta so small that steps resolve T.
numerics::Settings centre(const numerics::Settings& base, double edge) {
  const TwoPatch s = two_patch(base);
  const auto wider = vary(
      base, {fmt::format("data.samples={:.0f}", 2 * s.n),
             fmt::format("training.learning_rate={:.6g}", s.learning_rate / 16), "training.steps=10000"});
  return vary(wider, {signal_norm_for(wider, 2 * edge)});
}

}  // namespace

/// <w_{j,r}, mu_j> grows by 1 + eta |mu|^2 / (2 m) a step and the noise by 1 + eta sigma_xi^2 d / (n m), less
/// by the factor n SNR^2 / 2 in the exponent; the signal comes first and fresh samples, which share it, are
/// right.
std::vector<Finding> judge_high_snr(const Study& study, const Claim& claim) {
  Finding finding = begin_finding(study, claim);
  finding.assumptions = the_papers_model(study, true);
  if (!meets(finding.assumptions)) return {conclude(finding)};
  const numerics::Settings base = as_classifier(study);
  const Regime high = regime(study.constant(claim.id, claim.constant));
  finding.assumptions = regime_assumptions(study, base, high);
  if (!meets(finding.assumptions)) return {conclude(finding)};

  const std::vector<double> few{0.4, 0.6, 1, 1.5}, many{0.4, 0.5, 0.6, 0.8, 1, 1.1, 1.5, 2, 2.4};
  judge_outcomes(finding, study, high, base, study.choose(few, many, many));
  finding.detail += "; ";
  judge_winning_time(finding, study, high, centre(base, high.edge));
  return {conclude(finding)};
}

}  // namespace featdyn::verify
