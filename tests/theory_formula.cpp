#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/formula_examples.hpp"
#include "tests/formula_mistake.hpp"
#include "tests/refusal.hpp"
#include "theory/formula/parts.hpp"

BOOST_AUTO_TEST_SUITE(theory_formula)

namespace data = boost::unit_test::data;
using namespace featdyn::formula;
using featdyn::testing::example_statements, featdyn::testing::example_vocabulary, featdyn::testing::Mistake;
using featdyn::testing::refusal;

namespace {

const Vocabulary vocabulary = example_vocabulary();

Expression read(const std::string& text) {
  return read_expression(text, vocabulary);
}

/// Whether both readings are one tree.
bool means(const std::string& one, const std::string& other) {
  return is_same(read(one), read(other));
}

const std::vector<Mistake> mistakes{
    {"2 sigm_0", 3, "unknown name sigm_0, read 'sigm_0', allowed: sigma_0 (the nearest name)"},
    {"2 sigma", 3, "unknown name sigma, read 'sigma', allowed: sigma_0 or sigma_p or sigma_xi"},
    {"4 nm", 3, "unknown name nm, read 'nm', allowed: n m (names are split by spaces)"},
    {"logg d", 1, "unknown name logg, read 'logg', allowed: log (the nearest name)"},
    {"d + ", 5, "the formula ends too soon, read the end, allowed: a number, a name, '(', '|' or '<w'"},
    {"(d + n", 7, "something else before the parenthesis is closed, read the end, allowed: ')'"},
    {"|d + n", 7, "something else before the bar is closed, read the end, allowed: '|'"},
    {"d n)", 4, "the formula goes on, read ')', allowed: an operator, or the end"},
    {"2 3", 3, "two numbers side by side, read '3', allowed: an operator between them"},
    {"d ** 2", 3, "not of the language, read '**', allowed: ^"},
    {"d \xC3\xA4", 3,
     "not of the language, read '\xC3\xA4', allowed: names, numbers, + - * / ^ ( ) [ ] | , : % ~ and < <= = "
     ">= > "
     "!= =>"},
    {"d \x01", 3,
     "not of the language, read the byte 1, allowed: names, numbers, + - * / ^ ( ) [ ] | , : % ~ and < <= = "
     ">= > "
     "!= =>"},
    {"1.2.3", 1, "not a number, read '1.2.', allowed: one point in a number"},
    {"1e999", 1, "a number out of range, read 1e999, allowed: at most about 1e308 and not below 1e-307"},
    {"<w[r],d>(k)", 7, "no vector, read 'd', allowed: w[r], w[j,r], mu[j], xi[i] or x[p]"},
    {"max(d)", 1, "a wrong number of arguments of max, read 1, allowed: two or more, or indices: max[r]"},
    {"log(d, n)", 1, "a wrong number of arguments of log, read 2, allowed: one"},
    {"log -d", 5, "a minus without parentheses, read '-', allowed: log(-...)"},
    {"mean d", 1, "a reduction without indices, read 'mean', allowed: mean[r, j] ..."},
    {"count[r] loss(0)", 10,
     "count counts where a statement holds, read 'loss', allowed: a statement in parentheses: count[r] (A > "
     "0)"},
    {"count[r] (loss(0))", 10,
     "count counts where a statement holds, read a number, allowed: a statement in parentheses: count[r] (A "
     "> 0)"},
    {"max[d] n", 5,
     "no index of one run, read d, allowed: r, s, j, i, p, k or a; parameters vary in [over], and A = "
     "Theta(B) "
     "says how A depends on them"},
    {"max[|mu| >= 2] n", 5,
     "no index of one run, read |mu|, allowed: r, s, j, i, p, k or a; parameters vary in [over], and A = "
     "Theta(B) says how A depends on them"},
    {"max[q] n", 5, "not an index, read 'q', allowed: r, s, j, i, p, k or a, or a bound such as k <= T"},
    {"max[k <= T <= d] n", 5,
     "no bounds of an index, read another relation, allowed: k <= T, T_1 <= k <= T_2, k in [T_1, T_2] or r "
     "!= s"},
    {"max[k in (1, 2)] n", 10, "no range after 'in', read '(', allowed: [from, to] or {one, other}"},
    {"first k loss(k) > 1", 7,
     "no bounds of an index, read another relation, allowed: k <= T, T_1 <= k <= T_2, k in [T_1, T_2] or r "
     "!= s"},
    {"(d <= n) + 1", 1,
     "a statement where a number is needed, read a relation in parentheses, allowed: numbers, or count[...] "
     "(statement)"},
};
const std::vector<Mistake> mistaken_statements{
    {"d n", 1,
     "a number where a statement is needed, read no relation before the end, allowed: for example A <= B, A "
     "= B "
     "within 10% or A = Theta(B) within C"},
    {"d <= n, m >= 1", 7,
     "the statement goes on, read ',', allowed: 'and' between statements, or another line"},
    {"d ~ n^2", 3,
     "the statement goes on, read '~', allowed: = ~Theta(B), = Theta(B) for an order, = B within 10% for "
     "what "
     "is nearly so"},
    {"d at n = 2 <= m", 3,
     "the statement goes on, read 'at', allowed: A = B at X = L alone; a statement speaks of one setting: "
     "others are points of [over], and A = Theta(B) says how A depends on them"},
    {"for r: d <= n", 5, "not a quantifier, read 'r', allowed: 'for all'"},
    {"for all r d <= n", 9,
     "no bounds of an index, read another relation, allowed: k <= T, T_1 <= k <= T_2, k in [T_1, T_2] or r "
     "!= s"},
    {"d <= n within 10%", 8, "a tolerance of an inequality, read 'within', allowed: 'within' after A = B"},
    {"d >= O(n)", 3, "no relation to an order, read '>=', allowed: A = Theta(B), A = O(B) or A = Omega(B)"},
    {"d <= n = O(m)", 8, "an order in a chain, read '=', allowed: two statements joined by 'and'"},
    {"d <= n at m = 1", 8, "no crossing, read 'at', allowed: A = B at X = L"},
    {"d => n", 1,
     "a number where a statement is needed, read no relation before 'n', allowed: for example A <= B, A = B "
     "within "
     "10% or A = Theta(B) within C"},
};

void check(const Mistake& mistake, bool is_statement) {
  try {
    if (is_statement)
      read_statement(mistake.text, vocabulary);
    else
      read(mistake.text);
    BOOST_ERROR("was read");
  } catch (const FormulaError& error) {
    BOOST_TEST(error.what() == std::string(mistake.message));
    BOOST_TEST(error.place().column == mistake.column);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(operations_bind_as_on_a_blackboard) {
  BOOST_TEST(means("1/2 n", "1/2 * n"));
  BOOST_TEST(!means("1/2 n", "1 / (2 n)"));
  BOOST_TEST(means("d n / m N", "d * n / m * N"));
  BOOST_TEST(!means("d n / m N", "d n / (m N)"));
  BOOST_TEST(means("-d^2", "-(d^2)"));
  BOOST_TEST(means("d^n^m", "d^(n^m)"));
  BOOST_TEST(means("d^-n^m", "d^(-(n^m))"));
  BOOST_TEST(means("d^-1/4", "(d^(-1)) / 4"));
  BOOST_TEST(means("-d n", "(-d) n"));
  BOOST_TEST(means("d - n - m", "d - n - m"));
  BOOST_TEST(!means("d - n - m", "d - (n - m)"));
  BOOST_TEST(means("d -n", "d - n"));
  BOOST_TEST(means("2eta", "2 * eta"));
  BOOST_TEST(means("2e3 n", "2e3*n"));
  BOOST_TEST(means("n SNR^2", "n * (SNR^2)"));
}

BOOST_AUTO_TEST_CASE(a_function_without_parentheses_takes_one_factor_with_its_power) {
  BOOST_TEST(means("log d^2", "log(d^2)"));
  BOOST_TEST(means("log d n", "log(d) * n"));
  BOOST_TEST(means("log(d)^2", "(log(d))^2"));
  BOOST_TEST(means("sqrt m / 2", "sqrt(m) / 2"));
  BOOST_TEST(means("log log d", "log(log(d))"));
  BOOST_TEST(means("2 log |mu|^2", "2 * log(|mu|^2)"));
  BOOST_TEST(means("sqrt 2 d", "sqrt(2) * d"));
}

BOOST_AUTO_TEST_CASE(a_reduction_takes_the_product_behind_it) {
  BOOST_TEST(means("max[r] g[r] d + n", "(max[r] (g[r] * d)) + n"));
  BOOST_TEST(means("max[r] g[r] d / n", "(max[r] (g[r] d)) / n"));
  BOOST_TEST(means("5 max[r] g[r] d", "5 * (max[r] (g[r] * d))"));
  BOOST_TEST(means("d / max[r] g[r] n m", "d / (max[r] (g[r] n m))"));
  BOOST_TEST(means("max[r] -g[r] d", "max[r] ((-g[r]) d)"));
  BOOST_TEST(means("max[r] g[r]^2", "max[r] (g[r]^2)"));
  BOOST_TEST(means("max[r] max[s] g[r] g[s]", "max[r] (max[s] (g[r] g[s]))"));
  BOOST_TEST(means("denoiser.mean[r] g[r] d / n", "(denoiser.(mean[r] (g[r] d))) / n"));
  BOOST_TEST(means("denoiser.loss(0) d", "(denoiser.(loss(0))) d"));
}

BOOST_AUTO_TEST_CASE(bars_close_the_innermost_open_one_and_norms_are_single_tokens) {
  BOOST_TEST(means("|d| n |m|", "abs(d) * n * abs(m)"));
  BOOST_TEST(means("||mu| - 3|", "abs(|mu| - 3)"));
  BOOST_TEST(means("|2 |mu||", "abs(2 |mu|)"));
  BOOST_TEST(means("|d|mu|n|", "abs(d |mu| n)"));
  BOOST_TEST(means("|d (|n| - 1)|", "abs(d (abs(n) - 1))"));
  BOOST_TEST(means("|<w[r],mu[j]>(k) / |mu[j]||", "abs(<w[r],mu[j]>(k) / |mu[j]|)"));
  BOOST_TEST(as<Quantity>(read("|w[j,r]|^2(k)"))->name == "|w|^2");
  BOOST_TEST(means("|mu|^2 (n)", "(|mu|^2) * n"));
  BOOST_TEST(means("|grad|(k)^2", "(|grad|(k))^2"));
  BOOST_TEST(as<Quantity>(read("|grad|^2(k)"))->name == "|grad|^2");
}

BOOST_AUTO_TEST_CASE(an_angle_before_w_opens_an_inner_product) {
  BOOST_TEST(as<InnerProduct>(read("<w[y[i],r],xi[i]>(T_1 + 5)")) != nullptr);
  BOOST_TEST(means("d <w[r],w[s]>(k)", "d * (<w[r],w[s]>(k))"));
  BOOST_TEST(as<Chain>(read_statement("d < n", vocabulary)) != nullptr);
  BOOST_TEST(as<Chain>(read_statement("0 < <w[r],mu>(k)", vocabulary)) != nullptr);
}

BOOST_AUTO_TEST_CASE(parentheses_are_a_step_behind_what_has_steps_and_else_a_factor) {
  BOOST_TEST(as<Quantity>(read("loss(T_1)"))->step != nullptr);
  BOOST_TEST(means("T_1 (d + n)", "T_1 * (d + n)"));
  BOOST_TEST(as<Quantity>(read("growth[r,mu[j]](first k: loss(k) <= 1)"))->step != nullptr);
  BOOST_TEST(means("g[r] (d)", "g[r] * d"));
}

BOOST_AUTO_TEST_CASE(an_implication_binds_below_relations_and_quantifiers_span_it) {
  const Condition read_one = read_statement("for all r: g[r] > 0 => g[r] > 1 and d > 0", vocabulary);
  const Quantified* quantified = as<Quantified>(read_one);
  BOOST_REQUIRE(quantified);
  const Implication* implication = as<Implication>(quantified->body);
  BOOST_REQUIRE(implication);
  BOOST_TEST(as<Junction>(implication->conclusion) != nullptr);
}

BOOST_AUTO_TEST_CASE(orders_may_be_written_with_their_inequality) {
  const auto same = [](const char* one, const char* other) {
    return is_same(read_statement(one, vocabulary), read_statement(other, vocabulary));
  };
  BOOST_TEST(same("d <= ~O(n)", "d = ~O(n)"));
  BOOST_TEST(same("d >= Omega(n) within 2", "d = Omega(n) within 2"));
  BOOST_TEST(!same("d = O(n)", "d = ~O(n)"));
  BOOST_TEST(!same("d = n within 2", "d = n within 2%"));
}

BOOST_AUTO_TEST_CASE(bounds_of_an_index_may_be_written_in_several_ways) {
  const auto bound = [](const char* text) { return as<Reduction>(read(text))->bindings.front(); };
  BOOST_TEST(means("max[k in [1, T]] loss(k)", "max[1 <= k <= T] loss(k)"));
  BOOST_TEST(means("max[T >= k >= 1] loss(k)", "max[1 <= k <= T] loss(k)"));
  BOOST_TEST(means("max[k < T] loss(k)", "max[T > k] loss(k)"));
  BOOST_TEST(bound("max[k < T] loss(k)").upper_is_open);
  BOOST_TEST(!bound("max[k < T] loss(k)").lower);
  BOOST_TEST(means("max[r != s] g[r] g[s]", "max[r, s: r != s] g[r] g[s]"));
  BOOST_TEST(bound("max[j in {1, -1}] n[j]").values.size() == 2);
}

BOOST_DATA_TEST_CASE(a_mistake_names_its_column_what_was_read_and_what_is_allowed, data::make(mistakes)) {
  check(sample, false);
}
BOOST_DATA_TEST_CASE(so_does_a_mistaken_statement, data::make(mistaken_statements)) {
  check(sample, true);
}

BOOST_DATA_TEST_CASE(statements_of_papers_are_read_and_written_again, data::make(example_statements())) {
  const Condition once = read_statement(sample, vocabulary);
  BOOST_TEST_CONTEXT(text(once)) BOOST_TEST(is_same(once, read_statement(text(once), vocabulary)));
}

BOOST_AUTO_TEST_CASE(what_is_nested_too_deep_is_refused_before_the_stack_ends) {
  const auto repeated = [](const std::string& part, int times) {
    std::string result;
    for (int t = 0; t < times; ++t) result += part;
    return result;
  };
  for (const char* part : {"(", "-", "|", "log ", "max[r] ", "d^", "denoiser.(", "<w[", "n[", "log("})
    BOOST_TEST_CONTEXT(part)
  BOOST_CHECK_THROW(read(repeated(part, 1900)), FormulaError);
  for (const char* part : {"for all r: ", "d > 1 => ", "not ", "(not ", "first k: "}) BOOST_TEST_CONTEXT(part)
  BOOST_CHECK_THROW(read_statement(repeated(part, 1700) + "d > 1", vocabulary), FormulaError);
  BOOST_TEST(
      refusal([&] { read(repeated("(", 150)); }).starts_with("parts stand too deep inside each other"));
  BOOST_TEST(refusal([&] { read(repeated("d", 30'000)); }) ==
             "too long, read 30000 characters, allowed: at most 20000");
  BOOST_CHECK_NO_THROW(read(repeated("d + ", 4000) + "d"));
  BOOST_CHECK_NO_THROW(read(repeated("(", 90) + "d" + repeated(")", 90)));
}

BOOST_AUTO_TEST_CASE(the_head_of_a_definition_has_indices_and_a_step) {
  const DefinitionHead head = read_head("growth[r,p](k)");
  BOOST_TEST(head.name == "growth");
  BOOST_TEST(head.indices == std::vector<std::string>({"r", "p"}), boost::test_tools::per_element());
  BOOST_TEST(head.step == "k");
  BOOST_TEST(read_head(" T_1 ").step == "");
  for (const char* wrong :
       {"", "2", "T_1 + 1", "g[d]", "g[r](i)", "g[k]", "max", "Theta[r]", "r", "g[r", "a.b"})
    BOOST_CHECK_THROW(read_head(wrong), FormulaError);
}

BOOST_AUTO_TEST_CASE(the_nearest_name_is_the_one_with_the_fewest_letters_changed) {
  const std::vector<std::string> names{"sigma_0", "sigma_xi", "eta", "SNR"};
  BOOST_TEST(nearest("simga_0", names) == "sigma_0");
  BOOST_TEST(nearest("snr", names) == "SNR");
  BOOST_TEST(nearest("eat", names) == "eta");
  BOOST_TEST(nearest("quantum", names) == "");
}

BOOST_AUTO_TEST_SUITE_END()
