// Certificates as files: everything exact, floats in hexadecimal.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "numerics/data/batches.hpp"
#include "numerics/training/label_factors.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/decimal_grid.hpp"
#include "verify/certificate/exact_float.hpp"
#include "verify/certificate/provenance.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;

/// A JSON string.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump();
}

/// [a, b, ...] of what `entry` makes of 0 .. count - 1.
template <class Entry>
std::string array(Index count, Entry entry) {
  std::string text = "[";
  for (Index i = 0; i < count; ++i) text += (i > 0 ? ", " : "") + entry(i);
  return text + "]";
}

/// The same, an entry a line.
template <class Entry>
std::string lines(Index count, Entry entry) {
  std::string text = "[";
  for (Index i = 0; i < count; ++i) text += (i > 0 ? ",\n   " : "\n   ") + entry(i);
  return text + "\n  ]";
}

std::string floats(const numerics::Matrix<double>& x) {
  return lines(x.rows(), [&](Index i) {
    return array(x.cols(), [&](Index k) { return '"' + exact_text(x(i, k)) + '"'; });
  });
}

std::string decimals(const std::vector<std::vector<std::string>>& rows) {
  return lines(std::ssize(rows), [&](Index r) {
    const auto& row = rows[static_cast<std::size_t>(r)];
    return array(std::ssize(row), [&](Index p) { return '"' + row[static_cast<std::size_t>(p)] + '"'; });
  });
}

std::string integers(const std::vector<Index>& x) {
  return fmt::format("[{}]", fmt::join(x, ", "));
}

std::string batches(const Certificate& certificate) {
  const numerics::Problem& problem = certificate.problem;
  const numerics::Batches drawn(problem.settings, problem.data.samples());
  return lines(certificate.steps, [&](Index k) { return integers(drawn.samples_of(k)); });
}

std::string label_factors(const Certificate& certificate) {
  const numerics::Problem& problem = certificate.problem;
  const numerics::LabelFactors drawn(problem.settings, problem.data.samples());
  return lines(certificate.steps, [&](Index k) {
    const std::vector<double> factors = drawn.of_step(k);
    return array(std::ssize(factors),
                 [&](Index i) { return '"' + exact_text(factors[static_cast<std::size_t>(i)]) + '"'; });
  });
}

std::string data_text(const Certificate& certificate) {
  const numerics::Problem& problem = certificate.problem;
  const auto& of = problem.data.sample_patches;
  std::string text = "{\n  \"patches\": " + floats(problem.data.patches);
  text += ",\n  \"sample_patches\": " + lines(of.rows(), [&](Index i) {
            return array(of.cols(), [&](Index q) { return std::to_string(of(i, q)); });
          });
  text += fmt::format(",\n  \"labels\": [{}]", fmt::join(problem.data.labels, ", "));
  text += ",\n  \"weights\": " + floats(problem.weights);
  if (problem.second_layer) text += ",\n  \"second_layer\": " + floats(*problem.second_layer);
  if (problem.settings.training.update.batch_size) text += ",\n  \"batches\": " + batches(certificate);
  if (problem.settings.draws_label_factors()) text += ",\n  \"label_factors\": " + label_factors(certificate);
  return text + "\n }";
}

std::string claims_text(const Certificate& certificate) {
  std::string text;
  for (const auto& [claim, statement] : claims_of(certificate))
    text += fmt::format("{}\n  {{\"claim\": {}, \"statement\": {}}}", text.empty() ? "" : ",", quoted(claim),
                        quoted(statement));
  return "[" + text + "\n ]";
}

}  // namespace

void require_certifiable(const numerics::Settings& settings) {
  const std::string config = numerics::settings_toml(settings);
  std::string read_back;
  try {
    quoted(config);
    read_back = numerics::settings_toml(
        numerics::read_settings(numerics::Document::from_stored_text(config, "the settings as used")));
  } catch (const nlohmann::json::exception&) {
    throw numerics::InputError({settings.document.file(), 1},
                               "a name of a file that is not UTF-8, which no certificate can hold, read from "
                               "the settings, allowed: UTF-8");
  }
  if (read_back != config)
    throw numerics::InputError({settings.document.file(), 1},
                               "settings that a certificate cannot hold, read " + config +
                                   " where it would say " + read_back + ", allowed: others");
}

std::string certificate_text(const Certificate& certificate) {
  const numerics::Settings& settings = certificate.problem.settings;
  const std::string config = numerics::settings_toml(settings);
  std::string text =
      fmt::format("{{\n \"schema\": \"{}\",\n \"meaning\": {},\n \"config\": {},\n \"mode\": {},\n",
                  certificate_schema, quoted(meaning_of_exit_0()), quoted(config), quoted(mode_of(settings)));
  text += " \"data\": " + data_text(certificate) + ",\n";
  const long places = DecimalGrid::for_width(theory::rational_from_decimal(certificate.width)).places();
  text += fmt::format(" \"digits\": {},\n \"steps\": {},\n \"width\": {},\n", places, certificate.steps,
                      certificate.width);
  text += " \"final\": {\n  \"lower\": " + decimals(certificate.lower) +
          ",\n  \"upper\": " + decimals(certificate.upper) + "\n },\n";
  return text + " \"claims\": " + claims_text(certificate) + "\n}\n";
}

}  // namespace featdyn::verify
