#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "verify/ablation/ablation.hpp"
#include "verify/draw/plot.hpp"

namespace featdyn::verify {
namespace {

constexpr const char *ratio_claim = "theorem-3.1.ratio", *contrast_claim = "theorem-1.1",
                     *rest_claim = "theorem-3.1.stationary", *switch_claim = "switch.outcome";
constexpr const char *of_denoiser = "#009E73", *of_classifier = "#CC79A7";

void add(std::string& text, const std::string& part) {
  if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
}

/// "; 0.50 under the paper's", for every line but that.
std::string beside(bool is_paper, const std::string& numbers) {
  return is_paper ? "" : fmt::format(" ({} under the paper's assumptions)", numbers);
}

std::string power(const Finding& finding) {
  return fmt::format("{:.3g} (n SNR^2)^({:.2f})", *finding.constant, *finding.exponent);
}

std::string growth_part(const Table& table, const Line& line, bool is_paper) {
  const Cell *cell = cell_of(table, line, ratio_claim), *paper = cell_of(table, table.lines[0], ratio_claim);
  if (!cell || cell->finding.verdict == Verdict::not_applicable) return "";
  if (!cell->finding.exponent)
    return "growth of the denoiser's overlaps does not end in a first stage in every run";
  return "the denoiser's ratio of growths at T_1 is " + power(cell->finding) +
         (paper->finding.exponent ? beside(is_paper, power(paper->finding)) : "");
}

/// The number of this name, NaN where there is none.
double number(const Cell* cell, const std::string& name) {
  if (cell)
    for (const auto& [key, value] : cell->finding.numbers)
      if (key == name) return value;
  return std::nan("");
}

std::string ends_part(const Table& table, const Line& line, const std::string& model, bool is_paper) {
  const Cell *cell = cell_of(table, line, contrast_claim),
             *paper = cell_of(table, table.lines[0], contrast_claim);
  const std::string low = model + "'s ratio at n SNR^2 = 0.75", high = model + "'s ratio at n SNR^2 = 6.75";
  if (std::isnan(number(cell, low)) || std::isnan(number(cell, high))) return "";
  const auto both = [&](const Cell* of) {
    return fmt::format("{:.3g} and {:.3g}", number(of, low), number(of, high));
  };
  return fmt::format("the {} ends with signal / noise {} at n SNR^2 = 0.75 and 6.75{}", model, both(cell),
                     beside(is_paper, both(paper)));
}

std::string switch_part(const Table& table, const Line& line, bool is_paper) {
  const Cell *cell = cell_of(table, line, switch_claim),
             *paper = cell_of(table, table.lines[0], switch_claim);
  if (!cell || cell->finding.verdict == Verdict::not_applicable) return "";
  const auto place = [](const Cell* of) {
    const auto& at = of->finding.computed;
    return at && std::isfinite(*at) ? fmt::format("{:.3g}", *at) : std::string("none between 1 and 8");
  };
  return fmt::format("the classifier's winner changes at n SNR^2 = {}{}", place(cell),
                     beside(is_paper, place(paper)));
}

std::string contrast_part(const Table& table, const Line& line) {
  const Cell* cell = cell_of(table, line, contrast_claim);
  if (!cell) return "";
  switch (cell->finding.verdict) {
    case Verdict::holds:
      return "the contrast of balance and winner-take-all holds";
    case Verdict::fails:
      return "the contrast of balance and winner-take-all fails";
    case Verdict::undecided:
      return "the contrast of balance and winner-take-all is undecided";
    case Verdict::not_applicable:
      break;
  }
  return "";
}

/// Counts, and what fails, by name.
std::string claims_part(const Line& line) {
  int judged = 0, held = 0;
  std::string failed;
  for (const Cell& cell : line.cells) {
    if (cell.finding.verdict == Verdict::not_applicable) continue;
    ++judged;
    held += cell.finding.verdict == Verdict::holds ? 1 : 0;
    if (cell.finding.verdict == Verdict::fails) failed += (failed.empty() ? "" : ", ") + cell.finding.claim;
  }
  if (judged == 0) return "no claim could be judged";
  return fmt::format("{} of {} claims hold{}", held, judged, failed.empty() ? "" : ", these fail: " + failed);
}

std::string answer(const Table& table, const Line& line) {
  const bool is_paper = &line == &table.lines[0];
  std::string text;
  add(text, contrast_part(table, line));
  const auto about = line.assumption.about;
  if (about != Assumption::About::classifier) {
    add(text, ends_part(table, line, "denoiser", is_paper));
    add(text, growth_part(table, line, is_paper));
  }
  if (about != Assumption::About::denoiser) {
    add(text, ends_part(table, line, "classifier", is_paper));
    add(text, switch_part(table, line, is_paper));
  }
  add(text, claims_part(line));
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

/// The points of a cell's chart of this name.
const Chart::Curve* curve_of(const Cell* cell, const std::string& title) {
  if (!cell || cell->finding.charts.empty()) return nullptr;
  const auto& curves = cell->finding.charts.front().curves;
  const auto found = std::ranges::find(curves, title, &Chart::Curve::title);
  return found == curves.end() || found->x.empty() ? nullptr : &*found;
}

/// Geometric means over the points of one x, as a line.
Chart::Curve middle(const Chart::Curve& points, const std::string& title, const char* colour) {
  std::map<double, std::pair<double, int>> sums;
  for (std::size_t k = 0; k < points.x.size(); ++k) {
    if (!(points.y[k] > 0)) continue;
    auto& [sum, count] = sums[std::round(1e6 * points.x[k]) / 1e6];
    sum += std::log(points.y[k]), ++count;
  }
  Chart::Curve line{.title = title, .colour = colour, .dashed = true, .x = {}, .y = {}};
  for (const auto& [x, entry] : sums)
    line.x.push_back(x), line.y.push_back(std::exp(entry.first / entry.second));
  return line;
}

/// A kind of run in a chart: the paper's as a line, the assumption's as points.
struct Kind {
  const char *claim, *curve, *title, *colour;
};

Chart chart_of(const Table& table, const Line& line, const std::string& title,
               const std::vector<Kind>& kinds) {
  Chart chart{.title = title,
              .x_label = "n SNR^2",
              .y_label = "signal / noise",
              .log_x = true,
              .log_y = true,
              .curves = {}};
  const bool is_paper = &line == &table.lines[0];
  for (const Kind& kind : kinds) {
    const auto* paper = curve_of(cell_of(table, table.lines[0], kind.claim), kind.curve);
    const auto* changed = curve_of(cell_of(table, line, kind.claim), kind.curve);
    if (paper) chart.curves.push_back(middle(*paper, std::string(kind.title) + " of the paper", kind.colour));
    if (!changed) continue;
    Chart::Curve points = *changed;
    points.title = kind.title + std::string(is_paper ? ", runs" : ", changed");
    points.colour = kind.colour;
    chart.curves.push_back(points);
  }
  return chart;
}

bool has_points(const Chart& chart) {
  return std::ranges::any_of(chart.curves, &Chart::Curve::points);
}

}  // namespace

void answer_questions(Table& table) {
  for (Line& line : table.lines) line.answer = answer(table, line);
}

void draw_lines(Table& table, const std::filesystem::path& directory, bool draw, std::string& why) {
  for (Line& line : table.lines) {
    const Cell* contrast = cell_of(table, line, contrast_claim);
    const bool ends = curve_of(contrast, "denoiser") != nullptr;
    Finding drawn{};
    drawn.claim = line.assumption.name;
    for (const Chart& chart :
         {chart_of(table, line, "Growths at T_1", {{ratio_claim, "growths", "growths", colour::signal}}),
          chart_of(table, line, "Denoiser, where training comes to rest",
                   {{rest_claim, "runs", "denoiser", of_denoiser}}),
          ends ? chart_of(table, line, "Both models at the end",
                          {{contrast_claim, "denoiser", "denoiser", of_denoiser},
                           {contrast_claim, "classifier", "classifier", of_classifier}})
               : Chart{}})
      if (has_points(chart)) drawn.charts.push_back(chart);
    line.pictures = draw_charts(directory, drawn, draw, why);
  }
}

}  // namespace featdyn::verify
