#pragma once

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "numerics/data/initial_scales.hpp"
#include "numerics/files/npy.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/label_factors.hpp"
#include "tests/pieces.hpp"
#include "verify/certificate/certificate.hpp"

namespace featdyn::testing {

/// The certificate of small settings as a file.
inline std::string certificate_text(const numerics::Problem& problem, long steps, const std::string& width) {
  return verify::certificate_text(verify::certify(problem, steps, width, {}).value());
}

/// How a certificate ends: refused as none, failing a check, or with every check holding.
enum class End { refused, fails, holds };

inline End end_of(const std::string& text) {
  try {
    for (const verify::Check& item : verify::check(verify::read_certificate(text, "certificate"), {}))
      if (item.verdict != verify::Verdict::holds) return End::fails;
    return End::holds;
  } catch (const numerics::InputError&) {
    return End::refused;
  }
}

/// Overlaps of the real network after so many steps with so many digits: the second way to what certificates
/// enclose.
inline numerics::Matrix<numerics::BigReal> trained_overlaps(const numerics::Problem& problem, long steps,
                                                            long digits = 60) {
  const numerics::PrecisionScope scope(numerics::bits_of_digits(digits + numerics::guard_digits));
  numerics::Network<numerics::BigReal> network(problem,
                                               numerics::learning_rate<numerics::BigReal>(problem.settings));
  for (long k = 0; k < steps; ++k) {
    network.evaluate();
    network.advance();
  }
  network.evaluate();
  return network.overlaps();
}

/// The rows of hexadecimal floats, by the C library's reader.
inline numerics::Matrix<double> matrix_of(const nlohmann::json& rows) {
  numerics::Matrix<double> result(std::ssize(rows), std::ssize(rows[0]));
  for (numerics::Index i = 0; i < result.rows(); ++i)
    for (numerics::Index k = 0; k < result.cols(); ++k)
      result(i, k) = std::strtod(
          rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)].get<std::string>().c_str(), nullptr);
  return result;
}

/// Whether the numbers are those that the settings draw for the labels of every step.
inline bool has_drawn_factors(const nlohmann::json& steps, const numerics::Problem& problem) {
  const numerics::LabelFactors drawn(problem.settings, problem.data.samples());
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto wanted = drawn.of_step(static_cast<long>(k));
    if (steps[k].size() != wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (std::strtod(steps[k][i].get<std::string>().c_str(), nullptr) != wanted[i]) return false;
  }
  return true;
}

/// The numbers of a certificate with its settings, and what of them differs from what the settings make.
inline std::pair<numerics::Problem, std::string> problem_of_certificate(const nlohmann::json& document) {
  const nlohmann::json& data = document["data"];
  const auto settings = numerics::read_settings(
      numerics::Document::from_stored_text(document["config"].get<std::string>(), "oracle.toml"));
  numerics::Problem stored{.settings = settings, .data = {}, .weights = matrix_of(data["weights"])};
  stored.data.patches = matrix_of(data["patches"]);
  stored.data.labels = data["labels"].get<std::vector<int>>();
  const auto of = data["sample_patches"].get<std::vector<std::vector<int>>>();
  stored.data.sample_patches.resize(std::ssize(of), std::ssize(of[0]));
  for (std::size_t i = 0; i < of.size(); ++i)
    for (std::size_t q = 0; q < of[i].size(); ++q)
      stored.data.sample_patches(static_cast<numerics::Index>(i), static_cast<numerics::Index>(q)) = of[i][q];
  if (data.contains("second_layer")) stored.second_layer = matrix_of(data["second_layer"]);

  const bool from_file = std::holds_alternative<numerics::FileSettings>(settings.data);
  const numerics::Dataset made =
      from_file
          ? numerics::sample_major(stored.data.patches, stored.data.sample_patches.cols(), stored.data.labels)
          : numerics::make_dataset(settings);
  std::string what;
  if (made.patches != stored.data.patches || made.labels != stored.data.labels ||
      made.sample_patches != stored.data.sample_patches)
    what = "data";
  else if (!settings.init.weights && numerics::make_scaled_weights(settings, made) != stored.weights)
    what = "weights";
  if (data.contains("label_factors") && !has_drawn_factors(data["label_factors"], stored))
    what = "label factors";
  return {std::move(stored), what};
}

/// What is not true of a certificate that was accepted, read without the program's reader: its data against
/// those of its settings, its bounds against training with 60 digits, its width against both. Empty: nothing.
inline std::string untruth(const std::string& text) {
  const auto document = nlohmann::json::parse(text);
  const auto [problem, what] = problem_of_certificate(document);
  if (!what.empty()) return what;
  constexpr long digits = 60;
  const auto overlaps = trained_overlaps(problem, document["steps"].get<long>(), digits);
  const double width = document["width"];
  const auto number = [](const nlohmann::json& decimal) {
    return theory::rational_from_decimal(decimal.get<std::string>());
  };
  const theory::Rational grid =
      theory::rational_from_decimal("1e" + std::to_string(document["digits"].get<long>()));
  for (std::size_t r = 0; r < document["final"]["lower"].size(); ++r)
    for (std::size_t p = 0; p < document["final"]["lower"][r].size(); ++p) {
      const auto lower = number(document["final"]["lower"][r][p]),
                 upper = number(document["final"]["upper"][r][p]);
      const std::string shown =
          overlaps(static_cast<numerics::Index>(r), static_cast<numerics::Index>(p)).str(digits);
      const auto found = theory::rational_from_decimal(shown);
      const auto error = theory::rational_from_decimal("1e-50") * (1 + abs(found));
      if (!(lower <= found + error && found - error <= upper))
        return "a bound: " + document["final"]["lower"][r][p].get<std::string>() + " to " +
               document["final"]["upper"][r][p].get<std::string>() + ", trained " + shown;
      if (!(upper - lower < theory::Rational(width))) return "the width";
      if (!(lower * grid).is_integer()) return "the places";
    }
  return "";
}

}  // namespace featdyn::testing
