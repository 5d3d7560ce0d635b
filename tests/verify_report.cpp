#include <boost/test/unit_test.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/report/markup.hpp"
#include "verify/report/mathematics.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/report.hpp"
#include "verify/report/tex.hpp"

BOOST_AUTO_TEST_SUITE(verify_report)

using namespace featdyn;
using namespace featdyn::verify;
using featdyn::testing::contains;

namespace {

bool has(const std::string& command) {
  return std::system(("command -v " + command + " >/dev/null 2>&1").c_str()) == 0;
}

/// One that holds, with everything, and one that fails, with nothing it need not have.
Report example() {
  Finding full{};
  full.claim = "theorem-3.1.ratio";
  full.statement = "A ratio <is> Theta(n SNR^2) & more.";
  full.provenance = "as recollected";
  full.quantity = "constant";
  full.assumptions = {at_least("d >= 10 n", 1000, 300)};
  full.conclusions = {at_most("|constant - 1/2| <= 1/10", 0.02, 0.1, 0.003, "seed 3 & sigma_xi")};
  full.computed = full.constant = 0.51763;
  full.error = 0.0031;
  full.bound = 0.5;
  full.constant_interval = Range{0.5145, 0.5207};
  full.domain = "n SNR^2 from 0.1 to 10";
  full.repeat = "featdyn verify theorem-3.1.ratio --scale quick";
  full.verdict = Verdict::holds;
  full.margin = full.conclusions.front().margin();
  full.where = "seed 3 & sigma_xi";
  Finding bare{};
  bare.claim = "times";
  bare.statement = "Times.";
  bare.provenance = "derived here";
  bare.conclusions = {at_least("exponent >= 1", std::numeric_limits<double>::quiet_NaN(), 1)};
  bare.verdict = Verdict::fails;
  bare.margin = bare.conclusions.front().margin();
  bare.where = bare.conclusions.front().name;
  return {.findings = {full, bare},
          .pictures = {{}, {}},
          .base = testing::settings(),
          .scale = "quick",
          .command = "featdyn verify --scale quick"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(json_has_the_keys_of_the_contract_and_absent_values_are_null) {
  const auto document = findings_json(example());
  const std::vector<std::string> contract{"claim",    "provenance",
                                          "verdict",  "computed",
                                          "error",    "bound",
                                          "constant", "constant_interval",
                                          "exponent", "exponent_interval",
                                          "margin",   "where",
                                          "domain",   "repeat"};
  for (const auto& finding : document["findings"]) {
    auto key = finding.begin();
    for (const std::string& expected : contract) BOOST_TEST((key++).key() == expected);
  }
  const auto &full = document["findings"][0], &bare = document["findings"][1];
  BOOST_TEST(full["verdict"] == "holds");
  BOOST_TEST(full["constant_interval"][1].get<double>() == 0.5207);
  BOOST_TEST(full["exponent"].is_null());
  BOOST_TEST(bare["verdict"] == "fails");
  BOOST_TEST(bare["where"] == "exponent >= 1");  // no place but the line itself
  for (const char* key : {"computed", "error", "bound", "constant", "constant_interval", "margin", "domain"})
    BOOST_TEST_CONTEXT(key) BOOST_TEST(nlohmann::json::parse(bare.dump())[key].is_null());
}

BOOST_AUTO_TEST_CASE(what_fails_is_among_the_errata) {
  const auto mistakes = errata(example());
  BOOST_TEST_REQUIRE(mistakes.size() == 1U);
  BOOST_TEST(mistakes[0].claim == "times");
  BOOST_TEST(contains(mistakes[0].text, "exponent >= 1"));
  BOOST_TEST(findings_json(example())["errata"].size() == 1U);
}

BOOST_AUTO_TEST_CASE(mathematics_is_set_and_names_are_left_alone) {
  BOOST_TEST(Markup::mathematics("n SNR^2 >= sigma_xi < T_1").html() ==
             "n SNR<sup>2</sup> ≥ σ<sub>ξ</sub> &lt; T<sub>1</sub>");
  BOOST_TEST(Markup::mathematics("d^(3/2) |mu|^2 ~Theta(eta)").html() ==
             "d<sup>(3/2)</sup> |μ|<sup>2</sup> Θ̃(η)");
  BOOST_TEST(Markup::mathematics("beta data.learning_rate meta t_signal").html() ==
             "β data.learning_rate meta t_signal");
  BOOST_TEST(gnuplot_text("SNR^2 a_b long_name") == "SNR^{2} a_{b} long\\_name");
  const auto pieces = pieces_of_gnuplot_text("SNR^{2}, σ_ξ^2 long\\_name 100 % {");
  BOOST_TEST_REQUIRE(pieces.size() == 6U);
  BOOST_TEST((pieces[1].kind == Piece::Kind::raised && pieces[1].text == "2"));
  BOOST_TEST((pieces[3].kind == Piece::Kind::lowered && pieces[3].text == "ξ"));
  BOOST_TEST(pieces[5].text == " long_name 100 % {");
  for (const char* end : {"a^", "a_", "a\\", "a^{2", "a^\\", "^{}", "\xce"})
    BOOST_TEST(plain_of_gnuplot_text(end).size() <= std::string(end).size());
}

BOOST_AUTO_TEST_CASE(numbers_are_as_long_as_their_error_allows) {
  BOOST_TEST(shown(0.51763, 0.0031) == "0.5176 ± 0.0031");
  BOOST_TEST(shown(312.44, 12.) == "312 ± 12");
  BOOST_TEST(shown(0.51763, 1e-14) == "0.5176");
  BOOST_TEST(shown(std::optional(0.51763)) == "0.5176");
  BOOST_TEST(shown(std::optional<double>()) == "");
  BOOST_TEST(shown(Range{0.25, 4}) == "[0.25, 4]");
  BOOST_TEST(shown_margin(0.0561) == "+0.0561");
}

BOOST_AUTO_TEST_CASE(the_page_is_escaped_and_needs_no_other_file) {
  const testing::TemporaryFolder folder;
  Report report = example();
  numerics::write_file(folder / "ratio.svg", "<svg/>");
  report.pictures[0] = {
      {.title = "Ratio", .alternative = "signal & noise", .csv = "ratio.csv", .svg = folder / "ratio.svg"}};
  const std::string page = findings_html(report);
  BOOST_TEST(contains(page, "&lt;is&gt; Θ(n SNR<sup>2</sup>) &amp; more."));
  for (const char* part : {"src=\"http", "href=\"http", "<script", "@import", "url("})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(!contains(page, part));
  for (const char* part :
       {"<article id=\"times\">", "href=\"#times\"", "✗ fails", "seed 3 &amp; σ<sub>ξ</sub>"})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(contains(page, part));
  BOOST_TEST(contains(page, "<h2>" + Markup::mathematics(report.findings[0].statement).html()));
  BOOST_TEST(contains(page, "src=\"data:image/svg+xml"));
  BOOST_TEST(contains(page, "alt=\"signal &amp; noise"));
  BOOST_TEST(contains(page, "<details><summary>Numbers, assumptions, and how to repeat it</summary>"));
}

BOOST_AUTO_TEST_CASE(a_sentence_a_theorem_comes_first_and_once) {
  Report report = example();
  report.findings[0].detail = "holds in 25 of 25 runs; looked at beyond [over]: d down to 30";
  const std::string sentence = "Holds in 25 of 25 runs.", page = findings_html(report);
  const auto list = page.find("class=\"claims\"");
  BOOST_TEST(list < page.find("<article"));
  BOOST_TEST(page.find(sentence, list) < page.find("<article"));
  BOOST_TEST(contains(page, "looked at beyond [over]: d down to 30"));

  report.findings.pop_back(), report.pictures.pop_back();
  const std::string alone = findings_html(report);
  BOOST_TEST(contains(alone, "<h1>" + Markup::mathematics(report.findings[0].statement).html()));
  for (const char* part : {"class=\"claims\"", "<h2>Errata", "<h2>A ratio"})
    BOOST_TEST_CONTEXT(part) BOOST_TEST(!contains(alone, part));
  BOOST_TEST(alone.find(sentence) == alone.rfind(sentence));
}

BOOST_AUTO_TEST_CASE(conclusions_that_do_not_hold_are_named_in_the_sentence) {
  Report report = example();
  Finding part = report.findings[1];
  for (const char* id : {"times.1", "times.2"}) {
    part.claim = id;
    part.statement = id == std::string("times.1") ? "t_1 <= T_1" : "t_2 <= T_2";
    part.verdict = id == std::string("times.1") ? Verdict::holds : Verdict::undecided;
    report.findings.push_back(part), report.pictures.emplace_back();
  }
  const std::string page = findings_html(report);
  BOOST_TEST(contains(page, "1 of 2 conclusions hold; not: t<sub>2</sub> ≤ T<sub>2</sub> (undecided)."),
             page);
  BOOST_TEST(contains(page, "<li id=\"times.2\">"));
}

BOOST_AUTO_TEST_CASE(the_table_compiles) {
  const std::string table = findings_tex(example());
  BOOST_TEST(tex_comment("two\n\\input{lines}") == "% two \\input{lines}\n");
  BOOST_TEST(contains(table, "$0.5176 \\pm 0.0031$"));
  BOOST_TEST(contains(table, "\\texttt{times}"));
  if (!has("pdflatex")) return;
  const testing::TemporaryFolder folder;
  numerics::write_file(
      folder / "paper.tex",
      "\\documentclass{article}\\usepackage{graphicx}\\begin{document}\n" + table + "\\end{document}\n");
  BOOST_TEST(std::system(("cd '" + folder.path().string() +
                          "' && pdflatex -interaction=batchmode -halt-on-error paper.tex >/dev/null")
                             .c_str()) == 0);
}

BOOST_AUTO_TEST_CASE(exponents_are_powers_of_ten_in_tex) {
  BOOST_TEST(tex_number("") == "--");
  BOOST_TEST(tex_number("1.5e-05 ± 2e+03") == "$1.5\\times10^{-5} \\pm 2\\times10^{3}$");
  BOOST_TEST(tex_number("[1e00, 2e-100]") == "$[1\\times10^{0}, 2\\times10^{-100}]$");
  BOOST_TEST(tex_number("never, e-, e") == "$never, e-, e$");
}

BOOST_AUTO_TEST_CASE(the_terminal_says_why_something_does_not_hold) {
  const std::string table = findings_table(example());
  BOOST_TEST(contains(table, "theorem-3.1.ratio                holds          0.5176 [0.5145, 0.5207]"));
  BOOST_TEST(contains(table, "conclusion fails: exponent >= 1, nan against 1"));
}

BOOST_AUTO_TEST_SUITE_END()
