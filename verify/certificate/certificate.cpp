#include "verify/certificate/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/enclosure/enclosure.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/certificate/decimal_grid.hpp"
#include "verify/certificate/provenance.hpp"
#include "verify/certificate/request.hpp"

namespace featdyn::verify {
namespace {

using numerics::Bounds;
using numerics::Enclosure;
using theory::Rational;

template <class Text>
std::vector<std::vector<std::string>> table(const Enclosure& enclosure, Text text) {
  std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(enclosure.neurons));
  for (std::size_t i = 0; i < enclosure.overlaps.size(); ++i)
    rows[i / static_cast<std::size_t>(enclosure.patches)].push_back(text(enclosure.overlaps[i]));
  return rows;
}

/// What the mean over a schedule is.
std::string words_of_nodes(const numerics::Settings& settings) {
  const auto& several = settings.diffusion.several;
  if (!settings.has_noise() || !several.schedule) return "";
  const bool in_root = *several.schedule == numerics::NoiseSchedule::variance_preserving;
  return fmt::format(", the {} Gauss-Legendre nodes of the schedule, in {}, are the exact ones",
                     several.nodes, in_root ? "the square root of time" : "time");
}

/// No settings have more steps.
constexpr long most_steps = 1'000'000'000'000;

/// Decimals without underscores, short enough to be read at once.
bool is_plain_decimal(const std::string& text) {
  constexpr std::size_t longest = 400;
  return text.size() <= longest && text.find_first_not_of("0123456789.eE+-") == std::string::npos;
}

std::string sentence_of_data(const numerics::Settings& settings) {
  const auto [made, stored] = provenance_of(settings);
  std::string text =
      "the numbers in data are doubles, taken exactly as they are; they are " + mode_of(settings) + "; ";
  if (!made.empty()) text += "what config makes is, bit by bit, what this program makes of config";
  if (!stored.empty())
    text += std::string(made.empty() ? "" : ", and ") +
            "of files that config names nothing is claimed: the run is that of the numbers stored here";
  return text;
}

}  // namespace

std::string allowed_widths() {
  return std::string(smallest_width) + " to 1";
}

std::string width_text(const std::string& given, const numerics::Origin& origin) {
  const auto refuse = [&] {
    return numerics::InputError(
        origin, fmt::format("out of range, read {}, allowed: {}", given.substr(0, 40), allowed_widths()));
  };
  if (!is_plain_decimal(given)) throw refuse();
  try {
    const Rational width = theory::rational_from_decimal(given);
    if (width < theory::rational_from_decimal(smallest_width) || width > 1) throw refuse();
    double rounded = theory::to_real<double>(width);
    if (theory::rational_from_decimal(fmt::format("{}", rounded)) > width)
      rounded = std::nextafter(rounded, 0.0);
    return fmt::format("{}", rounded);
  } catch (const std::invalid_argument&) {
    throw refuse();
  }
}

void require_steps(const numerics::Settings& settings, long steps, const numerics::Origin& origin) {
  const numerics::TrainingSettings& training = settings.training;
  if (steps < 0 || steps > most_steps)
    throw numerics::InputError(
        origin,
        fmt::format("steps: out of range, read {}, allowed: an integer from 0 to {}", steps, most_steps));
  if (training.update.schedule != numerics::RateSchedule::constant && steps > training.steps)
    throw numerics::InputError(
        origin, fmt::format("steps: beyond the schedule of the learning rate, read {}, allowed: at most "
                            "training.steps = {}",
                            steps, training.steps));
}

std::optional<Certificate> certify(const numerics::Problem& problem, long steps, const std::string& given,
                                   const StepProgress& progress) {
  const std::string width = width_text(given, {"width", 1});
  const DecimalGrid grid = DecimalGrid::for_width(theory::rational_from_decimal(width));
  const auto enclosure = numerics::enclose<numerics::Ball>(problem, request(grid, steps, progress));
  if (!enclosure) return std::nullopt;
  return Certificate{
      .problem = problem,
      .steps = steps,
      .width = width,
      .lower = table(*enclosure, [&](const Bounds& x) { return grid.text(grid.below(x.lower)); }),
      .upper = table(*enclosure, [&](const Bounds& x) { return grid.text(grid.above(x.upper)); }),
      .working_digits = enclosure->digits};
}

std::vector<CertificateClaim> claims_of(const Certificate& certificate) {
  const DecimalGrid grid = DecimalGrid::for_width(theory::rational_from_decimal(certificate.width));
  const numerics::Settings& settings = certificate.problem.settings;
  return {
      {.claim = "overlaps.enclosed",
       .statement = fmt::format(
           "after {} steps of gradient descent from data, with the network, loss, times and learning rates "
           "of config, in exact arithmetic (config's decimals are those decimals, expectations over the "
           "noise "
           "are exact{}), every overlap <w_r, x_p> lies in [lower_rp, upper_rp]",
           certificate.steps, words_of_nodes(settings))},
      {.claim = "overlaps.width",
       .statement = fmt::format("every upper_rp - lower_rp is less than {}, and the bounds are the decimals "
                                "with {} places next to the overlap, up to 1e-{}",
                                certificate.width, grid.places(), grid.places() + places_of_slack)},
      {.claim = "data", .statement = sentence_of_data(settings)}};
}

std::string meaning_of_exit_0() {
  return "featdyn check FILE ends with exit code 0 exactly where it has found all of this. "
         "(1) FILE holds every key once, no other key, and every number in its grammar. "
         "(2) config is a settings file as certify writes it; what FILE calls made from config is, bit by "
         "bit, "
         "what this program makes of config, and of the rest FILE says that it speaks of these stored "
         "numbers "
         "only. "
         "(3) From the numbers in FILE alone, interval arithmetic (MPFI, where certify used Arb) encloses "
         "every "
         "overlap <w_r, x_p> of the exact run after `steps` steps, and every enclosure lies in "
         "[lower_rp, upper_rp]. "
         "(4) Every upper_rp - lower_rp is less than `width`, and the bounds are the decimals with `digits` "
         "places next to the overlap, up to 20 places more. "
         "(5) The sentences under meaning, mode and claims are the ones that this program writes for FILE. "
         "What remains to be trusted is this program's derivation of a training step from config, its "
         "interval "
         "recurrence, MPFI, MPFR and GMP, and the exact rationals of FLINT.";
}

}  // namespace featdyn::verify
