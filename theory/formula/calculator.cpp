#include "theory/formula/function.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

std::string grouped(const Expression& f, Strength least) {
  const bool is_call = as<Call>(f) != nullptr;
  const std::string inner = calculator_text(f);
  return !is_call && strength_of(f) < least ? "(" + inner + ")" : inner;
}

std::string write(const Call& call) {
  std::string inside;
  for (const Expression& argument : call.arguments)
    inside += (inside.empty() ? "" : ", ") + calculator_text(argument);
  if (call.function == Function::relu) return "max(" + inside + ", 0)";
  if (call.function == Function::Phi) return "((1 + erf((" + inside + ")/sqrt(2)))/2)";
  return name_of(call.function) + "(" + inside + ")";
}

std::string write(const Product& product) {
  std::string result = grouped(product.factors.front().value, Strength::unary);
  for (std::size_t k = 1; k < product.factors.size(); ++k)
    result += (product.factors[k].divided ? "/" : "*") + grouped(product.factors[k].value, Strength::power);
  return result;
}

std::string write(const Sum& sum) {
  std::string result = grouped(sum.terms.front().value, Strength::product);
  for (std::size_t k = 1; k < sum.terms.size(); ++k)
    result += (sum.terms[k].subtracted ? " - " : " + ") + grouped(sum.terms[k].value, Strength::product);
  return result;
}

}  // namespace

std::string calculator_text(const Expression& f) {
  if (const auto* call = as<Call>(f)) return write(*call);
  if (const auto* product = as<Product>(f)) return write(*product);
  if (const auto* sum = as<Sum>(f)) return write(*sum);
  if (const auto* negative = as<Negative>(f)) return "-" + grouped(negative->value, Strength::unary);
  if (const auto* power = as<Power>(f))
    return grouped(power->base, Strength::operand) + "^" + grouped(power->exponent, Strength::power);
  return text(f);
}

}  // namespace featdyn::formula
