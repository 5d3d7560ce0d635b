#pragma once

#include <map>
#include <set>
#include <string>

#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"

namespace featdyn::formula {

/// A definition that formulas may use.
struct KnownDefinition {
  DefinitionHead head;
  Expression body;
};

/// What a theorem's formulas may speak of.
struct Scope {
  const Vocabulary& vocabulary;
  const std::map<std::string, KnownDefinition>& definitions;
  /// The kind of each run by its name; the only run of a theorem has the empty name. A run of kind `any` is
  /// asked for nothing that it could lack.
  std::map<std::string, ModelKind> runs;
};

/// A mistake inside a definition, whose formula its place belongs to.
class DefinitionError : public FormulaError {
 public:
  DefinitionError(std::string definition, const FormulaError& error)
      : FormulaError(error), definition_(std::move(definition)) {}
  const std::string& definition() const { return definition_; }

 private:
  std::string definition_;
};

/// Throws FormulaError, or DefinitionError, where an index is not bound, bound twice or of the wrong kind; a
/// quantity lacks its step, has one below 0 or that is no integer, or belongs to another kind of run than the
/// one that is asked; an order or a crossing stands where no single step can decide it; a definition needs
/// itself.
void check_sense(const Condition& statement, const Scope& scope);
/// The same for a formula whose indices `bound` stand for themselves.
void check_sense(const Expression& formula, const Scope& scope, const std::vector<std::string>& bound = {});

}  // namespace featdyn::formula
