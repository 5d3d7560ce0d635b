#include "paper-figs/bands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/recurrence.hpp"
#include "verify/series.hpp"
#include "verify/summary.hpp"

namespace featdyn::figures {
namespace {

using numerics::Record;
using Runs = std::vector<std::vector<Record<double>>>;

std::vector<Record<double>> run_one(const std::string& settings, int seed) {
  auto parsed = numerics::read_settings(numerics::Document::from_text(settings, "figure", "."));
  parsed.data_seed += static_cast<std::uint64_t>(seed);
  parsed.init.seed += static_cast<std::uint64_t>(seed);
  const numerics::Problem problem = numerics::make_problem(std::move(parsed));
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  return verify::collect("recurrence", recurrence, problem).records;
}

/// ",mean,least,greatest" of one quantity over the seeds at one record.
template <class Get>
std::string band(const Runs& runs, std::size_t record, Get get) {
  double sum = 0, least = get(runs[0][record]), greatest = least;
  for (const auto& run : runs) {
    const double value = get(run[record]);
    sum += value;
    least = std::min(least, value);
    greatest = std::max(greatest, value);
  }
  return fmt::format(",{:.9g},{:.9g},{:.9g}", sum / static_cast<double>(runs.size()), least, greatest);
}

}  // namespace

Runs run_seeds(const std::string& settings, int seeds) {
  Runs runs(static_cast<std::size_t>(seeds));
#pragma omp parallel for schedule(dynamic)
  for (int seed = 0; seed < seeds; ++seed) runs[static_cast<std::size_t>(seed)] = run_one(settings, seed);
  return runs;
}

void write_bands(const std::filesystem::path& csv, const Runs& runs) {
  std::string text = "step,signal,signal_least,signal_greatest,noise,noise_least,noise_greatest\n";
  for (std::size_t k = 0; k < runs[0].size(); ++k)
    text += std::to_string(runs[0][k].step) +
            band(runs, k, [](const Record<double>& r) { return r.signal_mean; }) +
            band(runs, k, [](const Record<double>& r) { return r.noise_mean.value_or(0); }) + "\n";
  numerics::write_file(csv, text);
}

void write_side_file(const std::filesystem::path& json, const std::vector<std::string>& settings, int seeds,
                     const std::string& command) {
  const nlohmann::ordered_json document{
      {"settings", settings}, {"seeds", seeds}, {"versions", verify::versions_json()}, {"repeat", command}};
  numerics::write_file(json, document.dump(2) + "\n");
}

}  // namespace featdyn::figures
