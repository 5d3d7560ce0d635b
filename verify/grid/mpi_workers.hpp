#pragma once

#include <cstdint>
#include <string>

#include "verify/grid/grid_scheduler.hpp"

namespace featdyn::verify {

/// Whether mpirun has started this process.
bool launched_by_mpirun();
/// How many processes it started, as its environment says; 1 where it does not.
int processes_of_mpirun();

/// The processes that share a grid: those of `mpirun -np P`, joined by MPI, or this process alone, which then
/// never starts MPI. A program built without MPI (no_mpi_workers.cpp) throws InputError under mpirun. The first one leads: it keeps the scheduler, alone writes the store, and works too. Every
/// process makes one workers, on its main thread, and gives it up there.
class MpiWorkers {
 public:
  enum class Share { one_grid, many_grids };
  explicit MpiWorkers(Share share = Share::one_grid);
  /// Waits for the others: a leader that gives up early sends them home.
  ~MpiWorkers();
  MpiWorkers(const MpiWorkers&) = delete;
  MpiWorkers& operator=(const MpiWorkers&) = delete;

  bool leads() const { return rank_ == 0; }
  int size() const { return size_; }
  /// How many threads this process should run where it would run `wanted` alone: its share of the machine.
  int threads(int wanted) const;

  /// Of the leader: does `work`, and beside it hands out the queue's points, each with its text, to the others until
  /// all of them have left. What stopped one of them fails the queue.
  using PointText = std::function<std::string(std::size_t point)>;
  void lead(const Queue& queue, const std::function<void()>& work, const PointText& text = {});
  /// Of the others: the leader's queue, from here.
  Queue follow();
  /// Of the others: a point with its text; nothing when there is none left.
  struct Handed {
    std::size_t point;
    std::string text;
  };
  std::optional<Handed> next();
  /// Of the others: an error that has to reach the leader.
  void report(const std::string& error);

  /// Of many grids. Of the leader: tells the others of the next one, which lead() then works through.
  void announce(const std::string& grid);
  /// Of the others: the next grid, for which they wait; nothing when there are no more. They leave each one.
  std::optional<std::string> next_grid();
  void leave();

 private:
  void serve(const Queue& queue, const PointText& text = {}) const;

  int rank_ = 0, size_ = 1, processes_here_ = 1;
  Share share_;
  bool served_ = false;
  std::mutex guard_;  ///< one thread of a process talks at a time
};

}  // namespace featdyn::verify
