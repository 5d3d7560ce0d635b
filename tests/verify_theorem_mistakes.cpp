#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/refusal.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/file/theorem_file.hpp"

BOOST_AUTO_TEST_SUITE(verify_theorem_mistakes)

namespace data = boost::unit_test::data;
using featdyn::testing::refusal;
using namespace featdyn::verify;

namespace {

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

BOOST_DATA_TEST_CASE(a_mistake_is_told_with_its_place, data::make(mistakes)) {
  BOOST_TEST(refusal([&] { read_theorem({sample.text, "t.toml", ""}); }) == sample.message);
}

BOOST_AUTO_TEST_CASE(an_id_that_is_none_is_told_the_nearest) {
  BOOST_TEST(refusal([] { find_theorem("theorem-3.1.rato"); }) ==
             "featdyn:1: no theorem, read theorem-3.1.rato, allowed: theorem-3.1.ratio (the nearest id)");
}

BOOST_AUTO_TEST_SUITE_END()
