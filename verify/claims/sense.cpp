#include "verify/claims/sense.hpp"

#include <algorithm>

namespace featdyn::verify {
namespace {

using About = Assumption::About;

bool is_about(const Study& study, About model) {
  return study.changed && study.changed->about == model;
}

bool has_batches(const Study& study) {
  return study.base.training.update.batch_size.has_value() || study.base.draws_label_factors();
}

bool is_quadratic(const numerics::Settings& settings) {
  const auto& a = settings.activation;
  return a.size() == 3 && a[0].value == 0 && a[1].value == 0 && a[2].value != 0;
}

}  // namespace

std::string sense_of_condition(const Study& study) {
  if (!study.changed) return "";
  const auto& update = study.base.training.update;
  if (update.momentum || update.batch_size || update.rate_varies())
    return "The stability limit 2 / curvature is that of plain gradient descent.";
  if (!study.changed->denoiser.empty() && numerics::has_second_layer(as_denoiser(study)))
    return "The curvature is measured along one layer's weights; here the other layer is a layer of its own.";
  if (study.changed->about == About::classifier &&
      as_classifier(study).architecture.second_layer == theory::SecondLayer::trained)
    return "The curvature is measured along one layer's weights; here the other layer is trained too.";
  return "";
}

std::string sense_of_ratio(const Study& study) {
  return is_about(study, About::classifier)
             ? "The assumption is one on the classifier; the denoiser is as before."
             : "";
}

std::string sense_of_growth(const Study& study) {
  if (has_batches(study)) return "A batch leaves patches out, whose overlaps then stand still for a step.";
  return sense_of_ratio(study);
}

std::string sense_of_rest(const Study& study) {
  if (has_batches(study)) return "Steps on batches do not come to rest.";
  return sense_of_ratio(study);
}

std::string sense_of_saturation(const Study& study) {
  const std::string before = sense_of_rest(study);
  if (!before.empty() || !study.changed) return before;
  if (numerics::has_second_layer(as_denoiser(study))) return "The law is that of tied layers.";
  if (!std::holds_alternative<numerics::TwoPatchSettings>(study.base.data))
    return "The law merges orthogonal patches of equal norm and weight, which these data do not have.";
  return "";
}

std::string sense_of_regime(const Study& study) {
  return is_about(study, About::denoiser)
             ? "The assumption is one on the denoiser; the classifier is as before."
             : "";
}

std::string sense_of_rates(const Study& study) {
  const std::string before = sense_of_regime(study);
  if (!before.empty() || !study.changed || is_quadratic(study.base)) return before;
  return "Overlaps grow by a constant factor a step only where the activation is quadratic; here there are "
         "no such "
         "rates.";
}

}  // namespace featdyn::verify
