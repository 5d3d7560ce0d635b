#pragma once

#include "numerics/data/dataset.hpp"

namespace featdyn::numerics {

/// The weights of init.modes: row a of W is m^(1/4) sqrt(Q_a) u_a, with u_a the modes of the data's second moment, the
/// largest first, so that m^(-1/2) W^T W = sum_a Q_a u_a u_a^T; of one layer W = sum_a Q_a u_a u_a^T itself. Throws
/// InputError where there are not as many weights as modes, or fewer neurons than weights above 0.
Matrix<double> make_aligned_weights(const Settings& settings, const Dataset& data);

}  // namespace featdyn::numerics
