#include "numerics/matrix.hpp"

extern "C" void openblas_set_num_threads(int threads);

namespace featdyn::numerics {

void use_one_blas_thread() {
  openblas_set_num_threads(1);
}

}  // namespace featdyn::numerics
