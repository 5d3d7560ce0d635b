#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "paper-figs/figure/table.hpp"
#include "verify/draw/csv.hpp"
#include "verify/draw/plot.hpp"

namespace featdyn::figures {

using verify::Csv;

enum class Scale { quick, full };

/// What the user asked for; figures make their settings from it.
struct Request {
  Scale scale = Scale::quick;
  std::vector<std::string> overrides;  ///< --set, after the figure's own
  std::optional<std::uint64_t> seed;   ///< --seed: of data and weights
  std::filesystem::path mnist;         ///< --mnist: the folder of the IDX files; empty: none given
  std::filesystem::path directory;     ///< --out
  std::function<void()> leave_digits;  ///< puts the drawn digits into directory / drawn_folder

  template <class T>
  T choose(T quick, T full) const {
    return scale == Scale::quick ? quick : full;
  }
  int seeds() const { return choose(5, 20); }
  /// A template of `featdyn init` with these overrides, then the user's.
  numerics::Settings setting(const std::string& name, const std::vector<std::string>& changes = {}) const;
  /// A denoiser that is small enough for runs in many digits.
  numerics::Settings small_setting() const;
  /// A setting with `seeds` seeds.
  Group group(const std::vector<double>& key, const numerics::Settings& setting, int seeds) const;
  /// What is measured of one run, line by line.
  Table one_run(const std::string& name, const numerics::Settings& setting,
                const verify::Measurement& measurement) const;
};

/// A figure's CSV files, for its panels and the numbers of its caption.
struct Data {
  std::filesystem::path directory;
  std::string figure;
  std::filesystem::path path(const std::string& table) const {
    return directory / (figure + "-" + table + ".csv");
  }
  Csv read(const std::string& table) const { return Csv(path(table)); }
};

/// Panels (their figure's own caption says the setting), and in words what to see in them.
struct Picture {
  verify::Figure figure;
  std::string caption;
};

/// A figure before it is computed: its data, and how they are shown.
struct Plan {
  std::vector<Table> tables;
  std::function<Picture(const Data&)> picture;
};

struct FigureSpec {
  const char* name;
  const char* title;
  Plan (*plan)(const Request&);
};

/// All figures, one file each, in the order of the gallery; then a user's own.
const std::vector<FigureSpec>& figure_specs();
/// Adds a user's figure, at the start of main. Throws InputError where its name is taken or it has no plan.
void add_figure(const FigureSpec& spec);
Plan plan_figure_1(const Request& request);
Plan plan_figure_2(const Request& request);
Plan plan_more_snr(const Request& request);
Plan plan_ratio_against_snr(const Request& request);
Plan plan_phase_diagram(const Request& request);
Plan plan_ratio_against_time(const Request& request);
Plan plan_ratio_against_width(const Request& request);
Plan plan_targets(const Request& request);
Plan plan_second_layer(const Request& request);
Plan plan_activations(const Request& request);
Plan plan_noised_classifier(const Request& request);
Plan plan_correlated_signals(const Request& request);
Plan plan_unequal_signals(const Request& request);
Plan plan_label_noise(const Request& request);
Plan plan_three_digits(const Request& request);
Plan plan_noisy_mnist(const Request& request);
Plan plan_noisy_mnist_pictures(const Request& request);
Plan plan_methods(const Request& request);
Plan plan_learning_rate(const Request& request);
Plan plan_precision(const Request& request);
Plan plan_enclosure(const Request& request);
Plan plan_label_noise_training(const Request& request);
Plan plan_label_noise_map(const Request& request);
Plan plan_label_noise_rate(const Request& request);
Plan plan_label_noise_start(const Request& request);
Plan plan_label_noise_settled(const Request& request);
Plan plan_label_noise_deaths(const Request& request);
Plan plan_label_noise_batches(const Request& request);
Plan plan_benign_relu_map(const Request& request);
Plan plan_benign_relu_blocks(const Request& request);
Plan plan_benign_q_switch(const Request& request);
Plan plan_spectral_bias(const Request& request);
Plan plan_spectral_powers(const Request& request);
Plan plan_spectral_images(const Request& request);

}  // namespace featdyn::figures
