#pragma once

#include <string>
#include <vector>

#include "numerics/linear/kernels.hpp"

namespace featdyn::numerics {

/// The environment variable that asks for another set than the widest.
inline constexpr const char* instruction_set_variable = "FEATDYN_INSTRUCTION_SET";

/// The loops in every instruction set that this machine has, the widest first.
const std::vector<const Kernels*>& available_kernels();

/// Of this name: "avx512", "avx2", "baseline". Throws InputError where the machine has none of it.
const Kernels& kernels_named(const std::string& name);

/// The loops in use: of the set that the environment asks for, else the widest. Chosen once. Throws as above.
const Kernels& kernels();

/// Where a thread's products pack panels: panel_room numbers of its own.
double* panel_memory();

}  // namespace featdyn::numerics
