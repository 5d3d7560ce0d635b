#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/formula_trees.hpp"
#include "theory/formula/latex.hpp"

BOOST_AUTO_TEST_SUITE(theory_formula_latex)

using namespace featdyn::formula;
using featdyn::testing::example_statements, featdyn::testing::example_vocabulary,
    featdyn::testing::RandomTrees;

namespace {

const Vocabulary vocabulary = example_vocabulary();

std::string of(const std::string& formula) {
  return latex(read_expression(formula, vocabulary), vocabulary);
}
std::string said(const std::string& statement) {
  return latex(read_statement(statement, vocabulary), vocabulary);
}

}  // namespace

BOOST_AUTO_TEST_CASE(formulas_are_typeset_as_in_a_paper) {
  BOOST_TEST(of("n SNR^2") == "n \\, {\\mathrm{SNR}}^{2}");
  BOOST_TEST(of("1/2 n") == "\\frac{1}{2} n");
  BOOST_TEST(of("n sqrt m / (2 eta alpha sigma_0 sigma_xi d^(3/2))") ==
             "\\frac{n \\sqrt{m}}{2 \\eta \\alpha \\sigma_{0} \\sigma_{\\xi} {d}^{3/2}}");
  BOOST_TEST(of("<w[r],mu[j]>(T_mu) - <w[r],x[xi[i]]>(0)") ==
             "\\langle w_{r}^{(T_{\\mu})}, \\mu_{j}\\rangle - \\langle w_{r}^{(0)}, \\xi_{i}\\rangle");
  BOOST_TEST(of("|w[j,r]|^2(k) + |grad|(end)") ==
             "\\|w_{j, r}^{(k)}\\|^{2} + \\|\\nabla L(\\mathrm{end})\\|");
  BOOST_TEST(of("log(1/sigma_0)^2") == "{\\left(\\log\\left(\\frac{1}{\\sigma_{0}}\\right)\\right)}^{2}");
  BOOST_TEST(of("(d + n) (d - n)") == "\\left(d + n\\right) \\left(d - n\\right)");
  BOOST_TEST(of("(max[r] d) n") == "\\left(\\max_{r} d\\right) n");
  BOOST_TEST(of("1e-6 * 3") == "10^{-6} \\cdot 3");
}

BOOST_AUTO_TEST_CASE(statements_are_typeset_as_in_a_paper) {
  BOOST_TEST(said("for all r, j: growth[r,mu[j]](T_1) = ~Theta(n[j]) within C") ==
             "\\forall\\, r, j :\\quad \\mathrm{growth}_{r, \\mu_{j}}(T_{1}) = "
             "\\widetilde{\\Theta}\\left(n_{j}\\right) "
             "\\quad\\text{within a factor } C");
  BOOST_TEST(said("d = n within 10%") == "d = n \\quad\\text{within } 10\\,\\%");
  BOOST_TEST(said("exists k <= T: loss(k) < 1 and d >= n") ==
             "\\exists\\, k \\le T :\\quad L(k) < 1 \\text{ and } d \\ge n");
}

BOOST_AUTO_TEST_CASE(all_that_can_be_written_compiles) {
  if (std::system("command -v pdflatex > /dev/null 2>&1") != 0) return;
  const auto folder = std::filesystem::temp_directory_path() / "featdyn-formula-latex";
  std::filesystem::create_directories(folder);
  std::ofstream document(folder / "formulas.tex");
  document << "\\documentclass{article}\\usepackage{amsmath,amssymb}\\begin{document}\n";
  for (const std::string& statement : example_statements()) document << "\\[" << said(statement) << "\\]\n";
  RandomTrees trees(5);
  for (int draw = 0; draw < 150; ++draw)
    document << "\\[" << latex(trees.statement(1 + draw % 3), vocabulary) << "\\]\n";
  document << "\\end{document}\n";
  document.close();
  const std::string command = "cd '" + folder.string() +
                              "' && pdflatex -interaction=batchmode -halt-on-error formulas.tex > /dev/null";
  BOOST_TEST(std::system(command.c_str()) == 0);
  std::filesystem::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
