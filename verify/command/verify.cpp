#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <set>

#include "numerics/settings/suggestion.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/claims/attack.hpp"
#include "verify/claims/claim.hpp"
#include "verify/command/common.hpp"
#include "verify/command/templates.hpp"
#include "verify/command/theorems.hpp"
#include "verify/console.hpp"
#include "verify/grid/run_store.hpp"
#include "verify/interruption.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/progress_bar.hpp"
#include "verify/report/report.hpp"
#include "verify/shell_word.hpp"
#include "verify/theorem/built_in.hpp"

namespace featdyn::verify {
namespace {

constexpr const char *base_template = "figure-2-low", *store_name = ".runs.sqlite";

struct Options {
  CommonOptions common;
  std::vector<std::string> claims;
  std::string scale = "quick";
  bool attack = false, instance = false, assumptions = false;
  std::vector<std::string> under;
  bool wants_table() const { return assumptions || !under.empty(); }
};

numerics::Settings base_settings(const CommonOptions& common) {
  return common.file.empty()
             ? load_settings(common, numerics::Document::from_text(find_template(base_template).text,
                                                                   base_template, std::filesystem::path()))
             : load_settings(common);
}

/// What repeats a finding, after the claim's name.
std::string repeating_options(const Options& options) {
  std::string text;
  if (!options.common.file.empty()) text += " --config " + shell_word(options.common.file.string());
  if (options.instance) text += " --instance";
  text += " --scale " + options.scale;
  for (const std::string& assignment : options.common.overrides) text += " --set " + shell_word(assignment);
  if (options.common.seed) text += fmt::format(" --seed {}", *options.common.seed);
  if (options.common.steps) text += " --steps " + *options.common.steps;
  return text;
}

/// Whether a claim is judged here: a user's own, for the others are theorem files.
bool is_own(const Claim& claim) {
  return theorems_named(claim.id).empty();
}

/// All that the words name, each once; every theorem without words.
std::vector<std::string> chosen_theorems(const Options& options) {
  if (options.claims.empty()) return all_theorems();
  std::vector<std::string> chosen;
  for (const std::string& word : options.claims) {
    const auto named = theorems_named(word);
    if (named.empty() && std::ranges::find(claims(), word, &Claim::id) == claims().end()) {
      std::vector<std::string> known = all_theorems();
      for (const Claim& claim : claims())
        if (is_own(claim)) known.emplace_back(claim.id);
      numerics::refuse_name({"verify"}, "unknown claim", word, known);
    }
    for (const std::string& id : named)
      if (std::ranges::find(chosen, id) == chosen.end()) chosen.push_back(id);
  }
  return chosen;
}

/// --set claims.ID.NAME=VALUE speaks of a theorem or claim that there is.
void require_known_ids(const Options& options, const std::vector<std::string>& theorems) {
  std::vector<std::string> known = all_theorems();
  for (const Claim& claim : claims())
    if (is_own(claim)) known.emplace_back(claim.id);
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

std::vector<TheoremOrder> theorem_orders(const Options& options) {
  std::vector<TheoremOrder> orders;
  const auto theorems = chosen_theorems(options);
  require_known_ids(options, theorems);
  for (const std::string& word : theorems)
    orders.push_back({.word = word,
                      .preparation = {.overrides = options.common.overrides,
                                      .seed = options.common.seed,
                                      .is_one_run = options.instance,
                                      .config = options.common.file},
                      .options = repeating_options(options),
                      .full = options.scale == "full",
                      .quiet = options.common.quiet});
  return orders;
}

/// The claims in C++ that are asked for: a user's own, or those of the table of assumptions.
std::vector<Claim> chosen_claims(const Options& options) {
  std::vector<Claim> chosen;
  const auto is_meant = [&](const Claim& claim) {
    if (!options.wants_table() && !is_own(claim)) return false;
    return options.claims.empty() || std::ranges::any_of(options.claims, [&](const std::string& word) {
             return word == claim.id || std::string(claim.id).starts_with(word + ".");
           });
  };
  for (const Claim& claim : claims())
    if (is_meant(claim)) chosen.push_back(claim);
  return chosen;
}

/// What cannot be judged, such as a fit of too few settings, is undecided and says why.
std::vector<Finding> judged(const Study& study, const Claim& claim, const Options& options) {
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

/// Judges, and says what came of it and how long it took.
template <class Judge>
void add(std::vector<Finding>& findings, const Options& options, Judge judge) {
  const bool speaks = !options.common.quiet && !options.common.json;
  const auto start = std::chrono::steady_clock::now();
  for (Finding& finding : judge()) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (speaks) say("{:<33}{:<15}{:.1f} s\n", finding.claim, name(finding.verdict), seconds.count());
    findings.push_back(std::move(finding));
  }
  flush_output();
}

std::vector<Finding> judge_all(const Study& study, const Options& options) {
  std::vector<Finding> findings;
  const auto orders = theorem_orders(options);
  const std::vector<Claim> claims = chosen_claims(options);
  Parts parts("verify", orders.size() + claims.size(), options.common.quiet);
  for (const TheoremOrder& order : orders) {
    const Prepared prepared = read_prepared(order);
    parts.begin(prepared.theorem.id);
    add(findings, options, [&] { return findings_of(order, prepared, study.store); });
  }
  Study part = study;
  for (const Claim& claim : claims) {
    part.part = parts.begin(claim.id);
    add(findings, options, [&] { return judged(part, claim, options); });
  }
  return findings;
}

Report make_report(const Study& study, const Options& options, const std::filesystem::path& directory) {
  std::string command = "featdyn verify";
  for (const std::string& id : options.claims) command += " " + id;
  command += study.options + (options.attack ? " --attack" : "");
  Report report{.findings = judge_all(study, options),
                .pictures = {},
                .base = study.base,
                .scale = options.scale,
                .command = command};
  std::string why;
  for (const Finding& finding : report.findings)
    report.pictures.push_back(draw_charts(directory, finding, !options.common.no_plots, why));
  if (!why.empty()) warn("{}", why);
  return report;
}

std::vector<Assumption> chosen_assumptions(const Options& options) {
  std::vector<Assumption> chosen;
  for (const std::string& name : options.under) chosen.push_back(find_assumption(name));
  return chosen.empty() ? assumptions() : chosen;
}

bool has_two_patches(const numerics::Settings& base) {
  const bool plain = std::holds_alternative<numerics::TwoPatchSettings>(base.data);
  return base.init.std && (plain || std::holds_alternative<numerics::SignalNoiseSettings>(base.data));
}

Table make_table(Study study, const Options& options, const std::filesystem::path& directory) {
  if (!has_two_patches(study.base))
    throw numerics::InputError(
        study.base.document.origin("data.model"),
        "assumptions are changed from two-patch data with Gaussian weights, read another "
        "model, allowed: data.model = \"two-patch\" and init.std");
  study.scale = study.scale == Scale::full ? Scale::quick : Scale::table;
  const bool speaks = !options.common.quiet && !options.common.json;
  Table table = judge_table({.study = study,
                             .claims = chosen_claims(options),
                             .assumptions = chosen_assumptions(options),
                             .speaks = speaks});
  table.scale = options.scale;
  table.command = "featdyn verify --assumptions";
  for (const std::string& id : options.claims) table.command += " " + id;
  for (const std::string& name : options.under) table.command += " --under " + name;
  table.command += study.options;
  std::string why;
  draw_lines(table, directory, !options.common.no_plots, why);
  if (!why.empty()) warn("{}", why);
  return table;
}

int execute_table(const Study& study, const Options& options, OutputFolder& folder) {
  const Table table = make_table(study, options, folder.staged());
  write_table(folder.staged(), table);
  folder.publish();
  if (options.common.json)
    say("{}\n", table_json(table).dump(2));
  else if (!options.common.quiet)
    say("\n{}\nin {}: assumptions.html, assumptions.json, assumptions.tex, assumptions.txt\n",
        table_text(table), folder.path().string());
  return exit_code_of(table);
}

int execute_report(const Study& study, const Options& options, OutputFolder& folder) {
  const Report report = make_report(study, options, folder.staged());
  write_report(folder.staged(), report);
  folder.publish();
  if (options.common.json)
    say("{}\n", findings_json(report).dump(2));
  else if (!options.common.quiet)
    say("\n{}\nin {}: report.html, report.json, report.tex\n", findings_table(report),
        folder.path().string());
  std::vector<Verdict> verdicts;
  for (const Finding& finding : report.findings) verdicts.push_back(finding.verdict);
  return exit_code_of(verdicts);
}

/// What the report tells of settings.
numerics::Settings base_of(const TheoremOrder& order) {
  return numerics::read_settings(read_prepared(order).theorem.runs.front().settings);
}

/// Whether a report is of theorem files and nothing else.
bool is_of_files(const Options& options) {
  return options.common.file.empty() && !options.claims.empty() &&
         std::ranges::all_of(options.claims, is_theorem_file);
}

/// What all reports of one folder are of: a settings file, theorem files, or the program's own template.
std::string lineage_of(const Options& options) {
  if (!options.common.file.empty()) return whole_name(options.common.file);
  if (!is_of_files(options)) return base_template;
  std::set<std::string> names;
  for (const std::string& file : options.claims) names.insert(whole_name(file));
  return fmt::format("{}", fmt::join(names, ", "));
}

std::filesystem::path directory_of(const Options& options) {
  const CommonOptions& common = options.common;
  if (!common.out.empty() || !common.file.empty()) return common.directory("verify");
  if (!is_of_files(options)) return std::string(base_template) + "-verify";
  const std::size_t others = options.claims.size() - 1;
  return std::filesystem::path(options.claims.front()).stem().string() +
         (others > 0 ? fmt::format("-and-{}-more", others) : "") + "-verify";
}

/// The stems of the pictures of a report, and of the tables beside them.
std::vector<std::string> pictured(const Options& options, const std::vector<TheoremOrder>& orders) {
  std::vector<std::string> stems;
  for (const TheoremOrder& order : orders) stems.push_back(read_prepared(order).theorem.id);
  for (const Claim& claim : chosen_claims(options)) stems.emplace_back(claim.id);
  if (options.wants_table())
    for (const Assumption& assumption : chosen_assumptions(options)) stems.push_back(assumption.name);
  return stems;
}

/// Reports of one file replace each other: what they rest on is remembered.
Intent intent_of(const Options& options, const std::vector<TheoremOrder>& orders,
                 const numerics::Settings& base) {
  std::vector<std::filesystem::path> inputs = files_named_by(base);
  for (const TheoremOrder& order : orders) inputs.emplace_back(order.word);
  Intent intent = verify::intent_of(options.common, "verify", directory_of(options), std::move(inputs));
  intent.lineage = intent.key = lineage_of(options);
  intent.description = "reports of claims around " + intent.lineage;
  intent.names = {"report.html",      "report.json",     "report.tex",     "assumptions.html",
                  "assumptions.json", "assumptions.tex", "assumptions.txt"};
  for (const std::string& stem : pictured(options, orders))
    for (const char* end : {".csv", ".svg", ".png", "-*.csv", "-*.svg", "-*.png"})
      intent.names.push_back(stem + end);
  return intent;
}

int execute(const Options& options) {
  const CommonOptions& common = options.common;
  const auto orders = theorem_orders(options);
  const bool has_claims =
      !chosen_claims(options).empty();  // all names are looked up before anything is written
  if (options.wants_table() && !has_claims)
    throw numerics::InputError({"verify"},
                               "the table of assumptions has the paper's claims, read a theorem file, "
                               "allowed: ids that featdyn list claims names");
  chosen_assumptions(options);
  const numerics::Settings base = has_claims ? base_settings(common) : base_of(orders.front());
  const Intent intent = intent_of(options, orders, base);
  RunStore::require_store_or_nothing(intent.directory / store_name);
  OutputFolder folder(intent, Hold::to_publish);
  RunStore store = open_store(folder.path() / store_name);
  on_interruption_say(runs_are_kept);
  const Study study{.base = base,
                    .scale = options.scale == "full" ? Scale::full : Scale::quick,
                    .store = store,
                    .quiet = common.quiet,
                    .options = repeating_options(options)};
  return options.wants_table() ? execute_table(study, options, folder)
                               : execute_report(study, options, folder);
}

void add_verify_options(OptionList& list, Options& options) {
  list.push_back(
      {.name = "CLAIM",
       .target = &options.claims,
       .meaning =
           "which ones: ids (featdyn list theorems), their beginnings (theorem-3.1), or theorem files; all "
           "without it"});
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
           "of a claim of your own: also search, within the assumptions, for the run with the smallest "
           "margin (every theorem is attacked without asking)"});
  list.push_back({.name = "--instance",
                  .target = &options.instance,
                  .meaning = "judge the one run of the settings instead of a domain and several seeds"});
  list.push_back({.name = "--assumptions",
                  .target = &options.assumptions,
                  .meaning =
                      "judge the claims under each changed assumption too, in a table (assumptions.html, "
                      ".json, .tex, .txt); that a claim fails under one is an answer, and ends with 0"});
  list.push_back({.name = "--under",
                  .target = &options.under,
                  .meaning = "the same under this assumption only (featdyn list assumptions), beside the "
                             "paper's own; repeatable",
                  .value = "A"});
}

}  // namespace

Command verify_command() {
  return {.name = "verify",
          .meaning = "checks the paper's claims: assumptions, constants with intervals, margins, a report",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<Options>();
            add_verify_options(list, *options);
            add_options(list, options->common);
            add_training_options(list, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
