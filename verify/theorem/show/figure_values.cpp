#include "verify/theorem/show/figure_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "theory/formula/error.hpp"
#include "verify/theorem/domain/solve.hpp"

namespace featdyn::verify {
namespace {

using formula::Expression;

/// `f <= f`, which every run meets and whose left side is f's value.
WrittenStatement told(const WrittenExpression& f) {
  return {formula::make_statement(formula::Chain{{f.value, f.value}, {formula::Comparison::less_equal}, {}},
                                  f.value->place),
          f.source};
}

std::vector<WrittenExpression> formulas_of(const TheoremFigure& figure) {
  return figure.heat.value ? std::vector{figure.heat} : figure.curves;
}

/// The theorem that says its figure's formulas instead of its conclusions.
Theorem telling(const TheoremFigure& figure, Theorem theorem) {
  theorem.conclusions.clear();
  for (const WrittenExpression& f : formulas_of(figure)) theorem.conclusions.push_back(told(f));
  theorem.probability = {formula::make(formula::Number{"1", 1}), {}};
  theorem.figures.clear();
  return theorem;
}

/// The axis that a formula is; as many as there are for none.
std::size_t axis_of(const Domain& domain, const Expression& variable) {
  const auto& axes = domain.axes();
  return static_cast<std::size_t>(
      std::ranges::find_if(
          axes, [&](const DomainAxis& axis) { return formula::is_same(axis.variable, variable); }) -
      axes.begin());
}

class Values {
 public:
  Values(const TheoremFigure& figure, Inquiry& inquiry) : figure_(figure), inquiry_(inquiry) {
    x_ = inquiry.stated().expanded(figure.x.value);
    if (figure.y.value) y_ = inquiry.stated().expanded(figure.y.value);
  }

  FigureValues all() {
    inquiry_.run_the_domain();
    FigureValues result;
    const auto formulas = formulas_of(figure_);
    for (std::size_t k = 0; k < formulas.size(); ++k)
      for (auto& [beside, series] : series_of(k)) {
        series.title = formulas[k].source.text + (beside.empty() ? "" : ", " + beside);
        series.beside = beside;
        result.series.push_back(std::move(series));
      }
    for (const WrittenStatement& contour : figure_.contours) result.contours.push_back(line_of(contour));
    return result;
  }

 private:
  const Domain& domain() const { return inquiry_.domain(); }

  /// "d = 400" of the axes beside the figure's that vary.
  std::string beside(const DomainPoint& point) const {
    std::string text;
    for (std::size_t a = 0; a < domain().axes().size(); ++a) {
      const DomainAxis& axis = domain().axes()[a];
      const bool varies = axis.kind == DomainAxis::Kind::words ? axis.words.size() > 1 : axis.varies();
      if (!varies || a == axis_of(domain(), x_) || (y_ && a == axis_of(domain(), y_))) continue;
      text +=
          (text.empty() ? "" : ", ") + axis.text + " = " +
          (axis.kind == DomainAxis::Kind::words ? axis.words[static_cast<std::size_t>(point.coordinates[a])]
                                                : fmt::format("{:g}", point.coordinates[a]));
    }
    return text;
  }

  FigureValue value_of(std::size_t point, std::size_t formula) const {
    const DomainPoint& at = inquiry_.trials().point(point);
    const numerics::Settings& settings = at.settings.at(at.first);
    FigureValue result{.x = value_at(x_, settings),
                       .y = y_ ? value_at(y_, settings) : NAN,
                       .mean = 0,
                       .low = HUGE_VAL,
                       .high = -HUGE_VAL,
                       .seeds = 0};
    for (const Trial& trial : inquiry_.trials().trials())
      if (trial.point == point) {
        const double value = trial.readings[formula].left;
        result.mean += value, ++result.seeds;
        result.low = std::fmin(result.low, value), result.high = std::fmax(result.high, value);
      }
    result.mean = result.seeds > 0 ? result.mean / result.seeds : NAN;
    return result;
  }

  std::map<std::string, FigureSeries> series_of(std::size_t formula) const {
    std::map<std::string, FigureSeries> result;
    for (const std::size_t point : inquiry_.base())
      result[beside(inquiry_.trials().point(point))].values.push_back(value_of(point, formula));
    for (auto& [title, series] : result) std::ranges::stable_sort(series.values, {}, &FigureValue::x);
    return result;
  }

  /// For each of many x the y, by bisection, at the other axes' first values; nothing where x or y is no axis.
  FigureContour line_of(const WrittenStatement& contour) const {
    const auto* chain = formula::as<formula::Chain>(contour.value);
    const Expression left = inquiry_.stated().expanded(chain->operands[0]),
                     right = inquiry_.stated().expanded(chain->operands[1]);
    FigureContour result{contour.source.text, {}};
    const std::size_t x = axis_of(domain(), x_), y = y_ ? axis_of(domain(), y_) : domain().axes().size();
    if (x >= domain().axes().size() || y >= domain().axes().size() || inquiry_.base().empty()) return result;
    const DomainAxis &across = domain().axes()[x], &up = domain().axes()[y];
    Coordinates at = inquiry_.trials().point(inquiry_.base().front()).coordinates;
    double place = NAN;
    const auto difference = [&](double height) {
      at[y] = height;
      const DomainPoint point = domain().at(at);
      const numerics::Settings& settings = point.settings.at(point.first);
      place = value_at(x_, settings);  // a number of samples is whole
      return value_at(left, settings) - value_at(right, settings);
    };
    constexpr int places = 21, halvings = 24;
    for (const double here : spaced(across.low, across.high, places)) {
      at[x] = here;
      double low = up.low, high = up.high, below = 0;
      try {
        below = difference(low);
        if (below * difference(high) > 0) continue;
        for (int k = 0; k < halvings; ++k) {
          const double middle = low > 0 ? std::sqrt(low * high) : (low + high) / 2;
          (difference(middle) * below > 0 ? low : high) = middle;
        }
      } catch (const std::exception&) {  // an odd number of samples, say: no setting there
        continue;
      }
      result.places.emplace_back(place, low > 0 ? std::sqrt(low * high) : (low + high) / 2);
    }
    return result;
  }

  const TheoremFigure& figure_;
  Inquiry& inquiry_;
  Expression x_, y_;
};

}  // namespace

FigureValues values_of(const TheoremFigure& figure, const Theorem& theorem, const TheoremOptions& options) {
  const Theorem told = telling(figure, theorem);
  try {
    Inquiry inquiry(told, options);
    return Values(figure, inquiry).all();
  } catch (const formula::FormulaError& error) {
    throw numerics::InputError(figure.origin, fmt::format("[figure]: {}", error.what()));
  }
}

}  // namespace featdyn::verify
