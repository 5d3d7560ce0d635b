#include "verify/command/verify_choice.hpp"

#include <algorithm>

#include "numerics/settings/suggestion.hpp"
#include "verify/ablation/changed_run.hpp"
#include "verify/theorem/built_in.hpp"
#include "verify/theorem/papers.hpp"

namespace featdyn::verify {
namespace {

/// Whether a claim is judged here: a user's own, for the others are theorem files.
bool is_own(const Claim& claim) {
  return theorems_named(claim.id).empty();
}

/// The ids that can be asked for.
std::vector<std::string> known_ids() {
  std::vector<std::string> known = all_theorems();
  for (const Claim& claim : claims())
    if (is_own(claim)) known.emplace_back(claim.id);
  return known;
}

/// All that the words name, each once; without words those of the first paper and ours about it.
std::vector<std::string> chosen_theorems(const VerifyOptions& options) {
  if (options.claims.empty() && options.papers.empty()) return theorems_judged_unasked();
  std::vector<std::string> chosen;
  for (const std::string& paper : options.papers)
    for (const std::string& id : theorems_of_paper(paper)) chosen.push_back(id);
  for (const std::string& word : options.claims) {
    const auto named = theorems_named(word);
    if (named.empty() && std::ranges::find(claims(), word, &Claim::id) == claims().end()) {
      numerics::refuse_name({"verify"}, "unknown claim", word, known_ids());
    }
    for (const std::string& id : named)
      if (std::ranges::find(chosen, id) == chosen.end()) chosen.push_back(id);
  }
  return chosen;
}

/// --set claims.ID.NAME=VALUE speaks of a theorem or claim that there is.
void require_known_ids(const VerifyOptions& options, const std::vector<std::string>& theorems) {
  std::vector<std::string> known = known_ids();
  for (const std::string& word : theorems)
    if (is_theorem_file(word)) known.push_back(read_theorem(find_theorem(word)).id);
  for (const std::string& assignment : options.common.overrides) {
    const std::string path = assignment.substr(0, assignment.find('='));
    if (!path.starts_with("claims.")) continue;
    const std::string id = path.substr(7, std::max<std::size_t>(path.rfind('.'), 7) - 7);
    if (std::ranges::find(known, id) == known.end())
      numerics::refuse_name({"--set"}, "unknown claim", id, known);
  }
}

}  // namespace

std::vector<TheoremOrder> theorem_orders(const VerifyOptions& options) {
  std::vector<TheoremOrder> orders;
  const auto theorems = chosen_theorems(options);
  require_known_ids(options, theorems);
  for (const std::string& word : theorems)
    orders.push_back(
        {.word = word,
         .preparation = {.overrides = options.common.overrides,
                         .seed = options.common.seed,
                         .is_one_run = options.instance,
                         .config = options.common.file,
                         .under = options.is_of_files() ? options.under : std::vector<std::string>()},
         .options = repeating_options(options),
         .full = options.scale == "full",
         .quiet = options.common.quiet});
  return orders;
}

std::vector<Claim> chosen_claims(const VerifyOptions& options) {
  std::vector<Claim> chosen;
  const auto is_meant = [&](const Claim& claim) {
    if (options.claims.empty() && !options.papers.empty()) return false;
    if (!options.wants_table() && !is_own(claim)) return false;
    return options.claims.empty() || std::ranges::any_of(options.claims, [&](const std::string& word) {
             return word == claim.id || std::string(claim.id).starts_with(word + ".");
           });
  };
  for (const Claim& claim : claims())
    if (is_meant(claim)) chosen.push_back(claim);
  return chosen;
}

std::vector<Assumption> chosen_assumptions(const VerifyOptions& options) {
  std::vector<Assumption> chosen;
  for (const std::string& list : options.under) chosen.push_back(combined(assumptions_named(list)));
  return chosen.empty() ? assumptions() : chosen;
}

}  // namespace featdyn::verify
