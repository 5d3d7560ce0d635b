#include "numerics/refusal/memory.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace featdyn::numerics {

std::uint64_t available_memory() {
  std::uint64_t bytes = std::numeric_limits<std::uint64_t>::max();
  std::ifstream stream("/proc/meminfo");
  std::string name, unit;
  for (std::uint64_t kibibytes = 0; stream >> name >> kibibytes >> unit;)
    if (name == "MemAvailable:") bytes = kibibytes * 1024;
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    bytes = std::min<std::uint64_t>(bytes, limit.rlim_cur);
  return bytes;
}

void require_memory(const Origin& origin, const std::string& what, double rows, double columns,
                    double copies) {
  const double needed = 8 * rows * columns * copies, have = static_cast<double>(available_memory());
  if (!(needed <= 0.9 * have))
    throw InputError(origin,
                     fmt::format("{}: needs {:.3g} GiB of memory, read {:.0f} x {:.0f} numbers, allowed: at "
                                 "most {:.3g} GiB here",
                                 what, needed / (1 << 30), rows, columns, 0.9 * have / (1 << 30)));
}

}  // namespace featdyn::numerics
