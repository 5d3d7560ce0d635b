// Certificates are read strictly: what is not exactly of the form that certify writes is refused.
#include <fmt/format.h>

#include <limits>

#include "verify/certificate/certificate.hpp"
#include "verify/certificate/decimal_grid.hpp"
#include "verify/certificate/strict_json.hpp"

namespace featdyn::verify {
namespace {

using numerics::Index;
using numerics::Matrix;
using Values = std::map<std::string, StrictValues>;
using Kind = StrictField::Kind;

constexpr std::size_t longest_text = 1'000'000;  // of settings and sentences
constexpr std::size_t longest_decimal = 640;     // 300 places, 309 digits before them, sign and exponent

const std::vector<StrictField>& certificate_fields() {
  static const std::vector<StrictField> fields{
      {.path = "schema", .kind = Kind::text},
      {.path = "meaning", .kind = Kind::text, .most = longest_text},
      {.path = "config", .kind = Kind::text, .most = longest_text},
      {.path = "mode", .kind = Kind::text, .most = longest_text},
      {.path = "data", .kind = Kind::object},
      {.path = "data.patches", .kind = Kind::exact_float, .depth = 2},
      {.path = "data.sample_patches", .kind = Kind::integer, .depth = 2},
      {.path = "data.labels", .kind = Kind::integer, .depth = 1},
      {.path = "data.weights", .kind = Kind::exact_float, .depth = 2},
      {.path = "data.second_layer", .kind = Kind::exact_float, .depth = 2, .required = false},
      {.path = "data.batches", .kind = Kind::integer, .depth = 2, .required = false},
      {.path = "data.label_factors", .kind = Kind::exact_float, .depth = 2, .required = false},
      {.path = "digits", .kind = Kind::integer},
      {.path = "steps", .kind = Kind::integer},
      {.path = "width", .kind = Kind::number},
      {.path = "final", .kind = Kind::object},
      {.path = "final.lower", .kind = Kind::text, .depth = 2, .most = longest_decimal},
      {.path = "final.upper", .kind = Kind::text, .depth = 2, .most = longest_decimal},
      {.path = "claims", .kind = Kind::objects},
      {.path = "claims.claim", .kind = Kind::text},
      {.path = "claims.statement", .kind = Kind::text, .most = longest_text}};
  return fields;
}

void require(bool condition, const std::string& message) {
  if (!condition) throw std::invalid_argument(message);
}

/// Rows and columns of a rectangular array that is not empty.
std::pair<Index, Index> shape_of(const StrictValues& values, const std::string& path) {
  const auto& lengths = values.row_lengths;
  require(!lengths.empty() && lengths.front() > 0, path + ": empty");
  for (const std::size_t length : lengths)
    require(length == lengths.front(), path + ": rows of unequal length");
  return {std::ssize(lengths), static_cast<Index>(lengths.front())};
}

Matrix<double> floats(const Values& values, const std::string& path) {
  const StrictValues& found = values.at(path);
  const auto [rows, columns] = shape_of(found, path);
  return Eigen::Map<const Matrix<double>>(found.floats.data(), rows, columns);
}

void require_labels(const std::vector<long>& labels, const numerics::Settings& settings) {
  constexpr long largest_class = 1'000'000;
  const bool signs =
      (settings.objective == theory::Objective::classification && !settings.has_several_outputs()) ||
      std::holds_alternative<numerics::FileSettings>(settings.data);
  for (const long y : labels)
    require(y == 1 || y == -1 || (!signs && y >= 0 && y <= largest_class),
            fmt::format("data.labels: no class, read {}", y));
}

numerics::Dataset dataset_of(const Values& values, const numerics::Settings& settings) {
  numerics::Dataset set{
      .patches = floats(values, "data.patches"), .info = {}, .sample_patches = {}, .labels = {}};
  const StrictValues& of = values.at("data.sample_patches");
  const auto [samples, per_sample] = shape_of(of, "data.sample_patches");
  set.sample_patches.resize(samples, per_sample);
  for (Index i = 0; i < set.sample_patches.size(); ++i) {
    const long patch = of.integers[static_cast<std::size_t>(i)];
    require(patch >= 0 && patch < set.count(),
            fmt::format("data.sample_patches: a patch that is not there, read {}", patch));
    set.sample_patches.data()[i] = static_cast<int>(patch);
  }
  const std::vector<long>& labels = values.at("data.labels").integers;
  require_labels(labels, settings);
  set.labels.assign(labels.begin(), labels.end());
  const bool classifies = settings.objective == theory::Objective::classification;
  require(std::ssize(labels) == samples || (!classifies && labels.empty()),
          "data.labels: not one for each sample");
  return set;
}

/// The settings, in the one form that certify writes: nothing in them is left unread.
numerics::Settings settings_of(const std::string& config, const std::string& file) {
  auto settings = numerics::read_settings(numerics::Document::from_stored_text(config, file));
  require(settings.architecture.function.empty() && settings.architecture.named_loss.empty(),
          "config: an activation or loss that is known in doubles only");
  require(numerics::settings_toml(settings) == config, "config: not as certify writes it");
  return settings;
}

numerics::Problem problem_of(const Values& values, const std::string& file) {
  numerics::Settings settings = settings_of(values.at("config").texts[0], file);
  numerics::Problem problem{
      .settings = settings, .data = dataset_of(values, settings), .weights = floats(values, "data.weights")};
  const Index neurons = settings.neurons(), d = problem.data.dimension();
  require(problem.weights.rows() == neurons && problem.weights.cols() == d,
          "data.weights: not neurons x dimension");
  const bool has_layer = values.contains("data.second_layer");
  require(has_layer == settings.init.second_layer.has_value(),
          "data.second_layer: there exactly where config names a file of it");
  if (has_layer) problem.second_layer = floats(values, "data.second_layer");
  require(!has_layer || (problem.second_layer->rows() == neurons && problem.second_layer->cols() == d),
          "data.second_layer: not neurons x dimension");
  require(values.contains("data.batches") == settings.training.update.batch_size.has_value(),
          "data.batches: there exactly where config has training.batch_size");
  require(values.contains("data.label_factors") == settings.draws_label_factors(),
          "data.label_factors: there exactly where config draws them");
  return problem;
}

/// The bounds, each written as the grid writes it.
std::vector<std::vector<std::string>> bounds_of(const Values& values, const std::string& path,
                                                const numerics::Problem& problem, const DecimalGrid& grid) {
  const StrictValues& found = values.at(path);
  const auto [rows, columns] = shape_of(found, path);
  require(rows == problem.weights.rows() && columns == problem.data.count(),
          path + ": not neurons x patches");
  std::vector<std::vector<std::string>> result(static_cast<std::size_t>(rows));
  for (std::size_t i = 0; i < found.texts.size(); ++i) {
    require(grid.is_text(found.texts[i]), fmt::format("{}: no decimal as certify writes it, read \"{}\"",
                                                      path, found.texts[i].substr(0, 40)));
    result[i / static_cast<std::size_t>(columns)].push_back(found.texts[i]);
  }
  return result;
}

/// The width as a double's decimal, whatever its form: tools that write JSON anew change that.
std::string width_of(const std::string& written, const std::string& file) {
  const std::string width = width_text(written, {file, 1});
  require(theory::rational_from_decimal(width) == theory::rational_from_decimal(written),
          "width: not the shortest decimal of a double, read " + written);
  return width;
}

CertificateFile file_of(const Values& values, const std::string& file) {
  const std::string schema = values.at("schema").texts[0];
  require(schema == certificate_schema,
          fmt::format("of schema {}, where {} is read", schema, certificate_schema));
  const std::string width = width_of(values.at("width").texts[0], file);
  const long steps = values.at("steps").integers[0];
  numerics::Problem problem = problem_of(values, file);
  require_steps(problem.settings, steps, {file, 1});
  const DecimalGrid grid = DecimalGrid::for_width(theory::rational_from_decimal(width));
  CertificateFile result{.certificate = {.problem = problem,
                                         .steps = steps,
                                         .width = width,
                                         .lower = bounds_of(values, "final.lower", problem, grid),
                                         .upper = bounds_of(values, "final.upper", problem, grid)},
                         .meaning = values.at("meaning").texts[0],
                         .mode = values.at("mode").texts[0],
                         .digits = values.at("digits").integers[0]};
  if (const auto found = values.find("data.batches"); found != values.end()) {
    result.batches.assign(found->second.integers.begin(), found->second.integers.end());
    result.batch_sizes.assign(found->second.row_lengths.begin(), found->second.row_lengths.end());
  }
  if (const auto found = values.find("data.label_factors"); found != values.end()) {
    auto next = found->second.floats.begin();
    for (const std::size_t length : found->second.row_lengths) {
      result.label_factors.emplace_back(next, next + static_cast<std::ptrdiff_t>(length));
      next += static_cast<std::ptrdiff_t>(length);
    }
  }
  if (!values.contains("claims.claim")) return result;
  const auto &names = values.at("claims.claim").texts, &statements = values.at("claims.statement").texts;
  for (std::size_t i = 0; i < names.size(); ++i)
    result.claims.push_back({.claim = names[i], .statement = statements[i]});
  return result;
}

}  // namespace

CertificateFile read_certificate(const std::string& text, const std::string& file) {
  try {
    return file_of(read_strict_json(text, certificate_fields()), file);
  } catch (const std::invalid_argument& error) {
    throw numerics::InputError(
        {file, 1}, fmt::format("no certificate, {}, allowed: what featdyn certify writes", error.what()));
  }
}

}  // namespace featdyn::verify
