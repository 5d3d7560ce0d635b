#include "theory/formula/latex_writer.hpp"

namespace featdyn::formula {
namespace {

std::string relation(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return " < ";
    case Comparison::less_equal:
      return " \\le ";
    case Comparison::equal:
      return " = ";
    case Comparison::greater_equal:
      return " \\ge ";
    case Comparison::greater:
      return " > ";
    case Comparison::not_equal:
      return " \\ne ";
  }
  return "";
}

}  // namespace

std::string LatexWriter::of(const Condition& statement) const {
  return std::visit([this](const auto& content) { return write(content); }, statement->content);
}

std::string LatexWriter::grouped(const Condition& condition, bool junctions_too) const {
  const bool spans =
      as<Implication>(condition) || as<Quantified>(condition) || (junctions_too && as<Junction>(condition));
  return spans ? "\\left(" + of(condition) + "\\right)" : of(condition);
}

std::string LatexWriter::bindings(const std::vector<Binding>& all) const {
  std::string result;
  for (const Binding& bound : all) result += (result.empty() ? "" : ", ") + binding(bound);
  return result;
}

std::string LatexWriter::binding(const Binding& bound) const {
  const std::string index = latex_name(bound.index, vocabulary_);
  if (!bound.values.empty()) return index + " \\in \\{" + listed(bound.values) + "\\}";
  std::string result = index;
  if (bound.lower && bound.upper)
    result = of(bound.lower) + (bound.lower_is_open ? " < " : " \\le ") + result;
  else if (bound.lower)
    result += (bound.lower_is_open ? " > " : " \\ge ") + of(bound.lower);
  if (bound.upper) result += (bound.upper_is_open ? " < " : " \\le ") + of(bound.upper);
  return result;
}

std::string LatexWriter::tolerance(const Tolerance& tolerance) const {
  if (!tolerance.value) return "";
  return tolerance.is_percent ? " \\quad\\text{within } " + of(tolerance.value) + "\\,\\%"
                              : " \\quad\\text{within a factor } " + of(tolerance.value);
}

std::string LatexWriter::write(const Chain& chain) const {
  std::string result = of(chain.operands.front());
  for (std::size_t c = 0; c < chain.comparisons.size(); ++c)
    result += relation(chain.comparisons[c]) + of(chain.operands[c + 1]);
  return result + tolerance(chain.tolerance);
}

std::string LatexWriter::write(const Order& order) const {
  const std::string growth = order.growth == Growth::theta   ? "\\Theta"
                             : order.growth == Growth::big_o ? "O"
                                                             : "\\Omega";
  return of(order.quantity) + " = " + (order.up_to_logarithms ? "\\widetilde{" + growth + "}" : growth) +
         "\\left(" + of(order.law) + "\\right)" + tolerance(order.tolerance);
}

std::string LatexWriter::write(const Crossing& crossing) const {
  return of(crossing.left) + " = " + of(crossing.right) + " \\quad\\text{at } " + of(crossing.parameter) +
         " = " + of(crossing.law) + tolerance(crossing.tolerance);
}

std::string LatexWriter::write(const Quantified& quantified) const {
  const std::string filter = quantified.filter ? " \\text{ with } " + grouped(quantified.filter, false) : "";
  return (quantified.quantifier == Quantifier::for_all ? "\\forall\\, " : "\\exists\\, ") +
         bindings(quantified.bindings) + filter + " :\\quad " + of(quantified.body);
}

std::string LatexWriter::write(const Implication& implication) const {
  return grouped(implication.premise, false) + " \\quad\\Longrightarrow\\quad " + of(implication.conclusion);
}

std::string LatexWriter::write(const Junction& junction) const {
  const bool is_and = junction.connective == Connective::conjunction;
  std::string result;
  for (const Condition& part : junction.parts)
    result += (result.empty() ? "" : is_and ? " \\text{ and } " : " \\text{ or } ") + grouped(part, true);
  return result;
}

std::string LatexWriter::write(const Negation& negation) const {
  return "\\neg \\left(" + of(negation.body) + "\\right)";
}

}  // namespace featdyn::formula
