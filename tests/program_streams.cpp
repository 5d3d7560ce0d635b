#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

/// A folder with small settings; `quick` runs the program on a shell's terms.
struct Folder : TemporaryFolder {
  Folder() { numerics::write_file(*this / "s.toml", small_settings); }
  Printed quick(const std::string& words) const {
    return shell(*this, std::string("featdyn() { '") + FEATDYN_PROGRAM + "' \"$@\"; }\n" + words);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_streams, Folder)

/// Of an error there is nobody to tell, and its code is the same.
BOOST_AUTO_TEST_CASE(errors_that_cannot_be_said_keep_their_code) {
  for (const char* to : {"2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"}) {
    BOOST_TEST(quick(std::string("featdyn run absent.toml ") + to).code == 3, to);
    BOOST_TEST(quick(std::string("featdyn run s.toml --nonsense ") + to).code == 3, to);
    BOOST_TEST(
        quick(std::string("featdyn run s.toml --no-plots --quiet --set training.learning_rate=1e9 ") + to)
                .code == 2,
        to);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_printed_is_an_error_and_the_results_are_there) {
  for (const char* to : {">/dev/full", ">&-"}) {
    const std::string out = std::string("--out ") + (to[1] == '/' ? "full" : "closed");
    const Printed printed = quick("featdyn run s.toml --no-plots " + out + " " + to);
    BOOST_TEST(printed.code == 3, to);
    BOOST_TEST(printed.err.starts_with("featdyn: standard output: cannot be written, read '"), printed.err);
    BOOST_TEST(std::filesystem::exists(*this / out.substr(6) / "summary.json"), to);
    BOOST_TEST(quick("featdyn run s.toml --no-plots --quiet --out quiet " + std::string(to)).code == 0, to);
    std::filesystem::remove_all(*this / "quiet");
    BOOST_TEST(quick(std::string("featdyn list ") + to).code == 3, to);
    BOOST_TEST(quick(std::string("featdyn --version ") + to).code == 3, to);
  }
}

/// A file that is opened while standard output is closed must not get its number.
BOOST_AUTO_TEST_CASE(results_are_the_same_with_every_stream_closed) {
  BOOST_TEST(quick("featdyn run s.toml --no-plots --quiet --out open").code == 0);
  quick("featdyn run s.toml --no-plots --out closed <&- >&- 2>&-");
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy", "settings.toml"})
    BOOST_TEST((numerics::read_file(*this / "open" / file) == numerics::read_file(*this / "closed" / file)),
               file);
}

/// Who reads only the beginning gets it, and the work is done.
BOOST_AUTO_TEST_CASE(a_reader_that_goes_does_not_end_the_work) {
  const Printed printed = quick("{ featdyn run s.toml --no-plots --out d; echo $? >code; } | true");
  BOOST_TEST(printed.err.empty(), printed.err);
  BOOST_TEST(numerics::read_file(*this / "code") == "0\n");
  BOOST_TEST(std::filesystem::exists(*this / "d/summary.json"));
  quick("{ for i in 1 2 3 4 5 6 7 8; do featdyn list || echo $? >code; done; } | head -1");
  BOOST_TEST(numerics::read_file(*this / "code") == "0\n");
}

BOOST_AUTO_TEST_SUITE_END()
