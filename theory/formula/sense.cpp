#include "theory/formula/sense.hpp"

#include <algorithm>

#include "theory/formula/constant.hpp"
#include "theory/formula/index_sense.hpp"
#include "theory/formula/parts.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

const std::string& of_model(ModelKind kind) {
  static const std::string names[] = {"any run's", "the denoiser's", "the classifier's"};
  return names[static_cast<std::size_t>(kind)];
}

/// Walks through statements and formulas with what is bound around them.
class SenseWalk {
 public:
  SenseWalk(const Scope& scope, std::vector<std::string> bound) : scope_(scope), bound_(std::move(bound)) {
    if (scope.runs.size() == 1) run_ = scope.runs.begin()->first;
  }

  void statement(const Condition& condition) {
    std::visit([&](const auto& content) { check(content, condition->place); }, condition->content);
  }
  void value(const Expression& expression) {
    std::visit([&](const auto& content) { check(content, expression->place); }, expression->content);
  }

 private:
  // Statements.
  void check(const Chain& chain, Place) {
    for (const Expression& operand : chain.operands) value(operand);
    tolerance(chain.tolerance);
  }
  void check(const Order& order, Place place) {
    require_whole("an order", place);
    value(order.quantity), value(order.law), tolerance(order.tolerance);
  }
  void check(const Crossing& crossing, Place place) {
    require_whole("a crossing", place);
    value(crossing.left), value(crossing.right), value(crossing.parameter), value(crossing.law);
    tolerance(crossing.tolerance);
  }
  void check(const Quantified& quantified, Place) {
    const auto around = bind(quantified.bindings, quantified.filter);
    statement(quantified.body);
    bound_ = around;
  }
  void check(const Implication& implication, Place) {
    part_of_whole(implication.premise);
    statement(implication.conclusion);
  }
  void check(const Junction& junction, Place) {
    for (const Condition& part : junction.parts)
      junction.connective == Connective::conjunction ? statement(part) : part_of_whole(part);
  }
  void check(const Negation& negation, Place) { part_of_whole(negation.body); }

  // Values.
  void check(const Number&, Place) {}
  void check(const Quantity& quantity, Place place) {
    if (is_variable(quantity)) return variable(quantity.name, place);
    const Name& name = *scope_.vocabulary.find(quantity.name);
    if (name.kind == NameKind::vector)
      throw FormulaError(place, "a vector where a number is needed", "'" + quantity.name + "'",
                         "<w[r],mu[j]>(k), |w[r]|^2(k), |mu[j]| and the like");
    if (quantity.name == "rest" && !in_step_)
      throw FormulaError(place, "rest is a time, no number", "'rest'", "an observable there: loss(rest)");
    require_model(quantity.name, name, place);
    const std::vector<IndexKind>* kinds = check_indices(quantity, name, bound_, place);
    of_neurons(quantity.name, *kinds, place);
    if (name.takes_step) step(quantity.step, text(make(quantity)), place);
    definition(quantity, place);
  }
  void check(const InnerProduct& product, Place place) {
    for (const Quantity* side : {&product.left, &product.right}) {
      const Name& name = *scope_.vocabulary.find(side->name);
      const std::vector<IndexKind>* kinds = check_indices(*side, name, bound_, place);
      of_neurons(side->name, *kinds, place);
    }
    require_one_run(text(make(product)), place);
    step(product.step, text(make(product)), place);
  }
  void check(const Call& call, Place) {
    for (const Expression& argument : call.arguments) value(argument);
  }
  void check(const Negative& negative, Place) { value(negative.value); }
  void check(const Sum& sum, Place) {
    for (const Term& term : sum.terms) value(term.value);
  }
  void check(const Product& product, Place) {
    for (const Factor& factor : product.factors) value(factor.value);
  }
  void check(const Power& power, Place) { value(power.base), value(power.exponent); }
  void check(const Reduction& reduction, Place) {
    const auto around = bind(reduction.bindings, reduction.filter);
    if (reduction.body) value(reduction.body);
    if (reduction.counted) part_of_whole(reduction.counted);
    bound_ = around;
  }
  void check(const First& first, Place) {
    if (index_kind(first.step.index) != IndexKind::step)
      throw FormulaError(first.step.place, "first looks for a step", "'" + first.step.index + "'",
                         "first k: CONDITION");
    const auto around = bind({first.step}, nullptr);
    part_of_whole(first.condition);
    bound_ = around;
  }
  void check(const InRun& in_run, Place) {
    const std::string around = std::exchange(run_, in_run.run);
    value(in_run.body);
    run_ = around;
  }

  void tolerance(const Tolerance& tolerance) {
    if (!tolerance.value) return;
    value(tolerance.value);
    const auto known = constant(tolerance.value);
    if (known && *known < (tolerance.is_percent ? 0 : 1))
      throw FormulaError(tolerance.value->place, "a tolerance that nothing meets", text(tolerance.value),
                         "within 10%, a percentage from 0; within 2, a factor from 1");
  }

  /// A condition that must be true or false of one run by itself.
  void part_of_whole(const Condition& condition) {
    const bool around = std::exchange(is_part_, true);
    statement(condition);
    is_part_ = around;
  }
  void require_whole(const char* what, Place place) const {
    if (is_part_)
      throw FormulaError(place, std::string(what) + " where one run must decide", what,
                         "<=, = and the like before '=>', behind 'or', 'not', 'first', 'with' and in count");
  }

  bool is_variable(const Quantity& quantity) const {
    return index_kind(quantity.name) && !scope_.vocabulary.find(quantity.name);
  }
  void variable(const std::string& name, Place place) const {
    require_bound(name, bound_, place);
    if (index_kind(name) == IndexKind::patch)
      throw FormulaError(place, "a patch where a number is needed", "'" + name + "'",
                         "growth[r,p](k), |x[p]|");
  }

  /// The indices bound before; bounds may use those that stand before them.
  std::vector<std::string> bind(const std::vector<Binding>& bindings, const Condition& filter) {
    std::vector<std::string> around = bound_;
    for (const Binding& binding : bindings) {
      if (std::ranges::find(bound_, binding.index) != bound_.end())
        throw FormulaError(binding.place, "an index that is bound twice", "'" + binding.index + "'",
                           "another letter of its kind, or a number behind it: " + binding.index + "2");
      const bool has_bounds = binding.lower || binding.upper || !binding.values.empty();
      if (index_kind(binding.index) == IndexKind::patch && has_bounds)
        throw FormulaError(binding.place, "bounds of a patch", "'" + binding.index + "'",
                           "p alone, or signals by j and noise by i");
      for (const Expression& limit : {binding.lower, binding.upper})
        if (limit) value(limit);
      for (const Expression& listed : binding.values) value(listed);
      bound_.push_back(binding.index);
    }
    if (filter) part_of_whole(filter);
    return around;
  }

  void step(const Expression& at, const std::string& quantity, Place place) {
    if (!at)
      throw FormulaError(place, "a quantity without its step", quantity,
                         quantity + "(k), a step in parentheses");
    const bool around = std::exchange(in_step_, true);
    value(at);
    in_step_ = around;
    const auto number = constant(at);
    if (number && (*number < 0 || !number->is_integer()))
      throw FormulaError(at->place, "a step out of the run", text(at), "an integer from 0");
  }

  void require_one_run(const std::string& quantity, Place place) const {
    if (scope_.runs.size() > 1 && !scope_.runs.contains(run_))
      throw FormulaError(place, "no word of which run's it is", quantity,
                         scope_.runs.begin()->first + "." + quantity + ", ...");
  }

  ModelKind model() const {
    const auto found = scope_.runs.find(run_);
    return found == scope_.runs.end() ? ModelKind::any : found->second;
  }

  void require_model(const std::string& text, const Name& name, Place place) const {
    if (name.takes_step && name.kind == NameKind::observable) require_one_run(text, place);
    if (name.model == ModelKind::any || model() == ModelKind::any || name.model == model()) return;
    throw FormulaError(place, text + " is " + of_model(name.model) + ": " + name.meaning,
                       "it asked of " + of_model(model()).substr(0, of_model(model()).size() - 2),
                       "a quantity of " + of_model(model()).substr(0, of_model(model()).size() - 2));
  }

  /// The classifier's neurons carry their class, the denoiser's do not.
  void of_neurons(const std::string& name, const std::vector<IndexKind>& kinds, Place place) const {
    const auto neuron = std::ranges::find(kinds, IndexKind::neuron);
    const Name* known = scope_.vocabulary.find(name);
    if (neuron == kinds.end() || model() == ModelKind::any || known->kind == NameKind::definition) return;
    const bool has_class = neuron != kinds.begin() && *(neuron - 1) == IndexKind::label;
    if (has_class == (model() == ModelKind::classifier)) return;
    throw FormulaError(place,
                       has_class ? "a neuron with a class, asked of the denoiser"
                                 : "a neuron without its class, asked of the classifier",
                       "'" + name + "' with indices of another model",
                       has_class ? "w[r]" : "w[j,r], w[y[i],r]");
  }

  /// The body of a definition, once in each kind of run.
  void definition(const Quantity& quantity, Place place) {
    const auto found = scope_.definitions.find(quantity.name);
    if (found == scope_.definitions.end()) return;
    const auto& [head, body] = found->second;
    if (std::ranges::find(inside_, quantity.name) != inside_.end())
      throw FormulaError(place, "a definition that needs itself", quantity.name,
                         "definitions of one another in a row");
    if (!done_.insert(quantity.name + " in " + run_).second) return;
    SenseWalk inner(scope_, head.indices);
    if (!head.step.empty()) inner.bound_.push_back(head.step);
    inner.run_ = run_, inner.inside_ = inside_, inner.is_part_ = is_part_, inner.in_step_ = in_step_;
    inner.inside_.push_back(quantity.name);
    try {
      inner.value(body);
    } catch (const DefinitionError&) {
      throw;
    } catch (const FormulaError& error) {
      throw DefinitionError(quantity.name, error);
    }
    done_.insert(inner.done_.begin(), inner.done_.end());
  }

  const Scope& scope_;
  std::vector<std::string> bound_;
  std::string run_;
  std::vector<std::string> inside_;  ///< definitions around
  std::set<std::string> done_;
  bool is_part_ = false, in_step_ = false;
};

}  // namespace

void check_sense(const Condition& statement, const Scope& scope) {
  SenseWalk(scope, {}).statement(statement);
}

void check_sense(const Expression& formula, const Scope& scope, const std::vector<std::string>& bound) {
  SenseWalk(scope, bound).value(formula);
}

}  // namespace featdyn::formula
