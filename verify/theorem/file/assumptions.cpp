#include "verify/theorem/file/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "numerics/settings/suggestion.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/grid/grid.hpp"
#include "verify/theorem/file/built_in.hpp"

namespace featdyn::verify {
namespace {

using About = Assumption::About;

bool contains(const std::vector<std::string>& keys, const std::string& key) {
  return std::ranges::find(keys, key) != keys.end();
}

/// The base's document without these keys.
numerics::Document without(const std::vector<std::string>& keys, const numerics::Settings& base) {
  numerics::Document document = numerics::Document::from_text("", base.document.file(), {});
  for (const auto& [path, entry] : base.document.entries())
    if (!contains(keys, path) && !path.starts_with("sweep."))
      document.set(path + "=" + numerics::shown(entry));
  return document;
}

double number(const numerics::Document& all, const std::string& path, double otherwise) {
  const numerics::Entry* entry = all.find(path);
  return entry ? theory::to_real<double>(theory::rational_from_decimal(entry->text)) : otherwise;
}

std::vector<std::string> texts(const numerics::Document& all, const std::string& path) {
  std::vector<std::string> result;
  if (const numerics::Entry* entry = all.find(path))
    for (const numerics::Entry& item : entry->items) result.push_back(item.text);
  return result;
}

About about(const numerics::Document& all, const std::string& name) {
  const numerics::Entry* entry = all.find(name + ".about");
  if (entry == nullptr) return About::both;
  return entry->text == "denoiser" ? About::denoiser : About::classifier;
}

/// The table of that name in theory/assumptions.toml.
Assumption read(const numerics::Document& all, const std::string& name) {
  return {.name = name,
          .question = all.find(name + ".question")->text,
          .about = about(all, name),
          .without = texts(all, name + ".without"),
          .overrides = texts(all, name + ".set"),
          .denoiser = texts(all, name + ".set_denoiser"),
          .classifier = texts(all, name + ".set_classifier"),
          .denoiser_rate = number(all, name + ".rate", 1),
          .classifier_rate = number(all, name + ".classifier_rate", 1),
          .waived = texts(all, name + ".waives")};
}

std::vector<Assumption> read_all() {
  const auto all = numerics::Document::from_text(built_in_assumptions(), "assumptions.toml", {});
  std::map<long, std::string> names;  // in the file's order
  const std::string key = ".question";
  for (const auto& [path, entry] : all.entries())
    if (path.ends_with(key)) names[entry.place] = path.substr(0, path.size() - key.size());
  std::vector<Assumption> result;
  for (const auto& [place, name] : names) result.push_back(read(all, name));
  return result;
}

}  // namespace

const std::vector<Assumption>& assumptions() {
  static const std::vector<Assumption> all = read_all();
  return all;
}

const Assumption& find_assumption(const std::string& name) {
  std::vector<std::string> known;
  for (const Assumption& assumption : assumptions()) {
    if (assumption.name == name) return assumption;
    known.emplace_back(assumption.name);
  }
  numerics::refuse_name({"--under"}, "unknown assumption", name, known);
}

Assumption combined(const std::vector<Assumption>& all) {
  Assumption result = all.front();
  const auto append = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  for (const Assumption& next : std::span(all).subspan(1)) {
    result.name += "," + next.name;
    result.question += " And: " + next.question;
    if (result.about != next.about) result.about = About::both;
    append(result.without, next.without);
    append(result.overrides, next.overrides);
    append(result.denoiser, next.denoiser);
    append(result.classifier, next.classifier);
    append(result.waived, next.waived);
    result.denoiser_rate *= next.denoiser_rate;
    result.classifier_rate *= next.classifier_rate;
  }
  return result;
}

numerics::Settings under(const Assumption& assumption, const numerics::Settings& base) {
  const double n_snr_squared = two_patch(base).n_snr_squared();
  numerics::Document document =
      assumption.without.empty() ? base.document : without(assumption.without, base);
  for (const std::string& assignment : assumption.overrides) document.set(assignment);
  const numerics::Settings changed = numerics::read_settings(std::move(document));
  const bool has_changed_data =
      std::ranges::any_of(assumption.overrides, [](const auto& text) { return text.starts_with("data."); });
  return has_changed_data ? vary(changed, {signal_norm_for(changed, n_snr_squared)}) : changed;
}

}  // namespace featdyn::verify
