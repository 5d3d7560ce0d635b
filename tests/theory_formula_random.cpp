#include <boost/test/unit_test.hpp>

#include "tests/formula_trees.hpp"

BOOST_AUTO_TEST_SUITE(theory_formula_random)

using namespace featdyn::formula;
using featdyn::testing::example_statements, featdyn::testing::example_vocabulary,
    featdyn::testing::RandomTrees;

namespace {

const Vocabulary vocabulary = example_vocabulary();

/// Reading either succeeds, and what is written is read again as the same tree, or throws with a column
/// inside the text.
void check_any_text(const std::string& formula) {
  try {
    const Condition once = read_statement(formula, vocabulary);
    BOOST_TEST_CONTEXT(formula << " -> " << text(once))
    BOOST_TEST(is_same(once, read_statement(text(once), vocabulary)));
  } catch (const FormulaError& error) {
    BOOST_TEST_CONTEXT(formula << ": " << error.what()) {
      BOOST_TEST(error.place().column >= 1);
      BOOST_TEST(error.place().column <= static_cast<int>(formula.size()) + 1);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_formula_is_read_as_it_was_written) {
  RandomTrees trees(1);
  for (int draw = 0; draw < 3000; ++draw) {
    const Expression expression = trees.expression(1 + draw % 4);
    BOOST_TEST_CONTEXT(text(expression))
    BOOST_TEST(is_same(expression, read_expression(text(expression), vocabulary)));
  }
}

BOOST_AUTO_TEST_CASE(every_statement_is_read_as_it_was_written) {
  RandomTrees trees(2);
  for (int draw = 0; draw < 3000; ++draw) {
    const Condition statement = trees.statement(1 + draw % 4);
    BOOST_TEST_CONTEXT(text(statement))
    BOOST_TEST(is_same(statement, read_statement(text(statement), vocabulary)));
  }
}

BOOST_AUTO_TEST_CASE(random_tokens_are_read_or_refused_with_a_column) {
  const std::vector<std::string> parts{"d",
                                       "n",
                                       "r",
                                       "k",
                                       "j",
                                       "i",
                                       "w",
                                       "mu",
                                       "loss",
                                       "growth",
                                       "max",
                                       "mean",
                                       "log",
                                       "(",
                                       ")",
                                       "[",
                                       "]",
                                       "|",
                                       "<",
                                       ">",
                                       "<=",
                                       "=",
                                       "=>",
                                       "+",
                                       "-",
                                       "*",
                                       "/",
                                       "^",
                                       ",",
                                       ":",
                                       "for",
                                       "all",
                                       "exists",
                                       "first",
                                       "within",
                                       "%",
                                       "at",
                                       "2",
                                       "0.5",
                                       "and",
                                       "or",
                                       "not",
                                       "in",
                                       "with",
                                       "Theta",
                                       "~",
                                       "denoiser",
                                       ".",
                                       "|mu|",
                                       "<w[r],mu[j]>(k)",
                                       "count",
                                       "{",
                                       "}",
                                       "!=",
                                       "T_1",
                                       "x",
                                       "y[i]",
                                       "1e5",
                                       "denoiser.loss"};
  RandomTrees random(3);
  for (int draw = 0; draw < 20'000; ++draw) {
    std::string formula;
    for (int length = 1 + random.upto(12); length > 0; --length)
      formula += parts[static_cast<std::size_t>(random.upto(static_cast<int>(parts.size())))] +
                 (random.upto(4) == 0 ? "" : " ");
    check_any_text(formula);
  }
}

BOOST_AUTO_TEST_CASE(damaged_statements_are_read_or_refused_with_a_column) {
  RandomTrees random(4);
  for (const std::string& statement : example_statements())
    for (int draw = 0; draw < 100; ++draw) {
      std::string damaged = statement;
      const auto at = static_cast<std::size_t>(random.upto(static_cast<int>(damaged.size())));
      if (draw % 3 == 0)
        damaged.erase(at, 1);
      else if (draw % 3 == 1)
        damaged[at] = static_cast<char>(random.upto(256));
      else
        damaged.insert(at, 1, "()|<>[]^-/.,:~%"[random.upto(15)]);
      check_any_text(damaged);
    }
}

BOOST_AUTO_TEST_SUITE_END()
