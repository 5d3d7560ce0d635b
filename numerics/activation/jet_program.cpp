#include "numerics/activation/jet_program.hpp"

#include "numerics/activation/formula_jet.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using namespace formula;

using Kind = JetOperation::Kind;

/// A formula whose parts without z are numbers: an operation of parts.
struct Compiled {
  Kind kind = Kind::number;
  long double number = 0;  ///< the exponent of a power, too
  Function function{};
  std::vector<Compiled> parts = {};
};

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
    const Kind kind = call.function == Function::max ? Kind::largest : Kind::smallest;
    for (std::size_t k = 1; k < call.arguments.size(); ++k)
      result = joined(kind, std::move(result), compile(call.arguments[k]));
    return result;
  }
  const Expression inside =
      call.function == Function::log ? beside_one(call.arguments.front(), false) : nullptr;
  if (inside) return {.kind = Kind::log_beside_one, .parts = {compile(inside)}};
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

/// A sum with a number, or a multiple.
bool append_simple(const Compiled& f, JetProgram& all);

void append(const Compiled& f, JetProgram& all) {
  if (append_simple(f, all)) return;
  for (const Compiled& part : f.parts) append(part, all);
  all.push_back({.kind = f.kind, .function = f.function, .number = f.number});
}

bool append_simple(const Compiled& f, JetProgram& all) {
  if (f.kind != Kind::sum && f.kind != Kind::product) return false;
  for (const std::size_t k : {0U, 1U}) {
    if (f.parts[k].kind != Kind::number) continue;
    append(f.parts[1 - k], all);
    all.push_back({.kind = f.kind == Kind::sum ? Kind::shift : Kind::scale, .number = f.parts[k].number});
    return true;
  }
  return false;
}

}  // namespace

JetProgram jet_program(const Expression& f) {
  JetProgram all;
  append(compile(f), all);
  return all;
}

}  // namespace featdyn::numerics
