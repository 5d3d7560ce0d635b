#include "verify/theorem/run/record.hpp"

#include <algorithm>

namespace featdyn::verify {
namespace {

void write_axes(const std::vector<Axis>& axes, const Plan& plan, std::vector<double>& row) {
  row.push_back(static_cast<double>(axes.size()));
  for (const Axis& axis : axes) {
    row.push_back(static_cast<double>(std::ranges::find(plan.axes, axis.index) - plan.axes.begin()));
    row.push_back(static_cast<double>(axis.size));
  }
}

std::vector<Axis> read_axes(const std::vector<double>& row, const Plan& plan, std::size_t& at) {
  std::vector<Axis> axes(static_cast<std::size_t>(row.at(at++)));
  for (Axis& axis : axes) {
    axis.index = plan.axes.at(static_cast<std::size_t>(row.at(at++)));
    axis.size = static_cast<long>(row.at(at++));
  }
  return axes;
}

std::vector<double> read_list(const std::vector<double>& row, std::size_t& at, std::size_t count) {
  const auto first = row.begin() + static_cast<long>(at);
  at += count;
  return {first, first + static_cast<long>(count)};
}

}  // namespace

std::vector<double> row_of(const Recorded& recorded, const Plan& plan) {
  std::vector<double> row{static_cast<double>(recorded.reached), recorded.diverged ? 1.0 : 0.0,
                          recorded.is_too_long ? 1.0 : 0.0, recorded.eta_max};
  write(recorded.facts, row);
  for (const auto& shot : recorded.snapshots) {
    row.insert(row.end(), {shot.step, static_cast<double>(shot.table.columns),
                           static_cast<double>(shot.table.values.size())});
    row.insert(row.end(), shot.table.values.begin(), shot.table.values.end());
  }
  for (std::size_t k = 0; k < plan.passages.size(); ++k)
    if (plan.passages[k].expression) {
      write_axes(recorded.found[k].axes, plan, row);
      row.insert(row.end(), recorded.found[k].values.begin(), recorded.found[k].values.end());
    } else {
      write_axes(recorded.judged[k].axes, plan, row);
      for (const Reading& reading : recorded.judged[k].values) write(reading, row);
    }
  return row;
}

Recorded recorded_from(const std::vector<double>& row, const Plan& plan) {
  std::size_t at = 4;
  Recorded recorded{.facts = read_facts(row, at),
                    .reached = static_cast<long>(row.at(0)),
                    .diverged = row.at(1) != 0,
                    .is_too_long = row.at(2) != 0,
                    .eta_max = row.at(3),
                    .snapshots = std::vector<Recorded::Shot>(plan.snapshots.size()),
                    .found = std::vector<Array>(plan.passages.size()),
                    .judged = std::vector<Readings>(plan.passages.size())};
  for (auto& shot : recorded.snapshots) {
    shot.step = row.at(at++);
    shot.table.columns = static_cast<long>(row.at(at++));
    const auto count = static_cast<std::size_t>(row.at(at++));
    shot.table.values = read_list(row, at, count);
  }
  for (std::size_t k = 0; k < plan.passages.size(); ++k) {
    auto axes = read_axes(row, plan, at);
    const auto count = static_cast<std::size_t>(count_of(axes));
    if (plan.passages[k].expression) {
      recorded.found[k] = {.axes = std::move(axes), .values = read_list(row, at, count)};
      continue;
    }
    recorded.judged[k].axes = std::move(axes);
    for (std::size_t element = 0; element < count; ++element)
      recorded.judged[k].values.push_back(read_reading(row, at));
  }
  return recorded;
}

}  // namespace featdyn::verify
