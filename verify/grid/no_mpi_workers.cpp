#include "numerics/refusal/input_error.hpp"
#include "verify/grid/mpi_workers.hpp"

namespace featdyn::verify {

// One process alone: what a program built without MPI has in place of mpi_workers.cpp.

MpiWorkers::MpiWorkers(Share share) : share_(share) {
  if (launched_by_mpirun())
    throw numerics::InputError(
        {"mpirun", 1},
        "this featdyn was built without MPI, read a start by mpirun, allowed: one process, or "
        "a build that found MPI (on Debian: libopenmpi-dev)");
}

MpiWorkers::~MpiWorkers() = default;

int MpiWorkers::threads(int wanted) const {
  return wanted;
}

void MpiWorkers::lead(const Queue&, const std::function<void()>& work, const PointText&) {
  work();
}

std::optional<MpiWorkers::Handed> MpiWorkers::next() {
  return std::nullopt;
}

void MpiWorkers::announce(const std::string&) {}

std::optional<std::string> MpiWorkers::next_grid() {
  return std::nullopt;
}

void MpiWorkers::leave() {}

Queue MpiWorkers::follow() {
  return {};
}

void MpiWorkers::report(const std::string&) {}

}  // namespace featdyn::verify
