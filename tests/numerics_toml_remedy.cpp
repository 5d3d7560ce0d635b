#include <boost/test/unit_test.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/document.hpp"
#include "numerics/settings/toml_remedy.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"

BOOST_AUTO_TEST_SUITE(numerics_toml_remedy)

using namespace featdyn::numerics;
using featdyn::testing::contains;
using featdyn::testing::refusal;

BOOST_AUTO_TEST_CASE(what_needs_quotes_is_shown_with_them) {
  for (const auto& [line, remedy] :
       {std::pair("n SNR^2 = [1, 2]", "in quotes: \"n SNR^2\" = [1, 2]"),
        std::pair("  growth[r,p](k) = \"1\"  # of mine", "in quotes: \"growth[r,p](k)\" = \"1\""),
        std::pair("|mu| = 3", "in quotes: \"|mu|\" = 3"), std::pair("C = fit", "in quotes: C = \"fit\""),
        std::pair("settings = figure-2-low # a template", "in quotes: settings = \"figure-2-low\""),
        std::pair("T_1 = max(T_mu, 3)\r", "in quotes: T_1 = \"max(T_mu, 3)\""),
        std::pair("conclude = say \"d\"", "in quotes: conclude = 'say \"d\"'"),
        std::pair("assume = [d >= n, n >= 2]", "in quotes, also inside brackets: assume = [")})
    BOOST_TEST(contains(toml_remedy(line), remedy), line << ": " << toml_remedy(line));
  for (const char* line : {"[data", "", "= 3", "a", "# a = b", "a = \"b", "a = ['b'", "a = {", "\"a = 3"})
    BOOST_TEST(toml_remedy(line) == "for example [data] or seed = 1", line);
  BOOST_TEST(contains(toml_remedy("C = " + std::string(200, 'x')), "C = \"...\""));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_toml_is_refused_with_its_remedy) {
  BOOST_TEST(contains(refusal([] { Document::from_text("[over]\nn SNR^2 = [1, 2]\n", "t.toml", {}); }),
                      "t.toml:2: not TOML: "));
  BOOST_TEST(contains(refusal([] { Document::from_text("[over]\nn SNR^2 = [1, 2]\n", "t.toml", {}); }),
                      "read 'n SNR^2 = [1, 2]', allowed: a name that is not a plain word in quotes: "));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_told_from_its_neighbour) {
  const featdyn::testing::TemporaryFolder folder;
  write_file(folder / "winner.toml", "");
  const auto said = [&](const char* name) { return refusal([&] { Document::from_file(folder / name); }); };
  const std::string meant = "did you mean " + (folder / "winner.toml").string() + "? allowed: a TOML";
  for (const char* name : {"winer.toml", "winner.tmol", "winner.tom", "winner"})
    BOOST_TEST(contains(said(name), meant), said(name));
  for (const char* name : {"example.toml", "x", "", "nowhere/winner.toml"})
    BOOST_TEST(!contains(said(name), "example.toml, did you mean"), said(name));
  BOOST_TEST(contains(said("."), "a folder, did you mean "), said("."));
  write_file(folder / "other.toml", "");
  BOOST_TEST(contains(said("."), "a folder, allowed: "));  // of several files none is meant
}

BOOST_AUTO_TEST_SUITE_END()
