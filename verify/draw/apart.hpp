#pragma once

#include "verify/draw/plot.hpp"

namespace featdyn::verify {

/// The k-th of things that are neither signal nor noise, denoiser nor classifier: five colours, then the same once more
/// with another stroke.
inline constexpr std::size_t reserved_colours = 2;  ///< at the beginning of `sequence`: the two models'
inline const char* colour_apart(std::size_t k) {
  constexpr std::size_t count = colour::sequence.size() - reserved_colours;
  return colour::sequence[reserved_colours + k % count];
}
inline Stroke stroke_apart(std::size_t k) {
  return static_cast<Stroke>(k / (colour::sequence.size() - reserved_colours) % strokes);
}

}  // namespace featdyn::verify
