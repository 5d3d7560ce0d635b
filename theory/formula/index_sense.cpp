#include "theory/formula/index_sense.hpp"

#include <algorithm>
#include <cctype>

#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

using Bound = std::vector<std::string>;

/// The integer that an index is, with its sign; nothing for anything else.
std::optional<int> integer(const Expression& index) {
  if (const Negative* negative = as<Negative>(index)) {
    const auto inner = integer(negative->value);
    return inner ? std::optional(-*inner) : std::nullopt;
  }
  const Number* number = as<Number>(index);
  constexpr int largest = 1'000'000'000;
  if (!number || !(number->value <= largest) || number->literal.find('.') != std::string::npos)
    return std::nullopt;
  return static_cast<int>(number->value);
}

std::string kind_name(IndexKind kind) {
  return description(kind).substr(0, description(kind).find(" ("));
}

/// What an index counts, apart from numbers; nothing where it cannot be an index.
std::optional<IndexKind> kind_of(const Expression& index) {
  if (const Negative* negative = as<Negative>(index)) {
    const auto inner = kind_of(negative->value);
    return inner == IndexKind::label ? inner : std::nullopt;
  }
  const Quantity* quantity = as<Quantity>(index);
  if (!quantity || quantity->step) return std::nullopt;
  if (quantity->name == "y") return IndexKind::label;
  if (quantity->name == "mu" || quantity->name == "xi") return IndexKind::patch;
  return quantity->indices.empty() ? index_kind(quantity->name) : std::nullopt;
}

void check_kind(const Expression& index, IndexKind kind, const std::string& of) {
  const auto number = integer(index);
  const bool may_be_number =
      kind == IndexKind::label || (kind != IndexKind::patch && number.value_or(1) >= 1);
  if (number ? may_be_number : kind_of(index) == kind) return;
  throw FormulaError(index->place, "an index of the wrong kind of " + of, "'" + text(index) + "'",
                     description(kind));
}

void check_bound(const Expression& index, const Bound& bound);

void check_inside(const Quantity& quantity, const Bound& bound, Place place) {
  if (quantity.indices.empty() && index_kind(quantity.name))
    return require_bound(quantity.name, bound, place);
  const bool is_signal = quantity.name == "mu";
  if (quantity.indices.size() != 1 && !(is_signal && quantity.indices.empty()))
    throw FormulaError(place, "an index without its own", "'" + quantity.name + "'",
                       quantity.name + "[i], mu[j]");
  for (const Expression& inner : quantity.indices) {
    check_kind(inner, is_signal ? IndexKind::label : IndexKind::sample, quantity.name);
    check_bound(inner, bound);
  }
}

void check_bound(const Expression& index, const Bound& bound) {
  if (const Negative* negative = as<Negative>(index)) return check_bound(negative->value, bound);
  if (const Quantity* quantity = as<Quantity>(index)) check_inside(*quantity, bound, index->place);
}

std::string lists(const Name& name) {
  std::string result;
  for (const std::vector<IndexKind>& kinds : name.indices) {
    std::string one;
    for (const IndexKind kind : kinds) one += (one.empty() ? "" : ", ") + kind_name(kind);
    result += (result.empty() ? "" : ", or ") + (one.empty() ? "none" : one);
  }
  return result;
}

}  // namespace

void require_bound(const std::string& index, const Bound& bound, Place place) {
  if (std::ranges::find(bound, index) != bound.end()) return;
  throw FormulaError(place, "an index that nothing binds", "'" + index + "'",
                     "for all " + index + ": ..., exists " + index + ": ..., or max[" + index + "] ...");
}

const std::vector<IndexKind>* check_indices(const Quantity& quantity, const Name& name, const Bound& bound,
                                            Place place) {
  // Among lists of one length the one whose kinds fit, else the last of them for the message.
  const std::vector<IndexKind>* chosen = nullptr;
  for (const std::vector<IndexKind>& kinds : name.indices) {
    if (kinds.size() != quantity.indices.size()) continue;
    chosen = &kinds;
    bool fits = true;
    for (std::size_t at = 0; at < kinds.size(); ++at)
      fits = fits && (integer(quantity.indices[at]) || kind_of(quantity.indices[at]) == kinds[at]);
    if (fits) break;
  }
  if (!chosen)
    throw FormulaError(place, "a wrong number of indices of " + quantity.name,
                       std::to_string(quantity.indices.size()), lists(name));
  for (std::size_t at = 0; at < chosen->size(); ++at) {
    check_kind(quantity.indices[at], (*chosen)[at], quantity.name);
    check_bound(quantity.indices[at], bound);
  }
  return chosen;
}

}  // namespace featdyn::formula
