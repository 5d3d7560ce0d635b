#include "numerics/settings/read_data.hpp"

#include "numerics/settings/schema.hpp"

namespace featdyn::numerics {
namespace {

using theory::Objective;

const Decimal one{.value = 1, .text = "1"};
const Decimal zero{.value = 0, .text = "0"};

FileSettings read_file(const Reader& in, Objective objective) {
  FileSettings data{.patches = in.required("data.patches", in.file("data.patches"), "\"x.npy\""),
                    .labels = in.file("data.labels")};
  if (objective == Objective::classification) in.required("data.labels", data.labels, "\"y.npy\"");
  return data;
}

NoisyMnistSettings read_noisy_mnist(const Reader& in) {
  return {
      .images = in.required("data.images", in.file("data.images"), "\"t10k-images-idx3-ubyte.gz\""),
      .labels = in.required("data.labels", in.file("data.labels"), "\"t10k-labels-idx1-ubyte.gz\""),
      .digits = in.required("data.digits", in.digits("data.digits"), "[0, 1]"),
      .samples_per_digit =
          in.required("data.samples_per_digit", in.integer("data.samples_per_digit", 1, largest_count), "50"),
      .signal_scale = in.required("data.signal_scale", in.real("data.signal_scale", Range::positive), "0.1"),
      .noise_std = in.real("data.noise_std", Range::positive).value_or(one)};
}

Parameters parameters_of(const FileSettings& data) {
  Parameters out{{"data.model", "\"file\""}, {"data.patches", literal(data.patches)}};
  if (data.labels) out.emplace_back("data.labels", literal(*data.labels));
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

/// How many different labels the data have; a classifier with one output tells one class from the rest.
struct CountLabels {
  bool one_output;
  long operator()(const TwoPatchSettings&) const { return 2; }
  long operator()(const SignalNoiseSettings& data) const { return data.classes; }
  long operator()(const FileSettings& data) const { return data.labels ? 2 : 0; }
  long operator()(const NoisyMnistSettings& data) const { return one_output ? 2 : std::ssize(data.digits); }
};

}  // namespace

bool wants_several_outputs(const Reader& in) {
  const Entry* loss = in.find("network.loss");
  return loss != nullptr && loss->text == "cross-entropy";
}

DataSettings read_data(const Reader& in, Objective objective) {
  switch (in.required("data.model", in.choice("data.model", models), "\"two-patch\"")) {
    case Model::file:
      return read_file(in, objective);
    case Model::noisy_mnist:
      return read_noisy_mnist(in);
    default:
      return read_signal_noise(in, objective);
  }
}

Decimal read_label_noise(const Reader& in, const DataSettings& data, Objective objective) {
  const Decimal noise = in.real("data.label_noise", Range::unit).value_or(zero);
  const bool one_output = objective == Objective::classification && !wants_several_outputs(in);
  const long labels = std::visit(CountLabels{one_output}, data);
  if (noise.value != 0 && labels != 2)
    in.refuse("data.label_noise",
              labels == 0 ? "there are no labels to flip" : "only one of two labels can be flipped",
              labels == 0 ? "0, or data.labels" : "0, or data of two classes");
  return noise;
}

Parameters parameters_of(const DataSettings& data) {
  return std::visit([](const auto& model) { return parameters_of(model); }, data);
}

}  // namespace featdyn::numerics
