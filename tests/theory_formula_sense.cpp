#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/formula_examples.hpp"
#include "theory/formula/constant.hpp"
#include "theory/formula/parts.hpp"
#include "theory/formula/scale.hpp"
#include "theory/formula/sense.hpp"

BOOST_AUTO_TEST_SUITE(theory_formula_sense)

namespace data = boost::unit_test::data;
using namespace featdyn::formula;
using featdyn::theory::Rational;

namespace {

struct World {
  Vocabulary vocabulary = featdyn::testing::example_vocabulary();
  std::map<std::string, KnownDefinition> definitions;

  World() {
    define("growth[r,p](k)", "<w[r],x[p]>(k) - <w[r],x[p]>(0)");
    define("T_w", "m / (eta |mu|^2)");
    define("half", "first k: loss(k) <= 1/2");
    define("one", "other + 1");
    define("other", "one + 1");
    define("own[j](k)", "max[r] <w[j,r],mu[j]>(k)");
    define("wrong", "max[r] <w[r],mu[j]>(0)");
    define("twice", "2 T_w");
  }
  void define(const std::string& head, const std::string& body) {
    const DefinitionHead read = read_head(head);
    std::vector<IndexKind> kinds;
    for (const std::string& index : read.indices) kinds.push_back(*index_kind(index));
    vocabulary.add(read.name, {NameKind::definition, "", {kinds}, !read.step.empty(), {}, {}, ""});
    for (const char* later : {"other", "T_w"})
      if (!vocabulary.find(later)) vocabulary.add(later, {NameKind::definition, "", {{}}, false, {}, {}, ""});
    definitions[read.name] = {read, read_expression(body, vocabulary)};
  }
  Scope scope(const std::map<std::string, ModelKind>& runs) const { return {vocabulary, definitions, runs}; }
};

const World world;
const std::map<std::string, ModelKind> denoiser{{"", ModelKind::denoiser}},
    classifier{{"", ModelKind::classifier}},
    both{{"denoiser", ModelKind::denoiser}, {"classifier", ModelKind::classifier}};

/// "column: message" of what makes no sense, with the definition where it is one; empty where all does.
std::string nonsense(const std::string& statement, const std::map<std::string, ModelKind>& runs) {
  try {
    check_sense(read_statement(statement, world.vocabulary), world.scope(runs));
    return "";
  } catch (const DefinitionError& error) {
    return error.definition() + " " + std::to_string(error.place().column) + ": " + error.what();
  } catch (const FormulaError& error) {
    return std::to_string(error.place().column) + ": " + error.what();
  }
}

std::string mismatch(const std::string& statement) {
  const NamedValue value_of = [](const std::string& name) -> std::optional<Rational> {
    if (name == "q") return Rational(3);
    return std::nullopt;
  };
  const auto found =
      scale_mismatch(read_statement(statement, world.vocabulary), world.scope(classifier), value_of);
  return found ? found->definition + " " + std::to_string(found->place.column) + ": " + found->sentence : "";
}

struct Case {
  const char* statement;
  const std::map<std::string, ModelKind>& runs;
  const char* message;
};
std::ostream& operator<<(std::ostream& stream, const Case& one) {
  return stream << one.statement;
}

const std::vector<Case> cases{
    {"for all r, j: growth[r,mu[j]](T_1) > 0", denoiser, ""},
    {"for all r, i: |<w[y[i],r],xi[i]>(end)| <= C and <w[-y[i],r],xi[i]>(0) < 1", classifier, ""},
    {"for all j, i: y[i] = j => own[j](5) > 0", classifier, ""},
    {"for all r, p: |<w[r],x[p]>(k_1)| <= C", denoiser,
     "28: an index that nothing binds, read 'k_1', allowed: for all k_1: ..., exists k_1: ..., or max[k_1] "
     "..."},
    {"growth[r,mu[1]](0) = 0", denoiser,
     "8: an index that nothing binds, read 'r', allowed: for all r: ..., exists r: ..., or max[r] ..."},
    {"for all r, j: growth[j,mu[j]](0) = 0", denoiser,
     "22: an index of the wrong kind of growth, read 'j', allowed: a neuron (r, s or a number from 1)"},
    {"for all i: n[i] > 0", denoiser,
     "14: an index of the wrong kind of n, read 'i', allowed: a class (j, y[i], -y[i], +1 or -1)"},
    {"for all r, i: growth[r,i](0) = 0", denoiser,
     "24: an index of the wrong kind of growth, read 'i', allowed: a patch (p, mu[j] or xi[i])"},
    {"max[r] <w[r],xi[0]>(0) > 0", denoiser,
     "17: an index of the wrong kind of xi, read '0', allowed: a sample (i or a number from 1)"},
    {"max[r] max[r] |w[r]|^2(0) > 0", denoiser,
     "12: an index that is bound twice, read 'r', allowed: another letter of its kind, or a number behind "
     "it: r2"},
    {"max[r, j] <w[r],mu[j]> > 0", denoiser,
     "11: a quantity without its step, read <w[r],mu[j]>, allowed: <w[r],mu[j]>(k), a step in parentheses"},
    {"loss > 0", denoiser,
     "1: a quantity without its step, read loss, allowed: loss(k), a step in parentheses"},
    {"loss(-1) > 0", denoiser, "6: a step out of the run, read -1, allowed: an integer from 0"},
    {"loss(1/2) > 0", denoiser, "6: a step out of the run, read 1/2, allowed: an integer from 0"},
    {"test_error(end) <= 0.1", denoiser,
     "1: test_error is the classifier's: share of fresh samples that are classified wrongly, read it asked "
     "of the "
     "denoiser, allowed: a quantity of the denoiser"},
    {"alpha = 1", classifier,
     "1: alpha is the denoiser's: factor on the data in x_t = alpha x + beta eps, read it asked of the "
     "classifier, "
     "allowed: a quantity of the classifier"},
    {"max[r,j] <w[j,r],mu[j]>(0) > 0", denoiser,
     "10: a neuron with a class, asked of the denoiser, read 'w' with indices of another model, allowed: "
     "w[r]"},
    {"max[r,j] <w[r],mu[j]>(0) > 0", classifier,
     "10: a neuron without its class, asked of the classifier, read 'w' with indices of another model, "
     "allowed: "
     "w[j,r], w[y[i],r]"},
    {"for all j: own[j](0) > 0", denoiser,
     "own 8: a neuron with a class, asked of the denoiser, read 'w' with indices of another model, allowed: "
     "w[r]"},
    {"loss(0) > 0", both, "1: no word of which run's it is, read loss, allowed: classifier.loss, ..."},
    {"denoiser.loss(0) > classifier.loss(0)", both, ""},
    {"denoiser.test_error(0) > 0", both,
     "10: test_error is the classifier's: share of fresh samples that are classified wrongly, read it asked "
     "of the "
     "denoiser, allowed: a quantity of the denoiser"},
    {"one > 0", denoiser,
     "other 1: a definition that needs itself, read one, allowed: definitions of one another in a row"},
    {"wrong > 0", denoiser,
     "wrong 17: an index that nothing binds, read 'j', allowed: for all j: ..., exists j: ..., or max[j] "
     "..."},
    {"rest > 5", denoiser,
     "1: rest is a time, no number, read 'rest', allowed: an observable there: loss(rest)"},
    {"loss(rest) <= loss(half)", denoiser, ""},
    {"mu[1] > 0", denoiser,
     "1: a vector where a number is needed, read 'mu', allowed: <w[r],mu[j]>(k), |w[r]|^2(k), |mu[j]| and "
     "the like"},
    {"for all p: p > 0", denoiser,
     "12: a patch where a number is needed, read 'p', allowed: growth[r,p](k), |x[p]|"},
    {"d = O(n) => d > 1", denoiser,
     "1: an order where one run must decide, read an order, allowed: <=, = and the like before '=>', behind "
     "'or', "
     "'not', 'first', 'with' and in count"},
    {"d > 1 => d = O(n)", denoiser, ""},
    {"first r: d > 1 <= 2", denoiser, "7: first looks for a step, read 'r', allowed: first k: CONDITION"},
    {"|xi| > 0", denoiser, "1: a wrong number of indices of |xi|, read 0, allowed: a sample"},
};

}  // namespace

BOOST_DATA_TEST_CASE(what_makes_no_sense_is_refused_where_it_stands, data::make(cases)) {
  if (std::string(sample.statement).starts_with("first r"))
    BOOST_CHECK_THROW(
        check_sense(read_expression("first r: d > 1", world.vocabulary), world.scope(sample.runs)),
        FormulaError);
  else
    BOOST_TEST(nonsense(sample.statement, sample.runs) == sample.message);
}

BOOST_AUTO_TEST_CASE(two_sides_of_different_scale_are_found) {
  BOOST_TEST(mismatch("d >= 2 |mu|^2 / sigma_p^2") == "");
  BOOST_TEST(mismatch("eta <= n m / (sigma_p^2 d)") == "");
  BOOST_TEST(mismatch("n^2/(sigma_p d^(3/4)) <= sigma_0 <= min(1/(|mu| d^(5/8)), 1/(sigma_p sqrt d))") == "");
  BOOST_TEST(mismatch("sigma_0^q <= 1/|mu|^3") == "");
  BOOST_TEST(mismatch("sigma_0^C <= 1/|mu|^3") == "");  // an exponent without value
  BOOST_TEST(mismatch("loss(T_w) >= 0") == "");
  BOOST_TEST(mismatch("max[r,j] |w[j,r]|^2(0) >= 0") == "");  // 0 has every scale
  BOOST_TEST(mismatch("n >= C log(6/(sigma_0 |mu|))") == "");
  BOOST_TEST(
      mismatch("|mu| >= 1.7") ==
      " 9: the two sides differ in scale: under x -> c x one changes by c^1, the other does not change");
  BOOST_TEST(
      mismatch("d >= |mu|^2") ==
      " 6: the two sides differ in scale: under x -> c x one does not change, the other changes by c^2");
  BOOST_TEST(mismatch("loss(0) = Theta(sqrt sigma_0)") ==
             " 17: the two sides differ in scale: under x -> c x one does not change, the other changes by "
             "c^(-0.5)");
  BOOST_TEST(mismatch("d <= |mu| + n") ==
             " 13: two terms of a sum differ in scale: under x -> c x one changes by c^1, the other does not "
             "change");
  BOOST_TEST(mismatch("d <= log |mu|") ==
             " 6: the argument of log has a scale: under x -> c x it changes by c^1");
  BOOST_TEST(mismatch("loss(m / (eta |mu|)) >= 0") ==
             " 6: a step and a number differ in scale: under x -> c x one changes by c^1, the other does not "
             "change");
}

BOOST_AUTO_TEST_CASE(formulas_of_numbers_are_exact) {
  const auto value = [](const char* text) { return *constant(read_expression(text, world.vocabulary)); };
  BOOST_TEST(value("1/3 - 0.1") == Rational(7, 30));
  BOOST_TEST(value("2^-3 * 3^2") == Rational(9, 8));
  BOOST_TEST(value("-2^2") == -4);
  BOOST_TEST(value("max(1/3, 0.3) + |1 - 2|") == Rational(4, 3));
  for (const char* none : {"sqrt 2", "d", "1/0", "2^(1/2)", "0^-1", "10^100000", "10^300^3", "1 / (1 - 1)"})
    BOOST_TEST_CONTEXT(none) BOOST_TEST(!constant(read_expression(none, world.vocabulary)));
}

BOOST_AUTO_TEST_CASE(arguments_put_into_a_definition_are_not_captured) {
  const auto put = [](const char* body, const char* name, const char* value) {
    return text(substituted(read_expression(body, world.vocabulary),
                            {{name, read_expression(value, world.vocabulary)}}));
  };
  BOOST_TEST(put("<w[r],x[p]>(k) - <w[r],x[p]>(0)", "p", "mu[j]") ==
             "<w[r],x[mu[j]]>(k) - <w[r],x[mu[j]]>(0)");
  BOOST_TEST(put("max[s] <w[r],w[s]>(k)", "r", "s") == "max[s2] <w[s],w[s2]>(k)");
  BOOST_TEST(put("max[r] |w[r]|^2(k) + r", "r", "3") == "max[r] |w[r]|^2(k) + 3");
  BOOST_TEST(put("first k: loss(k) <= 1", "k", "5") == "first k: loss(k) <= 1");
}

BOOST_AUTO_TEST_SUITE_END()
