#include "theory/formula/measured.hpp"

#include <utility>

#include "theory/formula/parts.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

/// x[mu[j]] as mu[j]; null for other parts.
Expression without_patches(const Expression& part) {
  const InnerProduct* product = as<InnerProduct>(part);
  if (!product || product->right.name != "x" || product->right.indices.size() != 1) return nullptr;
  const Quantity* patch = as<Quantity>(product->right.indices.front());
  if (!patch || (patch->name != "mu" && patch->name != "xi")) return nullptr;
  return make(InnerProduct{product->left, *patch, product->step}, part->place);
}

class Collector {
 public:
  explicit Collector(const Scope& scope) : scope_(scope) {}

  void add(const Condition& whole) { visit_parts(whole, walk_); }
  std::vector<Expression> found;

 private:
  void add(const Expression& whole) {
    const InRun* in_run = as<InRun>(whole);
    const std::string around = in_run ? std::exchange(run_, in_run->run + ".") : run_;
    take(whole);
    visit_parts(whole, walk_);
    run_ = around;
  }

  void take(const Expression& part) {
    const Quantity* quantity = as<Quantity>(part);
    const auto definition = quantity ? scope_.definitions.find(quantity->name) : scope_.definitions.end();
    const bool is_defined = definition != scope_.definitions.end();
    const bool is_observable = as<InnerProduct>(part) || (quantity && quantity->step && !is_defined);
    if ((!is_defined && !is_observable) || !seen_.insert(run_ + text(part)).second) return;
    if (is_defined)
      add(body_at(definition->second, *quantity));
    else
      found.push_back(run_.empty() ? part : make(InRun{run_.substr(0, run_.size() - 1), part}));
  }

  const PartVisitor walk_{[this](const Expression& part) { add(part); },
                          [this](const Condition& part) { add(part); }};
  std::string run_;  ///< "denoiser.", or nothing
  const Scope& scope_;
  std::set<std::string> seen_;
};

}  // namespace

Expression body_at(const KnownDefinition& definition, const Quantity& quantity) {
  std::vector<Substitution> arguments;
  for (std::size_t at = 0; at < definition.head.indices.size() && at < quantity.indices.size(); ++at)
    arguments.push_back({definition.head.indices[at], quantity.indices[at]});
  if (!definition.head.step.empty() && quantity.step)
    arguments.push_back({definition.head.step, quantity.step});
  return rewritten(substituted(definition.body, arguments), without_patches);
}

std::vector<Expression> measured(const std::vector<Condition>& statements, const Scope& scope) {
  Collector collector(scope);
  for (const Condition& statement : statements) collector.add(statement);
  return collector.found;
}

}  // namespace featdyn::formula
