#include "verify/theorem/domain/domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/text.hpp"
#include "verify/grid/grid.hpp"
#include "verify/theorem/domain/parameters.hpp"
#include "verify/theorem/domain/solve.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using Kind = DomainAxis::Kind;
using numerics::Settings;

/// The key that a variable is, or nothing where one has to be solved for.
std::string direct_key(const formula::Expression& variable, const Settings& settings) {
  const auto* name = formula::as<formula::Quantity>(variable);
  if (name == nullptr || !name->indices.empty() || name->step) return "";
  const std::string key = key_of(name->name, settings);
  const auto behind = keys_behind(name->name, settings);
  return behind == std::vector{key} ? key : "";
}

/// A number as it was written where it was, for the settings to read exactly.
std::string literal_of(const formula::Expression& value) {
  const auto* number = formula::as<formula::Number>(value);
  return number ? number->literal : "";
}

/// The settings with the data and the seeds of the first kind of run.
Settings sharing(const Settings& own, const Settings& first) {
  numerics::Document document = numerics::Document::from_text("", own.document.file(), {});
  const auto is_shared = [](const std::string& path) {
    return path.starts_with("data.") || path == "init.seed";
  };
  for (const auto* source : {&own, &first})
    for (const auto& [path, entry] : source->document.entries())
      if (is_shared(path) == (source == &first) && !path.starts_with("sweep."))
        document = document.with(path, entry);
  return numerics::read_settings(std::move(document));
}

constexpr double farthest =
    1e4;  // of a range without end, which a proof alone reaches, so many times its beginning

DomainAxis axis_of(const DomainEntry& entry, const Stated& stated, const Settings& base) {
  DomainAxis axis{.kind = Kind::list,
                  .text = entry.variable.source.text,
                  .variable = stated.expanded(entry.variable.value)};
  axis.origin = entry.variable.source.origin;
  axis.key = direct_key(axis.variable, base);
  axis.is_solved = axis.key.empty();
  const auto number = [&](const WrittenExpression& value) {
    return value_at(stated.expanded(value.value), base);
  };
  if (entry.kind == DomainEntry::Kind::range) {
    axis.kind = Kind::range;
    axis.low = number(entry.from), axis.high = number(entry.to), axis.points = entry.points;
    if (std::isinf(axis.high)) axis.high = farthest * axis.low;
  }
  if (entry.kind == DomainEntry::Kind::formula) {
    axis.kind = Kind::formula;
    axis.along = stated.expanded(entry.values.front().value);
  }
  if (entry.kind == DomainEntry::Kind::words) {
    axis.kind = Kind::words;
    for (const auto& word : entry.words) axis.words.push_back(numerics::shown(word));
  }
  if (entry.kind != DomainEntry::Kind::list) return axis;
  for (const auto& value : entry.values) {
    axis.values.push_back(number(value));
    axis.words.push_back(literal_of(value.value));
  }
  axis.low = *std::ranges::min_element(axis.values), axis.high = *std::ranges::max_element(axis.values);
  return axis;
}

/// A list's value as it was written, if it is one of them.
std::string word_of(const DomainAxis& axis, double value) {
  for (std::size_t k = 0; k < axis.values.size(); ++k)
    if (axis.values[k] == value) return axis.words[k];
  return "";
}

}  // namespace

std::vector<double> spaced(double low, double high, int count) {
  std::vector<double> values;
  for (int k = 0; k < count; ++k) {
    const double part = count == 1 ? 0 : static_cast<double>(k) / (count - 1);
    values.push_back(low > 0 && high > 0 ? low * std::pow(high / low, part) : low + (high - low) * part);
  }
  if (count > 1) values.back() = high;
  return values;
}

Domain::Domain(const Theorem& theorem, const Stated& stated, const std::set<std::string>& fixed)
    : file_(theorem.file) {
  for (const TheoremRun& run : theorem.runs) {
    const Settings own = numerics::read_settings(run.settings);
    bases_.emplace_back(run.name, bases_.empty() ? own : sharing(own, bases_.front().second));
  }
  std::vector<DomainAxis> axes;
  std::set<std::string> taken = fixed;
  for (const DomainEntry& entry : theorem.domain) axes.push_back(axis_of(entry, stated, base()));
  for (const DomainAxis& axis : axes)
    if (!axis.is_solved) taken.insert(axis.key);
  for (DomainAxis& axis : axes) {
    if (axis.is_solved) axis.key = key_to_solve_for(axis.variable, base(), {});
    if (fixed.contains(axis.key)) continue;
    if (axis.is_solved) axis.key = key_to_solve_for(axis.variable, base(), taken);
    if (axis.key.empty())
      throw numerics::InputError({file_, 1},
                                 fmt::format("[over]: nothing to set it by, read {}, allowed: a name that "
                                             "a settings key is behind",
                                             axis.text));
    taken.insert(axis.key);
    add(axis);
  }
  order();
}

void Domain::add(DomainAxis axis) {
  if (axis.is_chosen()) chosen_.push_back(axis);
  all_.push_back(std::move(axis));
}

/// Before each axis all that it is computed from.
void Domain::order() {
  std::vector<DomainAxis> left = std::move(all_), sorted;
  const auto needs = [&](const DomainAxis& axis) {
    std::set<std::string> keys;
    if (axis.along) keys.merge(keys_in(axis.along, base()));
    if (axis.is_solved) keys.merge(keys_in(axis.variable, base()));
    keys.erase(axis.key);
    return keys;
  };
  while (!left.empty()) {
    const auto next = std::ranges::find_if(left, [&](const DomainAxis& axis) {
      const auto keys = needs(axis);
      return std::ranges::none_of(left, [&](const DomainAxis& other) { return keys.contains(other.key); });
    });
    if (next == left.end())
      throw numerics::InputError(
          {file_, 1}, fmt::format("[over]: names that go along with each other in a circle, read {}, "
                                  "allowed: formulas of the others",
                                  left.front().text));
    sorted.push_back(*next);
    left.erase(next);
  }
  all_ = std::move(sorted);
}

Domain Domain::with(const formula::Expression& quantity, const std::string& text) const {
  Domain result = *this;
  std::set<std::string> taken;
  for (const DomainAxis& axis : all_) {
    if (formula::is_same(axis.variable, quantity)) return result;
    taken.insert(axis.key);
  }
  DomainAxis axis{
      .kind = Kind::list, .text = text, .variable = quantity, .key = direct_key(quantity, base())};
  axis.is_solved = axis.key.empty();
  if (axis.is_solved) axis.key = key_to_solve_for(quantity, base(), taken);
  if (axis.key.empty())
    throw numerics::InputError({file_, 1},
                               fmt::format("nothing to set it by, read {}, allowed: a name that a settings "
                                           "key is behind",
                                           text));
  axis.low = axis.high = value_at(quantity, base());
  axis.values = {axis.low};
  axis.words = {""};
  result.add(std::move(axis));
  result.order();
  return result;
}

Domain Domain::with(const std::string& name) const {
  Domain result = *this;
  const std::string key = key_of(name, base());
  const auto value = Parameters(base()).find(name);
  const bool is_set = std::ranges::any_of(all_, [&](const DomainAxis& axis) { return axis.key == key; });
  if (key.empty() || is_set || !value || keys_behind(name, base()) != std::vector{key}) return result;
  result.add({.kind = Kind::list,
              .text = name,
              .variable = formula::make(formula::Quantity{.name = name, .indices = {}, .step = {}}),
              .key = key,
              .low = *value,
              .high = *value,
              .values = {*value},
              .words = {""}});
  result.order();
  return result;
}

std::vector<Coordinates> Domain::grid(const Fineness& fineness) const {
  std::vector<Coordinates> result{{}};
  for (const DomainAxis& axis : chosen_) {
    std::vector<double> values = axis.values;
    if (axis.kind == Kind::words)
      for (std::size_t k = 0; k < axis.words.size(); ++k) values.push_back(static_cast<double>(k));
    int points = axis.points > 0 ? axis.points : fineness.points;
    for (int halving = 0; halving < fineness.halvings; ++halving) points = 2 * points - 1;
    if (axis.kind == Kind::range) values = spaced(axis.low, axis.high, points);
    std::vector<Coordinates> longer;
    for (const Coordinates& known : result)
      for (const double value : values) {
        longer.push_back(known);
        longer.back().push_back(value);
      }
    result = std::move(longer);
  }
  return result;
}

void Domain::require_values() const {
  std::vector<std::vector<double>> values;
  Coordinates first;
  for (const DomainAxis& axis : chosen_) {
    std::vector<double>& of_axis = values.emplace_back(axis.values);
    if (axis.kind == Kind::range) of_axis = {axis.low, axis.high};
    if (axis.kind == Kind::words)
      for (std::size_t k = 0; k < axis.words.size(); ++k) of_axis.push_back(static_cast<double>(k));
    first.push_back(of_axis.front());
  }
  at(first);
  for (std::size_t k = 0; k < values.size(); ++k)
    for (const double value : values[k]) {
      Coordinates other = first;
      other[k] = value;
      if (other != first) at(other);
    }
}

std::string Domain::assignment(const DomainAxis& axis, double value, const Settings& now) const {
  if (axis.kind == Kind::words) return axis.key + "=" + axis.words.at(static_cast<std::size_t>(value));
  if (axis.kind == Kind::formula) value = value_at(axis.along, now);
  if (axis.is_solved) return override_of(now, axis.key, solved(axis.variable, axis.key, value, now));
  const std::string word = axis.kind == Kind::list ? word_of(axis, value) : "";
  return word.empty() ? override_of(now, axis.key, value) : axis.key + "=" + word;
}

/// A value that the settings refuse as "--set KEY=VALUE:NUMBER: ..." stands in a line of [over].
void Domain::refuse(const numerics::InputError& error) const {
  const std::string message = error.what();
  for (const DomainAxis& axis : all_) {
    const std::string option = "--set " + axis.key + "=";
    if (axis.origin.file == numerics::Origin{}.file || !message.starts_with(option)) continue;
    const auto end = message.find(": ", option.size()), number = message.rfind(':', end - 1);
    throw numerics::InputError(axis.origin, fmt::format("over.{} = {}: {}", axis.text,
                                                        message.substr(option.size(), number - option.size()),
                                                        message.substr(end + 2)));
  }
  throw numerics::InputError(error);
}

DomainPoint Domain::at(const Coordinates& coordinates) const {
  try {
    return unchecked_at(coordinates);
  } catch (const numerics::InputError& error) {
    refuse(error);
  }
}

DomainPoint Domain::unchecked_at(const Coordinates& coordinates) const {
  DomainPoint point{.coordinates = coordinates, .first = bases_.front().first};
  const auto coordinate = [&](const DomainAxis& axis) {
    const auto at = std::ranges::find(chosen_, axis.text, &DomainAxis::text) - chosen_.begin();
    return at < std::ssize(chosen_) ? coordinates.at(static_cast<std::size_t>(at)) : NAN;
  };
  const auto is_direct = [](const DomainAxis& axis) { return !axis.is_solved && axis.kind != Kind::formula; };
  for (const DomainAxis& axis : all_)
    if (is_direct(axis)) point.overrides.push_back(assignment(axis, coordinate(axis), base()));
  for (const DomainAxis& axis : all_)
    if (!is_direct(axis))
      point.overrides.push_back(assignment(axis, coordinate(axis), vary(base(), point.overrides)));
  for (const auto& [run, settings] : bases_) point.settings.emplace(run, vary(settings, point.overrides));
  for (std::size_t k = 0; k < chosen_.size(); ++k) {
    const DomainAxis& axis = chosen_[k];
    point.text += (k == 0 ? "" : ", ") + axis.text + " = " +
                  (axis.kind == Kind::words
                       ? axis.words.at(static_cast<std::size_t>(coordinates[k]))
                       : fmt::format("{:.4g}", value_at(axis.variable, point.settings.at(point.first))));
  }
  return point;
}

}  // namespace featdyn::verify
