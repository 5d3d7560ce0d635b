#include <algorithm>
#include <cstdlib>

#include "verify/grid/mpi_workers.hpp"

namespace featdyn::verify {

bool launched_by_mpirun() {
  const auto is_set = [](const char* name) { return std::getenv(name) != nullptr; };
  return is_set("OMPI_COMM_WORLD_SIZE") || is_set("PMI_SIZE") || is_set("PMIX_RANK");
}

int processes_of_mpirun() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const char* size = std::getenv(name)) return std::max(std::atoi(size), 1);
  return 1;
}

}  // namespace featdyn::verify
