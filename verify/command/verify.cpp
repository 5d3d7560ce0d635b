#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/ablation/ablation.hpp"
#include "verify/command/common.hpp"
#include "verify/command/verify_choice.hpp"
#include "verify/command/verify_folder.hpp"
#include "verify/grid/run_store.hpp"
#include "verify/judgement/theorem_workers.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/report/article.hpp"
#include "verify/report/report.hpp"
#include "verify/report/theorem_pictures.hpp"
#include "verify/templates/templates.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/interruption.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* store_name = ".runs.sqlite";

/// Judges, and says what came of it and how long it took.
template <class Judge>
void add(std::vector<Finding>& findings, const VerifyOptions& options, Judge judge) {
  const bool speaks = !options.common.quiet && !options.common.json;
  const auto start = std::chrono::steady_clock::now();
  for (Finding& finding : judge()) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (speaks) say("{:<36} {:<14} {:.1f} s\n", finding.claim, name(finding.verdict), seconds.count());
    findings.push_back(std::move(finding));
  }
  flush_output();
}

/// The proof's certificates go into the report's folder.
Finding proved(const TheoremOrder& order, const Prepared& prepared, const std::filesystem::path& directory) {
  ProvedTheorem proof = proof_of(order, prepared);
  for (const NamedCertificate& certificate : proof.certificates)
    numerics::write_file(directory / certificate.name, certificate.text);
  return std::move(proof.finding);
}

std::vector<Finding> judge_all(const std::vector<TheoremOrder>& orders, RunStore& store,
                               const VerifyOptions& options, const std::filesystem::path& directory) {
  std::vector<Finding> findings;
  Parts parts("verify", orders.size(), options.common.quiet);
  for (const TheoremOrder& order : orders) {
    const Prepared prepared = read_prepared(order);
    for (const std::string& warning : prepared.theorem.warnings)
      if (!options.common.quiet) warn("warning: {}", warning);
    parts.begin(prepared.theorem.id);
    add(findings, options, [&] {
      if (prepared.theorem.evidence == "proved") return std::vector{proved(order, prepared, directory)};
      return findings_of(order, prepared, store);
    });
  }
  return findings;
}

/// What is judged, where it is remembered, and the settings that the report tells.
struct Work {
  const std::vector<TheoremOrder>& orders;
  RunStore& store;
  const numerics::Settings& base;
};

/// The pictures that a theorem's [figure] asks for, beside its finding.
void add_figures(const TheoremOrder& order, RunStore& store, const VerifyOptions& options,
                 const std::filesystem::path& directory, Report& report, std::string& why) {
  const Prepared prepared = read_prepared(order);
  const auto found = std::ranges::find(report.findings, prepared.theorem.id, &Finding::claim);
  if (prepared.theorem.figures.empty() || found == report.findings.end()) return;
  const TheoremOptions how{
      .store = store, .scale = order.scale, .quiet = order.quiet, .fixed = prepared.fixed};
  auto& pictures = report.pictures[static_cast<std::size_t>(found - report.findings.begin())];
  for (Picture& picture :
       draw_theorem_figures(prepared.theorem, how, directory / (prepared.theorem.id + "-figure"),
                            !options.common.no_plots, why))
    pictures.push_back(std::move(picture));
}

Report make_report(const Work& work, const VerifyOptions& options, const std::filesystem::path& directory) {
  Report report{.findings = judge_all(work.orders, work.store, options, directory),
                .pictures = {},
                .base = work.base,
                .scale = options.scale,
                .command = command_of(options)};
  report.pictures.resize(report.findings.size());
  std::string why;
  for (const TheoremOrder& order : work.orders)
    add_figures(order, work.store, options, directory, report, why);
  if (!why.empty()) warn("{}", why);
  return report;
}

Table make_table(const Work& work, const VerifyOptions& options) {
  AblationRequest request{.orders = work.orders,
                          .assumptions = chosen_assumptions(options),
                          .store = work.store,
                          .speaks = !options.common.quiet && !options.common.json};
  for (TheoremOrder& order : request.orders)
    if (options.scale != "full") order.scale = TheoremScale::brief;
  Table table = judge_table(request);
  table.scale = options.scale;
  table.command = command_of(options);
  return table;
}

int execute_table(const Work& work, const VerifyOptions& options, OutputFolder& folder) {
  const Table table = make_table(work, options);
  write_table(folder.staged(), table);
  folder.publish();
  if (options.common.json)
    say("{}\n", table_json(table).dump(2));
  else if (!options.common.quiet)
    say("\n{}\nin {}: assumptions.html, assumptions.json, assumptions.tex, assumptions.txt\n",
        table_text(table), folder.path().string());
  return exit_code_of(table);
}

/// What says nothing must not look like success, though it ends with 0.
void tell_of_nothing_judged(const Report& report) {
  for (const FindingGroup& group : finding_groups(report))
    if (const Finding& finding = report.findings[group.first]; finding.verdict == Verdict::not_applicable)
      warn("{}: not applicable, NOTHING WAS JUDGED: {}", finding.claim,
           finding.detail.substr(0, finding.detail.find(" | ")));
}

int execute_report(const Work& work, const VerifyOptions& options, OutputFolder& folder) {
  const Report report = make_report(work, options, folder.staged());
  write_report(folder.staged(), report);
  folder.publish();
  if (options.common.json)
    say("{}\n", findings_json(report).dump(2));
  else if (!options.common.quiet)
    say("\n{}\nin {}: report.html, report.json, report.tex\n", findings_table(report),
        folder.path().string());
  if (!options.common.quiet) tell_of_nothing_judged(report);
  std::vector<Verdict> verdicts;
  for (const Finding& finding : report.findings) verdicts.push_back(finding.verdict);
  return exit_code_of(verdicts);
}

/// What the report tells of settings.
numerics::Settings base_of(const TheoremOrder& order) {
  return numerics::read_settings(read_prepared(order).theorem.runs.front().settings);
}

std::vector<TheoremOrder> orders_of(const VerifyOptions& options) {
  return options.wants_table() ? orders_of_table(options) : theorem_orders(options);
}

int execute_leading(MpiWorkers& workers, const VerifyOptions& options) {
  const auto orders = shared(orders_of(options), workers);  // before anything is written
  chosen_assumptions(options);
  const numerics::Settings base = base_of(orders.front());
  for (const TheoremOrder& order : orders) require_domain(read_prepared(order));
  const Intent intent = intent_of_verify(options, orders, base);
  const std::filesystem::path remembered = folder_of(options) / store_name;
  RunStore::require_store_or_nothing(remembered);
  OutputFolder folder(intent, Hold::to_publish);
  RunStore store = open_store(remembered);
  on_interruption_say(runs_are_kept);
  const Work work{.orders = orders, .store = store, .base = base};
  if (options.wants_table()) return execute_table(work, options, folder);
  const std::string replaced = replaced_command(intent);
  const int code = execute_report(work, options, folder);
  if (!replaced.empty() && !options.common.quiet && !options.common.json)
    say("(replaces the report of: {}; another --out keeps both)\n", replaced);
  return code;
}

int execute(const VerifyOptions& options) {
  MpiWorkers workers(MpiWorkers::Share::many_grids);
  if (workers.leads()) return execute_leading(workers, options);
  train_for_leader(workers, [&] { return orders_of(options); });
  return exit_code::done;
}

}  // namespace

Command verify_command() {
  return {.name = "verify",
          .meaning =
              "judges theorems: assumptions, constants with intervals, margins, a report; also under mpirun "
              "-np P",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<VerifyOptions>();
            add_verify_options(list, *options);
            add_options(list, options->common);
            add_training_options(list, options->common);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
