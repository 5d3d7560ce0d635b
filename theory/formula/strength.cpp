#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

bool is_reduction(const Expression& expression) {
  const Reduction* reduction = as<Reduction>(expression);
  return reduction && reduction->kind != Reduced::count;
}

}  // namespace

Strength strength_of(const Expression& expression) {
  if (const InRun* in_run = as<InRun>(expression))
    return is_reduction(in_run->body) ? Strength::reduction : Strength::operand;
  if (as<First>(expression)) return Strength::statement;
  if (as<Sum>(expression)) return Strength::sum;
  if (as<Product>(expression)) return Strength::product;
  if (as<Negative>(expression)) return Strength::unary;
  if (as<Power>(expression)) return Strength::power;
  return is_reduction(expression) ? Strength::reduction : Strength::operand;
}

bool is_open(const Expression& expression) {
  if (const Negative* negative = as<Negative>(expression)) return is_open(negative->value);
  return strength_of(expression) == Strength::reduction;
}

}  // namespace featdyn::formula
