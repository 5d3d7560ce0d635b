#include <boost/test/unit_test.hpp>

#include "tests/refusal.hpp"
#include "theory/formula/text.hpp"
#include "verify/report/show_theorem.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/file/preparation.hpp"
#include "verify/theorem/file/theorem_template.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_file)

using featdyn::testing::contains, featdyn::testing::refusal;
using namespace featdyn;
using namespace featdyn::verify;

namespace {

Theorem read(const std::string& text, const numerics::Document& asked = {}) {
  return read_theorem({text, "t.toml", ""}, asked);
}

const std::string whole = R"toml(title = "a title"
conclude = ["for all r: own[r](T_1) <= C", "d >= n"]
assume = "d >= 1"
probability = "1 - d^(-1/4)"
[define]
"own[r](k)" = "|w[r]|^2(k)"
T_1 = "max(10, n)"
[constants]
C = 4
q = "1/3"
[over]
"n SNR^2" = { from = 0.1, to = 4, points = 7 }
d = [1000, "2 n^2"]
sigma_0 = "0.001 sqrt(1000 / d)"
"network.activation" = ["relu", "erf"]
"data.signal_norm" = 3
seeds = 7
[figure]
heat = "loss(end)"
x = "n"
y = "SNR"
contour = "n SNR^2 = 2"
)toml";

}  // namespace

BOOST_AUTO_TEST_CASE(a_theorem_is_read_whole) {
  const Theorem theorem = read(whole);
  BOOST_TEST(theorem.id == "t");
  BOOST_TEST(theorem.title == "a title");
  BOOST_TEST(theorem.conclusions.size() == 2);
  BOOST_TEST(formula::text(theorem.assumptions.at(0).value) == "d >= 1");
  BOOST_TEST(formula::text(theorem.probability.value) == "1 - d^(-1 / 4)");
  BOOST_TEST(theorem.definitions.at("own").step == "k");
  BOOST_TEST((theorem.constants.at(1).name == "C" || theorem.constants.at(0).name == "C"));
  BOOST_TEST(theorem.seeds == 7);
  BOOST_TEST(theorem.runs.at(0).base == "figure-2-low");
  BOOST_TEST(theorem.runs.at(0).settings.find("data.signal_norm")->text == "5");
  BOOST_TEST(formula::text(theorem.figures.at(0).contours.at(0).value) == "n SNR^2 = 2");
}

BOOST_AUTO_TEST_CASE(the_domain_is_read_in_the_order_of_the_file) {
  const auto domain = read(whole).domain;
  BOOST_REQUIRE(domain.size() == 5U);
  BOOST_TEST((domain[0].kind == DomainEntry::Kind::range));
  BOOST_TEST(formula::text(domain[0].variable.value) == "n SNR^2");
  BOOST_TEST(domain[0].points == 7);
  BOOST_TEST(formula::text(domain[1].values.at(1).value) == "2 n^2");
  BOOST_TEST((domain[2].kind == DomainEntry::Kind::formula));
  BOOST_TEST((domain[3].kind == DomainEntry::Kind::words));
  BOOST_TEST(domain[3].words.at(1).text == "erf");
  BOOST_TEST((domain[4].kind == DomainEntry::Kind::list));
}

BOOST_AUTO_TEST_CASE(only_a_conclusion_is_required) {
  const Theorem theorem = read("conclude = 'd >= n'");
  BOOST_TEST(theorem.seeds == 5);
  BOOST_TEST(theorem.assumptions.empty());
  BOOST_TEST(formula::text(theorem.probability.value) == "1");
}

BOOST_AUTO_TEST_CASE(constants_are_asked_for_by_an_option) {
  numerics::Document asked;
  asked.set("claims.t.C=3");
  const auto constants = read(whole + "\n", asked).constants;
  const auto find = [&](const char* name) {
    return *std::ranges::find(constants, name, &TheoremConstant::name);
  };
  BOOST_TEST(formula::text(find("C").value.value) == "3");
  BOOST_TEST(formula::text(find("q").value.value) == "1/3");
  numerics::Document unused;
  unused.set("claims.t.q=fit");
  BOOST_TEST(contains(refusal([&] { read(whole, unused); }),
                      "constants.q: nothing to fit, read \"fit\", allowed: a conclusion with q"));
  asked.set("claims.t.C=\"sigm_0\"");
  BOOST_TEST(contains(refusal([&] { read(whole, asked); }), "unknown name sigm_0"));
}

BOOST_AUTO_TEST_CASE(a_files_name_becomes_an_id) {
  const auto id = [](const char* file) {
    return read_theorem({.text = "conclude = 'd >= n'", .file = file, .folder = {}}).id;
  };
  BOOST_TEST(id("folder/my theorem.toml") == "my-theorem");
  BOOST_TEST(id("C(1)=2.toml") == "C-1--2");
  BOOST_TEST(id("\xc3\xbc.toml") == "theorem");
  BOOST_TEST(id("t.toml") == "t");
}

BOOST_AUTO_TEST_CASE(two_runs_have_their_names_and_settings) {
  const Theorem theorem = read(R"(conclude = "denoiser.loss(0) >= 0 and classifier.loss(0) >= 0"
[runs]
denoiser = "figure-2-low"
[runs.classifier]
template = "classification"
init.std = 1e-6
)");
  BOOST_REQUIRE(theorem.runs.size() == 2U);
  BOOST_TEST(theorem.runs[1].name == "classifier");
  BOOST_TEST(theorem.runs[1].settings.find("init.std")->text == "1e-6");
  BOOST_TEST(theorem.runs[1].settings.find("network.objective")->text == "classification");
}

BOOST_AUTO_TEST_CASE(unused_definitions_may_name_what_the_model_lacks) {
  BOOST_CHECK_NO_THROW(read("conclude = 'd >= n'\n[define]\n'g[j,r](k)' = '<w[j,r],mu[j]>(k)'"));
}

BOOST_AUTO_TEST_CASE(a_classifiers_theorem_is_warned_of_sides_that_differ_in_scale) {
  const Theorem theorem = read("conclude = 'test_error(5) <= |mu|'\nsettings = 'classification'");
  BOOST_REQUIRE(theorem.warnings.size() == 1U);
  BOOST_TEST(theorem.warnings[0] ==
             "t.toml:1:30: the two sides differ in scale: under x -> c x one does not change, the other "
             "changes by c^1");
  BOOST_TEST(read("conclude = 'd >= |mu|'").warnings.empty());  // the denoiser has another symmetry
}

BOOST_AUTO_TEST_CASE(a_constant_is_fitted_where_runs_can_tell_it_alone) {
  const auto with = [](const std::string& conclude, const std::string& more = "") {
    return "conclude = [" + conclude + "]\n" + more + "\n[constants]\nC = 'fit'\nK = 3\n";
  };
  const auto said = [](const std::string& text) { return refusal([&] { read(text); }); };
  for (const char* line :
       {"'ratio(3) <= C'", "'ratio(3) <= 2 C SNR'", "'C ratio(3) <= SNR'", "'ratio(3) <= SNR / C'",
        "'ratio(3) = Theta(SNR) within C'", "'ratio(3) = SNR within C%'", "'K <= d => ratio(3) <= C'",
        "'ratio(3) <= C', 'ratio(3) = 1 at |mu| = C within 20%'"})
    BOOST_TEST(said(with(line)) == "nothing was thrown", line);
  for (const char* line :
       {"'ratio(3) = 1 at n SNR^2 = C within 20%'", "'ratio(3) = C at n SNR^2 = 2 within 20%'",
        "'ratio(3) = 1 at n SNR^2 = 2 C within 20%'", "'ratio(3) <= 2 + C'", "'ratio(3) <= SNR^C'",
        "'ratio(3) <= C + C SNR'", "'-C <= ratio(3) <= C'", "'d >= C => ratio(3) <= 2'",
        "'ratio(3) <= C and loss(3) <= 1'", "'not (ratio(3) <= C)'", "'ratio(3) = Theta(C SNR) within 2'",
        "'ratio(3) = O(SNR) within C'", "'ratio(first k: loss(k) <= C) <= 1'"})
    BOOST_TEST(contains(said(with(line)),
                        "constants.C: a constant that cannot be fitted (of which the runs cannot "
                        "tell it") !=
                   contains(said(with(line)),
                            "constants.C: a constant that cannot be fitted (the law of a crossing"),
               line << said(with(line)));
  for (const char* more : {"assume = 'd >= C'", "probability = 'C / 2'", "[over]\n'n SNR^2' = ['C']",
                           "[figure]\nheat = 'C'\nx = 'n'\ny = 'd'"})
    BOOST_TEST(contains(said(with("'ratio(3) <= C'", more)), "needs its number"),
               said(with("'ratio(3) <= C'", more)));
}

BOOST_AUTO_TEST_CASE(what_is_probably_not_meant_is_warned_of) {
  const auto warned = [](const std::string& text) {
    const auto warnings = read(text).warnings;
    return warnings.empty() ? "" : warnings.front();
  };
  BOOST_TEST(warned("conclude = 'noise_mean(5000) <= 1'") ==
             "t.toml:1:13: step 5000 is behind training.steps = 4000: runs go on until it; end is step 4000");
  BOOST_TEST(contains(warned("conclude = '<w[1],mu[+1]>(4001) <= 1'"), "step 4001 is behind"));
  BOOST_TEST(warned("conclude = 'noise_mean(4000) <= 1'").empty());
  BOOST_TEST(warned("conclude = 'ratio(3) <= 2 N SNR^2'") ==
             "t.toml:1:27: N is the number of distinct patches, signals and noise; n is that of samples");
  BOOST_TEST(warned("conclude = 'ratio(3) <= (N - n) SNR^2'").empty());
}

BOOST_AUTO_TEST_CASE(every_built_in_theorem_and_the_template_are_read_and_shown) {
  std::vector<TheoremText> texts{{theorem_template, "theorem.toml", ""}};
  for (const BuiltInTheorem& known : built_in_theorems()) texts.push_back(find_theorem(known.id));
  for (const TheoremText& text : texts) BOOST_TEST_CONTEXT(text.file) {
      const Theorem theorem = read_theorem(text);
      BOOST_TEST(contains(theorem_as_text(theorem), formula::text(theorem.conclusions.at(0).value)));
      BOOST_TEST(contains(theorem_as_latex(theorem), "\\end{document}"));
      if (&text != &texts.front()) BOOST_TEST(theorem.id + ".toml" == text.file);
      BOOST_TEST(std::ranges::count(text.text, '\n') <= 40);
    }
}

BOOST_AUTO_TEST_CASE(constants_are_asked_for_by_the_settings_and_over_them_by_overrides) {
  Preparation with{.overrides = {"claims.t.C=2", "data.seed=7"}};
  with.settings = numerics::Document::from_text("[claims.t]\nC = 3\nconstant = 4\n", "mine.toml", {});
  const numerics::Document asked = asked_constants(with);
  BOOST_TEST_REQUIRE((asked.find("claims.t.C") && asked.find("claims.t.constant")));
  BOOST_TEST(asked.find("claims.t.C")->text == "2");
  BOOST_TEST(asked.find("claims.t.constant")->text == "4");
  BOOST_TEST(asked.entries().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
