// The documentation's walk-through of pieces of one's own, command by command, against the installed package.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <regex>

#include "tests/program.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(program_new)

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// The commands of the block of docs/how-to/extension.md that begins with installing the package, for a build elsewhere.
std::string walk_through() {
  const std::string text = numerics::read_file(FEATDYN_SOURCE "/docs/how-to/extension.md");
  const auto from = text.find("cmake --install build/release --prefix ~/featdyn");
  BOOST_REQUIRE(from != std::string::npos);
  std::string block = text.substr(from, text.find("```", from) - from);
  return block.replace(block.find("build/release"), 13, FEATDYN_BUILD);
}

/// A home in which the walk-through has been done; its pieces are built without optimisation, as the library
/// was otherwise.
struct Home : TemporaryFolder {
  Home() { done = shell(*this, environment() + "set -ex\n" + walk_through()); }

  static std::string environment() {
    return "export HOME=$PWD CMAKE_BUILD_TYPE=Debug CXXFLAGS='-O0 " FEATDYN_FLAGS
           "' CMAKE_BUILD_PARALLEL_LEVEL=2 PATH=$PWD/my-featdyn/build:$PWD/featdyn/bin:$PATH\n";
  }
  /// A command of the own program.
  Printed own(const std::string& arguments) const {
    return shell(*this, environment() + "featdyn " + arguments);
  }
  nlohmann::json json(const std::string& arguments) const {
    const Printed printed = own(arguments + " --json");
    BOOST_TEST_REQUIRE((printed.code == 0 || printed.code == 1), printed.err);
    return printed.json();
  }
  Printed done;
};

/// The meaning of an entry of `featdyn list`; empty where there is none.
std::string listed(const nlohmann::json& entries, const std::string& name) {
  for (const auto& entry : entries)
    if (entry["name"] == name) return entry["meaning"];
  return "";
}

void replace_in(const std::filesystem::path& file, const std::string& old, const std::string& text) {
  std::string content = numerics::read_file(file);
  BOOST_REQUIRE(contains(content, old));
  numerics::write_file(file, content.replace(content.find(old), old.size(), text));
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_kind_a_bad_name_and_a_taken_one_are_refused) {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& arguments) {
    const Printed printed = featdyn::testing::featdyn(folder, "new " + arguments);
    BOOST_TEST(printed.code == 3);
    return printed.err;
  };
  BOOST_TEST(
      refused("target mine").starts_with("featdyn: new: unknown kind of piece, read target, allowed: "));
  BOOST_TEST(
      refused("data my-data").starts_with("featdyn: new: no name of a piece, read my-data, allowed: "));
  BOOST_TEST(refused("data file").starts_with("featdyn: new: the name is taken, read file, allowed: other"));
  BOOST_TEST(refused("activation relu").starts_with("featdyn: new: the name is taken, read relu"));
  BOOST_TEST(refused("loss square").starts_with("featdyn: new: the name is taken, read square"));
  BOOST_TEST(refused("claim mine").starts_with("featdyn: new: unknown kind of piece, read claim"));
  BOOST_TEST(refused("figure targets").starts_with("featdyn: new: the name is taken, read targets"));
  BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(the_walk_through_of_the_documentation_works_and_every_command_knows_the_pieces) {
  const Home home;
  BOOST_TEST_REQUIRE(home.done.code == 0, home.done.out + home.done.err);

  const auto all = home.json("list");
  BOOST_TEST(contains(listed(all["settings"], "data.model"), "antipodal: one signal"));
  BOOST_TEST(contains(listed(all["settings"], "network.activation"), "swish: z/(1 + exp(-z))"));
  BOOST_TEST(contains(listed(all["settings"], "network.loss"), "savage: 1/(1 + exp(z))^2"));
  BOOST_TEST(listed(all["figures"], "widths") != "");
  BOOST_TEST(listed(all["templates"], "antipodal") != "");
  BOOST_TEST(
      contains(home.own("--help").out,
               "own: loss savage, activation swish, figure widths, observable strongest, data antipodal"));
  BOOST_TEST(std::regex_match(home.own("--version").out,
                              std::regex("featdyn [0-9.]+ with own pieces [0-9a-f]{16}, [a-z0-9]+ loops\n")));

  BOOST_TEST(contains(home.own("figures width").err, "widths"));
  BOOST_TEST(contains(home.own("new data antipodal").err, "the name is taken"));
  BOOST_TEST(contains(home.own("run antipodal.toml --set data.noise_std=2").err,
                      "data.noise_std is no key of data.model = \"antipodal\""));
  const Printed plain = featdyn::testing::featdyn(home, "run antipodal.toml");
  BOOST_TEST(plain.code == 3);
  BOOST_TEST(contains(plain.err, "antipodal.toml:2: data.model: unknown name, read \"antipodal\""));

  // The walk-through's commands have left what they say.
  const auto report = nlohmann::json::parse(numerics::read_file(home / "grown-verify/report.json"));
  BOOST_TEST_REQUIRE(report["findings"].size() == 1U);
  BOOST_TEST(report["findings"][0]["verdict"] == "holds");
  BOOST_TEST(contains(numerics::read_file(home / "figures/index.html"), "<section id=\"widths\">"));
  BOOST_TEST(
      contains(numerics::read_file(home / "antipodal-compare/settings.toml"), "model = \"antipodal\""));

  BOOST_TEST(contains(numerics::read_file(home / "swish-compare/settings.toml"), "activation = \"swish\""));
  BOOST_TEST(contains(numerics::read_file(home / "savage/settings.toml"), "loss = \"savage\""));
  const std::string classifier =
      "swish.toml --set network.objective=classification --set network.loss=savage";
  BOOST_TEST(contains(home.own("derive " + classifier).out, "loss = 1/(1 + exp(z))^2\n"));
  BOOST_TEST(contains(home.own("certify " + classifier + " --width 0.1").err,
                      "network.loss: known in doubles only, without bounds, read \"savage\" for certify"));

  // Who changes a piece gets no row that the old one left.
  const std::string sweep =
      "sweep antipodal.toml --set 'sweep.data.signal_norm=[2,3]' --set training.steps=20";
  const auto first = home.json(sweep), again = home.json(sweep);
  BOOST_TEST(first["measured_now"] == 2);
  BOOST_TEST(again["measured_now"] == 0);
  replace_in(home / "my-featdyn/antipodal.cpp", "labels.back() *", "2 * labels.back() *");
  BOOST_TEST_REQUIRE(shell(home, home.environment() + "cmake --build my-featdyn/build").code == 0);
  const std::string before = numerics::read_file(home / "antipodal-sweep/sweep.csv");
  BOOST_TEST(home.json(sweep)["measured_now"] == 2);
  BOOST_TEST(numerics::read_file(home / "antipodal-sweep/sweep.csv") != before);
}

BOOST_AUTO_TEST_SUITE_END()
