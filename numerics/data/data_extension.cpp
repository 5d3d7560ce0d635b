#include "numerics/data/data_extension.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "numerics/data/dataset.hpp"
#include "numerics/extensions.hpp"

namespace featdyn::numerics {
namespace {

template <class Map>
const auto& value_of(const Map& values, const std::string& key, const char* kind) {
  const auto found = values.find(key);
  if (found == values.end())
    throw std::invalid_argument(
        fmt::format("the data model reads data.{}, which is no {} among its keys", key, kind));
  return found->second;
}

bool is_label(int label, long labels) {
  return labels == 2 ? label == 1 || label == -1 : label >= 0 && label < labels;
}

bool is_decimal(const std::string& text) {
  try {
    theory::rational_from_decimal(text);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// What is wrong with data of so many different labels; empty: nothing.
std::string fault(const Dataset& data, long labels) {
  const Index N = data.count(), n = data.samples();
  const auto told = static_cast<Index>(data.labels.size());
  if (data.patches.size() == 0 || n == 0 || data.sample_patches.cols() == 0)
    return "no patches or no samples";
  if (!data.patches.allFinite()) return "entries of patches that are nan or inf";
  if (std::ssize(data.info) != N) return fmt::format("{} patches with info on {}", N, data.info.size());
  if (data.sample_patches.minCoeff() < 0 || data.sample_patches.maxCoeff() >= N)
    return fmt::format("samples with patches other than 0 .. {}", N - 1);
  if (told != (labels == 0 ? 0 : n)) return fmt::format("{} samples with {} labels", n, told);
  for (const int label : data.labels)
    if (!is_label(label, labels)) return fmt::format("a label {} among {} different ones", label, labels);
  return "";
}

}  // namespace

long DataValues::count(const std::string& key) const {
  return static_cast<long>(floor(value_of(numbers, key, "number").value));
}

double DataValues::real(const std::string& key) const {
  return theory::to_real<double>(value_of(numbers, key, "number").value);
}

const std::filesystem::path& DataValues::file(const std::string& key) const {
  return value_of(files, key, "file");
}

void require_usable(const DataModel& model) {
  const auto require = [&](bool condition, const std::string& what) {
    if (!condition)
      throw InputError(extensions_origin,
                       fmt::format("a data model that cannot be used, read '{}' {}", model.name, what));
  };
  require(model.make != nullptr, "with no function that makes its data, allowed: one");
  require(model.labels >= 0, "with a negative number of labels, allowed: 0 or more");
  std::set<std::string> known{"model", "seed", "label_noise"};
  for (const DataKey& key : model.keys) {
    require(!key.name.empty() && key.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                            "0123456789_") == std::string::npos,
            fmt::format("with the key '{}', allowed: letters, digits and underscores", key.name));
    require(known.insert(key.name).second,
            fmt::format("with the key '{}' twice, allowed: each once, and none of the program's model, seed, "
                        "label_noise",
                        key.name));
    require(key.standard.empty() || key.kind != DataKey::Kind::file,
            fmt::format("with a standard for the file '{}', allowed: none", key.name));
    require(key.standard.empty() || is_decimal(key.standard),
            fmt::format("with '{}' as standard of '{}', allowed: a number", key.standard, key.name));
  }
}

Dataset make_extension_data(const ExtensionDataSettings& data, std::uint64_t seed) {
  DataValues values = data.values;
  values.seed = seed;
  Dataset set = data.model->make(values);
  if (const std::string what = fault(set, data.model->labels); !what.empty())
    throw InputError(values.origin, fmt::format("data.model: the model \"{}\" makes data that do not fit "
                                                "together, read {}, allowed: a consistent Dataset",
                                                data.model->name, what));
  return set;
}

}  // namespace featdyn::numerics
