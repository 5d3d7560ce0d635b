#include "verify/sweep/mode_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "verify/sweep/sweep.hpp"

namespace featdyn::verify {
namespace {

constexpr const char* mode_stages[] = {"harmonic", "geometric", "half", "doubled"};

/// What decides how many modes the data of a run have.
std::string data_of(const numerics::Settings& settings) {
  std::string text;
  for (const auto& [path, literal] : numerics::used_parameters(settings))
    if (path.starts_with("data.")) text += path + "=" + literal + "\n";
  return text;
}

/// Whether a run may show modes, without reading them all.
bool may_show_modes(const numerics::Document& document) {
  return std::ranges::any_of(document.entries(), [](const auto& entry) {
    return entry.first.ends_with("init.modes") || shown(entry.second).find("spectrum") != std::string::npos;
  });
}

/// The number at a place; NaN behind the last.
double at(const std::vector<double>& numbers, std::size_t place) {
  return place < numbers.size() ? numbers[place] : NAN;
}

}  // namespace

long most_modes(const numerics::Settings& base) {
  if (!may_show_modes(base.document)) return 0;
  const Sweep sweep(base);
  std::set<std::string> seen;
  std::size_t most = 0;
  for (std::size_t k = 0; k < sweep.count(); k += static_cast<std::size_t>(sweep.seeds())) {
    const numerics::Settings settings = sweep.point(k);
    if (!numerics::shows_modes(settings) || !settings.diffusion.scales.empty()) continue;
    if (seen.insert(data_of(settings)).second)
      most = std::max(most, numerics::modes_of<double>(numerics::make_problem(settings)).lambda.size());
  }
  return static_cast<long>(most);
}

std::vector<std::string> mode_columns(long modes) {
  std::vector<std::string> columns;
  const auto numbered = [&](const char* form, const char* kind = "") {
    for (long a = 1; a <= modes; ++a) columns.push_back(fmt::format(fmt::runtime(form), a, kind));
  };
  if (modes == 0) return columns;
  numbered("lambda_{}");
  numbered("mode_{}_start");
  numbered("mode_{}");
  columns.emplace_back("alignment");
  for (const char* const kind : mode_stages) numbered("mode_{}_{}", kind);
  return columns;
}

ModeValues::ModeValues(const numerics::Problem& problem, long modes)
    : modes_(static_cast<std::size_t>(modes)) {
  if (modes == 0) return;
  columns_.emplace(problem);
  lambda_ = columns_->modes().lambda;
}

void ModeValues::record(const numerics::Matrix<double>& A) {
  if (lambda_.empty()) return;
  end_ = columns_->values(A);
  if (start_.empty()) start_ = end_;
}

std::vector<numerics::Event<double>> ModeValues::events(const numerics::Problem& problem,
                                                        const numerics::Matrix<double>& A0) const {
  return lambda_.empty() ? std::vector<numerics::Event<double>>{}
                         : numerics::mode_events<double>(problem, A0);
}

void ModeValues::append(std::vector<double>& row, const std::vector<numerics::Stage<double>>& stages) const {
  if (modes_ == 0) return;
  const auto weights = [&](const std::vector<double>& all) {
    for (std::size_t a = 0; a < modes_; ++a) row.push_back(a < lambda_.size() ? at(all, a) : NAN);
  };
  weights(lambda_);
  weights(start_);
  weights(end_);
  row.push_back(at(end_, lambda_.size()));
  for (const char* const kind : mode_stages)
    for (std::size_t a = 1; a <= modes_; ++a) {
      const auto found =
          std::ranges::find(stages, fmt::format("mode_{}_{}", a, kind), &numerics::Stage<double>::name);
      row.push_back(found == stages.end() ? NAN : found->step.value_or(NAN));
    }
}

}  // namespace featdyn::verify
