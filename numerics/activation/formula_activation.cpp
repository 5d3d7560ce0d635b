#include "numerics/activation/formula_activation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numbers>

#include "numerics/activation/formula_jet.hpp"
#include "numerics/activation/piecewise.hpp"
#include "theory/formula/error.hpp"
#include "theory/formula/latex.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using namespace formula;

/// e^z, whose expectations are e^(a + v/2) and e^(a + b + (v + w)/2 + c).
AveragedFunction exponential_function() {
  return {.jet = [](double z) -> Jet {
            const double e = std::exp(z);
            return {e, e, e, e};
          },
          .mean = [](unsigned, double a, double v) { return std::exp(a + v / 2); },
          .pair = [](const GaussianPair& at) -> PairMoments {
            const double e = std::exp(at.a + at.b + (at.v + at.w) / 2 + at.c);
            return {e, e, e, e, e, e};
          }};
}

AveragedFunction error() {
  const Activation erf = error_function();
  return {.jet = erf.jet, .mean = erf.mean, .pair = erf.pair};
}

/// factor * f(scale z + shift) + offset
struct Affine {
  double factor, offset, scale, shift;
  AveragedFunction f;
};

double power(double x, unsigned k) {
  return k == 0 ? 1 : x * power(x, k - 1);
}

double affine_mean(const Affine& of, unsigned order, double a, double v) {
  return of.factor * power(of.scale, order) *
             of.f.mean(order, of.scale * a + of.shift, of.scale * of.scale * v) +
         (order == 0 ? of.offset : 0.0);
}

PairMoments affine_pair(const Affine& of, const GaussianPair& at) {
  const double p = of.scale, A = of.factor, B = of.offset, square = p * p;
  const PairMoments m = of.f.pair({.a = p * at.a + of.shift,
                                   .b = p * at.b + of.shift,
                                   .v = square * at.v,
                                   .w = square * at.w,
                                   .c = square * at.c});
  const auto beside = [&](unsigned order, double a, double v) {  // the offset beside the other's derivative
    return B == 0 ? 0.0 : A * B * power(p, order) * of.f.mean(order, p * a + of.shift, square * v);
  };
  return {.m00 = A * A * m.m00 + beside(0, at.a, at.v) + beside(0, at.b, at.w) + B * B,
          .m10 = A * A * p * m.m10 + beside(1, at.a, at.v),
          .m01 = A * A * p * m.m01 + beside(1, at.b, at.w),
          .m11 = A * A * square * m.m11,
          .m20 = A * A * square * m.m20 + beside(2, at.a, at.v),
          .m02 = A * A * square * m.m02 + beside(2, at.b, at.w)};
}

std::optional<Affine> as_affine(const Expression& f);

std::optional<Affine> of_call(const Call& call) {
  if (call.arguments.size() != 1) return std::nullopt;
  const auto inside = as_piecewise(call.arguments.front());
  if (!inside || !inside->kinks.empty() || inside->pieces.front().size() != 2) return std::nullopt;
  const double shift = inside->pieces.front()[0], scale = inside->pieces.front()[1];
  constexpr double root2 = std::numbers::sqrt2;
  if (call.function == Function::exp) return Affine{1, 0, scale, shift, exponential_function()};
  if (call.function == Function::erf) return Affine{1, 0, scale, shift, error()};
  if (call.function == Function::Phi) return Affine{1.0 / 2, 1.0 / 2, scale / root2, shift / root2, error()};
  return std::nullopt;
}

std::optional<Affine> of_sum(const Sum& sum) {
  std::optional<Affine> result;
  double offset = 0;
  for (const Term& term : sum.terms) {
    const double sign = term.subtracted ? -1 : 1;
    if (!has_z(term.value)) {
      offset += sign * constant_value(term.value);
      continue;
    }
    if (result || !(result = as_affine(term.value))) return std::nullopt;
    result->factor *= sign;
    result->offset *= sign;
  }
  if (result) result->offset += offset;
  return result;
}

std::optional<Affine> of_product(const Product& product) {
  std::optional<Affine> result;
  double multiple = 1;
  for (const auto& [divided, value] : product.factors) {
    if (!has_z(value)) {
      multiple = divided ? multiple / constant_value(value) : multiple * constant_value(value);
      continue;
    }
    if (divided || result || !(result = as_affine(value))) return std::nullopt;
  }
  if (result) result->factor *= multiple, result->offset *= multiple;
  return result;
}

std::optional<Affine> as_affine(const Expression& f) {
  if (const auto* call = as<Call>(f)) return of_call(*call);
  if (const auto* sum = as<Sum>(f)) return of_sum(*sum);
  if (const auto* product = as<Product>(f)) return of_product(*product);
  if (const auto* negative = as<Negative>(f))
    return of_product({{{false, make(Negative{make(Number{"1", 1})})}, {false, negative->value}}});
  return std::nullopt;
}

/// What was read so far, by its text. Readers of one run stand in many threads.
template <class Known>
class Library {
 public:
  template <class Make>
  const Known* find(const std::string& text, const Make& make) {
    const std::lock_guard lock(guard_);
    if (const auto known = all_.find(text); known != all_.end()) return known->second.get();
    try {
      return (all_[text] = std::make_unique<const Known>(make(read_function(text)))).get();
    } catch (const FormulaError&) {
      all_.erase(text);
      return nullptr;
    }
  }

 private:
  std::mutex guard_;
  std::map<std::string, std::unique_ptr<const Known>> all_;
};

}  // namespace

AveragedFunction averaged(const Expression& f) {
  if (const auto piecewise = as_piecewise(f)) return averaged(*piecewise);
  AveragedFunction result{.jet = formula_jet(f)};
  if (const auto affine = as_affine(f)) {
    const auto shared = std::make_shared<const Affine>(*affine);
    result.mean = [shared](unsigned order, double a, double v) { return affine_mean(*shared, order, a, v); };
    result.pair = [shared](const GaussianPair& at) { return affine_pair(*shared, at); };
  }
  return result;
}

const Activation* find_formula_activation(const std::string& text) {
  static Library<Activation> library;
  return library.find(text, [&](const Expression& f) {
    const KeptFunction function = kept(averaged(f));
    return Activation{.name = text,
                      .formula = calculator_text(f),
                      .latex = latex(f, vocabulary_of_functions()),
                      .jet = function.jet,
                      .mean = function.mean,
                      .pair = function.pair};
  });
}

const Loss* find_formula_loss(const std::string& text) {
  static Library<Loss> library;
  return library.find(text, [&](const Expression& l) {
    return Loss{.name = text,
                .formula = calculator_text(l),
                .latex = latex(l, vocabulary_of_functions()),
                .jet = kept({.jet = formula_jet(l)}).jet};
  });
}

std::optional<std::string> built_in_name(const Expression& f) {
  if (const auto piecewise = as_piecewise(f)) {
    const auto is = [&](const char* written) {
      const Piecewise known = *as_piecewise(read_function(written));
      return piecewise->kinks == known.kinks && piecewise->pieces == known.pieces;
    };
    if (is("relu(z)")) return "relu";
    return is("relu(z)^2") ? std::optional<std::string>("squared-relu") : std::nullopt;
  }
  for (const auto& [written, name] :
       {std::pair{"erf(z)", "erf"}, std::pair{"tanh(z)", "tanh"}, std::pair{"z Phi(z)", "gelu"},
        std::pair{"z (1 + erf(z/sqrt(2)))/2", "gelu"}, std::pair{"1/2 z (1 + erf(z/sqrt(2)))", "gelu"}})
    if (is_same(f, read_function(written))) return name;
  return std::nullopt;
}

std::optional<double> singular_place(const std::function<Jet(double)>& f, bool all) {
  for (int k = -32; k <= 32; ++k) {
    const double z = k / 8.0;
    const Jet jet = f(z);
    for (std::size_t order = 0; order < (all ? 4U : 2U); ++order)
      if (!std::isfinite(jet[order])) return z;
  }
  return std::nullopt;
}

}  // namespace featdyn::numerics
