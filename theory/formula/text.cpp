#include "theory/formula/text.hpp"

#include <algorithm>

#include "theory/formula/names.hpp"

namespace featdyn::formula {
namespace {

std::string grouped(const Expression& expression, Strength least) {
  const std::string inner = text(expression);
  return strength_of(expression) < least ? "(" + inner + ")" : inner;
}

template <class Parts, class Write>
std::string joined(const Parts& parts, const char* separator, const Write& write) {
  std::string result;
  for (const auto& part : parts) result += (result.empty() ? "" : separator) + write(part);
  return result;
}

std::string in_brackets(const std::vector<Expression>& indices) {
  if (indices.empty()) return "";
  return "[" + joined(indices, ",", [](const Expression& index) { return grouped(index, Strength::sum); }) +
         "]";
}

std::string step_text(const Expression& step) {
  return step ? "(" + text(step) + ")" : "";
}

std::string vector_text(const Quantity& vector) {
  return vector.name + in_brackets(vector.indices);
}

bool begins_with_digit(const std::string& text) {
  return !text.empty() && (text.front() == '.' || (text.front() >= '0' && text.front() <= '9'));
}

std::string write(const Number& number) {
  return number.literal;
}

/// `|w|^2` with index r is `|w[r]|^2`.
std::string write(const Quantity& quantity) {
  std::string name = quantity.name;
  if (name.front() == '|')
    name.insert(name.rfind('|'), in_brackets(quantity.indices));
  else
    name += in_brackets(quantity.indices);
  return name + step_text(quantity.step);
}

std::string write(const InnerProduct& product) {
  return "<" + vector_text(product.left) + "," + vector_text(product.right) + ">" + step_text(product.step);
}

/// Bars only where no other bars stand inside, which a reader could pair wrongly.
std::string write(const Call& call) {
  const auto argument = [](const Expression& one) { return grouped(one, Strength::sum); };
  const std::string inside = joined(call.arguments, ", ", argument);
  const Quantity* name = as<Quantity>(call.arguments.front());
  const bool is_vector = name && Vocabulary::is_reserved(name->name);
  if (call.function == Function::abs && inside.find('|') == std::string::npos && !is_vector)
    return "|" + inside + "|";
  return name_of(call.function) + "(" + inside + ")";
}

std::string write(const Negative& negative) {
  return "-" + grouped(negative.value, Strength::unary);
}

std::string write(const Sum& sum) {
  std::string result = grouped(sum.terms.front().value, Strength::product);
  for (std::size_t t = 1; t < sum.terms.size(); ++t)
    result += (sum.terms[t].subtracted ? " - " : " + ") + grouped(sum.terms[t].value, Strength::product);
  return result;
}

/// One factor, in parentheses where it would take the next one or join the one before it.
std::string factor_text(const Product& product, std::size_t at) {
  const Expression& value = product.factors[at].value;
  const bool is_followed = at + 1 < product.factors.size() && !product.factors[at + 1].divided;
  const Strength least = at == 0 ? Strength::unary : Strength::reduction;
  return is_followed && is_open(value) ? "(" + text(value) + ")" : grouped(value, least);
}

std::string write(const Product& product) {
  std::string result = factor_text(product, 0), before = result;
  for (std::size_t f = 1; f < product.factors.size(); ++f) {
    const std::string factor = factor_text(product, f);
    const bool are_numbers = as<Number>(product.factors[f].value) && as<Number>(product.factors[f - 1].value);
    if (product.factors[f].divided)
      result += are_numbers ? "/" : " / ";
    else
      result += begins_with_digit(factor) && begins_with_digit(before) ? " * " : " ";
    result += before = factor;
  }
  return result;
}

std::string write(const Power& power) {
  return grouped(power.base, Strength::operand) + "^" + grouped(power.exponent, Strength::power);
}

std::string grouped_condition(const Condition& condition, bool junctions_too) {
  const Junction* junction = as<Junction>(condition);
  const bool spans = as<Implication>(condition) || as<Quantified>(condition) || (junction && junctions_too);
  return spans ? "(" + text(condition) + ")" : text(condition);
}

std::string bindings_text(const std::vector<Binding>& bindings) {
  return joined(bindings, ", ", [](const Binding& binding) { return text(binding); });
}

std::string write(const Reduction& reduction) {
  std::string result = name_of(reduction.kind) + "[" + bindings_text(reduction.bindings);
  if (reduction.filter) result += ": " + grouped_condition(reduction.filter, false);
  result += "] ";
  if (reduction.counted) return result + "(" + text(reduction.counted) + ")";
  const Product* product = as<Product>(reduction.body);
  const bool is_taken = product && std::ranges::none_of(product->factors, &Factor::divided);
  return result + grouped(reduction.body, is_taken ? Strength::product : Strength::unary);
}

std::string write(const First& first) {
  return "first " + text(first.step) + ": " + grouped_condition(first.condition, false);
}

std::string write(const InRun& in_run) {
  const bool is_plain = !as<Number>(in_run.body) && !as<InRun>(in_run.body);
  const Strength strength = strength_of(in_run.body);
  const bool may_stand = is_plain && (strength == Strength::operand || strength == Strength::reduction);
  return in_run.run + "." + (may_stand ? text(in_run.body) : "(" + text(in_run.body) + ")");
}

std::string tolerance_text(const Tolerance& tolerance) {
  if (!tolerance.value) return "";
  return " within " + grouped(tolerance.value, Strength::sum) + (tolerance.is_percent ? "%" : "");
}

std::string write(const Chain& chain) {
  std::string result = grouped(chain.operands.front(), Strength::sum);
  for (std::size_t c = 0; c < chain.comparisons.size(); ++c)
    result += " " + symbol_of(chain.comparisons[c]) + " " + grouped(chain.operands[c + 1], Strength::sum);
  return result + tolerance_text(chain.tolerance);
}

std::string write(const Order& order) {
  const char* growth = order.growth == Growth::theta   ? "Theta"
                       : order.growth == Growth::big_o ? "O"
                                                       : "Omega";
  return grouped(order.quantity, Strength::sum) + " = " + (order.up_to_logarithms ? "~" : "") + growth + "(" +
         text(order.law) + ")" + tolerance_text(order.tolerance);
}

std::string write(const Crossing& crossing) {
  const auto side = [](const Expression& one) { return grouped(one, Strength::sum); };
  return side(crossing.left) + " = " + side(crossing.right) + " at " + side(crossing.parameter) + " = " +
         side(crossing.law) + tolerance_text(crossing.tolerance);
}

std::string write(const Quantified& quantified) {
  const std::string filter =
      quantified.filter ? " with " + grouped_condition(quantified.filter, false) : std::string();
  return (quantified.quantifier == Quantifier::for_all ? "for all " : "exists ") +
         bindings_text(quantified.bindings) + filter + ": " + text(quantified.body);
}

std::string write(const Implication& implication) {
  return grouped_condition(implication.premise, false) + " => " + text(implication.conclusion);
}

/// Parts of `or` may be joined by `and`, which binds stronger.
std::string write(const Junction& junction) {
  const bool is_and = junction.connective == Connective::conjunction;
  return joined(junction.parts, is_and ? " and " : " or ", [&](const Condition& part) {
    const Junction* inner = as<Junction>(part);
    return grouped_condition(part, is_and || (inner && inner->connective == junction.connective));
  });
}

std::string write(const Negation& negation) {
  return "not (" + text(negation.body) + ")";
}

}  // namespace

std::string text(const Expression& expression) {
  return std::visit([](const auto& content) { return write(content); }, expression->content);
}

std::string text(const Condition& statement) {
  return std::visit([](const auto& content) { return write(content); }, statement->content);
}

std::string text(const Binding& binding) {
  const auto side = [](const Expression& bound) { return grouped(bound, Strength::sum); };
  if (!binding.values.empty()) return binding.index + " in {" + joined(binding.values, ", ", side) + "}";
  if (binding.lower && binding.upper && !binding.lower_is_open && !binding.upper_is_open)
    return binding.index + " in [" + side(binding.lower) + ", " + side(binding.upper) + "]";
  std::string result = binding.index;
  if (binding.lower && binding.upper)
    result = side(binding.lower) + (binding.lower_is_open ? " < " : " <= ") + result;
  else if (binding.lower)
    result += (binding.lower_is_open ? " > " : " >= ") + side(binding.lower);
  if (binding.upper) result += (binding.upper_is_open ? " < " : " <= ") + side(binding.upper);
  return result;
}

std::string symbol_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return "<";
    case Comparison::less_equal:
      return "<=";
    case Comparison::equal:
      return "=";
    case Comparison::greater_equal:
      return ">=";
    case Comparison::greater:
      return ">";
    case Comparison::not_equal:
      return "!=";
  }
  return "";
}

}  // namespace featdyn::formula
