#pragma once

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "verify/grid/points.hpp"
#include "verify/grid/run_key.hpp"
#include "verify/grid/run_store.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {

struct GridOptions {
  std::string label;  ///< of the progress bar
  bool quiet = false;
};

/// Where those who work through a grid get points and leave rows; both are called from many threads.
struct Queue {
  std::function<std::optional<std::size_t>()> next;  ///< a point to measure, nothing when there is none left
  std::function<void(std::size_t point, const Row& row)> deliver;
  std::function<void(std::exception_ptr)> fail;  ///< what stopped one of them stops all
};

/// The book of a grid: which points are handed out, and the rows that are there. Remembers each row as soon
/// as it is delivered and hands out no point whose row is remembered.
class GridScheduler {
 public:
  GridScheduler(const Points& points, const Measurement& measurement, RunStore& store,
                const GridOptions& options);

  Queue queue();
  /// The rows in the order of the points; throws the first error that came in.
  std::vector<Row> rows();
  /// How many rows were measured, not remembered.
  long measured() const { return measured_; }

 private:
  std::optional<std::size_t> next();
  void deliver(std::size_t point, const Row& row);
  void fail(std::exception_ptr error);
  void note(std::size_t point, const Row& row, bool known);

  const Points& points_;
  RunStore& store_;
  RunKeys keys_;
  std::size_t columns_;
  std::vector<Row> rows_;
  std::atomic<std::size_t> cursor_ = 0;
  std::atomic<bool> failed_ = false;
  std::mutex guard_;  ///< of what follows
  std::exception_ptr error_;
  long done_ = 0, measured_ = 0;
  ProgressBar bar_;
};

}  // namespace featdyn::verify
