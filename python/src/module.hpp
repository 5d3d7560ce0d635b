#pragma once

#include <stdexcept>

namespace featdyn::python {

/// A computation that did not come to an end that can be relied on.
class NumericalError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace featdyn::python
