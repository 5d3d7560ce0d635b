#include "verify/theorem/file/theorem_reader.hpp"

namespace featdyn::verify {

std::vector<TheoremFigure> read_figures(const TheoremReader& reader) {
  const auto entries = reader.table("figure");
  if (entries.empty()) return {};
  TheoremFigure figure;
  figure.title = reader.string("figure.title"), figure.origin = entries.front().second->origin;
  const auto formula = [&](const std::string& key) {
    return reader.formula(key).value_or(WrittenExpression{});
  };
  figure.heat = formula("figure.heat"), figure.x = formula("figure.x"), figure.y = formula("figure.y");
  for (const FormulaSource& source : reader.strings("figure.curves"))
    figure.curves.push_back(read_formula(source, reader.names()));
  for (const FormulaSource& source : reader.strings("figure.contour"))
    figure.contours.push_back(read_statement_of(source, reader.names()));
  for (const WrittenStatement& contour : figure.contours) {
    const auto* chain = formula::as<formula::Chain>(contour.value);
    if (!chain || chain->comparisons != std::vector{formula::Comparison::equal} || chain->tolerance.value)
      throw error_at(contour.source, {1},
                     "no contour, read '" + contour.source.text + "', allowed: n SNR^2 = 2");
  }
  const bool is_heat = figure.heat.value != nullptr;
  if (is_heat == !figure.curves.empty())
    throw numerics::InputError(figure.origin,
                               "figure: read neither heat nor curves, or both, allowed: heat over x "
                               "and y, or curves over x");
  if (!figure.x.value || is_heat != (figure.y.value != nullptr))
    throw numerics::InputError(
        figure.origin,
        std::string("figure: an axis is missing or too many, allowed: ") + (is_heat ? "x and y" : "x alone"));
  return {figure};
}

}  // namespace featdyn::verify
