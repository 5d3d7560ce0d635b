#include <algorithm>

#include "paper-figs/figure/measurements.hpp"
#include "verify/compare/compare.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::figures {
namespace {

using numerics::Problem;
using verify::Row;
using verify::RunSeries;

RunSeries run(const char* method, const Problem& problem) {
  return verify::with_method(method, problem,
                             [&](auto& object) { return verify::collect(method, object, problem); });
}

/// The largest difference of an overlap, per record.
std::vector<double> gaps(const RunSeries& reference, const RunSeries& other) {
  const auto all = verify::differences(reference, other, nullptr);
  return std::ranges::find(all, "overlaps", &verify::Difference::quantity)->largest;
}

void append(Row& row, const numerics::Record<double>& record) {
  row.values.insert(row.values.end(), {record.signal_mean, record.noise_mean.value_or(0)});
}

Row measure_gaps(const Problem& problem) {
  const RunSeries recurrence = run("recurrence", problem), network = run("network", problem),
                  flow = run("ode", problem);
  const auto of_network = gaps(recurrence, network), of_flow = gaps(recurrence, flow);
  Row row{.status = "finished", .values = {}};
  for (std::size_t k = 0; k < std::min(of_network.size(), of_flow.size()); ++k) {
    row.values.push_back(static_cast<double>(recurrence.records[k].step));
    for (const RunSeries* series : {&recurrence, &network, &flow}) append(row, series->records[k]);
    row.values.insert(row.values.end(), {of_network[k], of_flow[k]});
  }
  return row;
}

}  // namespace

verify::Measurement method_gaps() {
  return {.name = "method gaps",
          .columns = {"step", "recurrence_signal", "recurrence_noise", "network_signal", "network_noise",
                      "flow_signal", "flow_noise", "network_gap", "flow_gap"},
          .measure = measure_gaps};
}

verify::Measurement flow_distance() {
  return {.name = "flow distance", .columns = {"distance"}, .measure = [](const Problem& problem) -> Row {
            const auto all = gaps(run("recurrence", problem), run("ode", problem));
            return {.status = "finished", .values = {*std::ranges::max_element(all)}};
          }};
}

}  // namespace featdyn::figures
