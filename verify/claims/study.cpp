#include "verify/claims/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace featdyn::verify {
namespace {

double number(const numerics::Decimal& decimal) {
  return theory::to_real<double>(decimal.value);
}

bool has_the_papers_data(const numerics::Settings& settings) {
  return std::holds_alternative<numerics::TwoPatchSettings>(settings.data) && settings.label_noise.value == 0;
}

/// The second layer is tied for the denoiser and fixed to the classes' signs for the classifier.
bool has_the_papers_network(const numerics::Settings& settings) {
  const auto& a = settings.activation;
  const bool quadratic = a.size() == 3 && a[0].value == 0 && a[1].value == 0 && a[2].value == 1;
  const bool diffuses = settings.objective == theory::Objective::diffusion;
  const auto second_layer = settings.architecture.second_layer;
  const bool plain =
      diffuses ? second_layer == theory::SecondLayer::tied : second_layer != theory::SecondLayer::trained;
  return quadratic && plain && settings.architecture.loss == theory::MarginLoss::logistic &&
         settings.diffusion.target == theory::Target::noise && settings.diffusion.several.times.empty() &&
         !settings.diffusion.several.schedule;
}

/// Full batches, one learning rate, no momentum and no weight decay, from Gaussian weights.
bool is_plain_descent(const numerics::Settings& settings) {
  const auto& update = settings.training.update;
  return settings.init.std && !update.momentum && !update.weight_decay && !update.rate_varies() &&
         !update.batch_size;
}

numerics::Settings as(const Study& study, theory::Objective objective, const char* name, const char* rate,
                      const char* steps) {
  if (study.base.objective == objective) return study.base;
  std::vector<std::string> overrides{fmt::format("network.objective={}", name),
                                     fmt::format("training.learning_rate={}", rate),
                                     fmt::format("training.steps={}", steps)};
  if (objective == theory::Objective::diffusion && !study.base.diffusion.time && !study.base.diffusion.alpha)
    overrides.push_back("diffusion.time=0.2");
  return vary(study.base, overrides);
}

}  // namespace

double Study::constant(const std::string& id, double standard) const {
  const numerics::Entry* entry = base.document.find("claims." + id + ".constant");
  return entry == nullptr ? standard : theory::to_real<double>(theory::rational_from_decimal(entry->text));
}

std::vector<Row> Study::run(const std::string& label, const std::vector<numerics::Settings>& points,
                            const Measurement& measurement) const {
  return run_grid(points, measurement, store, {.label = label, .quiet = quiet});
}

std::string Study::repeat(const std::string& id) const {
  return fmt::format("featdyn verify {}{}", id, options);
}

double TwoPatch::n_snr_squared() const {
  return n * signal_norm * signal_norm / (noise_std * noise_std * d);
}

TwoPatch two_patch(const numerics::Settings& settings) {
  const auto* data = std::get_if<numerics::TwoPatchSettings>(&settings.data);
  if (data == nullptr || !settings.init.std) throw std::logic_error("two_patch: another setting");
  const auto [alpha, beta] = numerics::signal_and_noise_level<double>(settings.diffusion);
  return {.d = static_cast<double>(data->dimension),
          .n = static_cast<double>(data->samples),
          .signal_norm = number(data->signal_norm),
          .noise_std = number(data->noise_std),
          .width = static_cast<double>(settings.width),
          .init_std = number(*settings.init.std),
          .learning_rate = number(settings.training.learning_rate),
          .alpha = alpha,
          .beta = beta};
}

std::vector<Part> parts_of_the_papers_model(const numerics::Settings& settings) {
  return {{"two-patch data with orthogonal signals of one norm, no flipped labels",
           has_the_papers_data(settings)},
          {"quadratic activation, target noise at one time; second layer tied, of the classifier fixed; "
           "logistic loss",
           has_the_papers_network(settings)},
          {"plain gradient descent with full batches from Gaussian weights", is_plain_descent(settings)}};
}

bool is_the_papers_model(const numerics::Settings& settings) {
  return std::ranges::all_of(parts_of_the_papers_model(settings), &Part::holds);
}

std::string signal_norm_for(const numerics::Settings& base, double x) {
  const TwoPatch now = two_patch(base);
  return fmt::format("data.signal_norm={:.17g}", std::sqrt(x * now.d / now.n) * now.noise_std);
}

numerics::Settings as_denoiser(const Study& study) {
  return as(study, theory::Objective::diffusion, "diffusion", "0.01", "4000");
}

numerics::Settings as_classifier(const Study& study) {
  return as(study, theory::Objective::classification, "classification", "0.1", "1000");
}

}  // namespace featdyn::verify
