#include "verify/theorem/file/preparation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "verify/theorem/file/changed_run.hpp"

namespace featdyn::verify {
namespace {

using numerics::Document;

/// The entry that an assignment makes.
numerics::Entry entry_of(const std::string& assignment) {
  Document document = Document::from_text("", "--set", {});
  document.set(assignment);
  return document.entries().begin()->second;
}

bool is_shared(const std::string& key) {
  return key.starts_with("data.") || key == "init.seed";
}

/// The settings of a run by those of the user: all of them for the same kind of model, else the data.
Document replaced(const Document& run, const Document& user) {
  const auto objective = [](const Document& document) {
    const numerics::Entry* entry = document.find("network.objective");
    return entry ? entry->text : std::string();
  };
  if (objective(run) == objective(user)) return user;
  Document result = Document::from_text("", run.file(), {});
  for (const auto* source : {&run, &user})
    for (const auto& [path, entry] : source->entries())
      if (is_shared(path) == (source == &user)) result = result.with(path, entry);
  return result;
}

void set_seeds(Prepared& result, const std::string& assignment) {
  const numerics::Entry entry = entry_of(assignment);
  const long seeds = entry.kind == numerics::Entry::Kind::integer ? std::stol(entry.text) : 0;
  if (key_of_assignment(assignment) != "over.seeds" || seeds < 1)
    throw numerics::InputError(
        {"--set", 1}, fmt::format("what [over] does not take, read {}, allowed: over.seeds, a number from 1; "
                                  "other names by their settings keys",
                                  assignment));
  result.theorem.seeds = static_cast<int>(seeds);
}

/// A theorem under one more changed assumption; its lines that this one waives are not asked for.
void change(Prepared& result, const Assumption& assumption) {
  Theorem& theorem = result.theorem;
  const auto is_concerned = [&](const TheoremRun& run) { return concerns(assumption, run.settings); };
  if (std::ranges::none_of(theorem.runs, is_concerned))
    throw numerics::InputError(
        {"--under", 1}, fmt::format("an assumption of the other model, read {} for {}, allowed: one that "
                                    "speaks of the theorem's runs (featdyn list assumptions)",
                                    assumption.name, theorem.id));
  for (TheoremRun& run : theorem.runs) {
    for (const std::string& key : changed_keys(assumption, run.settings)) result.fixed.insert(key);
    run.settings = changed_run(assumption, run.settings);
  }
  std::erase_if(theorem.assumptions, [&](const WrittenStatement& line) {
    return std::ranges::any_of(assumption.waived, [&](const std::string& waived) {
      return line.source.text.find(waived) != std::string::npos;
    });
  });
  theorem.title += fmt::format("{}under {}", theorem.title.empty() ? "" : ", ", assumption.name);
}

/// The settings that are judged as they are; nothing where a theorem has its own.
std::optional<Document> judged_settings(const Preparation& with) {
  if (with.settings) return with.settings;
  if (with.config.empty()) return std::nullopt;
  return Document::from_file(with.config);
}

}  // namespace

Document asked_constants(const Preparation& with) {
  constexpr const char* table = "claims.";
  Document asked = Document::from_text("", "--set", {});
  if (const auto settings = judged_settings(with))
    for (const auto& [path, entry] : settings->entries())
      if (path.starts_with(table)) asked = asked.with(path, entry);
  for (const std::string& assignment : with.overrides)
    if (assignment.starts_with(table)) asked.set(assignment);
  return asked;
}

Prepared prepared(Theorem theorem, const Preparation& with) {
  Prepared result{.theorem = std::move(theorem), .fixed = {}};
  if (const auto user = judged_settings(with)) {
    for (TheoremRun& run : result.theorem.runs) run.settings = replaced(run.settings, *user);
    result.theorem.domain.clear();
  }
  if (with.is_one_run) {
    result.theorem.domain.clear();
    result.theorem.seeds = 1;
  }
  for (const std::string& list : with.under)
    for (const Assumption& assumption : assumptions_named(list)) change(result, assumption);
  for (const std::string& assignment : with.overrides) {
    const std::string key = key_of_assignment(assignment);
    if (key.starts_with("claims.")) continue;
    if (key.starts_with("over.")) {
      set_seeds(result, assignment);
      continue;
    }
    result.fixed.insert(key);
    for (TheoremRun& run : result.theorem.runs) run.settings.set(assignment);
  }
  if (with.seed)
    for (TheoremRun& run : result.theorem.runs)
      for (const char* key : {"data.seed", "init.seed"})
        run.settings.set(fmt::format("{}={}", key, *with.seed));
  return result;
}

}  // namespace featdyn::verify
