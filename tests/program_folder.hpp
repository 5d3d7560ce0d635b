#pragma once

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"
#include "tests/refusal.hpp"
#include "tests/tree.hpp"

namespace featdyn::testing {

/// A folder with the settings x.toml, in which the program is called and draws nothing.
struct ProgramFolder : TemporaryFolder {
  ProgramFolder() { numerics::write_file(*this / "x.toml", small_settings); }

  Printed program(const std::string& arguments) const {
    return featdyn::testing::featdyn(*this, arguments + " --no-plots");
  }
  /// Exit 3 in one line, and every file is as it was.
  void refuses(const std::string& arguments, const std::string& message) const {
    const auto before = tree(path());
    const Printed printed = program(arguments);
    BOOST_TEST_CONTEXT(arguments << ": " << printed.err) {
      BOOST_TEST(printed.code == 3);
      BOOST_TEST(contains(printed.err, message));
      BOOST_TEST(std::ranges::count(printed.err, '\n') == 1);
      BOOST_TEST((tree(path()) == before));
    }
  }
  void succeeds(const std::string& arguments) const {
    const Printed printed = program(arguments + " --quiet");
    BOOST_TEST(printed.code == 0, arguments + ": " + printed.err);
  }
};

}  // namespace featdyn::testing
