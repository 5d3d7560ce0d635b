#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/recurrence.hpp"
#include "tests/problems.hpp"
#include "theory/formula/grammar.hpp"
#include "verify/theorem/judge/judge.hpp"
#include "verify/theorem/run/domain_runs.hpp"
#include "verify/theorem/run/record_run.hpp"
#include "verify/theorem/value/evaluate.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_runs)

using namespace featdyn;
using namespace featdyn::verify;
using boost::test_tools::tolerance;
using numerics::Matrix;

namespace {

/// A run by a plain loop: every state.
struct Trajectory {
  std::vector<Matrix<double>> A, G;
  std::vector<double> loss, gradient;
};
Trajectory trajectory(const numerics::Problem& problem, int steps) {
  numerics::Recurrence<double> recurrence(problem, numerics::initial_state<double>(problem),
                                          numerics::learning_rate<double>(problem.settings));
  Trajectory result;
  for (int k = 0; k <= steps; ++k) {
    const auto now = recurrence.evaluate();
    result.A.push_back(recurrence.overlaps()), result.G.push_back(recurrence.gram());
    result.loss.push_back(now.loss), result.gradient.push_back(now.gradient_norm);
    recurrence.advance();
  }
  return result;
}

/// One run of a problem, asked for formulas and statements.
class Run {
  template <class Add, class Ask>
  auto with_environment(Add add, Ask ask) {
    const Stated stated;
    Planner planner({""});
    add(planner);
    const std::map<std::string, Plan> plans{{"", planner.plan("")}};
    const Plan& plan = plans.at("");
    const PointNumbers numbers(problem_.settings, stated);
    const Trainer trainer = plan.needs_coefficients ? decomposition_trainer() : recurrence_trainer();
    const auto row =
        row_of(record_run(problem_, trainer, {.plan = plan, .constants = {}, .number = numbers}), plan);
    DomainPoint point{.coordinates = {}};
    point.settings.emplace("", problem_.settings);
    const Showing showing(stated, plans, {.point = &point, .seed = 0}, {{"", recorded_from(row, plan)}});
    return ask(Judging{
        .environment = showing.environment(), .indices = plan.indices, .constants = stated.constant_names});
  }

 public:
  explicit Run(const testing::Overrides& overrides = {})
      : problem_(numerics::make_problem(testing::settings(overrides))) {}

  double value(const std::string& text) {
    const auto expression = formula::read_expression(text, formula::Vocabulary::of_theorems());
    return with_environment(
        [&](Planner& planner) { planner.add(expression); },
        [&](const Judging& judging) { return number_of(expression, judging.environment); });
  }
  Reading reading(const std::string& text) {
    const auto statement = formula::read_statement(text, formula::Vocabulary::of_theorems());
    return with_environment([&](Planner& planner) { planner.add(statement); },
                            [&](const Judging& judging) { return reading_of(statement, judging); });
  }
  const numerics::Problem& problem() const { return problem_; }

 private:
  numerics::Problem problem_;
};

}  // namespace

// columns: mu_{+1}, mu_{-1}, xi_1 .. xi_4; neurons 3

BOOST_AUTO_TEST_CASE(overlaps_are_those_of_the_recurrence_at_their_steps) {
  Run run;
  const auto t = trajectory(run.problem(), 40);
  BOOST_TEST(run.value("<w[2],mu[+1]>(7)") == t.A[7](1, 0));
  BOOST_TEST(run.value("<w[3],mu[-1]>(0)") == t.A[0](2, 1));
  BOOST_TEST(run.value("<w[1],xi[4]>(end)") == t.A[40](0, 5));
  BOOST_TEST(run.value("<w[1],x[3]>(5)") == t.A[5](0, 2));
  BOOST_TEST(run.value("<w[1],w[3]>(12)") == t.G[12](0, 2));
  BOOST_TEST(run.value("|w[2]|^2(9)") == t.G[9](1, 1));
  BOOST_TEST(run.value("loss(11)") == t.loss[11]);
  BOOST_TEST(run.value("|grad|(11)") == t.gradient[11]);
  // a run may be longer than its settings say
  BOOST_TEST(run.value("loss(60)") == trajectory(run.problem(), 60).loss[60]);
}

BOOST_AUTO_TEST_CASE(columns_are_those_of_the_trajectory_file) {
  Run run;
  const auto t = trajectory(run.problem(), 8);
  const double signal = t.A[8].leftCols(2).cwiseAbs().mean(), noise = t.A[8].rightCols(4).cwiseAbs().mean();
  BOOST_TEST(run.value("ratio(8)") == signal / noise, tolerance(1e-14));
  BOOST_TEST(run.value("noise_max(8)") == t.A[8].rightCols(4).cwiseAbs().maxCoeff());
  BOOST_TEST(run.value("time(8)") == 0.08, tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(reductions_over_indices_are_plain_loops) {
  Run run;
  const auto t = trajectory(run.problem(), 10);
  const auto signals = t.A[10].leftCols(2);
  BOOST_TEST(run.value("max[r,j] |<w[r],mu[j]>(10)|") == signals.cwiseAbs().maxCoeff());
  BOOST_TEST(run.value("mean[r,j] <w[r],mu[j]>(10)") == signals.mean(), tolerance(1e-14));
  BOOST_TEST(run.value("sum[r] max[j] <w[r],mu[j]>(10)") == signals.rowwise().maxCoeff().sum(),
             tolerance(1e-14));
  BOOST_TEST(run.value("rms[p] <w[1],x[p]>(10)") == std::sqrt(t.A[10].row(0).squaredNorm() / 6),
             tolerance(1e-14));
  const auto positive = (t.A[10].array() > 0).count();
  BOOST_TEST(run.value("count[r,p] (<w[r],x[p]>(10) > 0)") == static_cast<double>(positive));
  double off = 0;
  for (int r = 0; r < 3; ++r)
    for (int s = 0; s < 3; ++s)
      if (r != s) off = std::max(off, std::abs(t.G[10](r, s)));
  BOOST_TEST(run.value("max[r,s: r != s] |<w[r],w[s]>(10)|") == off);
}

BOOST_AUTO_TEST_CASE(reductions_over_steps_are_gathered_as_the_run_passes) {
  Run run;
  const auto t = trajectory(run.problem(), 40);
  double largest = 0, sum = 0, squares = 0;
  for (int k = 3; k <= 17; ++k) {
    largest = std::max(largest, std::abs(t.A[static_cast<std::size_t>(k)](1, 2)));
    sum += t.loss[static_cast<std::size_t>(k)];
    squares += t.loss[static_cast<std::size_t>(k)] * t.loss[static_cast<std::size_t>(k)];
  }
  BOOST_TEST(run.value("max[k in [3, 17]] |<w[2],xi[1]>(k)|") == largest);
  BOOST_TEST(run.value("mean[k in [3, 17]] loss(k)") == sum / 15, tolerance(1e-14));
  BOOST_TEST(run.value("rms[k in [3, 17]] loss(k)") == std::sqrt(squares / 15), tolerance(1e-14));
  BOOST_TEST(run.value("count[k <= end] (loss(k) < loss(0))") ==
             static_cast<double>(
                 std::count_if(t.loss.begin() + 1, t.loss.end(), [&](double x) { return x < t.loss[0]; })));
  // every step's largest over neurons, then the mean of these
  double mean = 0;
  for (int k = 1; k <= 10; ++k) mean += t.A[static_cast<std::size_t>(k)].col(0).maxCoeff() / 10;
  BOOST_TEST(run.value("mean[k <= 10] max[r] <w[r],mu[+1]>(k)") == mean, tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(steps_may_look_at_their_neighbours_and_at_later_ones) {
  Run run;
  const auto t = trajectory(run.problem(), 40);
  double step = -1, back = -1, ahead = 0;
  for (std::size_t k = 0; k < 40; ++k) step = std::max(step, t.loss[k + 1] - t.loss[k]);
  for (std::size_t k = 2; k <= 20; ++k) back = std::max(back, std::abs(t.A[k](0, 0) - t.A[k - 2](0, 0)));
  for (std::size_t k = 1; k <= 10; ++k) ahead = std::max(ahead, std::abs(t.A[k](0, 0) / t.A[30](0, 0)));
  BOOST_TEST(run.value("max[k in [0, 39]] (loss(k + 1) - loss(k))") == step);
  BOOST_TEST(run.value("max[k in [2, 20]] |<w[1],mu[+1]>(k) - <w[1],mu[+1]>(k - 2)|") == back);
  BOOST_TEST(run.value("max[k <= 10] |<w[1],mu[+1]>(k) / <w[1],mu[+1]>(30)|") == ahead);
}

BOOST_AUTO_TEST_CASE(events_are_the_first_step_of_a_condition) {
  Run run;
  const auto t = trajectory(run.problem(), 40);
  const double level = (t.loss[0] + t.loss[40]) / 2;
  const auto first = static_cast<double>(
      std::find_if(t.loss.begin(), t.loss.end(), [&](double x) { return x <= level; }) - t.loss.begin());
  const std::string event = fmt::format("first k: loss(k) <= {:.17g}", level);
  BOOST_TEST(run.value(event) == first);
  const auto at = static_cast<std::size_t>(first);
  BOOST_TEST(run.value("<w[1],mu[+1]>(" + event + ")") == t.A[at](0, 0));
  // a later step than the event, and an earlier one, which takes a second pass
  BOOST_TEST(run.value("<w[1],mu[+1]>((" + event + ") + 3)") == t.A[at + 3](0, 0));
  BOOST_TEST(run.value("<w[1],mu[+1]>((" + event + ") - 2)") == t.A[at - 2](0, 0));
  double largest = 0;
  for (std::size_t k = 1; k <= at; ++k) largest = std::max(largest, std::abs(t.A[k](0, 0)));
  BOOST_TEST(run.value("max[k <= (" + event + ")] |<w[1],mu[+1]>(k)|") == largest);
  BOOST_TEST(std::isnan(run.value("first k: loss(k) > 1000000")));
}

BOOST_AUTO_TEST_CASE(a_run_that_leaves_the_finite_numbers_has_no_values_after_that) {
  Run run({"training.learning_rate=1000"});
  BOOST_TEST(std::isfinite(run.value("loss(0)")));
  BOOST_TEST(std::isnan(run.value("loss(40)")));
  BOOST_TEST(std::isnan(run.value("max[k <= end] loss(k)")));
  const Reading reading = run.reading("for all k <= end: loss(k) <= 1000000000000");
  BOOST_TEST(!reading.holds);
}

BOOST_AUTO_TEST_CASE(quantifiers_nest_from_left_to_right_and_name_their_worst_place) {
  Run run;
  const auto t = trajectory(run.problem(), 20);
  int neuron = 0, column = 0;
  const double least = t.A[20].leftCols(2).minCoeff(&neuron, &column);
  const Reading all = run.reading("for all r, j: <w[r],mu[j]>(20) >= 1000");
  BOOST_TEST(!all.holds);
  BOOST_TEST(all.left == least);
  BOOST_TEST(all.spot[0] == neuron + 1);
  BOOST_TEST(all.spot[1] == (column == 0 ? 1 : -1));
  // every row has an entry as large as the least of the rows' largest ones, but no column has it everywhere
  const double level = t.A[20].leftCols(2).rowwise().maxCoeff().minCoeff();
  BOOST_TEST(run.reading(fmt::format("for all r: exists j: <w[r],mu[j]>(20) >= {:.17g}", level)).holds);
  BOOST_TEST(!run.reading(fmt::format("for all r: exists j: <w[r],mu[j]>(20) > {:.17g}", level)).holds);
  const double turned = t.A[20].leftCols(2).colwise().minCoeff().maxCoeff();
  BOOST_TEST(run.reading(fmt::format("exists j: for all r: <w[r],mu[j]>(20) >= {:.17g}", turned)).holds);
  BOOST_TEST(!run.reading(fmt::format("exists j: for all r: <w[r],mu[j]>(20) > {:.17g}", turned)).holds);
}

BOOST_AUTO_TEST_CASE(quantifiers_over_steps_find_the_step) {
  Run run;
  const auto t = trajectory(run.problem(), 40);
  double largest = 0;
  int step = 0;
  for (int k = 1; k <= 40; ++k)
    if (const double size = t.A[static_cast<std::size_t>(k)].cwiseAbs().maxCoeff(); size > largest)
      largest = size, step = k;
  const Reading reading =
      run.reading(fmt::format("for all k <= end, r, p: |<w[r],x[p]>(k)| <= {:.17g}", largest));
  BOOST_TEST(reading.holds);
  BOOST_TEST(reading.margin == 0);
  BOOST_TEST(reading.spot[0] == step);
  BOOST_TEST(!run.reading(fmt::format("for all k <= end, r, p: |<w[r],x[p]>(k)| < {:.17g}", largest)).holds);
  BOOST_TEST(
      run.reading(fmt::format("exists k <= end: max[r,p] |<w[r],x[p]>(k)| >= {:.17g}", largest)).holds);
  BOOST_TEST(
      !run.reading(fmt::format("exists k < {}: max[r,p] |<w[r],x[p]>(k)| >= {:.17g}", step, largest)).holds);
  // a neuron outside, a step inside
  double least = 1e9;
  for (int r = 0; r < 3; ++r) {
    double most = 0;
    for (const auto& A : t.A) most = std::max(most, A.row(r).cwiseAbs().maxCoeff());
    least = std::min(least, most);
  }
  BOOST_TEST(
      run.reading(fmt::format("for all r: exists k in [0, end]: max[p] |<w[r],x[p]>(k)| >= {:.17g}", least))
          .holds);
  BOOST_TEST(
      !run.reading(fmt::format("for all r: exists k in [0, end]: max[p] |<w[r],x[p]>(k)| > {:.17g}", least))
           .holds);
}

BOOST_AUTO_TEST_CASE(margins_are_relative_to_the_larger_side) {
  Run run;
  BOOST_TEST(run.reading("3 <= 4").margin == 0.25);
  BOOST_TEST(run.reading("4 <= 3").margin == -0.25);
  BOOST_TEST(run.reading("0 <= 0").margin == 0);
  BOOST_TEST(run.reading("0 <= 0").holds);
  BOOST_TEST(!run.reading("0 < 0").holds);
  BOOST_TEST(run.reading("1 <= 2 <= 4 <= 5").margin == 0.2, tolerance(1e-14));
  BOOST_TEST(run.reading("11 = 10 within 20%").margin == 0.5, tolerance(1e-14));
  BOOST_TEST(!run.reading("13 = 10 within 20%").holds);
  BOOST_TEST(run.reading("5 = 10 within 2").holds);
  BOOST_TEST(!run.reading("5 = 10 within 1.9").holds);
  BOOST_TEST(!run.reading("log(-1) <= 3").holds);
  BOOST_TEST(!run.reading("log(-1) >= 3").holds);
}

BOOST_AUTO_TEST_CASE(a_conclusion_is_judged_where_its_premise_holds) {
  Run run;
  const Reading some = run.reading("for all r, j: <w[r],mu[j]>(0) > 0 => <w[r],mu[j]>(0) > -1");
  BOOST_TEST(some.holds);
  BOOST_TEST(some.asked == 6);
  const auto positive = (numerics::initial_state<double>(run.problem()).A.leftCols(2).array() > 0).count();
  BOOST_TEST(some.met == static_cast<double>(positive));
  BOOST_TEST(run.reading("for all r: 1 > 2 => |w[r]|^2(0) < 0").met == 0);
}

BOOST_AUTO_TEST_CASE(coefficients_are_those_of_the_decomposition) {
  Run run({"init.std=1e-4"});
  // The first step moves w_r by P X, which gamma and rho hold, and by Q W [docs/mathematics/reduction.md]; with
  // L = -(2 alpha beta / sqrt m) sum_p c_p |w|^2 <w, x_p> + O(sigma_0^4):
  const double rate = run.value("2 eta alpha beta / sqrt m"),
               growth = run.value("<w[1],mu[+1]>(1) - <w[1],mu[+1]>(0)");
  BOOST_TEST(run.value("gamma[1,+1](1)") == rate * run.value("n[+1]/n |mu[+1]|^2 |w[1]|^2(0)"),
             tolerance(0.02));
  BOOST_TEST(growth - run.value("gamma[1,+1](1)") ==
                 rate * run.value("2 <w[1],mu[+1]>(0) mean[i] (<w[1],mu[y[i]]>(0) + <w[1],xi[i]>(0))"),
             tolerance(0.05));
  BOOST_TEST(run.value("max[r,j] |gamma[r,j](0)|") == 0);
  BOOST_TEST(run.value("max[r,i] |rho[r,i](0)|") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
