#pragma once

#include "verify/grid/mpi_workers.hpp"
#include "verify/judgement/theorem_order.hpp"

namespace featdyn::verify {

/// The orders, whose runs are shared with the other processes of mpirun where there are any.
std::vector<TheoremOrder> shared(std::vector<TheoremOrder> orders, MpiWorkers& workers);

/// What a process does that does not lead: trains runs of these theorems for the leader, which alone judges and writes.
/// What stops it, the leader reports.
void train_for_leader(MpiWorkers& workers, const std::function<std::vector<TheoremOrder>()>& orders);

}  // namespace featdyn::verify
