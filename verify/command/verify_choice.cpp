#include "verify/command/verify_choice.hpp"

#include <algorithm>

#include "numerics/settings/suggestion.hpp"
#include "verify/command/settings_file.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/file/changed_run.hpp"
#include "verify/theorem/file/papers.hpp"
#include "verify/theorem/run/plan.hpp"

namespace featdyn::verify {
namespace {

/// All that the words name, each once; without words those of the first paper and ours about it.
std::vector<std::string> chosen_theorems(const VerifyOptions& options) {
  if (options.claims.empty() && options.papers.empty()) return theorems_judged_unasked();
  std::vector<std::string> chosen;
  for (const std::string& paper : options.papers)
    for (const std::string& id : theorems_of_paper(paper)) chosen.push_back(id);
  for (const std::string& word : options.claims) {
    const auto named = theorems_named(word);
    if (named.empty()) refuse_theorem("verify", word);
    for (const std::string& id : named)
      if (std::ranges::find(chosen, id) == chosen.end()) chosen.push_back(id);
  }
  return chosen;
}

/// --set claims.ID.NAME=VALUE speaks of a theorem or claim that there is.
void require_known_ids(const VerifyOptions& options, const std::vector<std::string>& theorems) {
  std::vector<std::string> known = all_theorems();
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
                         .under = options.wants_table() ? std::vector<std::string>() : options.under},
         .options = repeating_options(options),
         .searches_long = options.attack,
         .scale = theorem_scale(options.scale == "full"),
         .quiet = options.common.quiet});
  return orders;
}

std::vector<TheoremOrder> orders_of_table(const VerifyOptions& options) {
  std::vector<TheoremOrder> orders = theorem_orders(options);
  std::erase_if(orders, [](const TheoremOrder& order) {
    const Theorem theorem = read_prepared(order).theorem;
    return theorem.evidence == "proved" || !needs_runs(theorem);
  });
  if (orders.empty())
    throw numerics::InputError(
        {"verify"},
        "the table of assumptions is of theorems about runs, read none, allowed: files, "
        "or ids that featdyn list theorems names");
  return orders;
}

std::vector<Assumption> chosen_assumptions(const VerifyOptions& options) {
  std::vector<Assumption> chosen;
  for (const std::string& list : options.under) chosen.push_back(combined(assumptions_named(list)));
  return chosen.empty() ? assumptions() : chosen;
}

}  // namespace featdyn::verify
