#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/refusal.hpp"
#include "theory/formula/text.hpp"
#include "verify/report/show_theorem.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/file/preparation.hpp"
#include "verify/theorem/file/theorem_template.hpp"

namespace data = boost::unit_test::data;
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

struct Mistake {
  const char* text;
  const char* message;
};
std::ostream& operator<<(std::ostream& stream, const Mistake& mistake) {
  return stream << mistake.text;
}

const std::vector<Mistake> mistakes{
    {"title = 'x'",
     "t.toml:1: missing required key conclude, read nothing, allowed: for example conclude = [\"ratio(T_1) "
     "<= C sqrt(n) SNR\"]"},
    {"conclude = 'd >= sigm_0'",
     "t.toml:1:18: unknown name sigm_0, read 'sigm_0', allowed: sigma_0 (the nearest name)"},
    {"\nconclude = ['d >= n',\n  \"n >= lg d\"]",
     "t.toml:3:9: unknown name lg, read 'lg', allowed: log (the nearest name)"},
    {"conclude = '''\nd >=\n sigm_0'''",
     "t.toml:3:2: unknown name sigm_0, read 'sigm_0', allowed: sigma_0 (the nearest name)"},
    {"conclude = 'd >= n'\nconclud = 'd'",
     "t.toml:2: conclud: unknown key of a theorem, read \"d\", allowed: conclude (the nearest key)"},
    {"conclude = 3", "t.toml:1: conclude: wrong type, read 3, allowed: a string, or a list of strings"},
    {"conclude = 'd >= n'\n[figur]\nx = 'n'",
     "t.toml:3: figur: unknown key of a theorem, read \"n\", allowed: figure (the nearest key)"},
    {"conclude = 'd >= n'\nid = 'a b'",
     "t.toml:2: id: no id, read 'a b', allowed: letters, digits, . - and _"},
    {"conclude = 'd >= n'\nsettings = 'figure-2-lo'",
     "t.toml:2: settings: no template and no file, read \"figure-2-lo\", allowed: figure-2-low (the nearest "
     "template), or "
     "a path"},
    {"conclude = 'd >= n'\nprobability = 1.5",
     "t.toml:2:15: no probability, read 1.5, allowed: above 0 and at most 1"},
    {"conclude = 'd >= n'\nprobability = 'loss(0)'",
     "t.toml:2:16: a quantity of a run, read an observable, allowed: parameters and numbers"},
    {"conclude = 'd >= n'\n[define]\n'g[d]' = '1'",
     "t.toml:3:4: not the name of a definition, read 'd', allowed: a name, with indices and a step where it "
     "has them: "
     "T_1, growth[r,p](k)"},
    {"conclude = 'd >= n'\n[define]\nd = '1'",
     "t.toml:3:1: a name that is taken, read 'd', allowed: another name"},
    {"conclude = 'd >= n'\n[constants]\nC = 1\n[define]\nC = '1'",
     "t.toml:5:1: a name that is taken, read 'C', allowed: another name"},
    {"conclude = 'd >= T'\n[define]\nT = 'T + 1'",
     "t.toml:3:6: a definition that needs itself, read T, allowed: definitions of one another in a row"},
    {"conclude = 'd >= n'\n[define]\nunused = 'd + nonsense'",
     "t.toml:3:15: unknown name nonsense, read 'nonsense', allowed: the names of the language (featdyn "
     "theorem --names "
     "lists them), of [define] and [constants]"},
    {"conclude = 'd >= T'\n[define]\nT = '<w[j,r],mu[j]>(0)'",
     "t.toml:3:9: an index that nothing binds, read 'j', allowed: for all j: ..., exists j: ..., or max[j] "
     "..."},
    {"conclude = 'd >= T'\n[define]\nT = 'max[j,r] <w[j,r],mu[j]>(0)'",
     "t.toml:3:15: a neuron with a class, asked of the denoiser, read 'w' with indices of another model, "
     "allowed: w[r]"},
    {"conclude = 'd >= n'\n[constants]\nC = 'fit'",
     "t.toml:3: constants.C: nothing to fit, read \"fit\", allowed: a conclusion with C"},
    {"conclude = 'ratio(3) <= C'\n[constants]\nC = 'fitt'",
     "t.toml:3: constants.C: no constant, read \"fitt\", did you mean \"fit\"? allowed: a number, a formula "
     "of "
     "numbers and parameters, or \"fit\""},
    {"conclude = 'ratio(3) <= C'\n[constants]\nC = 'smallest'",
     "t.toml:3: constants.C: no constant, read \"smallest\", allowed: a number, a formula of numbers and "
     "parameters, or \"fit\""},
    {"conclude = 'd >= n'\n[over]\nseed = 3",
     "t.toml:3:1: over.seed: nothing that can be varied, read 'seed', did you mean seeds? allowed: seeds, d, "
     "n, "
     "m, sigma_0, |mu|, eta, ..., n SNR^2, or a settings key"},
    {"conclude = 'd >= n'\n[over]\nsigma0 = 3",
     "t.toml:3:1: over.sigma0: nothing that can be varied, read 'sigma0', did you mean sigma_0? allowed: "
     "seeds, "
     "d, n, m, sigma_0, |mu|, eta, ..., n SNR^2, or a settings key"},
    {"[network]\nobjective = 'diffusion'",
     "t.toml:2: a settings file, read network.objective, allowed: a theorem file, with conclude = ... "
     "(featdyn "
     "init theorem writes one); featdyn run trains these settings, featdyn verify ID --config FILE judges "
     "the "
     "program's theorems at them"},
    {"conclude = 'd >= n'\n[over]\ndd = [1]",
     "t.toml:3:1: unknown name dd, read 'dd', allowed: d d (names are split by spaces)"},
    {"conclude = 'd >= n'\n[over]\n'loss(0)' = [1]",
     "t.toml:3:2: nothing that can be varied, read 'loss', allowed: d, n, m, sigma_0, |mu|, eta, ..., n "
     "SNR^2, or a "
     "settings key"},
    {"conclude = 'd >= n'\n[over]\nd = { from = 1, upto = 2 }",
     "t.toml:3: over.d.upto: unknown key of a range, read 2, allowed: from, to and points"},
    {"conclude = 'd >= n'\n[over]\nd = { from = 1 }",
     "t.toml:3: over.d: half a range, read 1, allowed: { from = 0.1, to = "
     "4, points = 7 }"},
    {"conclude = 'd >= n'\n[over]\nd = { from = 3, to = 2 }",
     "t.toml:3: over.d: a range that ends before it begins, read 3, allowed: from <= to"},
    {"conclude = 'd >= n'\n[over]\nd = { from = 1, to = 2, points = 0 }",
     "t.toml:3: over.d.points: wrong number of points, read 0, allowed: an integer from 1 to 10000"},
    {"conclude = 'd >= n'\n[over]\nd = []", "t.toml:3: over.d: no value, read [], allowed: at least one"},
    {"conclude = 'd >= n'\n[over]\nd = [true]",
     "t.toml:3: over.d: wrong type, read true, allowed: a number, or a formula in quotes"},
    {"conclude = 'd >= n'\n[over]\nseeds = 0",
     "t.toml:3: over.seeds: no number of seeds, read 0, allowed: an integer from 1 to 1000000"},
    {"conclude = 'd >= n'\n[figure]\nheat = 'd'",
     "t.toml:3: figure: an axis is missing or too many, allowed: x and y"},
    {"conclude = 'd >= n'\n[figure]\nheat = 'd'\nx = 'n'\ny = 'd'\ncontour = 'n > 2'",
     "t.toml:6:12: no contour, read 'n > 2', allowed: n SNR^2 = 2"},
    {"conclude = 'd >= n'\nsettings = 'figure-2-low'\n[runs]\na1 = 'figure-2-low'",
     "t.toml:4: runs: given beside settings, read \"figure-2-low\", allowed: one of the two"},
    {"conclude = 'd >= n'\n[runs]\nloss = 'figure-2-low'",
     "t.toml:3: runs.loss: no name for a run, read \"figure-2-low\", allowed: a word that is no name of the "
     "language: "
     "denoiser, classifier, ..."},
    {"conclude = 'd >= n'\nevidence = 'strong'",
     "t.toml:2: evidence: unknown evidence, read \"strong\", allowed: \"proved\""},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(verify_theorem_file)

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

BOOST_DATA_TEST_CASE(a_mistake_is_told_with_its_place, data::make(mistakes)) {
  BOOST_TEST(refusal([&] { read(sample.text); }) == sample.message);
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

BOOST_AUTO_TEST_CASE(an_id_that_is_none_is_told_the_nearest) {
  BOOST_TEST(refusal([] { find_theorem("theorem-3.1.rato"); }) ==
             "featdyn:1: no theorem, read theorem-3.1.rato, allowed: theorem-3.1.ratio (the nearest id)");
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
