// Certificates as files: everything exact, floats in hexadecimal.
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "numerics/scalar/precision.hpp"
#include "verify/certificate/certificate.hpp"

namespace featdyn::verify {
namespace {

using nlohmann::ordered_json;
using numerics::Index;
using numerics::Matrix;

ordered_json hexadecimal(const Matrix<double>& x) {
  ordered_json rows = ordered_json::array();
  for (Index i = 0; i < x.rows(); ++i) {
    ordered_json row = ordered_json::array();
    for (Index k = 0; k < x.cols(); ++k) row.push_back(fmt::format("{:a}", x(i, k)));
    rows.push_back(std::move(row));
  }
  return rows;
}

template <class Integers>
ordered_json integers(const Integers& x) {
  ordered_json rows = ordered_json::array();
  for (Index i = 0; i < x.rows(); ++i) {
    ordered_json row = ordered_json::array();
    for (Index k = 0; k < x.cols(); ++k) row.push_back(x(i, k));
    rows.push_back(std::move(row));
  }
  return rows;
}

void require(bool condition, const std::string& message) {
  if (!condition) throw std::invalid_argument(message);
}

double from_hexadecimal(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  require(text.find_first_of("xX") != text.npos && end == text.c_str() + text.size() && std::isfinite(value),
          fmt::format("data: not an exact float, read \"{}\", allowed: hexadecimal such as 0x1.8p+0", text));
  return value;
}

/// A rectangular array of arrays, each entry read by `read`.
template <class T, class Read>
auto rectangle(const ordered_json& rows, const char* name, Read read) {
  Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> result(
      std::ssize(rows), rows.empty() ? 0 : std::ssize(rows.at(0)));
  for (Index i = 0; i < result.rows(); ++i) {
    const ordered_json& row = rows.at(static_cast<std::size_t>(i));
    require(row.is_array() && std::ssize(row) == result.cols(),
            fmt::format("{}: rows of unequal length", name));
    for (Index k = 0; k < result.cols(); ++k) result(i, k) = read(row.at(static_cast<std::size_t>(k)));
  }
  require(result.size() > 0, fmt::format("{}: empty", name));
  return result;
}

Matrix<double> floats(const ordered_json& rows, const char* name) {
  return rectangle<double>(rows, name,
                           [](const ordered_json& x) { return from_hexadecimal(x.get<std::string>()); });
}

/// Nothing in a certificate is nested deeper than a bound of an overlap; what is could end the stack.
ordered_json parse(const std::string& text) {
  constexpr int deepest = 8;
  return ordered_json::parse(text, [](int depth, ordered_json::parse_event_t, const ordered_json&) {
    require(depth <= deepest, "nested too deeply");
    return true;
  });
}

long integer(const ordered_json& number, const char* name) {
  require(number.is_number_integer(), fmt::format("{}: not an integer", name));
  return number.get<long>();
}

/// The run's settings; what they name as files is in the certificate itself, so that those files are not
/// needed.
numerics::Settings settings_of(const std::string& toml, const std::string& file) {
  auto document = numerics::Document::from_text(toml, file, std::filesystem::path());
  const auto* model = document.find("data.model");
  const bool from_files = model != nullptr && model->text != "two-patch";
  for (const char* key : {"data.patches", "data.images", "data.labels", "init.weights", "init.second_layer"})
    if (document.find(key) && (from_files || std::string_view(key).starts_with("init.")))
      document.set(fmt::format("{}={}", key, nlohmann::json(file).dump()));
  return numerics::read_settings(std::move(document));
}

numerics::Dataset dataset_of(const ordered_json& data, const numerics::Settings& settings) {
  constexpr long largest_class = 1'000'000;
  const bool classifies = settings.objective == theory::Objective::classification;
  const bool one_output = classifies && !settings.has_several_outputs();
  numerics::Dataset set{
      .patches = floats(data.at("patches"), "data.patches"), .info = {}, .sample_patches = {}, .labels = {}};
  for (const ordered_json& label : data.at("labels")) {
    const long y = integer(label, "data.labels");
    require(y == 1 || y == -1 || (!one_output && y >= 0 && y <= largest_class), "data.labels: no class");
    set.labels.push_back(static_cast<int>(y));
  }
  set.sample_patches = rectangle<int>(data.at("sample_patches"), "data.sample_patches", [&](const auto& x) {
    const long patch = integer(x, "data.sample_patches");
    require(patch >= 0 && patch < set.count(), "data.sample_patches: a patch that is not there");
    return static_cast<int>(patch);
  });
  require(std::ssize(set.labels) == set.samples() || (!classifies && set.labels.empty()),
          "data.labels: not one for each sample");
  return set;
}

/// The width as a decimal that a JSON number holds, not above the one asked for.
std::string positive_decimal(const ordered_json& width) {
  const std::string text = width.dump();
  const theory::Rational value = theory::rational_from_decimal(text);
  require(is_width(value), "width: out of range, read " + text + ", allowed: " + allowed_widths());
  return text;
}

Certificate certificate_of(const ordered_json& document, const std::string& file) {
  const auto settings = settings_of(document.at("config").get<std::string>(), file);
  numerics::Problem problem{.settings = settings,
                            .data = dataset_of(document.at("data"), settings),
                            .weights = floats(document.at("data").at("weights"), "data.weights")};
  if (settings.init.second_layer)
    problem.second_layer = floats(document.at("data").at("second_layer"), "data.second_layer");
  require(problem.weights.rows() == settings.neurons() && problem.weights.cols() == problem.data.dimension(),
          "data.weights: not neurons x dimension");
  require(!problem.second_layer || (problem.second_layer->rows() == problem.weights.rows() &&
                                    problem.second_layer->cols() == problem.weights.cols()),
          "data.second_layer: not neurons x dimension");
  Certificate result{.problem = std::move(problem),
                     .digits = integer(document.at("digits"), "digits"),
                     .steps = integer(document.at("steps"), "steps"),
                     .width = positive_decimal(document.at("width")),
                     .lower = document.at("final").at("lower"),
                     .upper = document.at("final").at("upper")};
  require(result.steps >= 0 && result.digits > 0 && result.digits <= numerics::largest_digits,
          "steps or digits: out of range");
  for (const auto& rows : {result.lower, result.upper})
    for (const auto& row : rows)
      for (const auto& number : row) theory::rational_from_decimal(number);  // throws where it is none
  return result;
}

void require_keys(const ordered_json& document) {
  const std::set<std::string> allowed{"schema", "config", "data",  "digits",
                                      "steps",  "width",  "final", "claims"};
  require(document.is_object(), "not a JSON object");
  for (const auto& [key, value] : document.items()) require(allowed.contains(key), "unknown key " + key);
  require(document.at("schema") == certificate_schema, "not of schema " + std::string(certificate_schema));
}

}  // namespace

std::string allowed_widths() {
  return std::string(smallest_width) + " to 1";
}

bool is_width(const theory::Rational& width) {
  return width >= theory::rational_from_decimal(smallest_width) && width <= 1;
}

ordered_json certificate_json(const Certificate& certificate) {
  const numerics::Problem& problem = certificate.problem;
  ordered_json data{{"patches", hexadecimal(problem.data.patches)},
                    {"sample_patches", integers(problem.data.sample_patches)},
                    {"labels", problem.data.labels},
                    {"weights", hexadecimal(problem.weights)}};
  if (problem.second_layer) data["second_layer"] = hexadecimal(*problem.second_layer);
  return {{"schema", certificate_schema},
          {"config", numerics::settings_toml(problem.settings)},
          {"data", std::move(data)},
          {"digits", certificate.digits},
          {"steps", certificate.steps},
          {"width", ordered_json::parse(certificate.width)},
          {"final", {{"lower", certificate.lower}, {"upper", certificate.upper}}},
          {"claims", claims_of(certificate)}};
}

CertificateFile read_certificate(const std::string& text, const std::string& file) {
  try {
    const ordered_json document = parse(text);
    require_keys(document);
    return {.certificate = certificate_of(document, file), .claims = document.at("claims").dump()};
  } catch (const nlohmann::json::exception& error) {
    throw numerics::InputError(
        {file, 1},
        fmt::format("no certificate, read {}, allowed: what featdyn certify writes", error.what()));
  } catch (const std::invalid_argument& error) {
    throw numerics::InputError(
        {file, 1}, fmt::format("no certificate, {}, allowed: what featdyn certify writes", error.what()));
  }
}

}  // namespace featdyn::verify
