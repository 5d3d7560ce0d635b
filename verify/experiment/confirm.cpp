#include "verify/experiment/confirm.hpp"

#include <fmt/format.h>

#include <cmath>

namespace featdyn::verify {
namespace {

constexpr int digits = 40;

double relative_difference(double a, double b) {
  if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
  const double difference = std::abs(a - b) / std::abs(a);
  return std::isnan(difference) ? HUGE_VAL : difference;
}

}  // namespace

Confirmation confirm(const Study& study, const Repetition& repetition) {
  const auto rows_of = [&](const Trainer& trainer) {
    return study.run("confirmation by " + trainer.name, repetition.points, repetition.measurement(trainer));
  };
  const Measurement measurement = repetition.measurement(recurrence_trainer());
  const auto reference = rows_of(recurrence_trainer());
  Confirmation result;
  std::string worst = repetition.columns.front();
  for (const Trainer& trainer : {network_trainer(), digits_trainer(digits)}) {
    const auto rows = rows_of(trainer);
    for (std::size_t k = 0; k < rows.size(); ++k)
      for (const std::string& column : repetition.columns) {
        const std::size_t at = measurement.index(column);
        const double difference = relative_difference(reference[k].values[at], rows[k].values[at]);
        if (difference > result.difference)
          result.difference = difference, worst = column + ", " + trainer.name;
      }
  }
  result.agrees = result.difference <= repetition.stated_error;
  result.detail =
      fmt::format("the network in R^d and {} digits {} the recurrence: {:.1e} at the worst place ({})",
                  digits, result.agrees ? "agree with" : "differ from", result.difference, worst);
  return result;
}

void confirm(Finding& finding, const Study& study, const Repetition& repetition) {
  if (!study.confirms) return;
  const Confirmation found = confirm(study, repetition);
  finding.evidence = found.agrees ? Evidence::confirmed : Evidence::sampled;
  finding.evidence_detail = found.detail;
  for (Inequality& line : finding.conclusions) line.error += found.difference * std::abs(line.value);
}

}  // namespace featdyn::verify
