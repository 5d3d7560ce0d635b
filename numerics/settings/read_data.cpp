#include "numerics/settings/read_data.hpp"

#include "numerics/extensions.hpp"
#include "numerics/settings/read_spectrum.hpp"
#include "numerics/settings/schema.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;

const Decimal zero{.value = 0, .text = "0"};

FileSettings read_file(const Reader& in, Objective objective) {
  FileSettings data{.patches = in.required("data.patches", in.file("data.patches"), "\"x.npy\""),
                    .labels = in.file("data.labels"),
                    .is_centred = in.flag("data.centred").value_or(false)};
  if (objective == Objective::classification) in.required("data.labels", data.labels, "\"y.npy\"");
  return data;
}

NoisyMnistSettings read_noisy_mnist(const Reader& in) {
  return {.images = in.required("data.images", in.file("data.images"), "\"t10k-images-idx3-ubyte.gz\""),
          .labels = in.required("data.labels", in.file("data.labels"), "\"t10k-labels-idx1-ubyte.gz\""),
          .digits = in.required("data.digits", in.digits("data.digits"), "[0, 1]"),
          .samples_per_digit = in.required("data.samples_per_digit",
                                           in.integer("data.samples_per_digit", 1, largest_count), "50"),
          .signal_scale =
              in.required("data.signal_scale", in.real("data.signal_scale", Allowed::positive), "0.1"),
          .noise_std = in.real("data.noise_std", Allowed::positive).value_or(decimal_one)};
}

Parameters parameters_of(const FileSettings& data) {
  Parameters out{{"data.model", "\"file\""}, {"data.patches", literal(data.patches)}};
  if (data.labels) out.emplace_back("data.labels", literal(*data.labels));
  if (data.is_centred) out.emplace_back("data.centred", "true");
  return out;
}

Parameters parameters_of(const NoisyMnistSettings& data) {
  return {{"data.model", "\"noisy-mnist\""},
          {"data.images", literal(data.images)},
          {"data.labels", literal(data.labels)},
          {"data.digits", fmt::format("[{}]", fmt::join(data.digits, ", "))},
          {"data.samples_per_digit", std::to_string(data.samples_per_digit)},
          {"data.signal_scale", data.signal_scale.text},
          {"data.noise_std", data.noise_std.text}};
}

/// The value of a key, else its standard, else the error that it is missing.
Decimal read_number(const Reader& in, const DataKey& key) {
  using Kind = DataKey::Kind;
  const std::string path = "data." + key.name;
  const Decimal standard{.value = theory::rational_from_decimal(key.standard.empty() ? "0" : key.standard),
                         .text = key.standard};
  std::optional<Decimal> value;
  if (key.kind == Kind::count) {
    if (const auto count = in.integer(path, 1, largest_count))
      value = {.value = *count, .text = std::to_string(*count)};
  } else {
    value = in.real(path, key.kind == Kind::positive      ? Allowed::positive
                          : key.kind == Kind::nonnegative ? Allowed::nonnegative
                          : key.kind == Kind::unit        ? Allowed::unit
                                                          : Allowed::any);
  }
  return value || key.standard.empty() ? in.required(path, value, "1") : standard;
}

ExtensionDataSettings read_own(const Reader& in, const DataModel& model, Objective objective) {
  if (objective == Objective::classification && model.labels != 2)
    in.refuse("data.model", "the classifier tells two labels apart, this model has not two",
              "another data.model, or network.objective = \"diffusion\"");
  ExtensionDataSettings data{.model = &model, .values = {.origin = in.find("data.model")->origin}};
  for (const DataKey& key : model.keys)
    if (const std::string path = "data." + key.name; key.kind == DataKey::Kind::file)
      data.values.files[key.name] = in.required(path, in.file(path), "\"x.npy\"");
    else
      data.values.numbers[key.name] = read_number(in, key);
  return data;
}

Parameters parameters_of(const ExtensionDataSettings& data) {
  Parameters out{{"data.model", fmt::format("\"{}\"", data.model->name)}};
  for (const DataKey& key : data.model->keys)
    out.emplace_back("data." + key.name, key.kind == DataKey::Kind::file
                                             ? literal(data.values.files.at(key.name))
                                             : data.values.numbers.at(key.name).text);
  return out;
}

/// How many different labels the data have; a classifier with one output tells one class from the rest.
struct CountLabels {
  bool one_output;
  long operator()(const TwoPatchSettings&) const { return 2; }
  long operator()(const SignalNoiseSettings& data) const { return data.classes; }
  long operator()(const FileSettings& data) const { return data.labels ? 2 : 0; }
  long operator()(const NoisyMnistSettings& data) const { return one_output ? 2 : std::ssize(data.digits); }
  long operator()(const ExtensionDataSettings& data) const { return data.model->labels; }
  long operator()(const SpectrumSettings&) const { return 0; }
};

}  // namespace

bool wants_several_outputs(const Reader& in) {
  const Entry* loss = in.find("network.loss");
  return loss != nullptr && loss->text == "cross-entropy";
}

DataSettings read_data(const Reader& in, Objective objective) {
  const auto& own = extensions().data_models;
  std::vector<std::pair<std::string, std::size_t>> names;
  for (const char* name : built_in_models) names.emplace_back(name, names.size());
  for (const DataModel& model : own) names.emplace_back(model.name, names.size());
  const std::size_t which = in.required("data.model", in.choice("data.model", names), "\"two-patch\"");
  if (which >= built_in_models.size()) return read_own(in, own[which - built_in_models.size()], objective);
  const std::string name = built_in_models[which];
  if (name == "file") return read_file(in, objective);
  if (name == "noisy-mnist") return read_noisy_mnist(in);
  if (name == "spectrum") return read_spectrum(in, objective);
  return read_signal_noise(in, objective);
}

Decimal read_label_noise(const Reader& in, const DataSettings& data, Objective objective) {
  const Decimal noise = in.real("data.label_noise", Allowed::unit).value_or(zero);
  const bool one_output = objective == Objective::classification && !wants_several_outputs(in);
  const long labels = std::visit(CountLabels{one_output}, data);
  if (noise.value != 0 && labels != 2)
    in.refuse("data.label_noise",
              labels == 0 ? "there are no labels to flip" : "only one of two labels can be flipped",
              labels == 0 ? "0, or data.labels" : "0, or data of two classes");
  return noise;
}

TestSettings read_test(const Reader& in) {
  constexpr long most = 100'000'000;
  TestSettings test;
  test.samples = in.integer("data.test_samples", 1, most).value_or(test.samples);
  constexpr std::array<std::pair<const char*, bool>, 2> kinds{{{"clean", false}, {"told", true}}};
  test.has_told_labels = in.choice("data.test_labels", kinds).value_or(false);
  return test;
}

Parameters parameters_of(const DataSettings& data) {
  return std::visit([](const auto& model) { return parameters_of(model); }, data);
}

}  // namespace featdyn::numerics
