#include "verify/claims/claim.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/extensions.hpp"
#include "numerics/settings/input_error.hpp"
#include "numerics/settings/suggestion.hpp"
#include "verify/claims/sense.hpp"

namespace featdyn::verify {
namespace {

std::vector<Claim>& table() {
  static std::vector<Claim> all{
      {.id = "condition-3.1",
       .statement =
           "The dimension is large against n and |mu|^2/sigma_xi^2; n and m are at least logarithmic in "
           "it; the initial weights and the learning rate are small; alpha and beta are of constant "
           "order.",
       .provenance = "list published; its numbers are ours",
       .constant = 10,
       .constant_meaning = "d >= constant x n",
       .judge = &judge_condition,
       .lacks = &sense_of_condition},
      {.id = "theorem-3.1.growth",
       .statement = "Up to T_1 the denoiser's overlaps with signal and noise grow linearly in the step, with "
                    "positive sign and at nearly the same rate for all neurons.",
       .provenance = "published; its numbers are ours",
       .constant = 0.5,
       .constant_meaning = "largest relative deviation from a straight line, and between neurons",
       .judge = &judge_growth,
       .instance = &growth_of_run,
       .lacks = &sense_of_growth},
      {.id = "theorem-3.1.ratio",
       .statement =
           "At T_1 the ratio of signal to noise learning is Theta(n SNR^2), for all neurons, classes "
           "and samples; measured on growths its constant is 1/2.",
       .provenance = "as recollected; constant derived here",
       .constant = 0.5,
       .constant_meaning = "growth ratio = constant x n SNR^2",
       .judge = &judge_ratio,
       .instance = &ratio_of_run,
       .lacks = &sense_of_ratio},
      {.id = "theorem-3.1.stationary",
       .statement = "The denoiser's loss has a stationary point whose ratio of signal to noise overlap is "
                    "Theta(n SNR^2).",
       .provenance = "published; its numbers are ours",
       .constant = 10,
       .constant_meaning = "n SNR^2 / constant <= ratio <= constant x n SNR^2 at each setting",
       .judge = &judge_stationary,
       .lacks = &sense_of_rest},
      {.id = "theorem-3.2.high-snr",
       .statement = "Where n SNR^2 is large the classifier learns the signal to constant order at "
                    "T = ~Theta(m / (eta |mu|^2)) while the noise overlaps stay of the order of their "
                    "initial values; the test error is small.",
       .provenance = "published; rates as recollected",
       .constant = 6,
       .constant_meaning = "n SNR^2 >= constant",
       .judge = &judge_high_snr,
       .lacks = &sense_of_regime},
      {.id = "theorem-3.2.low-snr",
       .statement = "Where 1 / (n SNR^2) is large the classifier learns the noise to constant order at "
                    "T = ~Theta(n m / (eta sigma_xi^2 d)) while the signal overlaps stay of the order of "
                    "their initial values; the test error is bounded below.",
       .provenance = "published; rates as recollected",
       .constant = 1,
       .constant_meaning = "1 / (n SNR^2) >= constant",
       .judge = &judge_low_snr,
       .lacks = &sense_of_regime},
      {.id = "theorem-1.1",
       .statement = "On the same data the denoiser learns signal and noise in balance while the classifier "
                    "lets the winner take all.",
       .provenance = "published; its numbers are ours",
       .constant = 3,
       .constant_meaning = "the classifier's ratio is farther from 1 than the denoiser's by this factor",
       .judge = &judge_contrast},
      {.id = "switch.rate",
       .statement = "The classifier's growth rates of signal and noise overlaps cross at n SNR^2 = 2 (two "
                    "balanced classes, quadratic activation, logistic loss at small outputs).",
       .provenance = "derived here",
       .constant = 2,
       .constant_meaning = "n SNR^2 where the rates cross",
       .judge = &judge_switch_of_rates,
       .lacks = &sense_of_rates},
      {.id = "switch.outcome",
       .statement =
           "The classifier's winner changes at n SNR^2 = 2 log(1/s_0) / log(1/q_0), within the factor by "
           "which products of different noise patches speed up the fastest noise; where n / d is small it "
           "tends to 2 as sigma_0 tends to 0.",
       .provenance = "derived here",
       .constant = 2,
       .constant_meaning = "n SNR^2 at the switch = constant x log(1/s_0) / log(1/q_0)",
       .judge = &judge_switch_of_outcome,
       .lacks = &sense_of_regime},
      {.id = "times",
       .statement =
           "The steps at which growth beats the initial overlap scale as T_mu = sqrt(m) / (eta alpha "
           "beta sigma_0 d |mu|) and T_xi = n sqrt(m) / (2 eta alpha beta sigma_0 sigma_xi d^(3/2)).",
       .provenance = "derived here",
       .constant = 1,
       .constant_meaning = "measured time / law",
       .judge = &judge_times,
       .lacks = &sense_of_ratio},
      {.id = "stationary.saturation",
       .statement =
           "Where training ends on the symmetric branch, the converged ratio is that branch's law: a "
           "function of n SNR^2, n / (sigma_xi^2 d), m and t that saturates in n SNR^2.",
       .provenance = "derived here",
       .constant = 1,
       .constant_meaning = "converged ratio / law of the branch",
       .judge = &judge_saturation,
       .lacks = &sense_of_saturation}};
  return all;
}

}  // namespace

const std::vector<Claim>& claims() {
  return table();
}

void add_claim(const Claim& claim) {
  const std::string id = claim.id ? claim.id : "";
  if (id.empty() || !claim.statement || !claim.provenance || !claim.constant_meaning || !claim.judge)
    throw numerics::InputError(
        numerics::extensions_origin,
        fmt::format("a claim that cannot be judged, read '{}', allowed: one with id, statement, provenance, "
                    "meaning of its constant, and judge",
                    id));
  if (std::ranges::find(claims(), id, &Claim::id) != claims().end())
    throw numerics::InputError(numerics::extensions_origin,
                               fmt::format("two claims of one id, read {}, allowed: an id of its own", id));
  table().push_back(claim);
}

const Claim& find_claim(const std::string& id) {
  const auto found =
      std::ranges::find(claims(), id, [](const Claim& claim) { return std::string(claim.id); });
  if (found != claims().end()) return *found;
  std::vector<std::string> known;
  for (const Claim& claim : claims()) known.emplace_back(claim.id);
  numerics::refuse_name({"verify"}, "unknown claim", id, known);
}

Finding begin_finding(const Study& study, const Claim& claim, const std::string& suffix) {
  Finding finding{};
  finding.claim = claim.id + suffix;
  finding.statement = claim.statement;
  finding.provenance = claim.provenance;
  finding.repeat = study.repeat(claim.id);
  return finding;
}

}  // namespace featdyn::verify
