#include <fmt/format.h>

#include "numerics/data/dataset.hpp"
#include "numerics/files/npy.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

/// What `read` returns; a failure becomes an error at the setting that named the file.
template <class Read>
auto at(const Settings& settings, const char* key, const char* allowed, Read read) {
  try {
    return read();
  } catch (const InputError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw InputError(settings.document.origin(key),
                     fmt::format("{}: {}, allowed: {}", key, error.what(), allowed));
  }
}

NpyArray read_patches(const FileSettings& data, const Settings& settings) {
  constexpr const char* allowed = "an NPY array n x P x d or n x d of finite float64";
  return at(settings, "data.patches", allowed, [&] {
    const NpyHeader header = read_npy_header(data.patches);
    const std::size_t extents = header.shape.size();
    if ((extents != 2 && extents != 3) || header.count() == 0 || header.type != "<f8")
      throw std::runtime_error(fmt::format("wrong shape or type, read shape ({}) of '{}'",
                                           fmt::join(header.shape, ", "), header.type));
    const double rows = static_cast<double>(header.count() / header.shape.back());
    if (std::filesystem::file_size(data.patches) >= header.count() * 8)  // else the truncation is the news
      require_memory(settings.document.origin("data.patches"), "data.patches", rows,
                     static_cast<double>(header.shape.back()) + rows, 2);
    NpyArray array = read_npy(data.patches);
    for (std::size_t i = 0; i < array.values.size(); ++i)
      if (!std::isfinite(array.values[i]))
        throw std::runtime_error(fmt::format("not finite, read {} at entry {}", array.values[i], i));
    return array;
  });
}

std::vector<int> read_labels(const std::filesystem::path& file, std::uint64_t samples,
                             const Settings& settings) {
  const std::string allowed = fmt::format("an NPY array of {} labels +1 or -1", samples);
  return at(settings, "data.labels", allowed.c_str(), [&] {
    const NpyArray array = read_npy(file);
    if (array.header.shape.size() != 1 || array.header.shape[0] != samples)
      throw std::runtime_error(
          fmt::format("wrong shape, read shape ({})", fmt::join(array.header.shape, ", ")));
    std::vector<int> labels;
    for (const double label : array.values) {
      if (label != 1 && label != -1)
        throw std::runtime_error(fmt::format("not a label, read {} at sample {}", label, labels.size()));
      labels.push_back(static_cast<int>(label));
    }
    return labels;
  });
}

}  // namespace

/// All n P patches, sample-major, each its own column; patch 1 of a sample is its signal, the others are
/// noise. Two extents are samples of one patch.
Dataset make_from_file(const FileSettings& data, const Settings& settings) {
  NpyArray array = read_patches(data, settings);
  const auto n = static_cast<Index>(array.header.shape[0]), d = static_cast<Index>(array.header.shape.back());
  const Index P = static_cast<Index>(array.values.size()) / (n * d);
  std::vector<int> labels;
  if (data.labels) labels = read_labels(*data.labels, array.header.shape[0], settings);
  Matrix<double> patches = Eigen::Map<Matrix<double>>(array.values.data(), n * P, d);
  if (data.is_centred) patches.rowwise() -= Eigen::RowVectorXd(patches.colwise().mean());
  return sample_major(std::move(patches), P, std::move(labels));
}

}  // namespace featdyn::numerics
