#include "verify/grid/grid_scheduler.hpp"

namespace featdyn::verify {

GridScheduler::GridScheduler(const Points& points, const Measurement& measurement, RunStore& store,
                             const GridOptions& options)
    : points_(points),
      store_(store),
      keys_(measurement.work()),
      columns_(measurement.columns.size()),
      rows_(points.count),
      bar_(options.label, static_cast<long>(points.count), options.quiet) {}

Queue GridScheduler::queue() {
  return {.next = [this] { return next(); },
          .deliver = [this](std::size_t point, const Row& row) { deliver(point, row); },
          .fail = [this](std::exception_ptr error) { fail(std::move(error)); }};
}

std::optional<std::size_t> GridScheduler::next() {
  while (!failed_) {
    const std::size_t point = cursor_++;
    if (point >= points_.count) break;
    const auto known = store_.find(keys_.of(points_.at(point)));
    if (!known || (columns_ != 0 && known->values.size() != columns_)) return point;
    note(point, *known, true);
  }
  return std::nullopt;
}

void GridScheduler::deliver(std::size_t point, const Row& row) {
  store_.remember(keys_.of(points_.at(point)), row);
  note(point, row, false);
}

void GridScheduler::fail(std::exception_ptr error) {
  const std::lock_guard lock(guard_);
  if (!failed_.exchange(true)) error_ = std::move(error);
}

void GridScheduler::note(std::size_t point, const Row& row, bool known) {
  rows_[point] = row;
  const std::lock_guard lock(guard_);
  if (known)
    bar_.skip();
  else
    ++measured_;
  bar_.update(++done_);
}

std::vector<Row> GridScheduler::rows() {
  const std::lock_guard lock(guard_);
  if (error_) std::rethrow_exception(error_);
  return std::move(rows_);
}

}  // namespace featdyn::verify
