#pragma once

#include <cstdint>
#include <string>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {

/// Bytes of memory that can still be taken without swapping, as the system says; a large number where it does
/// not.
std::uint64_t available_memory();

/// Throws InputError when rows x columns doubles (times `copies`) do not fit in the available memory.
void require_memory(const Origin& origin, const std::string& what, double rows, double columns,
                    double copies = 1);

/// Matrices of each of its two large shapes, m x m and m x N, that a training step keeps: about so many.
inline constexpr double buffers_of_a_step = 30;

}  // namespace featdyn::numerics
