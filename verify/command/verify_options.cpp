#include "verify/command/verify_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verify/judgement/theorem_order.hpp"
#include "verify/shell_word.hpp"

namespace featdyn::verify {

void add_verify_options(OptionList& list, VerifyOptions& options) {
  list.push_back(
      {.name = "CLAIM",
       .target = &options.claims,
       .meaning =
           "which ones: ids (featdyn list theorems), their beginnings (theorem-3.1), or theorem files; "
           "without it and --paper those of arXiv:2412.01021 and ours about it"});
  list.push_back({.name = "--paper",
                  .target = &options.papers,
                  .meaning = "all theorems of this paper (featdyn list papers); repeatable",
                  .value = "ARXIV-ID"});
  list.push_back({.name = "--config",
                  .target = &options.common.file,
                  .meaning = "settings to judge at, in place of the domains that theorems are judged over",
                  .value = "FILE"});
  list.push_back({.name = "--scale",
                  .target = &options.scale,
                  .meaning = "quick (minutes) or full (the better part of an hour)",
                  .value = "S",
                  .among = {"quick", "full"}});
  list.push_back(
      {.name = "--attack",
       .target = &options.attack,
       .meaning =
           "search longer, within the assumptions, for the run with the smallest margin: hundreds of runs a "
           "theorem in place of dozens"});
  list.push_back({.name = "--instance",
                  .target = &options.instance,
                  .meaning = "judge the one run of the settings instead of a domain and several seeds"});
  list.push_back({.name = "--assumptions",
                  .target = &options.assumptions,
                  .meaning =
                      "judge the theorems under each changed assumption too, in a table (assumptions.html, "
                      ".json, .tex, .txt); that one fails there is an answer, and ends with 0"});
  list.push_back(
      {.name = "--under",
       .target = &options.under,
       .meaning = "of ids: that table with a row of these assumptions together (featdyn list assumptions), "
                  "beside the paper's own, and with a row for each further --under; of theorem files: "
                  "judged under all of them together",
       .value = "A,B"});
}

bool VerifyOptions::is_of_files() const {
  return !claims.empty() && std::ranges::all_of(claims, is_theorem_file);
}

std::string repeating_options(const VerifyOptions& options) {
  std::string text;
  if (!options.common.file.empty()) text += " --config " + shell_word(options.common.file.string());
  if (options.instance) text += " --instance";
  if (options.attack) text += " --attack";
  if (!options.wants_table())
    for (const std::string& list : options.under) text += " --under " + shell_word(list);
  text += " --scale " + options.scale;
  for (const std::string& assignment : options.common.overrides) text += " --set " + shell_word(assignment);
  if (options.common.seed) text += fmt::format(" --seed {}", *options.common.seed);
  if (options.common.steps) text += " --steps " + *options.common.steps;
  return text;
}

}  // namespace featdyn::verify
