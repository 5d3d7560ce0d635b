#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/files/npy.hpp"
#include "tests/bytes.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

/// Small settings drawn at random: every data model, objective, activation, layer, target, schedule and update
/// rule, d from 1 to twice the number of vectors. The same for the same number everywhere.
class DrawnSettings {
 public:
  DrawnSettings(std::uint64_t number, const TemporaryFolder& folder) : engine_(number), folder_(folder) {
    classifies_ = chance(0.35);
    width_ = whole(1, classifies_ ? 3 : 5);
    const std::string data = data_model();
    text_ = "[data]\n" + data + label_noise() + "[network]\n" + network() + "[diffusion]\n" + diffusion() +
            "[init]\n" + init() + "[training]\n" + training();
  }
  const std::string& text() const { return text_; }
  /// Throws InputError for a combination that is refused.
  numerics::Settings settings() const {
    return numerics::read_settings(numerics::Document::from_text(text_, "drawn.toml", folder_.path()));
  }

 private:
  bool chance(double probability) {
    return boost::random::uniform_real_distribution<>()(engine_) < probability;
  }
  long whole(long from, long to) { return boost::random::uniform_int_distribution<long>(from, to)(engine_); }
  double between(double from, double to) {
    return boost::random::uniform_real_distribution<>(from, to)(engine_);
  }
  double scale(double from, double to) { return std::exp(between(std::log(from), std::log(to))); }
  double normal() { return boost::random::normal_distribution<>()(engine_); }
  template <class T>
  T one_of(std::initializer_list<T> choices) {
    return choices.begin()[whole(0, static_cast<long>(choices.size()) - 1)];
  }
  std::string choice(std::initializer_list<const char*> choices) { return one_of(choices); }

  long dimension(long patches) { return whole(1, 2 * (patches + (classifies_ ? 2 : 1) * width_)); }

  std::string data_model() {
    const double which = between(0, 1);
    if (which < 0.4) return two_patch();
    if (which < 0.6) return signal_noise();
    return which < 0.9 ? file() : noisy_mnist();
  }

  std::string two_patch() {
    const long n = 2 * whole(1, 4);
    return fmt::format(
        "model = \"two-patch\"\ndimension = {}\nsamples = {}\nsignal_norm = {:.3f}\nnoise_std = {:.3f}\n{}",
        std::max(3L, dimension(n + 2)), n, scale(0.1, 4), scale(0.3, 1.5),
        chance(0.3) ? "labels = \"random\"\n" : "");
  }

  std::string signal_noise() {
    const long n = 2 * whole(1, 3), signal = whole(1, 2), noise = whole(1, 2);
    std::string text = fmt::format(
        "model = \"two-patch\"\ndimension = {}\nsamples = {}\nsignal_patches = {}\nnoise_patches = {}\n"
        "labels = \"random\"\n",
        std::max(4L, dimension(n * noise + 2)), n, signal, noise);
    const double norm = scale(0.3, 3), cosine = one_of({0.5, -0.5, 0.999, 0.0, 1.0});
    if (chance(0.5))
      text += fmt::format("signal_gram = [[{0}, {1}], [{1}, {0}]]\n", norm, norm * cosine);
    else
      text += fmt::format("signal_norms = [{:.3f}, {:.3f}]\n", norm, scale(0.3, 3));
    if (chance(0.3)) text += "class_balance = 0.25\n";
    if (chance(0.3)) text += fmt::format("noise_spectrum = {:.2f}\n", between(0, 3));
    return text;
  }

  /// Patches of full or low rank, nearly dependent, or with repetitions.
  std::string file() {
    const long n = whole(1, 4), P = whole(1, 3), d = dimension(n * P), rows = n * P;
    const long rank = chance(0.4) ? whole(1, std::min(d, rows)) : std::min(d, rows);
    const double off = chance(0.3) ? scale(1e-12, 1e-2) : 0;
    numerics::Matrix<double> left(rows, rank), right(rank, d), X(rows, d);
    for (auto* matrix : {&left, &right})
      for (numerics::Index i = 0; i < matrix->size(); ++i) matrix->data()[i] = normal();
    if (rank == rows)
      X = right;
    else
      X = left * right / std::sqrt(static_cast<double>(rank));
    for (numerics::Index i = 0; i < X.size(); ++i) X.data()[i] += off * normal();
    if (rows > 1 && chance(0.2)) X.row(rows - 1) = X.row(0);
    if (chance(0.05)) X.row(0).setZero();
    numerics::write_npy(folder_ / "x.npy", {u(n), u(P), u(d)}, X.data());
    std::vector<double> y;
    for (long i = 0; i < n; ++i) y.push_back(i % 2 == 0 ? 1 : -1);
    numerics::write_npy(folder_ / "y.npy", {u(n)}, y.data());
    return "model = \"file\"\npatches = \"x.npy\"\nlabels = \"y.npy\"\n";
  }

  std::string noisy_mnist() {
    const long pixels = whole(2, 12);
    std::string images, labels;
    for (long image = 0; image < 6; ++image) {
      labels += static_cast<char>(image % 2);
      for (long pixel = 0; pixel < pixels; ++pixel) images += static_cast<char>(whole(0, 255));
    }
    numerics::write_file(folder_ / "images", idx({6, 1, static_cast<std::uint32_t>(pixels)}, images));
    numerics::write_file(folder_ / "labels", idx({6}, labels));
    return fmt::format(
        "model = \"noisy-mnist\"\nimages = \"images\"\nlabels = \"labels\"\ndigits = [0, 1]\n"
        "samples_per_digit = {}\nsignal_scale = {:.3f}\nnoise_std = {:.3f}\n",
        whole(1, 3), scale(0.1, 2), scale(0.2, 1));
  }
  static std::uint64_t u(long x) { return static_cast<std::uint64_t>(x); }

  std::string label_noise() {
    return classifies_ && chance(0.2) ? std::string("label_noise = 0.3\n") : std::string();
  }

  std::string activation() {
    if (chance(0.2)) return '"' + choice({"relu", "relu-square", "erf", "tanh"}) + '"';
    return choice({"[0, 0, 1]", "[0, 0, 1]", "[0, 1]", "[0, 0, 0, 1]", "[0.25, 0, 1, 0.5]", "[0, 1, 0.5]",
                   "[1]", "[0, -1, 0, 0.3]"});
  }

  std::string network() {
    std::string text = fmt::format("objective = \"{}\"\nwidth = {}\nactivation = {}\nquadrature_nodes = 16\n",
                                   classifies_ ? "classification" : "diffusion", width_, activation());
    if (!classifies_)
      return text + "second_layer = \"" + choice({"tied", "tied", "fixed", "trained"}) + "\"\n";
    noised_ = chance(0.25);
    text += noised_
                ? "noised_inputs = true\nloss = \"square\"\n"
                : "loss = \"" +
                      choice({"logistic", "exponential", "square", "smooth-hinge", "cross-entropy"}) + "\"\n";
    if (chance(0.3)) text += "second_layer = \"trained\"\n";
    return text;
  }

  std::string diffusion() {
    if (classifies_ && !noised_) return "";
    const std::string target = choice({"noise", "noise", "data", "velocity", "flow"});
    const std::string key = classifies_ ? "" : "target = \"" + target + "\"\n";
    const double which = between(0, 1);
    if (which < 0.6) return key + fmt::format("time = {:.3f}\n", between(0.05, 0.9));
    if (which < 0.7 && target != "flow")
      return key + fmt::format("alpha = {:.3f}\nbeta = {:.3f}\n", between(0.2, 1), between(0.2, 1));
    if (which < 0.9)
      return key + "times = [0.1, 0.35, 0.8]\n" + (chance(0.5) ? "weights = [1, 2, 0.5]\n" : "");
    return key + "schedule = \"" + (target == "flow" ? "linear" : choice({"variance-preserving", "cosine"})) +
           "\"\nschedule_nodes = 3\n";
  }

  std::string init() {
    std::string text = fmt::format("std = {:.3g}\nseed = {}\n", scale(1e-3, 0.5), whole(0, 1000));
    return text;
  }

  std::string training() {
    const long steps = chance(0.1) ? whole(300, 3000) : one_of({1L, 10L, 40L, 120L});
    std::string text = fmt::format("learning_rate = {:.3g}\nsteps = {}\nrecord_every = {}\n",
                                   scale(1e-3, 0.2), steps, std::max(1L, steps / 4));
    if (chance(0.15)) text += fmt::format("momentum = {:.2f}\n", between(0, 0.9));
    if (chance(0.15)) text += fmt::format("weight_decay = {:.3g}\n", scale(1e-3, 0.5));
    if (chance(0.15)) text += "schedule = \"" + choice({"linear", "cosine"}) + "\"\n";
    if (chance(0.1)) text += fmt::format("warmup_steps = {}\n", steps / 3);
    if (chance(0.1)) text += "batch_size = 1\n";
    return text;
  }

  boost::random::mt19937_64 engine_;
  const TemporaryFolder& folder_;
  bool classifies_ = false, noised_ = false;
  long width_ = 1;
  std::string text_;
};

}  // namespace featdyn::testing
