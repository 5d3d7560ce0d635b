#include "verify/ranges/second_solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/two_patch.hpp"
#include "verify/points/branching.hpp"
#include "verify/ranges/range_environment.hpp"
#include "verify/templates/templates.hpp"

namespace featdyn::verify {
namespace {

/// One of the box's corners, as a box.
RangeBox corner(RangeBox box) {
  box.to = box.from;
  return box;
}

/// The ratio of the general solver at n SNR^2 = 2 v, m and tau: of Figure 2's setting with another noise and width.
std::optional<double> general_ratio(double v, double m, double tau) {
  static const numerics::Settings base = numerics::read_settings(
      numerics::Document::from_text(find_template("figure-2-low").text, "figure-2-low", ""));
  const double levels = std::expm1(2 * static_cast<double>(base.diffusion.time->value));
  const TwoPatch s = two_patch(base);
  const double rho = tau / levels, noise = std::sqrt(s.n / (rho * s.d)), signal = std::sqrt(2 * v / rho);
  const numerics::Settings settings =
      vary(base, {fmt::format("data.noise_std={:.17g}", noise),
                  fmt::format("data.signal_norm={:.17g}", signal), fmt::format("network.width={:.0f}", m)});
  const numerics::Problem merged = merged_problem(settings);
  const auto point = symmetric_branch(merged);
  return point ? std::optional(overlap_ratio(point->a, merged.data)) : std::nullopt;
}

}  // namespace

void SecondSolver::compare(const RangeQuestion& question, const RangeProof& proof) {
  if (!question.has_branch) return;
  constexpr std::size_t most = 20;
  constexpr double widest = 1e6;  // as many neurons as the general solver counts without rounding
  const numerics::PrecisionScope scope(80);
  const std::size_t stride = std::max<std::size_t>(1, proof.parts.size() / most);
  for (std::size_t k = 0; k < proof.parts.size(); k += stride) {
    const RangePart& part = proof.parts[k];
    const RangeEnvironment<numerics::Ball> environment(question, corner(part.box));
    const auto setting = environment.setting(part.chart);
    if (part.kind != RangePart::Kind::proved || !setting) continue;
    const double epsilon = numerics::midpoint(setting->epsilon), root = numerics::midpoint(setting->root_tau);
    const double m = std::round(1 / (epsilon * epsilon));
    if (!(m <= widest)) continue;
    const numerics::WideSetting<double> at{part.chart, numerics::midpoint(setting->strength),
                                           1 / std::sqrt(m), root};
    const double v = theory::signal_strength(at);
    const auto found = numerics::find_wide_point(at);
    const auto general = general_ratio(v, m, root * root);
    if (!found || !general) continue;
    const double ratio = v * theory::WideBranch<double>(at, *found).relative();
    ++points_, largest_ = std::max(largest_, std::abs(*general / ratio - 1));
  }
}

std::string SecondSolver::sentence() const {
  if (points_ == 0) return "";
  if (contradicts()) return fmt::format("; BUT a second solver differs by {:.1e}", largest_);
  return fmt::format("; a second solver agrees at {} point{} within {:.1e}", points_, points_ == 1 ? "" : "s",
                     largest_);
}

}  // namespace featdyn::verify
