#include "workers.hpp"

#include <omp.h>

#include <atomic>

namespace featdyn::python {
namespace {

using Task = std::tuple<std::size_t, std::string, std::string, std::string>;

/// What the queue has left to do.
std::vector<Task> tasks_of(const verify::Queue& queue, const verify::Points& points,
                           const verify::Order& order) {
  verify::RunKeys keys(order.measurement.work());
  std::vector<Task> tasks;
  while (const auto point = queue.next()) {
    const numerics::Settings settings = points.at(*point);
    tasks.emplace_back(*point, order.recipe, numerics::settings_toml(settings), keys.of(settings));
  }
  return tasks;
}

/// The queue, whose rows are told of.
verify::Queue reporting(const verify::Queue& queue, std::size_t total, Progress& progress) {
  const auto done = std::make_shared<std::atomic<long>>(0);
  verify::Queue result = queue;
  result.next = [next = queue.next] {
    numerics::stop_if_asked();
    return next();
  };
  result.deliver = [deliver = queue.deliver, done, total, &progress](std::size_t point,
                                                                     const verify::Row& row) {
    deliver(point, row);
    progress.tell(++*done, static_cast<long>(total));
  };
  return result;
}

}  // namespace

verify::GridWorkers workers_of(const py::object& distribute, Progress& progress) {
  return [&distribute, &progress](const verify::Queue& untold, const verify::Points& points,
                                  const verify::Order& order) {
    const verify::Queue queue = reporting(untold, points.count, progress);
    if (distribute.is_none() || order.recipe.empty())
      return verify::work_through(queue, points, order.measurement, omp_get_max_threads());
    const std::vector<Task> tasks = tasks_of(queue, points, order);
    if (tasks.empty()) return;
    const py::gil_scoped_acquire locked;
    stopping_at_errors([&] {
      distribute(tasks,
                 py::cpp_function([&](std::size_t point, std::string status, std::vector<double> values) {
                   queue.deliver(point, {std::move(status), std::move(values)});
                 }));
    });
  };
}

}  // namespace featdyn::python
