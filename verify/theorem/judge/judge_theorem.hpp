#pragma once

#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

/// Judges a theorem: the finding of all its conclusions together, with the theorem's id; where there are several
/// conclusions then one each, with ids `id.1`, `id.2`, ... Throws InputError where a formula asks for what the
/// settings do not have.
std::vector<Finding> judge_theorem(const Theorem& theorem, const TheoremOptions& options);

}  // namespace featdyn::verify
