#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/methods/network.hpp"
#include "numerics/scalar/ball_functions.hpp"
#include "tests/theorems.hpp"
#include "verify/theorem/certified/enclosed_statement.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_certified)

using namespace featdyn;
using namespace featdyn::verify;
using featdyn::testing::small_classifier;
using featdyn::testing::small_denoiser;
using featdyn::testing::theorem_of;
using numerics::BigReal;

namespace {

const std::string one_run = "over.seeds = 1\n";

Finding judge(const std::string& conclusion, const std::string& settings = one_run + small_denoiser,
              const std::string& more = "") {
  return testing::judged(theorem_of({conclusion}, more + settings), {.confirms = true}).front();
}

bool holds_certified(const std::string& conclusion, const std::string& settings = one_run + small_denoiser) {
  const Finding found = judge(conclusion, settings);
  BOOST_TEST_MESSAGE(conclusion << ": " << name(found.verdict) << ", " << found.evidence_detail);
  return found.verdict == Verdict::holds && found.evidence == Evidence::certified;
}
bool fails_certified(const std::string& conclusion, const std::string& settings = one_run + small_denoiser) {
  const Finding found = judge(conclusion, settings);
  BOOST_TEST_MESSAGE(conclusion << ": " << name(found.verdict) << ", " << found.evidence_detail);
  return found.verdict == Verdict::fails && found.evidence == Evidence::certified;
}
bool is_certified(const std::string& conclusion, const std::string& settings = one_run + small_denoiser) {
  return judge(conclusion, settings).evidence == Evidence::certified;
}

numerics::Problem problem_of(const std::string& theorem) {
  const Theorem read = read_theorem({.text = theorem, .file = "test.toml", .folder = {}});
  return numerics::make_problem(numerics::read_settings(read.runs.front().settings));
}

/// The network in R^d, by back-propagation, with 60 digits.
class Oracle {
  numerics::PrecisionScope scope_{numerics::bits_of_digits(60)};

 public:
  Oracle(const std::string& settings, long steps)
      : problem_(problem_of(theorem_of({"m >= 1"}, settings))),
        network_(problem_, numerics::learning_rate<BigReal>(problem_.settings)) {
    for (long k = 0; k < steps; ++k) network_.evaluate(), network_.advance();
    loss_ = network_.evaluate().loss;
  }
  const numerics::Matrix<BigReal>& overlaps() const { return network_.overlaps(); }
  const numerics::Matrix<BigReal>& gram() const { return network_.gram(); }
  const BigReal& loss() const { return loss_; }

 private:
  numerics::Problem problem_;
  numerics::Network<BigReal> network_;
  BigReal loss_;
};

/// Numbers beside x, closer than doubles are: certain on either side, and told by nothing else.
void check_beside(const std::string& quantity, const BigReal& x,
                  const std::string& settings = one_run + small_denoiser) {
  const BigReal apart = abs(x) / pow(BigReal(10), BigReal(30));
  const std::string below = (x - apart).str(40), above = (x + apart).str(40);
  BOOST_TEST(holds_certified(quantity + " >= " + below, settings), quantity + " >= " + below);
  BOOST_TEST(holds_certified(quantity + " < " + above, settings), quantity + " < " + above);
  BOOST_TEST(fails_certified(quantity + " > " + above, settings), quantity + " > " + above);
  BOOST_TEST(fails_certified(quantity + " <= " + below, settings), quantity + " <= " + below);
}

}  // namespace

// columns of the small problems: mu_{+1}, mu_{-1}, xi_1 .. xi_6

BOOST_AUTO_TEST_CASE(numbers_of_a_run_are_told_to_thirty_digits) {
  const Oracle at(small_denoiser, 20);
  const auto& A = at.overlaps();
  check_beside("<w[2],mu[-1]>(20)", A(1, 1));
  check_beside("<w[4],xi[6]>(20)", A(3, 7));
  check_beside("|w[3]|^2(20)", at.gram()(2, 2));
  check_beside("<w[1],w[3]>(20)", at.gram()(0, 2));
  check_beside("loss(20)", at.loss());
  BigReal largest(0), sum(0);
  for (numerics::Index r = 0; r < 4; ++r)
    for (numerics::Index i = 2; i < 8; ++i)
      largest = abs(A(r, i)) > largest ? abs(A(r, i)) : largest, sum += A(r, i) * A(r, i);
  check_beside("max[r,i] |<w[r],xi[i]>(20)|", largest);
  check_beside("noise_max(20)", largest);
  check_beside("rms[r,i] <w[r],xi[i]>(20)", sqrt(sum / BigReal(24)));
}

BOOST_AUTO_TEST_CASE(so_are_those_of_a_classifier) {
  const Oracle at(small_classifier, 15);
  const auto settings = one_run + small_classifier;
  check_beside("<w[-1,2],mu[-1]>(15)", at.overlaps()(4 + 1, 1), settings);
  check_beside("loss(15)", at.loss(), settings);
  // f(x_1): patches mu_{y_1} and xi_1; a = +1 for the first four neurons, -1 for the others
  const double label = problem_of(theorem_of({"m >= 1"}, small_classifier)).data.labels[0];
  BigReal f(0);
  for (numerics::Index r = 0; r < 8; ++r)
    for (const numerics::Index p : {label > 0 ? 0 : 1, 2})
      f += BigReal(r < 4 ? 1 : -1) * at.overlaps()(r, p) * at.overlaps()(r, p);
  check_beside("f[1](15)", f / BigReal(4), settings);
}

BOOST_AUTO_TEST_CASE(statements_of_every_form) {
  BOOST_TEST(holds_certified("for all r: |w[r]|^2(10) >= 1/2 |w[r]|^2(0)"));
  BOOST_TEST(fails_certified("for all r: |w[r]|^2(10) <= 1/2 |w[r]|^2(0)"));
  BOOST_TEST(fails_certified("exists r: |w[r]|^2(10) <= 1/2 |w[r]|^2(0)"));
  BOOST_TEST(holds_certified("for all r, k <= 20: |w[r]|^2(k) > 0.9 |w[r]|^2(k - 1)"));
  BOOST_TEST(fails_certified("for all r, k <= 20: |w[r]|^2(k) > 2 |w[r]|^2(k - 1)"));
  BOOST_TEST(holds_certified("exists k <= 20: loss(k) < loss(0)"));
  BOOST_TEST(holds_certified("max[k in [0, 20]] loss(k) = loss(0) within 1%"));
  BOOST_TEST(
      holds_certified("T <= 20", "define.T = \"first k: loss(k) < loss(0)\"\n" + one_run + small_denoiser));
  BOOST_TEST(holds_certified("count[r] (|w[r]|^2(5) > 1/2 |w[r]|^2(0)) = m"));
  BOOST_TEST(holds_certified("loss(5) < loss(0) => loss(10) < loss(5)"));
  BOOST_TEST(holds_certified("not (loss(10) > loss(5)) and (loss(10) > 1e9 or loss(10) < loss(5))"));
  BOOST_TEST(holds_certified("for all i: |xi[i]|^2 = sigma_xi^2 d within 2"));
  BOOST_TEST(holds_certified("for all r: |w[r]|^2(0) = sigma_0^2 d within 80%"));
  BOOST_TEST(fails_certified("loss(10) = 1/2 loss(0) within 10%"));
  BOOST_TEST(fails_certified("loss(10) = loss(0)"));
  BOOST_TEST(holds_certified("0 < sigma_0 <= 0.02 < |mu| and 2 eta m <= 2/25 and 0.1 + 0.2 = 0.3"));
  BOOST_TEST(fails_certified("sigma_0 < 0.02 or d = 41"));
  BOOST_TEST(holds_certified("for all r: |w[r]|^2(7) <= |w[r]|^2(7)"));
}

BOOST_AUTO_TEST_CASE(what_enclosures_do_not_decide_is_not_certified) {
  BOOST_TEST(!is_certified("loss(10) + 1 - 1 <= loss(10)"));   // balls overlap
  BOOST_TEST(!is_certified("loss(10) + 1 - 1 = loss(10)"));    // equality is of exact numbers
  BOOST_TEST(!is_certified("loss(10) = Theta(m) within 10"));  // of many runs
  BOOST_TEST(!is_certified("eta <= eta_max"));                 // known in double
  BOOST_TEST(!is_certified("test_error(10) <= 1", one_run + small_classifier));  // so
  const std::string range = "over.\"|mu|\" = { from = 1, to = 2, points = 2 }\n";
  BOOST_TEST(!is_certified("loss(10) <= loss(0)", range + one_run + small_denoiser));
  BOOST_TEST(
      fails_certified("loss(10) >= loss(0)", range + one_run + small_denoiser));  // in one run, for certain
  const std::string probable = "probability = 0.5\n" + std::string(small_denoiser);
  BOOST_TEST(!is_certified("loss(10) <= loss(0)", probable));
  BOOST_TEST(!is_certified("loss(10) >= loss(0)", probable));
}

BOOST_AUTO_TEST_CASE(every_run_of_the_domain_is_enclosed) {
  const Finding all = judge("loss(10) <= loss(0)", small_denoiser);
  BOOST_TEST((all.evidence == Evidence::certified));
  BOOST_TEST(all.evidence_detail.find("all 5 runs of the domain") != std::string::npos, all.evidence_detail);
  const Finding long_run = judge("loss(2000000) <= loss(0)");
  BOOST_TEST((long_run.evidence != Evidence::certified));
  BOOST_TEST(long_run.evidence_detail.find("not certified: it takes too long") != std::string::npos,
             long_run.evidence_detail);
  const auto several = testing::judged(
      theorem_of({"loss(10) <= loss(0)", "loss(10) = Theta(m) within 10"}, one_run + small_denoiser),
      {.confirms = true});
  BOOST_TEST((several[0].evidence != Evidence::certified));
  BOOST_TEST((several[1].evidence == Evidence::certified));
  BOOST_TEST((several[2].evidence != Evidence::certified));
}

BOOST_AUTO_TEST_CASE(at_rest_it_is_the_stationary_point) {
  const std::string settings =
      "over.seeds = 1\n[settings.data]\nmodel = \"two-patch\"\ndimension = 40\nsamples = 6\nsignal_norm = "
      "2\n[settings.network]\nobjective = \"diffusion\"\nwidth = 4\nactivation = [0, 0, "
      "1]\n[settings.diffusion]\ntime = 0.2\n[settings.init]\nstd = 0.02\n[settings.training]\nlearning_rate "
      "= 0.05\nsteps = 20000\n";
  const Finding found = judge("ratio(rest) <= 100", settings);
  BOOST_TEST_MESSAGE(found.evidence_detail << " " << found.computed.value_or(NAN));
  BOOST_TEST((found.evidence == Evidence::certified), found.evidence_detail);
}

BOOST_AUTO_TEST_CASE(data_that_would_not_fit_are_not_made) {
  std::string settings = one_run + small_denoiser;
  settings.replace(settings.find("dimension = 40"), 14, "dimension = 500000");
  const Finding found = judge("loss(1) != loss(0)", settings);
  BOOST_TEST(found.evidence_detail.find("not certified: it would make too many numbers") != std::string::npos,
             found.evidence_detail);
}

/// A run in balls, judged by hand: the true statement is certain as it is, and no more once every ball is wider.
BOOST_AUTO_TEST_CASE(a_wider_enclosure_is_no_certificate) {
  const auto problem = problem_of(theorem_of({"m >= 1"}, small_denoiser));
  const numerics::PrecisionScope scope(numerics::bits_of_digits(50));
  const auto statement = formula::read_statement("for all r: |w[r]|^2(10) >= 1/2 |w[r]|^2(0)",
                                                 formula::Vocabulary::of_theorems());
  const Facts facts = facts_of(problem, false);
  Environment seen;
  seen.facts = &facts;
  seen.number = [](const std::string&) { return std::nullopt; };
  const auto truth_with = [&](double radius) {
    EnclosedRun run = enclosed_run(problem, {.steps = {0, 10}, .last = 10});
    for (auto& [step, state] : run.states)
      for (numerics::Matrix<Ball>* table : {&state.A, &state.G})
        for (numerics::Index i = 0; i < table->size(); ++i)
          table->data()[i] = numerics::widened(table->data()[i], radius);
    EnclosedStatement::Scenes environments;
    environments[""] = std::make_unique<EnclosedEnvironment>(problem.settings, seen);
    environments[""]->set_run(problem, run);
    return EnclosedStatement(environments, "", Stated()).truth_of(statement);
  };
  BOOST_TEST((truth_with(0) == Truth::yes));
  BOOST_TEST((truth_with(1e-20) == Truth::yes));
  BOOST_TEST((truth_with(1) == Truth::unknown));
}

BOOST_AUTO_TEST_CASE(functions_of_balls_hold_their_values) {
  const numerics::PrecisionScope scope(100);
  const auto is_within = [](const Ball& x, const char* digits) {
    const Ball at = theory::to_real<Ball>(theory::rational_from_decimal(digits));
    return abs(x - at) < Ball(1e-25);
  };
  // by mpmath, 30 digits
  BOOST_TEST(is_within(numerics::erf(Ball(0.5)), "0.520499877813046537682746653892"));
  BOOST_TEST(is_within(numerics::distribution(Ball(-1)), "0.158655253931457051414767454368"));
  BOOST_TEST(is_within(numerics::exponential_integral(Ball(1)), "1.89511781635593675546652093433"));
  BOOST_TEST(is_within(numerics::tanh(Ball(0.5)), "0.462117157260009758502318483643"));
  BOOST_TEST(is_within(numerics::power(Ball(2), Ball(-2)), "0.25"));
  BOOST_TEST(is_within(numerics::power(Ball(-2), Ball(3)), "-8"));
  BOOST_TEST(!isfinite(numerics::power(Ball(-2), Ball(0.3))));
  BOOST_TEST(!isfinite(numerics::largest(Ball(1), log(Ball(-1)))));
  BOOST_TEST(numerics::nearest_integer(Ball(2.5)).value() == 3);
  BOOST_TEST(!numerics::nearest_integer(numerics::widened(Ball(2.5), 1e-20)).has_value());
  BOOST_TEST(numerics::nearest_integer(numerics::widened(Ball(2.25), 1e-20)).value() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
