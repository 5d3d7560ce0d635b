#define BOOST_TEST_MODULE featdyn
#include <boost/test/unit_test.hpp>

#include "numerics/linear/matrix.hpp"

struct OneBlasThread {
  OneBlasThread() { featdyn::numerics::use_one_blas_thread(); }
};
BOOST_TEST_GLOBAL_FIXTURE(OneBlasThread);
