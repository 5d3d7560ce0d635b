#pragma once

#include <cstdint>
#include <string>

#include "verify/grid/ledger.hpp"

namespace featdyn::verify {

/// The processes that share a grid: those of `mpirun -np P`, joined by MPI, or this process alone, which then
/// never starts MPI. The first one leads: it keeps the ledger, alone writes the store, and works too. Every
/// process makes one crew, on its main thread, and gives it up there.
class Crew {
 public:
  Crew();
  /// Waits for the others: a leader that gives up early sends them home.
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  bool leads() const { return rank_ == 0; }
  int size() const { return size_; }
  /// How many threads this process should run where it would run `wanted` alone: its share of the machine.
  int threads(int wanted) const;

  /// Of the leader: does `work`, and beside it hands out the supply's points to the others until all of them
  /// have left. What stopped one of them fails the supply.
  void lead(const Supply& supply, const std::function<void()>& work);
  /// Of the others: the leader's supply, from here.
  Supply follow();
  /// Of the others: an error that has to reach the leader.
  void report(const std::string& error);

 private:
  void serve(const Supply& supply) const;

  int rank_ = 0, size_ = 1, processes_here_ = 1;
  bool served_ = false;
  std::mutex guard_;  ///< one thread of a process talks at a time
};

}  // namespace featdyn::verify
