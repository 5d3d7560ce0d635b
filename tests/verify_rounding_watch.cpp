// What a run says of its digits, against the same run in 40 of them: neither more than there are, nor an alarm
// where nothing is lost.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <omp.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/problems.hpp"
#include "verify/run/digits_left.hpp"
#include "verify/run/run.hpp"
#include "verify/run/trajectory_file.hpp"

BOOST_AUTO_TEST_SUITE(verify_rounding_watch)

using namespace featdyn;
using numerics::Record;
using testing::Overrides;

namespace {

struct Run {
  verify::RunResult result;
  std::vector<Record<double>> records;
};

Run run(const numerics::Problem& problem, const std::string& method, int digits) {
  const testing::TemporaryFolder folder;
  const verify::RunOptions options{
      .method = method, .directory = folder.path(), .digits = digits, .quiet = true, .arrays = false};
  verify::RunResult result = verify::run_method(problem, options);
  return {.result = std::move(result), .records = verify::read_trajectory(folder / "trajectory.csv")};
}

double digits_between(const std::optional<double>& x, const std::optional<double>& exact) {
  if (!x || !exact || *exact == 0 || *x == *exact) return 17;
  return -std::log10(std::abs(*x - *exact) / std::abs(*exact));
}

/// Of every column that a run is judged by.
double digits_between(const Record<double>& x, const Record<double>& exact) {
  return std::min({digits_between(x.loss, exact.loss), digits_between(x.signal_max, exact.signal_max),
                   digits_between(x.signal_mean, exact.signal_mean),
                   digits_between(x.noise_max, exact.noise_max),
                   digits_between(x.noise_mean, exact.noise_mean), digits_between(x.ratio, exact.ratio),
                   digits_between(x.weight_norm_sq_mean, exact.weight_norm_sq_mean)});
}

double fewest_between(const Run& run, const Run& exact) {
  double fewest = 17;
  for (std::size_t k = 0; k < std::min(run.records.size(), exact.records.size()); ++k)
    fewest = std::min(fewest, digits_between(run.records[k], exact.records[k]));
  return fewest;
}

struct Rule {
  Overrides overrides;
};
std::ostream& operator<<(std::ostream& out, const Rule& rule) {
  return out << fmt::format("{}", fmt::join(rule.overrides, " "));
}

const char *const classifier = "network.objective=classification",
                  *const trained = "network.second_layer=trained",
                  *const slow = "training.learning_rate=0.05";

const Rule rules[]{
    {{"training.weight_decay=0"}},
    {{"training.momentum=0.5"}},
    {{"training.momentum=0.9"}},
    {{"training.momentum=0.99", slow}},
    {{"training.weight_decay=0.01"}},
    {{"training.weight_decay=3"}},
    {{"training.momentum=0.6", "training.weight_decay=0.02"}},
    {{"training.schedule=cosine"}},
    {{"training.momentum=0.5", "training.schedule=linear", "training.warmup_steps=100"}},
    {{"training.batch_size=2", "training.momentum=0.5", slow}},
    {{trained, "training.momentum=0.7", slow}},
    {{trained, "training.batch_size=2", "training.weight_decay=0.01", slow}},
    {{"network.second_layer=fixed", "training.momentum=0.5", slow}},
    {{"data.dimension=5", "training.momentum=0.5"}},
    {{"data.dimension=5", trained, "training.momentum=0.9", slow}},
    {{classifier, "training.momentum=0.8"}},
    {{classifier, trained, "training.momentum=0.5"}},
    {{classifier, "data.label_noise=0.25", "training.momentum=0.5", "training.weight_decay=0.02"}},
    {{classifier, "network.loss=square", "training.batch_size=2", "training.momentum=0.5"}}};

numerics::Problem problem_of(const Rule& rule) {
  Overrides overrides{"training.learning_rate=0.2", "training.steps=1500", "training.record_every=50"};
  overrides.insert(overrides.end(), rule.overrides.begin(), rule.overrides.end());
  return testing::problem(overrides);
}

}  // namespace

BOOST_DATA_TEST_CASE(claimed_digits_are_there_and_no_alarm_is_false_whatever_the_update_rule, rules, rule) {
  const numerics::Problem problem = problem_of(rule);
  const Run exact = run(problem, "recurrence", 40);
  for (const char* method : {"recurrence", "network", "decomposition"}) {
    const Run doubles = run(problem, method, 17);
    const double had = fewest_between(doubles, exact),
                 claimed = verify::fewest(doubles.result.digits_left)->least;
    BOOST_TEST_CONTEXT(method << " claims " << claimed << ", has " << had) {
      BOOST_TEST_MESSAGE(rule << " " << method << " claims " << claimed << ", has " << had);
      BOOST_TEST(claimed <= had + 1);  // both signs of luck
      BOOST_TEST(claimed >= had - 5);
      BOOST_TEST((claimed > verify::least_digits_trusted || had < 9));
    }
  }
}

/// Products so large that they are spread over threads, which round in different ways only if somebody lets them.
BOOST_AUTO_TEST_CASE(what_is_said_of_the_digits_does_not_depend_on_the_threads) {
  const auto problem =
      testing::problem({classifier, "data.dimension=3000", "data.samples=100", "network.width=10",
                        "network.activation=[0, 0, 1]", "training.steps=6", "training.record_every=1"});
  const int before = omp_get_max_threads();
  omp_set_num_threads(1);
  const auto alone = run(problem, "network", 17).result.digits_left;
  for (const int threads : {2, 3}) {
    omp_set_num_threads(threads);
    const auto together = run(problem, "network", 17).result.digits_left;
    for (std::size_t i = 0; i < alone.size(); ++i) {
      BOOST_TEST(alone[i].least == together[i].least, alone[i].column << " on " << threads);
      BOOST_TEST(alone[i].end.value_or(-1) == together[i].end.value_or(-1));
    }
  }
  omp_set_num_threads(before);
}

BOOST_AUTO_TEST_SUITE_END()
