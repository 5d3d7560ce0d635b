#include <type_traits>

#include "theory/formula/parts.hpp"

namespace featdyn::formula {
namespace {

std::string flag(const void* part) {
  return part ? "1" : "0";
}

std::string shape(const Binding& binding) {
  return binding.index + flag(binding.lower.get()) + flag(binding.upper.get()) +
         (binding.lower_is_open ? "(" : "[") + (binding.upper_is_open ? ")" : "]") +
         std::to_string(binding.values.size()) + ";";
}
std::string shape(const std::vector<Binding>& bindings) {
  std::string result;
  for (const Binding& binding : bindings) result += shape(binding);
  return result;
}
std::string shape(const Tolerance& tolerance) {
  return flag(tolerance.value.get()) + (tolerance.is_percent ? "%" : "");
}

// What a part says beside the parts inside it.
std::string shape(const Number& number) {
  return number.literal;
}
std::string shape(const Quantity& quantity) {
  return quantity.name + std::to_string(quantity.indices.size()) + flag(quantity.step.get());
}
std::string shape(const InnerProduct& product) {
  return shape(product.left) + shape(product.right) + flag(product.step.get());
}
std::string shape(const Call& call) {
  return std::to_string(static_cast<int>(call.function));
}
std::string shape(const Negative&) {
  return "";
}
std::string shape(const Sum& sum) {
  std::string result;
  for (const Term& term : sum.terms) result += term.subtracted ? '-' : '+';
  return result;
}
std::string shape(const Product& product) {
  std::string result;
  for (const Factor& factor : product.factors) result += factor.divided ? '/' : '*';
  return result;
}
std::string shape(const Power&) {
  return "";
}
std::string shape(const Reduction& reduction) {
  return std::to_string(static_cast<int>(reduction.kind)) + shape(reduction.bindings) +
         flag(reduction.filter.get());
}
std::string shape(const First& first) {
  return shape(first.step);
}
std::string shape(const InRun& in_run) {
  return in_run.run;
}
std::string shape(const Chain& chain) {
  std::string result = shape(chain.tolerance);
  for (const Comparison comparison : chain.comparisons)
    result += std::to_string(static_cast<int>(comparison));
  return result;
}
std::string shape(const Order& order) {
  return std::to_string(static_cast<int>(order.growth)) + (order.up_to_logarithms ? "~" : "") +
         shape(order.tolerance);
}
std::string shape(const Crossing& crossing) {
  return shape(crossing.tolerance);
}
std::string shape(const Quantified& quantified) {
  return std::to_string(static_cast<int>(quantified.quantifier)) + shape(quantified.bindings) +
         flag(quantified.filter.get());
}
std::string shape(const Implication&) {
  return "";
}
std::string shape(const Junction& junction) {
  return std::to_string(static_cast<int>(junction.connective));
}
std::string shape(const Negation&) {
  return "";
}

struct Parts {
  std::vector<Expression> expressions;
  std::vector<Condition> conditions;
};

template <class Whole>
Parts parts_of(const Whole& whole) {
  Parts result;
  visit_parts(whole, {[&](const Expression& part) { result.expressions.push_back(part); },
                      [&](const Condition& part) { result.conditions.push_back(part); }});
  return result;
}

template <class Part>
bool are_same(const std::vector<Part>& ones, const std::vector<Part>& others) {
  if (ones.size() != others.size()) return false;
  for (std::size_t p = 0; p < ones.size(); ++p)
    if (!is_same(ones[p], others[p])) return false;
  return true;
}

template <class Whole>
bool compare(const Whole& one, const Whole& other) {
  if (!one || !other) return !one && !other;
  if (one == other) return true;
  const auto shape_of = [](const auto& whole) {
    return std::visit([](const auto& content) { return shape(content); }, whole->content);
  };
  if (one->content.index() != other->content.index() || shape_of(one) != shape_of(other)) return false;
  const Parts in_one = parts_of(one), in_other = parts_of(other);
  return are_same(in_one.expressions, in_other.expressions) &&
         are_same(in_one.conditions, in_other.conditions);
}

}  // namespace

bool is_same(const Expression& one, const Expression& other) {
  return compare(one, other);
}
bool is_same(const Condition& one, const Condition& other) {
  return compare(one, other);
}

}  // namespace featdyn::formula
