// Definitions of the templates of mode_events.hpp; included by one source file per scalar type.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "numerics/spectrum/modes.hpp"
#include "numerics/training/mode_events.hpp"

namespace featdyn::numerics {
namespace detail {

/// What reads one mode's weight off overlaps, as in_modes does.
template <class R>
struct ModeReader {
  Matrix<R> reading;  ///< patches x 1
  bool one_layer;
  R scale;
  R operator()(const Matrix<R>& A) const {
    const Matrix<R> read = product<R>({A}, {reading});
    R sum(0);
    for (Index r = 0; r < read.rows(); ++r) sum += read(r, 0) * (one_layer ? reading(r, 0) : read(r, 0));
    return sum * scale;
  }
};

/// Reached where the weight has come to the level from the side of its start.
template <class R>
Event<R> passing(std::string name, const std::shared_ptr<const ModeReader<R>>& weight, const R& level,
                 bool rises) {
  return {.name = std::move(name), .forms = {}, .of_overlaps = [weight, level, rises](const Matrix<R>& A) {
            const R distance = (*weight)(A)-level;
            return rises ? distance : R(-distance);
          }};
}

}  // namespace detail

template <class R>
std::vector<Event<R>> mode_events(const Problem& problem, const Matrix<R>& A0) {
  using std::sqrt;
  const Settings& settings = problem.settings;
  std::vector<Event<R>> events;
  if (!shows_modes(settings)) return events;
  const Modes<R> modes = modes_of<R>(problem);
  const R scale = settings.architecture.one_layer ? R(1) : R(R(1) / sqrt(R(settings.width)));
  const bool is_one_network = settings.diffusion.scales.empty();
  for (std::size_t a = 0; a < modes.lambda.size(); ++a) {
    const auto end = end_weight<R>(problem, modes.lambda[a]);
    const auto weight = std::make_shared<const detail::ModeReader<R>>(
        detail::ModeReader<R>{.reading = modes.reading.col(static_cast<Index>(a)),
                              .one_layer = settings.architecture.one_layer,
                              .scale = scale});
    const R start = (*weight)(A0);
    const auto name = [&](const char* kind) { return fmt::format("mode_{}_{}", a + 1, kind); };
    if (!end && is_one_network && start > R(0))
      events.push_back(detail::passing<R>(name("doubled"), weight, R(R(2) * start), true));
    if (!end || !(*end > R(0)) || !(start > R(0)) || start == *end) continue;
    const R target = *end;
    const bool rises = start < target;
    events.push_back(
        detail::passing<R>(name("harmonic"), weight, R(R(2) * start * target / (start + target)), rises));
    events.push_back(detail::passing<R>(name("geometric"), weight, R(sqrt(R(start * target))), rises));
    if (R(2) * start < target)
      events.push_back(detail::passing<R>(name("half"), weight, R(target / R(2)), rises));
  }
  return events;
}

#define FEATDYN_INSTANTIATE_MODE_EVENTS(R) \
  template std::vector<Event<R>> mode_events<R>(const Problem&, const Matrix<R>&);

}  // namespace featdyn::numerics
