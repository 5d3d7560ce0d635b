#include <boost/test/unit_test.hpp>

#include "tests/program.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_shadow_memory = true;  // terabytes of addresses
#else
constexpr bool has_shadow_memory = false;
#endif

struct LimitedFolder : TemporaryFolder {
  LimitedFolder() { numerics::write_file(*this / "s.toml", small_settings); }
  Printed under(const std::string& limits, const std::string& arguments) const {
    return shell(*this, limits + "\ntimeout -s KILL 60 '" + FEATDYN_PROGRAM + "' " + arguments);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_limits, LimitedFolder)

/// Little address space: it works, or it says why not; it neither waits nor takes a verdict's code.
BOOST_AUTO_TEST_CASE(a_limit_of_memory_is_an_answer_and_not_a_wait) {
  if (has_shadow_memory) return;
  for (const char* memory : {"150000", "200000", "250000", "300000", "400000", "700000"})
    for (const char* arguments :
         {"run s.toml --no-plots --quiet", "run s.toml --no-plots --quiet --digits 30",
          "run s.toml --quiet --method ode",
          "run s.toml --quiet --set data.dimension=2000000 --set training.learning_rate=1e-20",
          "list claims"}) {
      const Printed printed = under(std::string("ulimit -v ") + memory, arguments + std::string(" --out d"));
      BOOST_TEST((printed.code == 0 || printed.code == 3),
                 memory << " " << arguments << ": " << printed.code << " " << printed.err);
      if (printed.code == 3) BOOST_TEST(printed.err.find("featdyn: ") != printed.err.npos, printed.err);
      std::filesystem::remove_all(*this / "d");
    }
  BOOST_TEST(under("ulimit -v 700000", "run s.toml --no-plots --quiet --threads 1").code == 0);
}

/// As on a full disk: what is there stays, and why it ended is said.
BOOST_AUTO_TEST_CASE(a_limit_of_the_size_of_files_is_an_answer) {
  for (const char* arguments : {"run s.toml --no-plots --quiet --steps 2000 --set training.record_every=1",
                                "sweep s.toml --quiet --set sweep.seeds=200"}) {
    const Printed printed = under("ulimit -f 60", arguments + std::string(" --out d"));
    BOOST_TEST(printed.code == 3, arguments << ": " << printed.code << " " << printed.err);
    BOOST_TEST(printed.err.find("featdyn: d/") != printed.err.npos, printed.err);
    BOOST_TEST(under("", arguments + std::string(" --out d")).code == 0, arguments);
    std::filesystem::remove_all(*this / "d");
  }
}

BOOST_AUTO_TEST_CASE(threads_that_the_system_does_not_give_are_refused) {
  if (has_shadow_memory) return;
  const Printed printed = under("ulimit -v 2000000", "run s.toml --no-plots --quiet --threads 4096");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(printed.err.starts_with("featdyn: --threads: more threads than the system gives, read 4096"),
             printed.err);
  BOOST_TEST(under("ulimit -v 2000000", "run s.toml --no-plots --quiet").code == 0);
}

BOOST_AUTO_TEST_CASE(a_variable_that_asks_for_too_many_threads_is_refused) {
  const Printed printed = under("export OMP_NUM_THREADS=100000", "run s.toml --no-plots --quiet");
  BOOST_TEST(printed.code == 3);
  BOOST_TEST(
      printed.err.starts_with("featdyn: OMP_NUM_THREADS: too many threads, read 100000, allowed: 1 to 4096"),
      printed.err);
  for (const char* beyond : {"2147483648", "4000000000"}) {
    const Printed refused =
        under(std::string("export OMP_NUM_THREADS=") + beyond, "run s.toml --no-plots --quiet");
    BOOST_TEST(refused.code == 3);
    BOOST_TEST(
        refused.err.starts_with(std::string("featdyn: OMP_NUM_THREADS: too many threads, read ") + beyond),
        refused.err);
  }
  BOOST_TEST(under("export OMP_NUM_THREADS=100000", "run s.toml --no-plots --quiet --threads 2").code == 0);
  BOOST_TEST(under("export OMP_NUM_THREADS=3", "run s.toml --no-plots --quiet --out three").code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
