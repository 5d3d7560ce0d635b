#include "verify/theorem/file/stated_theorem.hpp"

#include <fmt/format.h>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

/// The body of a definition at the indices and the step of a reference to it.
Expression instantiated(const Definition& definition, const Quantity& reference, Place place) {
  if (reference.indices.size() != definition.indices.size() || (!definition.step.empty() && !reference.step))
    throw FormulaError(place, "a definition with other indices or without its step", reference.name,
                       "as it is defined");
  std::vector<Substitution> substitutions;
  for (std::size_t k = 0; k < definition.indices.size(); ++k)
    substitutions.push_back({definition.indices[k], reference.indices[k]});
  if (!definition.step.empty()) substitutions.push_back({definition.step, reference.step});
  return substituted(definition.body.value, substitutions);
}

Change expansion(const Stated& stated) {
  return [&stated](const Expression& part) -> Expression {
    const auto* name = as<Quantity>(part);
    if (name == nullptr) return nullptr;
    const auto known = stated.definitions.find(name->name);
    if (known == stated.definitions.end()) return nullptr;
    return stated.expanded(instantiated(known->second, *name, part->place));
  };
}

PartVisitor collector(std::set<std::string>& names) {
  return {[&names](const Expression& part) {
            if (const auto* name = as<Quantity>(part); name && !index_kind(name->name))
              names.insert(name->name);
          },
          [](const Condition&) {}};
}

}  // namespace

Expression Stated::expanded(const Expression& expression) const {
  return rewritten(expression, expansion(*this));
}
Condition Stated::expanded(const Condition& condition) const {
  return rewritten(condition, expansion(*this));
}

void Stated::set_constant(const std::string& name, double value) {
  for (auto& constant : constants)
    if (constant.name == name)
      constant.value = make(Number{.literal = fmt::format("{:.17g}", value), .value = value});
}

std::set<std::string> names_in(const Expression& expression) {
  std::set<std::string> names;
  visit_all(expression, collector(names));
  return names;
}
std::set<std::string> names_in(const Condition& condition) {
  std::set<std::string> names;
  visit_all(condition, collector(names));
  return names;
}

Stated stated(const Theorem& theorem) {
  Stated result;
  result.definitions = theorem.definitions;
  for (const auto& assumption : theorem.assumptions)
    result.assumptions.push_back(result.expanded(assumption.value));
  for (const auto& conclusion : theorem.conclusions)
    result.conclusions.push_back(result.expanded(conclusion.value));
  result.probability = result.expanded(theorem.probability.value);
  for (const TheoremConstant& constant : theorem.constants) {
    result.constant_names.insert(constant.name);
    if (constant.is_fitted) result.fitted.insert(constant.name);
    result.constants.push_back({constant.name, constant.is_fitted ? make(Number{.literal = "1", .value = 1})
                                                                  : result.expanded(constant.value.value)});
  }
  for (const auto* list : {&result.assumptions, &result.conclusions})
    for (const Condition& condition : *list)
      result.uses_symmetric_ratio =
          result.uses_symmetric_ratio || names_in(condition).contains("symmetric_ratio");
  return result;
}

}  // namespace featdyn::verify
