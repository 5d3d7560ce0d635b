#include "numerics/settings/function_settings.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "numerics/activation/formula_activation.hpp"
#include "numerics/activation/formula_jet.hpp"
#include "numerics/extensions.hpp"
#include "numerics/settings/network_settings.hpp"
#include "numerics/settings/suggestion.hpp"
#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::numerics {
namespace {

using theory::MarginLoss;
using theory::Polynomial;
using theory::Rational;
using theory::Symbol;

constexpr long largest_degree = 100;
constexpr long columns_of_a_line = 1L << 20;  // of Entry::place
const char* const activation_key = "network.activation";
const char* const loss_key = "network.loss";

constexpr std::array<MarginLoss, built_in_losses.size()> losses{MarginLoss::logistic, MarginLoss::exponential,
                                                                MarginLoss::square, MarginLoss::smooth_hinge,
                                                                MarginLoss::cross_entropy};

std::string quoted(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& name : names) result.push_back('"' + name + '"');
  return fmt::format("{}", fmt::join(result, ", "));
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Activation& known : activations()) names.push_back(known.name);
  return names;
}

std::string allowed_activations() {
  return fmt::format(
      "a nonempty array of numbers, e.g. [0, 0, 1] for z^2, one of {}, or a formula in z such as "
      "\"z / (1 + exp(-z))\"",
      quoted(function_names()));
}

/// With FILE:LINE:COLUMN where the formula stands in a file, else with its own column.
InputError error_at(const Entry& entry, formula::Place place, const std::string& message) {
  const int column = std::max(place.column, 1);
  if (entry.origin.file.starts_with("--set"))
    return {entry.origin, fmt::format("{} (column {} of the formula)", message, column)};
  const auto quote = static_cast<int>(entry.place % columns_of_a_line);
  return {{fmt::format("{}:{}", entry.origin.file, entry.origin.line), quote + column}, message};
}

/// A single word that is no name: the mistake is in the name, not in a formula.
bool is_word(const std::string& text) {
  return std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; }) &&
         !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) && text != "z" &&
         text != "pi";
}

formula::Expression read_formula(const Reader& in, const char* key, const std::vector<std::string>& names,
                                 const std::string& allowed) {
  const Entry& entry = *in.find(key);
  if (is_word(entry.text))
    throw InputError(entry.origin, fmt::format("{}: unknown name, read {}{}{}", key, shown(entry),
                                               allowed_after(entry.text, names), allowed));
  try {
    return formula::read_function(entry.text);
  } catch (const formula::FormulaError& error) {
    throw error_at(entry, error.place(), fmt::format("{}: {}", key, error.what()));
  }
}

bool is_terminating(const Rational& value) {
  Rational rest = value.denominator();
  for (const long prime : {2L, 5L})
    while ((rest / Rational(prime)).is_integer()) rest /= Rational(prime);
  return rest == 1;
}

/// 0.125 for 1/8, 1/3 for itself.
std::string decimal_text(const Rational& value) {
  if (!is_terminating(value)) return value.str();
  Rational scaled = abs(value);
  int places = 0;
  for (; !scaled.is_integer(); ++places) scaled *= Rational(10);
  const std::string digits = fmt::format("{:0>{}}", scaled.str(), places + 1);
  const std::size_t point = digits.size() - static_cast<std::size_t>(places);
  return fmt::format("{}{}{}{}", value < 0 ? "-" : "", digits.substr(0, point), places > 0 ? "." : "",
                     digits.substr(point));
}

std::vector<Decimal> coefficients_of(const Reader& in, const Polynomial& sigma) {
  static const Rational largest = theory::rational_from_decimal("1e150");
  std::vector<Decimal> result(sigma.degree(Symbol::z) + 1, Decimal{.value = 0, .text = "0"});
  for (const auto& term : sigma.terms()) {
    const Rational& value = term.coefficient;
    if (abs(value) > largest || abs(value) * largest < 1)
      in.refuse(activation_key, "a coefficient out of range", "0 or a size from 1e-150 to 1e150");
    result[term.exponents[static_cast<std::size_t>(Symbol::z)]] = {.value = value,
                                                                   .text = decimal_text(value)};
  }
  return result;
}

void require_usable(const Reader& in, const std::vector<Decimal>& coefficients) {
  if (std::ranges::all_of(coefficients, [](const Decimal& c) { return c.value == 0; }))
    in.refuse(activation_key, "the activation is 0", "at least one nonzero coefficient");
  if (std::ssize(coefficients) > largest_degree + 1)
    in.refuse(activation_key, "too high a degree", "at most degree 100, whose moments doubles can hold");
}

void require_finite(const Reader& in, const char* key, const std::function<Jet(double)>& f) {
  if (const auto z = singular_place(f, false))
    in.refuse(key, fmt::format("value or slope is no finite number at z = {}", *z).c_str(),
              "a formula that is defined, with its slope, at every z");
}

ActivationChoice choice_of(const Reader& in, const formula::Expression& f) {
  if (const auto polynomial = formula::as_polynomial(f)) {
    ActivationChoice result{coefficients_of(in, *polynomial), {}};
    require_usable(in, result.coefficients);
    return result;
  }
  if (const auto name = built_in_name(f)) return {{}, *name};
  if (!formula::has_z(f))
    in.refuse(activation_key, "a constant that is no rational number", "a formula in z");
  require_finite(in, activation_key, averaged(f).jet);
  return {{}, formula::text(f)};
}

/// The program's loss that the formula writes down.
std::optional<MarginLoss> built_in_loss(const formula::Expression& l) {
  for (const auto& [written, kind] :
       {std::pair{"log(1 + exp(-z))", MarginLoss::logistic},
        std::pair{"log(exp(-z) + 1)", MarginLoss::logistic}, std::pair{"exp(-z)", MarginLoss::exponential}})
    if (formula::is_same(l, formula::read_function(written))) return kind;
  const auto polynomial = formula::as_polynomial(l);
  const Polynomial missing = Polynomial(1) - Polynomial(Symbol::z);
  if (polynomial && *polynomial == Polynomial(Rational(1, 2)) * missing * missing) return MarginLoss::square;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> loss_names() {
  std::vector<std::string> names(built_in_losses.begin(), built_in_losses.end());
  for (const Loss& own : extensions().losses) names.push_back(own.name);
  return names;
}

ActivationChoice read_activation(const Reader& in) {
  const char* const key = activation_key;
  const Entry& entry =
      in.required(key, in.has(key) ? std::optional(*in.find(key)) : std::nullopt, "[0, 0, 1] for z^2");
  if (entry.kind == Entry::Kind::string) {
    const std::vector<std::string> names = function_names();
    if (std::ranges::find(names, entry.text) != names.end()) return {{}, entry.text};
    return choice_of(in, read_formula(in, key, names, allowed_activations()));
  }
  ActivationChoice result{in.decimals(key, entry, Allowed::any, allowed_activations()), {}};
  require_usable(in, result.coefficients);
  return result;
}

std::string activation_literal(const Settings& settings) {
  if (const std::string& function = settings.architecture.function; !function.empty())
    return fmt::format("\"{}\"", function);
  std::vector<std::string> texts;
  Polynomial sigma;
  for (std::size_t k = 0; k < settings.activation.size(); ++k) {
    texts.push_back(settings.activation[k].text);
    sigma = sigma +
            Polynomial(settings.activation[k].value) * Polynomial(Symbol::z).pow(static_cast<unsigned>(k));
  }
  const bool has_fraction =
      std::ranges::any_of(texts, [](const std::string& text) { return text.find('/') != std::string::npos; });
  return has_fraction ? fmt::format("\"{}\"", sigma.text()) : fmt::format("[{}]", fmt::join(texts, ", "));
}

LossChoice read_loss(const Reader& in) {
  const Entry* entry = in.find(loss_key);
  if (entry == nullptr) return {};
  const std::vector<std::string> names = loss_names();
  const std::string allowed = quoted(names) + ", or a formula in the margin z such as \"log(1 + exp(-z))\"";
  if (entry->kind != Entry::Kind::string) in.refuse(loss_key, "wrong type", allowed);
  const auto which = static_cast<std::size_t>(std::ranges::find(names, entry->text) - names.begin());
  if (which < losses.size()) return {losses[which], {}};
  if (which < names.size()) return {MarginLoss::named, entry->text};
  const formula::Expression l = read_formula(in, loss_key, names, allowed);
  if (const auto known = built_in_loss(l)) return {*known, {}};
  if (!formula::has_z(l)) in.refuse(loss_key, "a loss that is free of the margin", allowed);
  require_finite(in, loss_key, formula_jet(l));
  return {MarginLoss::named, formula::text(l)};
}

std::string loss_literal(const ArchitectureSettings& architecture) {
  const auto which = std::ranges::find(losses, architecture.loss) - losses.begin();
  const bool is_named = !architecture.named_loss.empty();
  return fmt::format("\"{}\"",
                     is_named ? architecture.named_loss : built_in_losses[static_cast<std::size_t>(which)]);
}

theory::MarginLossChoice loss_of(const ArchitectureSettings& architecture) {
  theory::MarginLossChoice choice{.kind = architecture.loss, .sharpness = architecture.sharpness.value};
  if (const Loss* loss = find_extension_loss(architecture.named_loss))
    choice.function = {.name = function_of_loss(loss->name), .formula = loss->formula, .latex = loss->latex};
  return choice;
}

void require_expectations(const Reader& in, const Settings& settings) {
  const std::string& function = settings.architecture.function;
  const Activation* activation = find_formula_activation(function);
  if (function.empty() || !activation || activation->is_closed() || !settings.has_noise()) return;
  if (find_activation(function) == activation && slope_jumps(formula::read_function(function)))
    in.refuse(activation_key, "a kink whose expectations over the noise are not known",
              "a smooth formula, or sums, products and powers of relu, abs, min and max of polynomials in z");
  if (const auto z = singular_place(activation->jet, true))
    in.refuse(activation_key, fmt::format("a derivative that is no finite number at z = {}", *z).c_str(),
              "under noise a formula with three derivatives at every z");
}

}  // namespace featdyn::numerics
