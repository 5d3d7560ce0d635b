#pragma once

#include <boost/multiprecision/eigen.hpp>
#include <boost/multiprecision/mpfr.hpp>

namespace featdyn::testing {

/// Another scalar than the program's, by another library: what is templated on its scalar is compiled for it
/// once, in real50.cpp.
using Real50 = boost::multiprecision::number<
    boost::multiprecision::mpfr_float_backend<50, boost::multiprecision::allocate_stack>,
    boost::multiprecision::et_off>;
using Real77 = boost::multiprecision::number<
    boost::multiprecision::mpfr_float_backend<77, boost::multiprecision::allocate_stack>,
    boost::multiprecision::et_off>;

}  // namespace featdyn::testing
