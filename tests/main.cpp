#include <boost/test/unit_test.hpp>

#include "numerics/linear/matrix.hpp"

int main(int argc, char** argv) {
  featdyn::numerics::use_one_blas_thread();
  return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
