#include <cstdlib>

#include "verify/grid/mpi_workers.hpp"

namespace featdyn::verify {

bool launched_by_mpirun() {
  const auto is_set = [](const char* name) { return std::getenv(name) != nullptr; };
  return is_set("OMPI_COMM_WORLD_SIZE") || is_set("PMI_SIZE") || is_set("PMIX_RANK");
}

}  // namespace featdyn::verify
