#include <boost/test/unit_test.hpp>

#include "tests/noise_expectation.hpp"
#include "tests/programs.hpp"
#include "theory/descent.hpp"

BOOST_AUTO_TEST_SUITE(theory_descent)

using namespace featdyn;
using theory::Rows;
using Values = numerics::Matrix<double>;
using testing::some_numbers;
namespace {

constexpr numerics::Index m = 3, N = 2, d = 4;
constexpr double eta = 0.1, rate = 0.7, nu = 0.9;

/// L = |W W^T|^2 / 4 + <1, W X^T> + <W V^T, V V^T>, whose gradients are written out below.
struct Vectors {
  Values W = some_numbers(m, d, 0.3), V = some_numbers(m, d, 1.4), X = some_numbers(N, d, 2.2);
  Values W_momentum = some_numbers(m, d, 3.1), V_momentum = some_numbers(m, d, 4.4);
  Values W_gradient() const { return W * W.transpose() * W + Values::Ones(m, N) * X + V * V.transpose() * V; }
  Values V_gradient() const {
    const Values B = W * V.transpose();
    return V * V.transpose() * W + (B + B.transpose()) * V;
  }
};

constexpr theory::Shape pairs{.rows = theory::Extent::neurons, .columns = theory::Extent::neurons};
constexpr theory::Shape patches{.rows = theory::Extent::neurons, .columns = theory::Extent::patches};

constexpr theory::Shape patch_pairs{.rows = theory::Extent::patches, .columns = theory::Extent::patches};

struct Names {
  std::string name;
  Rows left, right;
};
const std::vector<Names> plain{{"A", Rows::W, Rows::X}, {"G", Rows::W, Rows::W}, {"B", Rows::W, Rows::V},
                               {"C", Rows::V, Rows::X}, {"D", Rows::V, Rows::V}, {"K", Rows::X, Rows::X}};
const std::vector<Names> momenta{
    {"W'W", Rows::W_momentum, Rows::W},           {"W'V", Rows::W_momentum, Rows::V},
    {"W'X", Rows::W_momentum, Rows::X},           {"V'W", Rows::V_momentum, Rows::W},
    {"V'V", Rows::V_momentum, Rows::V},           {"V'X", Rows::V_momentum, Rows::X},
    {"W'W'", Rows::W_momentum, Rows::W_momentum}, {"V'V'", Rows::V_momentum, Rows::V_momentum},
    {"W'V'", Rows::W_momentum, Rows::V_momentum}};

const Values& block(const Vectors& of, Rows rows) {
  switch (rows) {
    case Rows::W:
      return of.W;
    case Rows::V:
      return of.V;
    case Rows::X:
      return of.X;
    case Rows::W_momentum:
      return of.W_momentum;
    default:
      return of.V_momentum;
  }
}

Values product(const Vectors& of, const Names& names) {
  return block(of, names.left) * block(of, names.right).transpose();
}

theory::Shape shape(const Names& names) {
  if (names.left == Rows::X) return patch_pairs;
  return names.right == Rows::X ? patches : pairs;
}

struct Setting {
  bool trains_both, has_momentum;
};

std::vector<Names> products_of(const Setting& setting) {
  std::vector<Names> all = plain;
  if (!setting.has_momentum) return all;
  for (const Names& names : momenta)
    if (setting.trains_both || (names.left == Rows::W_momentum && names.right != Rows::V_momentum))
      all.push_back(names);
  return all;
}

/// The program of one step or of the flow in products, on the products of these vectors.
template <class Append>
numerics::Evaluator<double> evaluated(const Setting& setting, const Vectors& vectors, Append append) {
  theory::MatrixProgram program;
  theory::Coordinates at{.trained = {Rows::W}, .products = {}, .has_momentum = setting.has_momentum};
  if (setting.trains_both) at.trained.push_back(Rows::V);
  std::map<std::string, theory::Matrix> values;
  for (const Names& names : products_of(setting)) {
    const theory::Matrix value = program.state(names.name, shape(names));
    values.emplace(names.name, value);
    at.products.push_back({names.name, names.left, names.right, value});
  }
  at.rate = program.state("rate", {.rows = theory::Extent::one, .columns = theory::Extent::one});
  const theory::Matrix G = values.at("G"), D = values.at("D");
  const theory::Matrix loss =
      theory::Polynomial(theory::Rational(1, 4)) * theory::sum(theory::hadamard(G, G)) +
      theory::sum(values.at("A")) + theory::sum(theory::hadamard(values.at("B"), D));
  theory::Descent descent(loss, at);
  append(descent, program);
  numerics::Evaluator<double> evaluator(program, {.neurons = m, .patches = N, .samples = 1},
                                        testing::symbol_values({.eta = eta, .momentum = nu}));
  for (const Names& names : products_of(setting))
    if (evaluator.has_input(names.name)) evaluator.input(names.name) = product(vectors, names);
  if (evaluator.has_input("rate")) evaluator.input("rate")(0) = rate;
  evaluator.run();
  return evaluator;
}

/// R <- R - eta s S, S = grad R + nu (momentum of R), the momentum becoming S.
Vectors stepped(const Vectors& from, const Setting& setting) {
  Vectors to = from;
  const double past = setting.has_momentum ? nu : 0;
  to.W_momentum = from.W_gradient() + past * from.W_momentum;
  to.W -= eta * rate * to.W_momentum;
  if (!setting.trains_both) return to;
  to.V_momentum = from.V_gradient() + past * from.V_momentum;
  to.V -= eta * rate * to.V_momentum;
  return to;
}

bool close(const Values& x, const Values& y) {
  return (x - y).norm() <= 1e-13 * (1 + y.norm());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_step_in_inner_products_is_the_step_of_the_vectors) {
  const Vectors from;
  for (const Setting& setting :
       {Setting{false, false}, Setting{true, false}, Setting{false, true}, Setting{true, true}}) {
    const auto evaluator = evaluated(
        setting, from,
        [](theory::Descent& descent, theory::MatrixProgram& program) { descent.append_step(program); });
    const Vectors to = stepped(from, setting);
    for (const Names& names : products_of(setting))
      if (evaluator.has_output(names.name))
        BOOST_TEST(close(evaluator.output(names.name), product(to, names)), names.name);
    double square = from.W_gradient().squaredNorm();
    if (setting.trains_both) square += from.V_gradient().squaredNorm();
    BOOST_TEST(std::abs(evaluator.output("gradient_square")(0) - square) <= 1e-12 * square);
  }
}

BOOST_AUTO_TEST_CASE(every_product_of_a_trained_block_moves) {
  const Setting setting{true, true};
  const auto evaluator = evaluated(setting, {}, [](theory::Descent& descent, theory::MatrixProgram& program) {
    descent.append_step(program);
  });
  for (const Names& names : products_of(setting))
    BOOST_TEST(evaluator.has_output(names.name) == (names.name != "K"), names.name);
}

BOOST_AUTO_TEST_CASE(the_coefficients_combine_the_blocks_to_the_gradient) {
  const Vectors at;
  const auto evaluator = evaluated(
      {true, false}, at,
      [](theory::Descent& descent, theory::MatrixProgram& program) { descent.append_step(program); });
  const Values W_gradient =
      evaluator.output("Q") * at.W + evaluator.output("P") * at.X + evaluator.output("S") * at.V;
  const Values V_gradient =
      evaluator.output("V.W") * at.W + evaluator.output("V.V") * at.V + evaluator.output("V.X") * at.X;
  BOOST_TEST(close(W_gradient, at.W_gradient()));
  BOOST_TEST(close(V_gradient, at.V_gradient()));
}

BOOST_AUTO_TEST_CASE(the_flow_is_minus_the_gradient_in_every_product) {
  const Vectors at;
  for (const bool both : {false, true}) {
    const auto evaluator = evaluated(
        {both, false}, at,
        [](theory::Descent& descent, theory::MatrixProgram& program) { descent.append_flow(program); });
    const Values W = -at.W_gradient(), V = both ? Values(-at.V_gradient()) : Values(Values::Zero(m, d));
    BOOST_TEST(close(evaluator.output("dA"), W * at.X.transpose()));
    BOOST_TEST(close(evaluator.output("dG"), W * at.W.transpose() + at.W * W.transpose()));
    BOOST_TEST(close(evaluator.output("dB"), W * at.V.transpose() + at.W * V.transpose()));
    BOOST_TEST(evaluator.has_output("dD") == both);
    if (both) BOOST_TEST(close(evaluator.output("dD"), V * at.V.transpose() + at.V * V.transpose()));
  }
}

BOOST_AUTO_TEST_CASE(coefficients_and_blocks_have_their_names) {
  BOOST_TEST(theory::coefficient_name(Rows::W, Rows::W) == "Q");
  BOOST_TEST(theory::coefficient_name(Rows::W, Rows::X) == "P");
  BOOST_TEST(theory::coefficient_name(Rows::W, Rows::V) == "S");
  BOOST_TEST(theory::coefficient_name(Rows::V, Rows::X) == "V.X");
  BOOST_TEST((theory::momentum_of(Rows::V) == Rows::V_momentum));
  BOOST_TEST(theory::letter(Rows::V_momentum) == "V'");
}

BOOST_AUTO_TEST_SUITE_END()
