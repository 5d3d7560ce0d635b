#include "verify/theorem/file/observable_extension.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "numerics/extensions.hpp"
#include "theory/formula/grammar.hpp"

namespace featdyn::verify {
namespace {

using ObservableTable = std::vector<std::shared_ptr<const ObservableExtension>>;

struct GuardedObservables {
  std::mutex guard;
  ObservableTable table;  ///< its order is that of the tables that Observed counts: nothing is taken away
};
GuardedObservables& all_observables() {
  static GuardedObservables all;
  return all;
}

ObservableTable::const_iterator observable_named(const ObservableTable& table, const std::string& name) {
  return std::ranges::find_if(table, [&](const auto& one) { return one->name == name; });
}

constexpr int first_extension = static_cast<int>(Observed::extension);

[[noreturn]] void refuse_observable(const std::string& message) {
  throw numerics::InputError({"observable"}, message);
}

void require_usable_observable(const ObservableExtension& own) {
  bool is_name = true;
  try {
    const formula::DefinitionHead head = formula::read_head(own.name);
    is_name = head.name == own.name && formula::Vocabulary::of_theorems().find(own.name) == nullptr;
  } catch (const std::exception&) {
    is_name = false;
  }
  if (!is_name)
    refuse_observable(fmt::format(
        "a name that the language has or cannot read, read '{}', allowed: another word of letters, "
        "digits and _",
        own.name));
  if (own.indices.size() > 2 || std::ranges::count(own.indices, formula::IndexKind::step) > 0)
    refuse_observable(fmt::format(
        "{}: read {} indices, allowed: none, one or two, of neurons, patches, samples, classes or "
        "modes",
        own.name, own.indices.size()));
}

}  // namespace

void set_observable(ObservableExtension own) {
  require_usable_observable(own);
  const std::lock_guard lock(all_observables().guard);
  ObservableTable& table = all_observables().table;
  const auto at = observable_named(table, own.name) - table.begin();
  const auto entry = std::make_shared<const ObservableExtension>(std::move(own));
  if (at == std::ssize(table)) return table.push_back(entry);
  table[static_cast<std::size_t>(at)] = entry;
}

ObservableTable observable_extensions() {
  const std::lock_guard lock(all_observables().guard);
  return all_observables().table;
}

std::shared_ptr<const ObservableExtension> find_observable(const std::string& name) {
  const ObservableTable table = observable_extensions();
  const auto found = observable_named(table, name);
  return found == table.end() ? nullptr : *found;
}

std::optional<Observed> observed_by_extension(const std::string& name) {
  const ObservableTable table = observable_extensions();
  const auto found = observable_named(table, name);
  if (found == table.end()) return std::nullopt;
  return static_cast<Observed>(first_extension + static_cast<int>(found - table.begin()));
}

std::shared_ptr<const ObservableExtension> extension_of(Observed what) {
  const int place = static_cast<int>(what) - first_extension;
  return place < 0 ? nullptr : observable_extensions().at(static_cast<std::size_t>(place));
}

formula::Name name_of(const ObservableExtension& own) {
  using formula::IndexKind;
  std::vector<IndexKind> of_denoiser, of_classifier;
  for (const IndexKind kind : own.indices) {
    if (kind == IndexKind::neuron) of_classifier.push_back(IndexKind::label);
    of_classifier.push_back(kind);
    of_denoiser.push_back(kind);
  }
  formula::Name name{.kind = formula::NameKind::observable,
                     .meaning = "an observable of one's own",
                     .indices = {of_denoiser},
                     .takes_step = true,
                     .scale = std::nullopt};
  if (of_classifier != of_denoiser) name.indices.push_back(of_classifier);
  return name;
}

}  // namespace featdyn::verify
