#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/program.hpp"
#include "tests/refusal.hpp"

BOOST_FIXTURE_TEST_SUITE(program_commands, TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// What a call of the program says on standard error when it is refused.
std::string refused(const TemporaryFolder& folder, const std::string& arguments) {
  const Printed printed = featdyn::testing::featdyn(folder, arguments);
  BOOST_TEST(printed.code == 3, arguments);
  BOOST_TEST(printed.out.empty(), arguments);
  return printed.err;
}

}  // namespace

BOOST_AUTO_TEST_CASE(alone_it_shows_what_it_does) {
  const Printed bare = featdyn::testing::featdyn(*this, "");
  BOOST_TEST(bare.code == 0);
  BOOST_TEST(contains(bare.out, "featdyn run example.toml"));
  BOOST_TEST(contains(bare.out, "  certify "));
  for (const char* same : {"help", "-h", "--help"})
    BOOST_TEST(featdyn::testing::featdyn(*this, same).out == bare.out, same);
}

BOOST_AUTO_TEST_CASE(help_and_version_have_two_names_each) {
  BOOST_TEST(featdyn::testing::featdyn(*this, "-V").out == featdyn::testing::featdyn(*this, "--version").out);
  const Printed help = featdyn::testing::featdyn(*this, "help run");
  BOOST_TEST(help.code == 0);
  BOOST_TEST(help.out == featdyn::testing::featdyn(*this, "run --help").out);
  BOOST_TEST(help.out == featdyn::testing::featdyn(*this, "run -h").out);
  BOOST_TEST(contains(refused(*this, "help rnu"), "unknown command, read rnu"));
}

BOOST_AUTO_TEST_CASE(help_shows_names_of_values_and_the_options_that_do_something) {
  for (const auto& [command, used, unused] :
       {std::tuple("run", "--digits N", "--scale"), std::tuple("list", "--json", "--seed"),
        std::tuple("derive", "--format F", "--no-plots"), std::tuple("check", "--threads N", "--set"),
        std::tuple("init", "--json", "--out"), std::tuple("sweep", "--plot x=NAME", "--digits")}) {
    const std::string help = featdyn::testing::featdyn(*this, command + std::string(" --help")).out;
    BOOST_TEST(contains(help, used), help);
    BOOST_TEST(!contains(help, unused), help);
    for (const char* noise : {"UINT", "INT:", "TEXT", "REQUIRED", "9223372036854775807", " in [-", " in [0"})
      BOOST_TEST(!contains(help, noise), command << " --help has " << noise);
  }
  const std::string stationary = featdyn::testing::featdyn(*this, "stationary --help").out;
  for (const char* column :
       {"branch", "ratio", "loss", "residual", "reached", "neurons", "existence", "kind"})
    BOOST_TEST(contains(stationary, std::string("\n  ") + column + " "), stationary);
  for (const char* command : {"check", "verify", "run", "stationary"}) {
    std::istringstream lines(featdyn::testing::featdyn(*this, command + std::string(" --help")).out);
    for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= 100U, line);
  }
  // what does nothing is taken all the same
  BOOST_TEST(featdyn::testing::featdyn(*this, "list methods --quiet --seed 3").code == 0);
}

BOOST_AUTO_TEST_CASE(a_slip_is_answered_with_what_was_meant) {
  numerics::write_file(*this / "s.toml", small_settings);
  numerics::write_file(*this / "bad.toml", std::string(small_settings) + "momentun = 0.1\n");
  numerics::write_file(*this / "claim.toml", "conclude = 'd >= n'\n");
  const std::pair<const char*, const char*> slips[] = {
      {"rum s.toml", "did you mean run?"},
      {"certfiy s.toml", "did you mean certify?"},
      {"run s.toml --methd ode", "did you mean --method?"},
      {"run s.toml --method recurence", "did you mean recurrence?"},
      {"run s.toml --method ode --integrator tayler", "did you mean taylor?"},
      {"compare s.toml --methods recurrence,netwrok", "did you mean network?"},
      {"run s.toml --set network.widht=3", "did you mean network.width?"},
      {"run bad.toml",
       "bad.toml:18: unknown key training.momentun, read 0.1, did you mean training.momentum? allowed: "},
      {"verify theorem-3.1.rato", "did you mean theorem-3.1.ratio?"},
      {"verify --under activation-cubc", "did you mean activation-cubic?"},
      {"figures figure2", "did you mean figure-2?"},
      {"init clasification", "did you mean classification?"},
      {"list claim", "did you mean claims?"},
      {"new obsrvable mine", "did you mean observable?"},
      {"verify theorem-3.1.rato",
       "unknown claim, read theorem-3.1.rato, did you mean theorem-3.1.ratio? allowed: "},
      {"run w.toml", "w.toml:1: cannot be read, read no such file, did you mean s.toml? allowed: "},
      {"run figure-2-low",
       "the name of a template, allowed: a TOML settings file, such as featdyn init "
       "figure-2-low > figure-2-low.toml makes"},
      {"compare classification.toml", "featdyn init classification > classification.toml makes"},
      {"run theorem-3.1.ratio", "the name of a theorem, allowed: "},
      {"run claim.toml", "claim.toml:1: a theorem file, read conclude, allowed: a settings file"},
      {"verify claim.tmol", "unknown claim, read claim.tmol, did you mean claim.toml? allowed: "},
      {"theorem clam.toml",
       "clam.toml:1: cannot be read, read no such file, did you mean claim.toml? allowed: a theorem"},
      {"verify figure-2-low", "unknown claim, read figure-2-low, the name of a settings template, allowed: "},
      {"verify .", "unknown claim, read ., a folder, allowed: "},
      {"theorem theorem-3.1.rato",
       "theorem: unknown claim, read theorem-3.1.rato, did you mean theorem-3.1.ratio? allowed: "},
      {"theorem theorem-3.1", "the beginning of several ids, read theorem-3.1, allowed: one of theorem-3.1."},
      {"verify s.toml", "s.toml:7: a settings file, read network.objective, allowed: a theorem file"},
      {"run . ", "featdyn: .:1: cannot be read, read a folder"},
      {"verify claim.toml --seeds 3", "allowed: --set over.seeds=N, or seeds = N in [over]"},
      {"sweep s.toml --seeds=3", "allowed: --set sweep.seeds=N, or seeds = N in [sweep]"},
      {"run s.toml --seeds 3", "allowed: --seed S, which replaces both seeds"},
      {"run ''", "command line: no settings file, read '', allowed: the name of a file"},
      {"verify ''", "unknown claim, read '', allowed: ids"},
      {"run s.toml --seed 1 --seed 2",
       "run: --seed: given twice, read run s.toml --seed 1 --seed 2, allowed: "},
      {"run s.toml --set 'data.samples = 4'",
       "not an override, read a space before =, allowed: --set key.path=value"},
      {"run s.toml --set data.samples=", "not an override, read no value, allowed: --set key.path=value"},
      {"--sed 3", "an option before a command, read --sed"}};
  for (const auto& [arguments, answer] : slips) {
    const std::string said = refused(*this, arguments);
    BOOST_TEST(contains(said, answer), said);
  }
  BOOST_TEST(!contains(refused(*this, "xyzzy"), "did you mean"));
}

/// What was typed wrong comes before what is missing.
BOOST_AUTO_TEST_CASE(an_unknown_option_is_named_first_and_without_a_line) {
  BOOST_TEST(refused(*this, "run --methd ode").starts_with("featdyn: run: unknown option --methd, read "));
  BOOST_TEST(refused(*this, "certify absent.toml --widht=3")
                 .starts_with("featdyn: certify: unknown option --widht, read "));
  BOOST_TEST(refused(*this, "run").starts_with("featdyn: run: FILE is required"));
  BOOST_TEST(refused(*this, "run s.toml --digits").starts_with("featdyn: run: --digits: a value is missing"));
  BOOST_TEST(refused(*this, "run s.toml --digits 0").starts_with("featdyn: run: --digits: "));
  BOOST_TEST(refused(*this, "nonsense")
                 .starts_with("featdyn: command line: unknown command, read nonsense, allowed: run, "));
  for (const char* arguments : {"run --methd ode", "run", "run s.toml --digits 0", "nonsense"})
    BOOST_TEST(!contains(refused(*this, arguments), ":1:"), arguments);
}

BOOST_AUTO_TEST_CASE(assumptions_that_are_listed_can_be_asked_for) {
  const auto listed = featdyn::testing::featdyn(*this, "list assumptions --json").json()["assumptions"];
  BOOST_TEST(listed.size() > 10U);
  BOOST_TEST(
      std::ranges::any_of(listed, [](const auto& line) { return line["name"] == "activation-cubic"; }));
  const auto keys = featdyn::testing::featdyn(*this, "list settings --json").json()["settings"];
  BOOST_TEST(std::ranges::any_of(keys, [](const auto& line) { return line["name"] == "network.width"; }));
}

BOOST_AUTO_TEST_CASE(the_names_of_the_language_are_listed) {
  const auto names = featdyn::testing::featdyn(*this, "theorem --names --json").json();
  const auto has = [&](const std::string& name) {
    return std::ranges::any_of(names, [&](const auto& line) { return line["name"] == name; });
  };
  for (const char* name : {"SNR", "beta", "eta", "sigma_0"}) BOOST_TEST(has(name), name);
  BOOST_TEST(contains(featdyn::testing::featdyn(*this, "theorem --names").out, "SNR   "));
}

BOOST_AUTO_TEST_CASE(it_says_how_to_cite_it_with_its_own_version) {
  const std::string version = featdyn::testing::featdyn(*this, "--version").out;
  const std::string number = version.substr(8, version.find(',') - 8);
  BOOST_TEST(contains(featdyn::testing::featdyn(*this, "cite").out, "featdyn " + number + ": "));
  const std::string bibtex = featdyn::testing::featdyn(*this, "cite --format bibtex").out;
  BOOST_TEST(contains(bibtex, "version = {" + number + "}"));
  BOOST_TEST(contains(bibtex, "arXiv:2412.01021"));
  BOOST_TEST(std::ranges::count(bibtex, '{') == std::ranges::count(bibtex, '}'));
  BOOST_TEST(featdyn::testing::featdyn(*this, "cite --json").json()["bibtex"] == bibtex);
  BOOST_TEST(contains(refused(*this, "cite --format bibtx"), "bibtx not in {text,bibtex}"));
  const std::string cff = numerics::read_file(FEATDYN_SOURCE "/CITATION.cff");
  BOOST_TEST(contains(cff, "\nversion: " + number + "\n"), "CITATION.cff names another version");
  const std::string changes = numerics::read_file(FEATDYN_SOURCE "/CHANGELOG.md");
  const std::string latest = changes.substr(changes.find("\n## ") + 4);
  BOOST_TEST(latest.starts_with(number + ","), "CHANGELOG.md begins with another version");
}

BOOST_AUTO_TEST_CASE(the_manual_page_has_every_command_and_option) {
  const std::string page = featdyn::testing::featdyn(*this, "manual").out;
  BOOST_TEST(page.starts_with(".TH FEATDYN 1 "));
  for (const char* part : {".SS run\n", ".SS certify\n", ".B featdyn check\n", "\\fB\\-\\-ratio\\-limit\\fR",
                           "\\fB\\-\\-no\\-arrays\\fR", ".SH EXIT STATUS"})
    BOOST_TEST(contains(page, part), part);
  for (std::size_t at = 0; (at = page.find('\n', at)) != page.npos; ++at)  // requests of troff that are meant
    if (page[at + 1] == '.')
      BOOST_TEST((page[at + 2] == 'S' || page[at + 2] == 'T' || page[at + 2] == 'B' || page[at + 2] == 'P' ||
                  page[at + 2] == 'b'));
}

BOOST_AUTO_TEST_CASE(bash_completes_commands_options_and_words) {
  numerics::write_file(*this / "ready.bash", featdyn::testing::featdyn(*this, "manual --format bash").out);
  const auto completed = [&](const std::string& words, int at) {
    numerics::write_file(*this / "try.bash", "source ready.bash\nCOMP_WORDS=(featdyn " + words +
                                                 ")\nCOMP_CWORD=" + std::to_string(at) +
                                                 "\n_featdyn\necho ${COMPREPLY[@]}\n");
    return shell(*this, "bash try.bash").out;
  };
  BOOST_TEST(completed("ver", 1) == "verify\n");
  BOOST_TEST(contains(completed("run --no", 2), "--no-plots"));
  BOOST_TEST(contains(completed("certify --", 2), "--overwrite"));
  BOOST_TEST(contains(completed("run a.toml --method ''", 4), "network"));
}

BOOST_AUTO_TEST_SUITE_END()
