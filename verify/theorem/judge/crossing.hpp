#pragma once

#include "verify/theorem/judge/answer.hpp"

namespace featdyn::verify {

/// Judges `A = B at X = L within 20%`: for each setting of the other names of [over] and each seed, where log(A/B)
/// changes its sign along X, by bisection; the median over the seeds, with its exact interval widened by half a
/// cell, against the law, which is solved for where it needs X itself. Every seed has to cross.
Answer crossing_answer(Inquiry& inquiry, std::size_t conclusion);

}  // namespace featdyn::verify
