#include "numerics/activation/jet_program.hpp"

#include <boost/container/small_vector.hpp>

#include "numerics/activation/formula_jet.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using namespace formula;

/// A formula whose parts without z are numbers.
struct Compiled {
  enum class Kind { number, variable, sum, difference, product, quotient, power, call, rectified_power };
  Kind kind = Kind::number;
  long double number = 0;  ///< the exponent of a power, too
  Function function{};
  std::vector<Compiled> parts = {};
};
using Kind = Compiled::Kind;

Compiled compile(const Expression& f);

Compiled joined(Kind kind, Compiled left, Compiled right) {
  return {.kind = kind, .parts = {std::move(left), std::move(right)}};
}

/// 1 + x, of which the logarithm is taken without losing x; nothing for another formula.
Expression beside_one(const Expression& f, bool subtracted) {
  const auto* sum = as<Sum>(f);
  if (!sum || sum->terms.size() != 2) return nullptr;
  for (const std::size_t k : {0U, 1U}) {
    const Term &one = sum->terms[k], &other = sum->terms[1 - k];
    const auto value = constant(one.value);
    if (!value || *value != 1 || one.subtracted != subtracted) continue;
    return other.subtracted ? make(Negative{other.value}) : other.value;
  }
  return nullptr;
}

Compiled compile(const Call& call) {
  if (call.arguments.size() > 1) {
    Compiled result = compile(call.arguments.front());
    for (std::size_t k = 1; k < call.arguments.size(); ++k)
      result = {.kind = Kind::call,
                .function = call.function,
                .parts = {std::move(result), compile(call.arguments[k])}};
    return result;
  }
  const Expression inside =
      call.function == Function::log ? beside_one(call.arguments.front(), false) : nullptr;
  if (inside) return {.kind = Kind::call, .number = 1, .function = Function::log, .parts = {compile(inside)}};
  return {.kind = Kind::call, .function = call.function, .parts = {compile(call.arguments.front())}};
}

Compiled compile(const Power& power) {
  if (has_z(power.exponent)) {
    Compiled logarithm{.kind = Kind::call, .function = Function::log, .parts = {compile(power.base)}};
    return {.kind = Kind::call,
            .function = Function::exp,
            .parts = {joined(Kind::product, compile(power.exponent), std::move(logarithm))}};
  }
  const auto* base = as<Call>(power.base);
  const bool is_rectified = base && base->function == Function::relu;
  return {.kind = is_rectified ? Kind::rectified_power : Kind::power,
          .number = constant_value(power.exponent),
          .parts = {compile(is_rectified ? base->arguments.front() : power.base)}};
}

Compiled compile(const Expression& f) {
  if (!has_z(f)) return {.kind = Kind::number, .number = constant_value(f)};
  if (as<Quantity>(f)) return {.kind = Kind::variable};
  if (const auto* call = as<Call>(f)) return compile(*call);
  if (const auto* power = as<Power>(f)) return compile(*power);
  if (const auto* negative = as<Negative>(f))
    return joined(Kind::product, {.kind = Kind::number, .number = -1}, compile(negative->value));
  if (const auto* sum = as<Sum>(f)) {
    Compiled result = compile(sum->terms.front().value);
    for (std::size_t k = 1; k < sum->terms.size(); ++k)
      result = joined(sum->terms[k].subtracted ? Kind::difference : Kind::sum, std::move(result),
                      compile(sum->terms[k].value));
    return result;
  }
  const auto* product = as<Product>(f);
  Compiled result = compile(product->factors.front().value);
  for (std::size_t k = 1; k < product->factors.size(); ++k)
    result = joined(product->factors[k].divided ? Kind::quotient : Kind::product, std::move(result),
                    compile(product->factors[k].value));
  return result;
}

JetOperation::Kind kind_of(const Compiled& f) {
  using enum JetOperation::Kind;
  switch (f.kind) {
    case Kind::number:
      return number;
    case Kind::variable:
      return variable;
    case Kind::sum:
      return sum;
    case Kind::difference:
      return difference;
    case Kind::product:
      return product;
    case Kind::quotient:
      return quotient;
    case Kind::power:
      return power;
    case Kind::rectified_power:
      return rectified_power;
    case Kind::call:
      break;
  }
  if (f.parts.size() == 2) return f.function == Function::max ? largest : smallest;
  return f.function == Function::log && f.number == 1 ? log_beside_one : call;
}

/// A sum with a number, or a multiple.
bool append_simple(const Compiled& f, JetProgram& all);

void append(const Compiled& f, JetProgram& all) {
  if (append_simple(f, all)) return;
  for (const Compiled& part : f.parts) append(part, all);
  all.push_back({.kind = kind_of(f), .function = f.function, .number = f.number});
}

bool append_simple(const Compiled& f, JetProgram& all) {
  if (f.kind != Kind::sum && f.kind != Kind::product) return false;
  for (const std::size_t k : {0U, 1U}) {
    if (f.parts[k].kind != Kind::number) continue;
    append(f.parts[1 - k], all);
    all.push_back({.kind = f.kind == Kind::sum ? JetOperation::Kind::shift : JetOperation::Kind::scale,
                   .number = f.parts[k].number});
    return true;
  }
  return false;
}

template <class R>
TaylorJet<R> of_two(JetOperation::Kind kind, const TaylorJet<R>& f, const TaylorJet<R>& g) {
  using enum JetOperation::Kind;
  switch (kind) {
    case sum:
      return f + g;
    case difference:
      return f - g;
    case product:
      return f * g;
    case quotient:
      return f * reciprocal(g);
    default:
      return extreme(f, g, kind == largest);
  }
}

template <class R>
TaylorJet<R> of_one(const JetOperation& what, const TaylorJet<R>& u) {
  const R x = static_cast<R>(what.number);
  switch (what.kind) {
    case JetOperation::Kind::shift:
      return TaylorJet<R>(std::array<R, 4>{u[0] + x, u[1], u[2], u[3]});
    case JetOperation::Kind::scale:
      return TaylorJet<R>(std::array<R, 4>{x * u[0], x * u[1], x * u[2], x * u[3]});
    case JetOperation::Kind::power:
      return power(u, x);
    case JetOperation::Kind::rectified_power:
      return rectified_power(u, x);
    case JetOperation::Kind::log_beside_one:
      return log_beside_one(u);
    default:
      return apply(what.function, u);
  }
}

bool takes_two(JetOperation::Kind kind) {
  using enum JetOperation::Kind;
  return kind == sum || kind == difference || kind == product || kind == quotient || kind == largest ||
         kind == smallest;
}

}  // namespace

JetProgram jet_program(const Expression& f) {
  JetProgram all;
  append(compile(f), all);
  return all;
}

JetProgram jet_program(Function function, double argument) {
  return {{.kind = JetOperation::Kind::number, .number = argument},
          {.kind = JetOperation::Kind::call, .function = function}};
}

template <class R>
TaylorJet<R> evaluate(const JetProgram& all, R z) {
  boost::container::small_vector<TaylorJet<R>, 16> stack;
  for (const JetOperation& what : all) {
    if (what.kind == JetOperation::Kind::number) {
      stack.emplace_back(static_cast<R>(what.number));
    } else if (what.kind == JetOperation::Kind::variable) {
      stack.emplace_back(z, R(1));
    } else if (takes_two(what.kind)) {
      const TaylorJet<R> right = stack.back();
      stack.pop_back();
      stack.back() = of_two(what.kind, stack.back(), right);
    } else {
      stack.back() = of_one(what, stack.back());
    }
  }
  return stack.back();
}

template TaylorJet<double> evaluate(const JetProgram&, double);
template TaylorJet<long double> evaluate(const JetProgram&, long double);

}  // namespace featdyn::numerics
