#include "verify/theorem/judge/crossing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "verify/finding/statistics.hpp"
#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

/// Where one seed's sides cross, between two values of X.
struct Cell {
  std::size_t group;
  int seed;
  double low, high;
  bool rises = false, is_found = false;
  double middle() const { return std::sqrt(low * high); }
};

/// A setting of everything but X, and what the law says there.
struct Group {
  Coordinates coordinates;
  double law = 0, rest = 0;  ///< with the named constants that multiply it, and without
  std::string where = {};
  std::vector<double> found = {}, missing = {};  ///< crossings; seeds without one
  double cell = 1;                               ///< high / low of the last cells
};

class Search {
 public:
  Search(Inquiry& inquiry, std::size_t conclusion)
      : inquiry_(inquiry),
        crossing_(*inquiry.conclusions()[conclusion].crossing),
        axis_(inquiry.axis_of(crossing_.parameter)) {
    tolerance_ = tolerance();
    make_groups();
  }

  std::vector<Group> run() {
    std::vector<Cell> cells;
    for (std::size_t g = 0; g < groups_.size(); ++g)
      for (int seed = 0; seed < seeds(); ++seed)
        cells.push_back({.group = g, .seed = seed, .low = low(g), .high = high(g)});
    bracket(cells);
    for (int level = 0; level < levels(); ++level) halve(cells);
    for (const Cell& cell : cells) {
      Group& group = groups_[cell.group];
      (cell.is_found ? group.found : group.missing).push_back(cell.is_found ? cell.middle() : cell.seed);
      if (cell.is_found) group.cell = cell.high / cell.low;
    }
    return groups_;
  }

  double within() const { return tolerance_; }

 private:
  const DomainAxis& axis() const { return inquiry_.domain().axes()[axis_]; }
  double low(std::size_t group) const { return axis().varies() ? axis().low : groups_[group].law / 4; }
  double high(std::size_t group) const { return axis().varies() ? axis().high : groups_[group].law * 4; }

  /// The interval of a median has ends from six values on.
  int seeds() const {
    constexpr int least = 6;
    return inquiry_.seeds() > 1 ? std::max(inquiry_.seeds(), least) : 1;
  }

  double tolerance() const {
    const auto& asked = crossing_.tolerance;
    if (!asked.value) return rounding;
    const PointNumbers numbers(inquiry_.domain().base(), inquiry_.stated());
    const double value = number_of(asked.value, {.number = numbers});
    return asked.is_percent ? value / 100 : value - 1;
  }

  /// So many that a cell is a tenth of the tolerance.
  int levels() const {
    double width = 0;
    for (std::size_t g = 0; g < groups_.size(); ++g) width = std::fmax(width, std::log(high(g) / low(g)));
    const double cell = std::fmax(std::log1p(tolerance_) / (inquiry_.options().full() ? 20 : 10), 1e-4);
    return static_cast<int>(std::ceil(std::log2(std::fmax(width / cell, 1))));
  }

  void make_groups() {
    for (Coordinates coordinates :
         inquiry_.domain().grid({.points = 5, .halvings = inquiry_.options().full() ? 1 : 0})) {
      coordinates[axis_] = axis().low;
      if (std::ranges::find(groups_, coordinates, &Group::coordinates) != groups_.end()) continue;
      Group group{.coordinates = coordinates};
      const auto point = solve_law(group);
      if (point && inquiry_.trials().admits(*point, false)) groups_.push_back(std::move(group));
    }
  }

  /// X = L(X), by iteration.
  std::optional<DomainPoint> solve_law(Group& group) {
    Coordinates at = group.coordinates;
    at[axis_] = axis().varies() ? std::sqrt(axis().low * axis().high) : axis().low;
    for (int round = 0; round < 200; ++round) {
      const DomainPoint point = inquiry_.domain().at(at);
      const PointNumbers numbers(point.settings.at(point.first), inquiry_.stated());
      const double next = number_of(crossing_.law, {.number = numbers});
      if (!(next > 0) || !std::isfinite(next)) return std::nullopt;
      if (std::abs(next - at[axis_]) <= 1e-10 * next) {
        group.law = next;
        const Law law = without_constants(crossing_.law, inquiry_.stated().constant_names);
        group.rest = next / factor_of(law, {.number = numbers});
        group.where = point.text;
        return point;
      }
      at[axis_] = next;
    }
    return std::nullopt;
  }

  /// log(A/B) of each cell's seed at X.
  template <class At>
  std::vector<double> signs(const std::vector<Cell>& cells, At at) {
    std::vector<DomainPoint> points;
    for (const Cell& cell : cells) {
      Coordinates coordinates = groups_[cell.group].coordinates;
      coordinates[axis_] = at(cell);
      points.push_back(inquiry_.domain().at(coordinates));
    }
    std::vector<RunAt> runs;
    for (std::size_t k = 0; k < cells.size(); ++k)
      runs.push_back({.point = &points[k], .seed = cells[k].seed});
    std::vector<double> result;
    for (const auto& showing : inquiry_.domain_runs().show(runs)) {
      const double left = number_of(crossing_.left, showing->environment()),
                   right = number_of(crossing_.right, showing->environment());
      result.push_back(left > 0 && right > 0 ? std::log(left / right) : left - right);
    }
    return result;
  }

  void bracket(std::vector<Cell>& cells) {
    const auto below = signs(cells, [](const Cell&cell) { return cell.low; }),
               above = signs(cells, [](const Cell&cell) { return cell.high; });
    for (std::size_t k = 0; k < cells.size(); ++k) {
      cells[k].rises = above[k] > 0;
      cells[k].is_found = below[k] * above[k] < 0;
    }
  }

  void halve(std::vector<Cell>& cells) {
    const auto middle = signs(cells, [](const Cell& cell) { return cell.middle(); });
    for (std::size_t k = 0; k < cells.size(); ++k)
      if (const bool above = (middle[k] > 0) == cells[k].rises; above)
        cells[k].high = cells[k].middle();
      else
        cells[k].low = cells[k].middle();
  }

  Inquiry& inquiry_;
  const formula::Crossing& crossing_;
  std::size_t axis_;
  double tolerance_ = 0;
  std::vector<Group> groups_;
};

struct Crossed {
  double value, half;  ///< the median, and how far its interval reaches
  Inequality line;
};
Crossed crossed(const Group& group, double within) {
  const Estimate median = median_of(group.found);
  const double cell = median.value * (std::sqrt(group.cell) - 1);
  const double half = group.found.size() == 1 ? cell : std::fmin(median.half_width(), HUGE_VAL) + cell;
  Crossed result{.value = median.value, .half = half, .line = {}};
  result.line = at_most("|crossing / law - 1|", std::abs(median.value / group.law - 1), within,
                        half / group.law, group.where);
  return result;
}

double margin_of(const Inequality& line) {
  const double size = std::fmax(line.value, line.bound);
  return size == 0 ? 0 : (line.bound - line.value) / size;
}

}  // namespace

Answer crossing_answer(Inquiry& inquiry, std::size_t conclusion) {
  Search search(inquiry, conclusion);
  const auto groups = search.run();
  Answer answer{.verdict = groups.empty() ? Verdict::not_applicable : Verdict::holds};
  for (const Group& group : groups) {
    const Crossed found = crossed(group, search.within());
    Verdict verdict = found.line.verdict();
    if (!group.missing.empty()) verdict = Verdict::fails;
    const bool is_worse = !(margin_of(found.line) >= answer.worst.margin);
    if (is_worse || answer.where.empty()) {
      answer.worst.margin = margin_of(found.line), answer.worst.left = found.value,
      answer.worst.right = group.law;
      answer.where = group.where;
      if (!group.missing.empty())
        answer.where += fmt::format("; seed +{:g} does not cross", group.missing.front());
    }
    if (!answer.computed) {
      answer.computed = found.value, answer.error = found.half, answer.bound = group.law;
      answer.constant = found.value / group.rest;
      answer.constant_interval =
          Range{(found.value - found.half) / group.rest, (found.value + found.half) / group.rest};
    }
    answer.sentence +=
        fmt::format("{}crosses at {:.4g} +- {:.2g}, law {:.4g}{}", answer.sentence.empty() ? "" : "; ",
                    found.value, found.half, group.law, groups.size() > 1 ? " (" + group.where + ")" : "");
    if (verdict == Verdict::fails || answer.verdict == Verdict::holds) answer.verdict = verdict;
  }
  return answer;
}

}  // namespace featdyn::verify
