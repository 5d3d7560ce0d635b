#include "verify/claims/judged.hpp"

#include <fmt/format.h>

#include <new>

#include "verify/claims/attack.hpp"

namespace featdyn::verify {

std::vector<Finding> judged(const Study& study, const Claim& claim, const JudgingOptions& options) {
  try {
    if (options.instance) return judge_instance(study, claim);
    auto findings = claim.judge(study, claim);
    if (options.attack)
      for (Finding& found : attack(study, claim)) findings.push_back(std::move(found));
    return findings;
  } catch (const numerics::InputError&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    Finding finding = begin_finding(study, claim);
    finding.detail = fmt::format("could not be judged: {}", error.what());
    return {finding};
  }
}

}  // namespace featdyn::verify
