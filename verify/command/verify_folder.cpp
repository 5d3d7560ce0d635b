#include "verify/command/verify_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <set>

#include "verify/shell_word.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* base_template = "figure-2-low";

/// Whether a report is of theorem files and nothing else.
bool is_of_files(const VerifyOptions& options) {
  return options.common.file.empty() && options.is_of_files();
}

/// What all reports of one folder are of: a settings file, theorem files, or the program's own template.
std::string lineage_of(const VerifyOptions& options) {
  if (!options.common.file.empty()) return whole_name(options.common.file);
  if (!is_of_files(options)) return base_template;
  std::set<std::string> names;
  for (const std::string& file : options.claims) names.insert(whole_name(file));
  return fmt::format("{}", fmt::join(names, ", "));
}

/// "C-3" of --set claims.ID.C=3: a report with another constant does not replace the one that is there, but has a
/// folder inside its own; what has been run serves both. Empty without such a constant.
std::string asked_folder(const VerifyOptions& options) {
  constexpr const char* table = "claims.";
  constexpr std::size_t longest = 100;
  const bool names_ids = !options.is_of_files() || options.claims.size() > 1;
  std::string name;
  for (const std::string& assignment : options.common.overrides) {
    if (!assignment.starts_with(table)) continue;
    const auto dot = assignment.rfind('.', assignment.find('='));
    if (!name.empty()) name += '-';
    name += assignment.substr(names_ids ? std::strlen(table) : dot + 1);
  }
  std::ranges::replace(name, '=', '-');
  std::ranges::replace_if(
      name, [](unsigned char c) { return !std::isalnum(c) && c != '.' && c != '-' && c != '_'; }, '_');
  return name.substr(0, longest);
}

/// The stems of the pictures of a report, and of the tables beside them.
std::vector<std::string> pictured(const std::vector<TheoremOrder>& orders) {
  std::vector<std::string> stems;
  for (const TheoremOrder& order : orders) stems.push_back(read_prepared(order).theorem.id);
  return stems;
}

}  // namespace

std::string command_of(const VerifyOptions& options) {
  std::string command = "featdyn verify";
  if (options.wants_table()) command += " --assumptions";
  for (const std::string& word : options.claims) command += fmt::format(" {}", shell_word(word));
  for (const std::string& paper : options.papers) command += fmt::format(" --paper {}", shell_word(paper));
  if (options.wants_table())
    for (const std::string& name : options.under) command += fmt::format(" --under {}", shell_word(name));
  return command + repeating_options(options);
}

std::filesystem::path folder_of(const VerifyOptions& options) {
  const CommonOptions& common = options.common;
  if (!common.out.empty() || !common.file.empty()) return common.directory("verify");
  if (!is_of_files(options)) return std::string(base_template) + "-verify";
  const std::size_t others = options.claims.size() - 1;
  return std::filesystem::path(options.claims.front()).stem().string() +
         (others > 0 ? fmt::format("-and-{}-more", others) : "") + "-verify";
}

Intent intent_of_verify(const VerifyOptions& options, const std::vector<TheoremOrder>& orders,
                        const numerics::Settings& base) {
  std::vector<std::filesystem::path> inputs = files_named_by(base);
  for (const TheoremOrder& order : orders)
    if (is_theorem_file(order.word)) inputs.emplace_back(order.word);
  Intent intent = verify::intent_of(options.common, "verify", folder_of(options), std::move(inputs));
  intent.lineage = lineage_of(options);
  intent.key = command_of(options);
  const std::string inner = options.common.out.empty() && !options.wants_table() ? asked_folder(options) : "";
  if (!inner.empty() && !replaced_command(intent).empty()) intent.directory /= inner;
  intent.description = "reports of claims around " + intent.lineage;
  intent.names = {"report.html",      "report.json",     "report.tex",     "assumptions.html",
                  "assumptions.json", "assumptions.tex", "assumptions.txt"};
  for (const TheoremOrder& order : orders)
    for (const std::string& file : proof_files(read_prepared(order).theorem.id)) intent.names.push_back(file);
  for (const std::string& stem : pictured(orders))
    for (const char* end : {".csv", ".svg", ".png", ".pdf", "-*.csv", "-*.svg", "-*.png", "-*.pdf"})
      intent.names.push_back(stem + end);
  return intent;
}

std::string replaced_command(const Intent& intent) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(intent.directory / "report.json", ignored)) return "";
  const Manifest manifest = read_manifest(intent.directory);
  const Product* earlier = earlier_product(intent, manifest);
  const bool is_command = earlier && earlier->key.starts_with("featdyn verify");
  return is_command && earlier->key != intent.key ? earlier->key : "";
}

}  // namespace featdyn::verify
