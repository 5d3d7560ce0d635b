#pragma once

namespace featdyn::verify {

/// Training has settled where |grad L| is at most this share of its largest value so far [ours].
inline constexpr double settled_gradient = 1e-6;

}  // namespace featdyn::verify
