#include "verify/certificate/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "verify/certificate/decimal_grid.hpp"

namespace featdyn::verify {
namespace {

using nlohmann::ordered_json;
using numerics::Bounds;
using numerics::Enclosure;
using theory::Rational;

/// Enclosures are computed so much narrower than the grid that their ends round to the same decimals in every
/// arithmetic, unless the exact value is a decimal of the grid itself.
constexpr long places_beyond_grid = 25;
/// How near to a decimal of the grid a value must be for the next one to be accepted too.
constexpr long places_of_slack = 20;

Rational width_of(const Certificate& certificate) {
  return theory::rational_from_decimal(certificate.width);
}

numerics::EnclosureRequest request(const DecimalGrid& grid, long steps, const StepProgress& progress) {
  const long places = grid.places() + places_beyond_grid;
  return {.steps = steps,
          .places = places,
          .first_digits = places + numerics::guard_digits,
          .progress = progress};
}

using Texts = std::vector<std::vector<std::string>>;

template <class Text>
Texts table(const Enclosure& enclosure, Text text) {
  Texts rows(static_cast<std::size_t>(enclosure.neurons));
  for (std::size_t i = 0; i < enclosure.overlaps.size(); ++i)
    rows[i / static_cast<std::size_t>(enclosure.patches)].push_back(text(enclosure.overlaps[i]));
  return rows;
}

/// max (upper - lower) as a decimal of the grid.
Rational widest(const Certificate& certificate) {
  Rational result = 0;
  for (std::size_t r = 0; r < certificate.lower.size(); ++r)
    for (std::size_t p = 0; p < certificate.lower[r].size(); ++p)
      result = std::max<Rational>(result, theory::rational_from_decimal(certificate.upper[r][p]) -
                                              theory::rational_from_decimal(certificate.lower[r][p]));
  return result;
}

bool has_shape_of(const Certificate& said, const Enclosure& found) {
  const auto fits = [&](const Texts& rows) {
    return std::ssize(rows) == found.neurons &&
           std::ranges::all_of(rows, [&](const auto& row) { return std::ssize(row) == found.patches; });
  };
  return fits(said.lower) && fits(said.upper);
}

/// Whether [lower, upper] holds the enclosure, and both are the decimals of the grid next to it.
bool follows(const Bounds& said, const Bounds& found, const DecimalGrid& grid) {
  const Rational slack = DecimalGrid(grid.places() + places_of_slack).step();
  return said.lower <= found.lower && found.upper <= said.upper &&
         said.lower >= grid.below(found.lower - slack) && said.upper <= grid.above(found.upper + slack) &&
         grid.below(said.lower) == said.lower && grid.below(said.upper) == said.upper;
}

Check check_bounds(const Certificate& said, const Enclosure& found, const DecimalGrid& grid) {
  for (std::size_t r = 0, i = 0; r < said.lower.size(); ++r)
    for (std::size_t p = 0; p < said.lower[r].size(); ++p, ++i) {
      const std::string &lower = said.lower[r][p], &upper = said.upper[r][p];
      if (!follows({theory::rational_from_decimal(lower), theory::rational_from_decimal(upper)},
                   found.overlaps[i], grid))
        return {"final", Verdict::fails,
                fmt::format("neuron {}, patch {}: [{}, {}] is not what follows, [{}, {}]", r, p, lower, upper,
                            grid.text(grid.below(found.overlaps[i].lower)),
                            grid.text(grid.above(found.overlaps[i].upper)))};
    }
  return {"final", Verdict::holds,
          fmt::format("{} overlaps after {} steps, with {} digits of MPFI", found.overlaps.size(), said.steps,
                      found.digits)};
}

Check check_width(const Certificate& said) {
  const Rational found = widest(said);
  return {"width", found < width_of(said) ? Verdict::holds : Verdict::fails,
          fmt::format("widest {:.3g}, allowed below {}", theory::to_real<double>(found), said.width)};
}

/// Largest difference over the largest entry; infinite between different shapes.
double relative_distance(const numerics::Matrix<double>& a, const numerics::Matrix<double>& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) return HUGE_VAL;
  return (a - b).cwiseAbs().maxCoeff() / std::max(b.cwiseAbs().maxCoeff(), 1e-300);
}

/// Whether data and weights are those that the config names, where it needs no files. The machine's products
/// may round differently where the data are made; the proof itself uses the stored numbers exactly.
Check check_data(const Certificate& said) {
  constexpr double rounding = 1e-9;
  const numerics::Settings& settings = said.problem.settings;
  const bool from_files = std::holds_alternative<numerics::FileSettings>(settings.data) ||
                          std::holds_alternative<numerics::NoisyMnistSettings>(settings.data);
  if (from_files || settings.init.weights || settings.init.second_layer)
    return {"data", Verdict::holds, "taken as stored: the config names files"};
  const numerics::Problem made = numerics::make_problem(settings);
  const double data = relative_distance(said.problem.data.patches, made.data.patches),
               weights = relative_distance(said.problem.weights, made.weights);
  const bool same = data <= rounding && weights <= rounding && said.problem.data.labels == made.data.labels &&
                    said.problem.data.sample_patches == made.data.sample_patches;
  return {"data", same ? Verdict::holds : Verdict::fails,
          same ? "data and weights are those of the config" : "data or weights are not those of the config"};
}

/// Bounds narrower than `width` need at least its digits.
Check check_digits(const Certificate& said) {
  const bool enough = said.digits >= static_cast<int>(-std::log10(theory::to_real<double>(width_of(said))));
  return {"digits", enough ? Verdict::holds : Verdict::fails, fmt::format("{}", said.digits)};
}

Check check_claims(const CertificateFile& file) {
  const bool same = nlohmann::json::parse(file.claims) == nlohmann::json(claims_of(file.certificate));
  return {"claims", same ? Verdict::holds : Verdict::fails,
          same ? "they say what the bounds show" : "they do not say what the bounds show"};
}

}  // namespace

std::optional<Certificate> certify(const numerics::Problem& problem, long steps, const std::string& width,
                                   const StepProgress& progress) {
  const DecimalGrid grid = DecimalGrid::for_width(theory::rational_from_decimal(width));
  const auto enclosure = numerics::enclose<numerics::Ball>(problem, request(grid, steps, progress));
  if (!enclosure) return std::nullopt;
  return Certificate{
      .problem = problem,
      .digits = enclosure->digits,
      .steps = steps,
      .width = width,
      .lower = table(*enclosure, [&](const Bounds& x) { return grid.text(grid.below(x.lower)); }),
      .upper = table(*enclosure, [&](const Bounds& x) { return grid.text(grid.above(x.upper)); })};
}

ordered_json claims_of(const Certificate& certificate) {
  const DecimalGrid grid = DecimalGrid::for_width(width_of(certificate));
  return {{{"claim", "overlaps.enclosed"},
           {"statement", fmt::format("after {} steps of gradient descent every overlap <w_r, x_p> lies in "
                                     "[lower_rp, upper_rp]",
                                     certificate.steps)}},
          {{"claim", "overlaps.width"},
           {"statement", "every upper_rp - lower_rp is less than width"},
           {"widest", grid.text(widest(certificate))}}};
}

std::vector<Check> check(const CertificateFile& file, const StepProgress& progress) {
  const Certificate& said = file.certificate;
  const Check data = check_data(said);
  if (data.verdict != Verdict::holds) return {data};
  const DecimalGrid grid = DecimalGrid::for_width(width_of(said));
  auto wanted = request(grid, said.steps, progress);
  wanted.first_digits = std::clamp(said.digits, wanted.first_digits, 8 * wanted.first_digits);
  const auto found = numerics::enclose<numerics::Interval>(said.problem, wanted);
  if (!found)
    return {{"final", Verdict::undecided, "the run leaves the finite numbers, or no precision was enough"}};
  if (!has_shape_of(said, *found))
    return {{"final", Verdict::fails, "bounds are not one for each neuron and patch"}};
  return {check_bounds(said, *found, grid), check_width(said), check_claims(file), check_digits(said), data};
}

}  // namespace featdyn::verify
