#include "verify/compare/compare_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "verify/draw/frame.hpp"
#include "verify/run/curves.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

std::string column_name(const Difference& difference) {
  return difference.quantity + " " + difference.other;
}

nlohmann::ordered_json difference_json(const Difference& difference) {
  return {{"quantity", difference.quantity},
          {"reference", difference.reference},
          {"other", difference.other},
          {"judged", !difference.expected.empty()},
          {"largest", difference.largest.empty() ? 0.0 : *std::ranges::max_element(difference.largest)},
          {"worst", difference.worst},
          {"worst_step", difference.worst_step},
          {"worst_entry", difference.worst_entry},
          {"digits_agreed", difference.digits_agreed},
          {"least_digits", difference.least_digits},
          {"least_step", difference.least_step},
          {"last_step", difference.last_step}};
}

nlohmann::ordered_json budget_json(const BudgetLine& line) {
  return {{"cause", line.cause},
          {"size", line.size},
          {"expected", line.expected ? nlohmann::ordered_json(*line.expected) : nlohmann::ordered_json()},
          {"verdict", name(line.verdict)},
          {"detail", line.detail}};
}

nlohmann::ordered_json stages_json(const RunSeries& run) {
  nlohmann::ordered_json result = nlohmann::ordered_json::object();
  for (const numerics::Stage<double>& stage : run.stages)
    result[stage.name] = stage.step ? nlohmann::ordered_json(*stage.step) : nlohmann::ordered_json();
  return result;
}

Verdict overall(const Comparison& comparison) {
  switch (exit_code_of(comparison.verdicts())) {
    case exit_code::fails:
      return Verdict::fails;
    case exit_code::undecided:
      return Verdict::undecided;
    default:
      return Verdict::holds;
  }
}

}  // namespace

std::string comparison_csv(const Comparison& comparison) {
  std::string text = fmt::format("# largest |difference| to {}\nstep", comparison.runs[0].method);
  std::size_t rows = 0;
  for (const Difference& difference : comparison.differences) {
    text += "," + column_name(difference);
    if (!difference.expected.empty()) text += ",expected " + column_name(difference);
    rows = std::max(rows, difference.largest.size());
  }
  text += "\n";
  for (std::size_t k = 0; k < rows; ++k) {
    text += std::to_string(comparison.runs[0].records[k].step);
    for (const Difference& difference : comparison.differences) {
      const auto cell = [&](const std::vector<double>& values) {
        return k < values.size() ? fmt::format(",{:.6g}", values[k]) : ",";
      };
      text += cell(difference.largest);
      if (!difference.expected.empty()) text += cell(difference.expected);
    }
    text += "\n";
  }
  return text;
}

void write_comparison(const std::filesystem::path& directory, const numerics::Problem& problem,
                      const Comparison& comparison, bool arrays) {
  for (const RunSeries& run : comparison.runs) {
    std::filesystem::create_directories(directory / run.method);
    RunFiles files(directory / run.method, problem, {.overlaps = arrays});
    for (std::size_t k = 0; k < run.records.size(); ++k)
      files.add(csv_line(run.records[k]), run.A[k], run.G[k]);
    files.commit();
  }
  numerics::write_file(directory / "comparison.csv", comparison_csv(comparison));
}

nlohmann::ordered_json comparison_json(const numerics::Problem& problem, const Comparison& comparison) {
  nlohmann::ordered_json document{
      {"schema", "featdyn-comparison-1"}, {"command", "compare"}, {"verdict", name(overall(comparison))}};
  for (const RunSeries& run : comparison.runs)
    document["runs"].push_back({{"method", run.method},
                                {"status", name(run.outcome.status)},
                                {"last_step", run.outcome.step},
                                {"wall_seconds", run.wall_seconds},
                                {"stages", stages_json(run)},
                                {"end", record_json(run.records.back())}});
  document["differences"] = nlohmann::ordered_json::array();
  for (const Difference& difference : comparison.differences)
    document["differences"].push_back(difference_json(difference));
  document["budget"] = nlohmann::ordered_json::array();
  for (const BudgetLine& line : comparison.budget) document["budget"].push_back(budget_json(line));
  document.update(levels_json(problem.settings));
  document["settings"] = settings_json(problem.settings);
  document["versions"] = versions_json();
  return document;
}

namespace {

/// Colours say what, strokes say by which method, in both panels.
Stroke stroke_of_run(std::size_t k) {
  return static_cast<Stroke>(k % strokes);
}

bool is_early(const std::filesystem::path& data, const Comparison& comparison) {
  const Csv first(data / comparison.runs[0].method / "trajectory.csv");
  std::vector<std::string> drawn{"signal_mean"};
  if (comparison.runs[0].records[0].noise_mean) drawn.emplace_back("noise_mean");
  return happens_early(first, "step", drawn);
}

Panel overlaps_panel(const std::filesystem::path& data, const Comparison& comparison, bool log_x) {
  Panel panel{.title = "Mean overlaps",
              .x_label = "step",
              .y_label = "|overlap|",
              .log_x = log_x,
              .log_y = true,
              .series = {}};
  for (std::size_t k = 0; k < comparison.runs.size(); ++k) {
    const auto csv = data / comparison.runs[k].method / "trajectory.csv";
    const auto curve = [&](const char* y, const char* colour) {
      return Series{
          .csv = csv, .x = "step", .y = y, .title = "", .colour = colour, .stroke = stroke_of_run(k)};
    };
    panel.series.push_back(curve("signal_mean", colour::signal));
    if (comparison.runs[k].records[0].noise_mean) panel.series.push_back(curve("noise_mean", colour::noise));
  }
  return panel;
}

Panel gaps_panel(const std::filesystem::path& data, const Comparison& comparison, bool log_x) {
  Panel panel{.title = "Largest difference to the " + comparison.runs[0].method,
              .x_label = "step",
              .y_label = "|difference|",
              .log_x = log_x,
              .log_y = true,
              .series = {}};
  for (const Difference& difference : comparison.differences) {
    if (difference.quantity != "overlaps") continue;
    const auto of_method = [&](const RunSeries& run) { return run.method == difference.other; };
    const auto k = std::ranges::find_if(comparison.runs, of_method) - comparison.runs.begin();
    panel.series.push_back({.csv = data / "comparison.csv",
                            .x = "step",
                            .y = column_name(difference),
                            .title = "",
                            .colour = colour::plain,
                            .stroke = stroke_of_run(static_cast<std::size_t>(k))});
    if (!difference.expected.empty())
      panel.series.push_back({.csv = data / "comparison.csv",
                              .x = "step",
                              .y = "expected " + column_name(difference),
                              .title = "expected rounding",
                              .colour = colour::grey});
  }
  return panel;
}

/// What colours and strokes mean.
std::vector<Series> legend_entries(const Comparison& comparison) {
  const auto entry = [](const std::string& title, const char* colour, Stroke stroke) {
    return Series{.csv = {}, .x = {}, .y = {}, .title = title, .colour = colour, .stroke = stroke};
  };
  std::vector<Series> entries{entry("signal", colour::signal, Stroke::solid)};
  if (comparison.runs[0].records[0].noise_mean)
    entries.push_back(entry("noise", colour::noise, Stroke::solid));
  for (std::size_t k = 0; k < comparison.runs.size(); ++k)
    entries.push_back(entry(comparison.runs[k].method, colour::plain, stroke_of_run(k)));
  return entries;
}

}  // namespace

bool draw_comparison(const std::filesystem::path& data, const std::filesystem::path& directory,
                     const numerics::Problem& problem, const Comparison& comparison, std::string& why) {
  const bool log_x = !problem.settings.training.record_every || is_early(data, comparison);
  return draw({.columns = 2,
               .panels = {overlaps_panel(data, comparison, log_x), gaps_panel(data, comparison, log_x)},
               .caption = setting_caption(problem.settings) + ".",
               .legend = legend_entries(comparison)},
              directory / "comparison", false, why);
}

}  // namespace featdyn::verify
