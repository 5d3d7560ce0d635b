#include "numerics/data/spectrum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "numerics/files/idx.hpp"
#include "numerics/files/npy.hpp"
#include "numerics/linear/eigensystem.hpp"
#include "numerics/refusal/memory.hpp"

namespace featdyn::numerics {
namespace {

/// lambda_a, and u_a as rows.
struct Spectrum {
  std::vector<double> values;
  Matrix<double> vectors;
};

std::vector<double> log_normal_quantiles(long count) {
  std::vector<double> result;
  double sum = 0;
  for (long k = 0; k < count; ++k) {
    const double p = (static_cast<double>(k) + 0.5) / static_cast<double>(count);
    result.push_back(std::exp(std::numbers::sqrt2 * boost::math::erf_inv(2 * p - 1)));
    sum += result.back();
  }
  for (double& value : result) value *= static_cast<double>(count) / sum;
  std::ranges::reverse(result);
  return result;
}

[[noreturn]] void refuse(const Settings& settings, const char* key, const std::string& what,
                         const char* allowed) {
  throw InputError(settings.document.origin(key), fmt::format("{}: {}, allowed: {}", key, what, allowed));
}

Matrix<double> read_covariance(const std::filesystem::path& file, const Settings& settings) {
  constexpr const char* key = "data.covariance";
  constexpr const char* allowed =
      "an NPY array d x d of finite float64, symmetric, without negative eigenvalues";
  try {
    const NpyHeader header = read_npy_header(file);
    if (header.shape.size() != 2 || header.shape[0] != header.shape[1] || header.shape[0] == 0 ||
        header.type != "<f8")
      refuse(settings, key,
             fmt::format("wrong shape or type, read {} extents of '{}'", header.shape.size(), header.type),
             allowed);
    const auto d = static_cast<Index>(header.shape[0]);
    require_memory(settings.document.origin(key), key, static_cast<double>(d), 4 * static_cast<double>(d));
    NpyArray array = read_npy(file);
    Matrix<double> C = Eigen::Map<Matrix<double>>(array.values.data(), d, d);
    if (!C.allFinite()) refuse(settings, key, "read nan or inf", allowed);
    if (!((C - C.transpose()).cwiseAbs().maxCoeff() <= 1e-12 * C.cwiseAbs().maxCoeff()))
      refuse(settings, key, "read a matrix that is not symmetric", allowed);
    return C;
  } catch (const InputError&) {
    throw;
  } catch (const std::runtime_error& error) {
    refuse(settings, key, error.what(), allowed);
  }
}

/// Of pixels / 255: the second moment, or the covariance where the mean is taken off.
Matrix<double> moment_of_images(const std::filesystem::path& file, bool is_centred,
                                const Settings& settings) {
  constexpr const char* key = "data.images";
  try {
    const IdxArray images = read_idx(file, 3);
    const auto n = static_cast<Index>(images.shape[0]);
    const Index d = static_cast<Index>(images.shape[1]) * static_cast<Index>(images.shape[2]);
    require_memory(settings.document.origin(key), key, static_cast<double>(n + 3 * d),
                   static_cast<double>(d));
    Matrix<double> pixels(n, d);
    for (Index i = 0; i < pixels.size(); ++i)
      pixels.data()[i] = images.values[static_cast<std::size_t>(i)] / 255.0;
    if (is_centred) pixels.rowwise() -= Eigen::RowVectorXd(pixels.colwise().mean());
    return product<double>({pixels, true}, {pixels}) / static_cast<double>(n);
  } catch (const InputError&) {
    throw;
  } catch (const std::runtime_error& error) {
    refuse(settings, key, error.what(), "an IDX file of images, gzipped or not");
  }
}

/// The largest eigenvalues, as many as asked for, or all that are more than rounding.
Spectrum largest_of(const Matrix<double>& moment, const SpectrumSettings& data, const Settings& settings) {
  constexpr double rounding = 1e-12;
  const char* const key = data.covariance ? "data.covariance" : "data.images";
  const auto [values, vectors] = eigensystem(moment);
  const Index d = values.size();
  const double largest = values[d - 1];
  if (!(largest > 0) || values[0] < -1e-9 * largest)
    refuse(settings, key, fmt::format("read eigenvalues from {:.3g} to {:.3g}", values[0], largest),
           "none below 0, and one above");
  const auto known = std::ranges::count_if(values, [&](double value) { return value > rounding * largest; });
  const long count = data.modes.value_or(known);
  if (count > known)
    refuse(settings, "data.modes", fmt::format("read {} of a matrix of rank {}", count, known),
           "no more than the rank");
  Spectrum result{.values = {}, .vectors = Matrix<double>(count, d)};
  for (Index a = 0; a < count; ++a) {
    result.values.push_back(values[d - 1 - a]);
    result.vectors.row(a) = vectors.col(d - 1 - a).transpose();
  }
  return result;
}

Spectrum spectrum_of(const SpectrumSettings& data, const Settings& settings) {
  if (data.covariance) return largest_of(read_covariance(*data.covariance, settings), data, settings);
  if (data.images)
    return largest_of(moment_of_images(*data.images, data.is_centred, settings), data, settings);
  const auto K = static_cast<Index>(data.count()), d = static_cast<Index>(data.dimension.value_or(K));
  const double rows = static_cast<double>(K) * (data.is_centred ? 2 : 1);
  require_memory(settings.document.origin("data.spectrum"), "data.spectrum", rows,
                 static_cast<double>(d) + 2 * rows);
  return {.values = eigenvalues_of(data), .vectors = Matrix<double>::Identity(K, d)};
}

}  // namespace

std::vector<double> eigenvalues_of(const SpectrumSettings& data) {
  if (data.is_log_normal) return log_normal_quantiles(data.count());
  std::vector<double> result;
  for (const Decimal& value : data.eigenvalues) result.push_back(theory::to_real<double>(value.value));
  if (data.exponent)
    for (long k = 1; k <= data.count(); ++k)
      result.push_back(std::pow(static_cast<double>(k), -theory::to_real<double>(data.exponent->value)));
  return result;
}

Dataset make_spectrum(const SpectrumSettings& data, const Settings& settings) {
  const Spectrum spectrum = spectrum_of(data, settings);
  const Index K = spectrum.vectors.rows(), copies = data.is_centred ? 2 : 1;
  Matrix<double> patches(copies * K, spectrum.vectors.cols());
  for (Index a = 0; a < K; ++a)
    for (Index copy = 0; copy < copies; ++copy)
      patches.row(copies * a + copy) =
          (copy == 0 ? 1 : -1) *
          std::sqrt(static_cast<double>(K) * spectrum.values[static_cast<std::size_t>(a)]) *
          spectrum.vectors.row(a);
  return sample_major(std::move(patches), 1, {});
}

}  // namespace featdyn::numerics
