#pragma once

#include <cstddef>
#include <functional>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// The points of a grid, made when they are needed; `at` is called from many threads.
struct Points {
  std::size_t count = 0;
  std::function<numerics::Settings(std::size_t)> at;
};

}  // namespace featdyn::verify
