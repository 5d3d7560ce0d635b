#include "theory/formula/scale.hpp"

#include <cmath>
#include <utility>

#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

/// A power of c. `any`: of 0, or by an exponent that is not known, which goes with every scale.
struct Scale {
  bool any = false;
  double power = 0;
};

bool fits(const Scale& one, const Scale& other) {
  const double rounding = std::ldexp(1, -30);  // of sums and products of a few exponents
  return one.any || other.any || std::abs(one.power - other.power) <= rounding;
}

std::string shown(const Scale& scale) {
  if (scale.any || scale.power == 0) return "does not change";
  std::string power = std::to_string(scale.power);
  power.erase(power.find_last_not_of('0') + 1);
  if (power.back() == '.') power.pop_back();
  return "changes by c^" + (power.front() == '-' ? "(" + power + ")" : power);
}

class Walk {
 public:
  Walk(const Scope& scope, const NamedValue& value_of) : scope_(scope), value_of_(value_of) {}

  void statement(const Condition& condition) {
    std::visit([&](const auto& content) { check(content, condition->place); }, condition->content);
  }
  const std::optional<ScaleMismatch>& found() const { return found_; }

 private:
  void check(const Chain& chain, Place) {
    for (std::size_t at = 1; at < chain.operands.size(); ++at)
      compare(chain.operands[at - 1], chain.operands[at], "the two sides");
  }
  void check(const Order& order, Place) { compare(order.quantity, order.law, "the two sides"); }
  void check(const Crossing& crossing, Place) {
    compare(crossing.left, crossing.right, "the two sides");
    compare(crossing.parameter, crossing.law, "the parameter and its law");
  }
  void check(const Quantified& quantified, Place) {
    if (quantified.filter) statement(quantified.filter);
    statement(quantified.body);
  }
  void check(const Implication& implication, Place) {
    statement(implication.premise), statement(implication.conclusion);
  }
  void check(const Junction& junction, Place) {
    for (const Condition& part : junction.parts) statement(part);
  }
  void check(const Negation& negation, Place) { statement(negation.body); }

  Scale of(const Expression& expression) {
    return std::visit([&](const auto& content) { return scale(content, expression->place); },
                      expression->content);
  }
  Scale scale(const Number& number, Place) const { return {number.value == 0, 0}; }
  Scale scale(const Quantity& quantity, Place) {
    if (quantity.step) time(quantity.step);
    if (const auto found = scope_.definitions.find(quantity.name); found != scope_.definitions.end())
      return definition(quantity.name, found->second.body);
    const Name* name = scope_.vocabulary.find(quantity.name);
    if (!name) return {};  // an index
    return {!name->scale, name->scale.value_or(0)};
  }
  Scale scale(const InnerProduct& product, Place) {
    if (product.step) time(product.step);
    const auto of_vector = [&](const Quantity& vector) {
      const Name* name = scope_.vocabulary.find(vector.name);
      return name && name->scale ? *name->scale : 0;
    };
    return {false, of_vector(product.left) + of_vector(product.right)};
  }
  Scale scale(const Call& call, Place place) {
    const Scale first = of(call.arguments.front());
    if (call.function == Function::sqrt) return {first.any, first.power / 2};
    if (call.function == Function::abs || call.function == Function::relu) return first;
    if (call.function == Function::min || call.function == Function::max) {
      for (std::size_t at = 1; at < call.arguments.size(); ++at)
        compare(call.arguments[0], call.arguments[at], "two parts of " + name_of(call.function));
      return first;
    }
    if (!fits(first, {}))
      report(place,
             "the argument of " + name_of(call.function) + " has a scale: under x -> c x it " + shown(first));
    return {};
  }
  Scale scale(const Negative& negative, Place) { return of(negative.value); }
  Scale scale(const Sum& sum, Place) {
    Scale result = of(sum.terms.front().value);
    for (std::size_t at = 1; at < sum.terms.size(); ++at) {
      const Scale next = of(sum.terms[at].value);
      difference(result, next, sum.terms[at].value->place, "two terms of a sum");
      if (result.any) result = next;
    }
    return result;
  }
  Scale scale(const Product& product, Place) {
    Scale result;
    for (const Factor& factor : product.factors) {
      const Scale next = of(factor.value);
      result.any = result.any || next.any;
      result.power += factor.divided ? -next.power : next.power;
    }
    return result;
  }
  Scale scale(const Power& power, Place) {
    const Scale base = of(power.base), exponent = of(power.exponent);
    difference(exponent, {}, power.exponent->place, "an exponent and a number");
    if (base.any || base.power == 0) return base;
    const auto value = constant(power.exponent, value_of_);
    if (!value) return {true, 0};
    return {false, base.power * static_cast<double>(*value)};
  }
  Scale scale(const Reduction& reduction, Place) {
    if (reduction.filter) statement(reduction.filter);
    if (reduction.body) return of(reduction.body);
    statement(reduction.counted);
    return {};
  }
  Scale scale(const First& first, Place) {
    statement(first.condition);
    return {};
  }
  Scale scale(const InRun& in_run, Place) { return of(in_run.body); }

  void time(const Expression& step) { difference(of(step), {}, step->place, "a step and a number"); }

  Scale definition(const std::string& name, const Expression& body) {
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    const std::string around = std::exchange(definition_, name);
    const Scale result = of(body);
    definition_ = around;
    known_[name] = result;
    return result;
  }

  void compare(const Expression& one, const Expression& other, const std::string& what) {
    const Scale left = of(one), right = of(other);
    difference(left, right, other->place, what);
  }
  void difference(const Scale& one, const Scale& other, Place place, const std::string& what) {
    if (!fits(one, other))
      report(place,
             what + " differ in scale: under x -> c x one " + shown(one) + ", the other " + shown(other));
  }
  void report(Place place, const std::string& sentence) {
    if (!found_) found_ = ScaleMismatch{place, definition_, sentence};
  }

  const Scope& scope_;
  const NamedValue& value_of_;
  std::map<std::string, Scale> known_;
  std::string definition_;
  std::optional<ScaleMismatch> found_;
};

}  // namespace

std::optional<ScaleMismatch> scale_mismatch(const Condition& statement, const Scope& scope,
                                            const NamedValue& value_of) {
  Walk walk(scope, value_of);
  walk.statement(statement);
  return walk.found();
}

}  // namespace featdyn::formula
