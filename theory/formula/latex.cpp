#include "theory/formula/latex.hpp"

#include <algorithm>

#include "theory/formula/latex_writer.hpp"
#include "theory/formula/text.hpp"

namespace featdyn::formula {
namespace {

std::string without_braces(const std::string& text) {
  return text.substr(std::min(text.find_first_not_of('{'), text.size()));
}
bool begins_with_digit(const std::string& text) {
  const std::string inner = without_braces(text);
  return !inner.empty() && inner.front() >= '0' && inner.front() <= '9';
}
bool begins_with_word(const std::string& text) {
  const std::string inner = without_braces(text);
  return inner.starts_with("\\mathrm") || inner.starts_with("\\log");
}

}  // namespace

std::string LatexWriter::of(const Expression& expression) const {
  return std::visit([this](const auto& content) { return write(content); }, expression->content);
}

std::string LatexWriter::grouped(const Expression& expression, Strength least) const {
  return strength_of(expression) < least ? "\\left(" + of(expression) + "\\right)" : of(expression);
}

std::string LatexWriter::listed(const std::vector<Expression>& all) const {
  std::string result;
  for (const Expression& one : all) result += (result.empty() ? "" : ", ") + of(one);
  return result;
}

std::string LatexWriter::lowered(const std::vector<Expression>& indices) const {
  return indices.empty() ? "" : "_{" + listed(indices) + "}";
}

/// 1e-13 as a power of ten.
std::string LatexWriter::write(const Number& number) const {
  const auto mark = number.literal.find_first_of("eE");
  if (mark == std::string::npos) return number.literal;
  const std::string digits = number.literal.substr(0, mark), exponent = number.literal.substr(mark + 1);
  const std::string power = "10^{" + exponent.substr(exponent.front() == '+' ? 1 : 0) + "}";
  return digits == "1" ? power : "{" + digits + " \\cdot " + power + "}";
}

/// x[mu[j]] is mu_j itself.
std::string LatexWriter::vector(const Quantity& vector, const Expression& step) const {
  if (vector.name == "x" && vector.indices.size() == 1)
    if (const Quantity* patch = as<Quantity>(vector.indices.front());
        patch && (patch->name == "mu" || patch->name == "xi"))
      return this->vector(*patch, step);
  const bool moves = vector.name == "w" && step;
  return latex_name(vector.name, vocabulary_) + lowered(vector.indices) +
         (moves ? "^{(" + of(step) + ")}" : "");
}

/// `|w|^2` with index r is \|w_r\|^2; other observables have their step behind them.
std::string LatexWriter::write(const Quantity& quantity) const {
  const std::string step = quantity.step ? "(" + of(quantity.step) + ")" : "";
  if (quantity.name.front() != '|')
    return latex_name(quantity.name, vocabulary_) + lowered(quantity.indices) + step;
  const auto last = quantity.name.rfind('|');
  const Quantity inner{quantity.name.substr(1, last - 1), quantity.indices, nullptr};
  const std::string inside = inner.name == "grad" ? "\\nabla L" + step : vector(inner, quantity.step);
  const bool is_square = last + 1 < quantity.name.size();
  return "\\|" + inside + "\\|" + (is_square ? "^{2}" : "");
}

std::string LatexWriter::write(const InnerProduct& product) const {
  return "\\langle " + vector(product.left, product.step) + ", " + vector(product.right, product.step) +
         "\\rangle";
}

std::string LatexWriter::write(const Call& call) const {
  const std::string inside = listed(call.arguments);
  const bool is_short =
      call.arguments.size() == 1 && (as<Quantity>(call.arguments[0]) || as<Number>(call.arguments[0]));
  if (call.function == Function::abs) return "\\left|" + inside + "\\right|";
  if (call.function == Function::sqrt) return "\\sqrt{" + inside + "}";
  static constexpr const char* names[] = {
      "\\log",  "\\exp",       "", "", "\\min", "\\max", "\\Phi", "\\mathrm{relu}", "\\mathrm{erf}",
      "\\tanh", "\\mathrm{Ei}"};
  const std::string name = names[static_cast<std::size_t>(call.function)];
  if (call.function == Function::log && is_short) return name + " " + inside;
  return name + "\\left(" + inside + "\\right)";
}

std::string LatexWriter::write(const Negative& negative) const {
  return "-" + grouped(negative.value, Strength::product);
}

std::string LatexWriter::write(const Sum& sum) const {
  std::string result = grouped(sum.terms.front().value, Strength::product);
  for (std::size_t t = 1; t < sum.terms.size(); ++t) {
    const Expression& value = sum.terms[t].value;
    const bool has_sign = as<Negative>(value) != nullptr;
    result += (sum.terms[t].subtracted ? " - " : " + ") +
              grouped(value, has_sign ? Strength::reduction : Strength::product);
  }
  return result;
}

std::string LatexWriter::factors(const std::vector<Expression>& all) const {
  if (all.size() == 1) return of(all.front());
  std::string result, before;
  for (std::size_t f = 0; f < all.size(); ++f) {
    const bool is_last = f + 1 == all.size();
    std::string factor = is_open(all[f]) && !is_last
                             ? "\\left(" + of(all[f]) + "\\right)"
                             : grouped(all[f], f == 0 ? Strength::unary : Strength::reduction);
    const bool are_numbers = begins_with_digit(before) && begins_with_digit(factor);
    const bool has_word = begins_with_word(before) || begins_with_word(factor);
    if (f > 0) result += are_numbers ? " \\cdot " : has_word ? " \\, " : " ";
    result += factor;
    before = std::move(factor);
  }
  return result;
}

/// Everything up to the last division is one fraction, what follows stands beside it: 1/2 n is \frac{1}{2} n.
std::string LatexWriter::write(const Product& product) const {
  const auto last = std::find_if(product.factors.rbegin(), product.factors.rend(), [](const Factor& f) {
                      return f.divided;
                    }).base();
  std::vector<Expression> above, below, beside;
  for (auto factor = product.factors.begin(); factor != product.factors.end(); ++factor)
    (factor->divided ? below : factor < last ? above : beside).push_back(factor->value);
  if (below.empty()) return factors(beside);
  const auto part = [this](const std::vector<Expression>& all, bool may_be_sum) {
    const bool stands_alone = all.size() == 1 && (may_be_sum || strength_of(all.front()) > Strength::product);
    return stands_alone || all.size() > 1 ? factors(all) : grouped(all.front(), Strength::reduction);
  };
  const std::string fraction =
      is_small_
          ? part(above, false) + "/" + (below.size() > 1 ? "(" + factors(below) + ")" : part(below, false))
          : "\\frac{" + part(above, true) + "}{" + part(below, true) + "}";
  if (beside.empty()) return fraction;
  const bool has_bracket = beside.size() == 1 && strength_of(beside.front()) <= Strength::unary;
  return fraction + " " + (has_bracket ? grouped(beside.front(), Strength::reduction) : factors(beside));
}

std::string LatexWriter::write(const Power& power) const {
  const Call* call = as<Call>(power.base);
  const bool is_plain = !call || call->function == Function::abs || call->function == Function::sqrt;
  const Quantity* square = as<Quantity>(power.base);
  const bool has_power = square && square->name.ends_with("^2");
  const std::string base = is_plain && !has_power ? grouped(power.base, Strength::operand)
                                                  : "\\left(" + of(power.base) + "\\right)";
  return "{" + base + "}^{" + LatexWriter(vocabulary_, true).of(power.exponent) + "}";
}

std::string LatexWriter::write(const Reduction& reduction) const {
  std::string bound = bindings(reduction.bindings);
  if (reduction.filter) bound += " :\\, " + of(reduction.filter);
  if (reduction.counted) return "\\#\\left\\{" + bound + " :\\, " + of(reduction.counted) + "\\right\\}";
  static constexpr const char* names[] = {"\\max", "\\min", "\\operatorname*{mean}",
                                          "\\sum", "",      "\\operatorname*{rms}"};
  return std::string(names[static_cast<std::size_t>(reduction.kind)]) + "_{" + bound + "} " +
         grouped(reduction.body, Strength::product);
}

std::string LatexWriter::write(const First& first) const {
  return "\\min\\left\\{" + bindings({first.step}) + " :\\, " + of(first.condition) + "\\right\\}";
}

std::string LatexWriter::write(const InRun& in_run) const {
  return "\\left[" + of(in_run.body) + "\\right]_{\\text{" + in_run.run + "}}";
}

std::string latex(const Expression& expression, const Vocabulary& vocabulary) {
  return LatexWriter(vocabulary, false).of(expression);
}
std::string latex(const Condition& statement, const Vocabulary& vocabulary) {
  return LatexWriter(vocabulary, false).of(statement);
}
std::string latex(const Binding& binding, const Vocabulary& vocabulary) {
  return LatexWriter(vocabulary, false).binding(binding);
}

}  // namespace featdyn::formula
