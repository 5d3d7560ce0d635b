#include "paper-figs/feature-learning/mnist.hpp"

#include <fmt/format.h>

#include "numerics/data/engine.hpp"
#include "numerics/methods/network.hpp"
#include "numerics/methods/network_output.hpp"
#include "paper-figs/figure/drawn_digits.hpp"

namespace featdyn::figures {
namespace {

using numerics::Index;
using numerics::Matrix;
using numerics::Problem;
using verify::Row;

/// The file with or without .gz.
std::string found(const std::filesystem::path& folder, const std::string& name) {
  for (const char* ending : {".gz", ""})
    if (const auto file = folder / (name + ending); std::filesystem::is_regular_file(file))
      return std::filesystem::absolute(file).string();
  throw numerics::InputError(
      {"--mnist"}, fmt::format("not there, read {}, allowed: a folder with {}.gz and {}.gz, which are at {}",
                               (folder / name).string(), mnist_images, mnist_labels, mnist_source));
}

Matrix<double> trained_weights(const Problem& problem) {
  numerics::Network<double> network(problem, numerics::learning_rate<double>(problem.settings));
  for (long k = 0; k < problem.settings.training.steps; ++k) {
    network.evaluate();
    network.advance();
  }
  return network.weights();
}

/// `held_out` images of each digit after those that are trained on, with noise of their own.
numerics::Dataset held_out_data(const numerics::Settings& settings) {
  const auto& mnist = std::get<numerics::NoisyMnistSettings>(settings.data);
  const auto more = verify::vary(
      settings, {fmt::format("data.samples_per_digit={}", mnist.samples_per_digit + held_out)}, 1000);
  const numerics::Dataset all = numerics::make_dataset(more);
  numerics::Dataset rest;
  const auto kinds = static_cast<Index>(mnist.digits.size()), each = mnist.samples_per_digit + held_out;
  rest.patches.resize(2 * kinds * held_out, all.dimension());
  for (Index k = 0; k < kinds; ++k) {
    const Index first = k * each + mnist.samples_per_digit;
    rest.patches.middleRows(2 * k * held_out, 2 * held_out) = all.patches.middleRows(2 * first, 2 * held_out);
    for (Index i = first; i < first + held_out; ++i) {
      rest.labels.push_back(all.labels[static_cast<std::size_t>(i)]);
      rest.info.insert(rest.info.end(), 2, all.info[static_cast<std::size_t>(2 * i)]);
    }
  }
  rest.sample_patches = numerics::consecutive_patches(kinds * held_out, 2);
  return rest;
}

double accuracy(const numerics::Settings& settings, const Matrix<double>& W, const numerics::Dataset& data) {
  const Eigen::VectorXd output = numerics::classifier_output(settings, W, data);
  double right = 0;
  for (Index i = 0; i < output.size(); ++i)
    right += output[i] * data.labels[static_cast<std::size_t>(i)] > 0 ? 1 : 0;
  return right / static_cast<double>(output.size());
}

/// Signal (or noise) patches of as many samples as a row of tiles has, of all digits in turn.
Matrix<double> shown_patches(const numerics::Dataset& data, Index kinds, Index which) {
  Matrix<double> shown(picture_columns, data.dimension());
  for (Index k = 0; k < picture_columns; ++k)
    shown.row(k) = data.patches.row(2 * (k % kinds * held_out + k / kinds) + which);
  return shown;
}

/// The mosaic's pixels as (x, y) -> value; tiles are rows of square pictures, one apart.
class Mosaic {
 public:
  explicit Mosaic(const Matrix<double>& tiles)
      : tiles_(tiles), side_(std::lround(std::sqrt(static_cast<double>(tiles.cols())))) {
    for (Index k = 0; k < tiles_.rows(); ++k)
      tiles_.row(k) /= std::max(tiles_.row(k).cwiseAbs().maxCoeff(), 1e-300);
  }
  Index side() const { return side_; }
  double at(Index x, Index y) const {
    const Index tile = y / (side_ + 1) * picture_columns + x / (side_ + 1);
    const bool inside = x % (side_ + 1) < side_ && y % (side_ + 1) < side_ && tile < tiles_.rows();
    return inside ? tiles_(tile, y % (side_ + 1) * side_ + x % (side_ + 1)) : std::nan("");
  }

 private:
  Matrix<double> tiles_;
  Index side_;
};

Row rows_of(const Mosaic& first, const Mosaic& second, const std::vector<double>& numbers) {
  Row row{.status = "finished", .values = {}};
  for (Index y = 0; y < picture_rows * (first.side() + 1) - 1; ++y)
    for (Index x = 0; x < picture_columns * (first.side() + 1) - 1; ++x) {
      row.values.insert(row.values.end(),
                        {static_cast<double>(x), static_cast<double>(y), first.at(x, y), second.at(x, y)});
      row.values.insert(row.values.end(), numbers.begin(), numbers.end());
    }
  return row;
}

Index kinds_of(const numerics::Settings& settings) {
  return static_cast<Index>(std::get<numerics::NoisyMnistSettings>(settings.data).digits.size());
}

Matrix<double> stacked(const Matrix<double>& a, const Matrix<double>& b, const Matrix<double>& c) {
  Matrix<double> all(a.rows() + b.rows() + c.rows(), a.cols());
  all << a, b, c;
  return all;
}

/// The mean neuron, then the first ones.
Matrix<double> shown_neurons(const Matrix<double>& W) {
  const Index shown = std::min<Index>(picture_columns * picture_rows - 1, W.rows());
  Matrix<double> tiles(1 + shown, W.cols());
  tiles << W.colwise().mean(), W.topRows(shown);
  return tiles;
}

Row picture_denoiser(const Problem& problem) {
  const auto& settings = problem.settings;
  const Matrix<double> W = trained_weights(problem);
  const Matrix<double> digits = shown_patches(held_out_data(settings), kinds_of(settings), 0);
  Matrix<double> noise(digits.rows(), digits.cols());
  numerics::Engine engine = numerics::stream(settings.data_seed, "noised digits", {});
  numerics::fill_standard_normal(engine, noise.data(), static_cast<std::size_t>(noise.size()));
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(settings.diffusion);
  const Matrix<double> noised = alpha * digits + beta * noise,
                       estimate = numerics::estimated_data(settings, W, noised);
  const double error = (estimate - digits).squaredNorm() / (noised / alpha - digits).squaredNorm();
  return rows_of(Mosaic(shown_neurons(W)), Mosaic(stacked(digits, noised, estimate)), {error});
}

Row picture_classifier(const Problem& problem) {
  const auto& settings = problem.settings;
  const Matrix<double> W = trained_weights(problem);
  const numerics::Dataset rest = held_out_data(settings);
  const Matrix<double> digits = shown_patches(rest, kinds_of(settings), 0),
                       noise = shown_patches(rest, kinds_of(settings), 1);
  const Index half = std::min<Index>(picture_columns * picture_rows / 2, settings.width);
  const Matrix<double> none(0, W.cols());
  return rows_of(Mosaic(stacked(W.topRows(half), W.middleRows(settings.width, half), none)),
                 Mosaic(stacked(digits, numerics::input_gradient(settings, W, digits),
                                numerics::input_gradient(settings, W, noise))),
                 {accuracy(settings, W, problem.data), accuracy(settings, W, rest)});
}

}  // namespace

bool are_drawn(const Request& request) {
  return request.mnist.empty();
}

namespace {

std::filesystem::path folder_of(const Request& request) {
  if (!are_drawn(request)) return request.mnist;
  request.leave_digits();
  return request.directory / drawn_folder;
}

}  // namespace

std::string mnist_images_of(const Request& request) {
  return found(folder_of(request), mnist_images);
}

numerics::Settings mnist_setting(const Request& request, const std::vector<std::string>& changes) {
  const std::filesystem::path folder = folder_of(request);
  std::vector<std::string> all{fmt::format("data.images=\"{}\"", found(folder, mnist_images)),
                               fmt::format("data.labels=\"{}\"", found(folder, mnist_labels))};
  all.insert(all.end(), changes.begin(), changes.end());
  return request.setting("noisy-mnist", all);
}

std::string MnistPart::title() const {
  return fmt::format("{}, digits x {}", diffuses() ? "Denoiser" : "Classifier", scale);
}

numerics::Settings mnist_setting(const Request& request, const MnistPart& part) {
  return mnist_setting(request, {fmt::format("network.objective={}", part.model),
                                 fmt::format("data.signal_scale={}", part.scale), "network.width=20",
                                 fmt::format("training.learning_rate={}", part.learning_rate),
                                 fmt::format("training.steps={}", part.steps)});
}

std::string digits_phrase(const Request& request) {
  return are_drawn(request) ? "Digits drawn by the program stand in for MNIST, which --mnist gives; " : "";
}

verify::Measurement denoiser_pictures() {
  return {.name = "denoiser pictures",
          .columns = {"x", "y", "neurons", "reconstruction", "error"},
          .measure = picture_denoiser};
}

verify::Measurement classifier_pictures() {
  return {.name = "classifier pictures",
          .columns = {"x", "y", "neurons", "gradient", "train_accuracy", "test_accuracy"},
          .measure = picture_classifier};
}

}  // namespace featdyn::figures
