// Killed at any of its changes of files, a command that is started again ends as if nothing had been.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/program.hpp"
#include "tests/refusal.hpp"
#include "tests/tree.hpp"

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using numerics::write_file;
using Files = std::map<std::string, std::string>;

namespace {

struct InterruptedFolder : TemporaryFolder {
  InterruptedFolder() {
    write_file(*this / "x.toml", small_settings);
    write_file(*this / "g.toml", std::string(small_settings) + "[sweep]\nseeds = 2\n");
  }

  Printed hostile(const std::string& variables, const std::string& arguments) const {
    return shell(*this, "LD_PRELOAD='" FEATDYN_HOSTILE_SYSTEM
                        "' ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 OMP_NUM_THREADS=1 " +
                            variables + " '" + FEATDYN_PROGRAM + "' " + arguments);
  }
  /// How often the command changes files.
  long changes(const std::string& arguments) const {
    const Printed printed = hostile("FEATDYN_TEST_COUNT=count", arguments);
    BOOST_TEST_REQUIRE(printed.code < 3, printed.err);
    const long count = std::stol(read_file(*this / "count"));
    std::filesystem::remove(*this / "count");
    return count;
  }
  void kill(long at, const std::string& arguments) const {
    hostile(fmt::format("FEATDYN_TEST_KILL={}", at), arguments);
  }
  void begin(const std::string& command) const {
    std::filesystem::remove_all(*this / "d");
    if (!command.empty()) ends(command);
  }
  void ends(const std::string& command) const {
    const Printed printed = testing::featdyn(*this, command);
    BOOST_TEST(printed.code < 3, command + ": " + printed.err);
  }
};

/// Without numbers of the clock and of the machine, wherever they stand.
void forget_circumstances(nlohmann::json& document) {
  if (document.is_object())
    for (const char* other : {"wall_seconds", "measured_now", "threads"}) document.erase(other);
  if (document.is_structured())
    for (auto& part : document) forget_circumstances(part);
}

/// Without what says how long it took and what was there before.
Files results(const InterruptedFolder& folder) {
  Files files = tree(folder / "d");
  std::erase_if(files, [](const auto& file) { return file.first.find("runs.sqlite") != file.first.npos; });
  for (auto& [name, text] : files)
    if (name.ends_with(".json")) {
      auto document = nlohmann::json::parse(text);
      forget_circumstances(document);
      text = document.dump();
    }
  return files;
}

/// Every change near the end, where files get their places, and every tenth before.
bool is_tried(long at, long count) {
  return at > count - 60 || at < 20 || at % 10 == 0;
}

const char* const run = "run x.toml --no-plots --quiet --steps 6 --checkpoint-seconds 0 --out d";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_kills, InterruptedFolder)

BOOST_AUTO_TEST_CASE(a_run_that_is_resumed_ends_complete_wherever_it_was_killed) {
  begin("");
  const long count = changes(run);
  const Files whole = results(*this);
  BOOST_TEST(whole.size() == 8U);
  for (long at = 1; at <= count; ++at) {
    if (!is_tried(at, count)) continue;
    begin("");
    kill(at, run);
    ends(fmt::format("{} --resume", run));
    BOOST_TEST((results(*this) == whole), at);
  }
}

/// What is known of rounding goes on too, to the bit, where steps are rough, draw, or are those of a flow.
BOOST_AUTO_TEST_CASE(every_kind_of_run_goes_on_to_the_same_summary) {
  const std::string classifier =
      " --set network.objective=classification --set data.labels=random --set training.batch_size=1";
  for (const std::string& more :
       {std::string(" --method network --set network.activation=relu"), classifier,
        classifier + " --set training.batch_size=3 --set training.label_flips=0.3 --method network",
        std::string(" --method ode"), std::string(" --set training.momentum=0.5 --digits 30"),
        std::string(" --method decomposition --set network.second_layer=trained")}) {
    const std::string command = run + more;
    begin("");
    const long count = changes(command);
    const Files whole = results(*this);
    for (long at = count % 5; at <= count - 10; at += 5) {
      begin("");
      kill(at, command);
      ends(command + " --resume");
      BOOST_TEST((results(*this) == whole), command << ": " << at);
    }
  }
}

/// And killed again while it goes on.
BOOST_AUTO_TEST_CASE(a_run_that_is_killed_twice_ends_complete) {
  begin("");
  const long count = changes(run);
  const Files whole = results(*this);
  for (long at = 5; at <= count; at += 7)
    for (const long second : {at / 3 + 1, 20 + at % 11}) {
      begin("");
      kill(at, run);
      kill(second, fmt::format("{} --resume", run));
      ends(fmt::format("{} --resume", run));
      BOOST_TEST((results(*this) == whole), fmt::format("{}, {}", at, second));
    }
}

/// The earlier run is there, whole, until the later one is.
BOOST_AUTO_TEST_CASE(a_run_that_replaces_another_loses_neither) {
  const std::string earlier = "run x.toml --no-plots --quiet --seed 9 --method decomposition --out d",
                    later = std::string(run) + " --overwrite";
  begin("");
  ends(run);
  const Files after = results(*this);
  begin(earlier);
  const Files before = results(*this);
  const long count = changes(later);
  BOOST_TEST((results(*this) == after));
  for (long at = 1; at <= count; ++at) {
    if (!is_tried(at, count)) continue;
    begin(earlier);
    kill(at, later);
    Files now = results(*this);
    const bool changing = contains(read_file(*this / "d/.featdyn/manifest.json"), "\"moves\"");
    std::erase_if(
        now, [](const auto& file) { return file.first.ends_with(".part") || file.first == "checkpoint"; });
    if (!changing) BOOST_TEST((now == before || now == after), at);
    ends(later + " --resume");
    BOOST_TEST((results(*this) == after), at);
  }
}

BOOST_AUTO_TEST_CASE(other_commands_end_complete_wherever_they_were_killed) {
  for (const std::string command :
       {"compare x.toml --no-plots --quiet --steps 3 --methods recurrence,network --out d",
        "sweep g.toml --no-plots --quiet --out d", "derive x.toml --out d"}) {
    begin("");
    const long count = changes(command);
    const Files whole = results(*this);
    for (long at = 1; at <= count; ++at) {
      if (!is_tried(at, count) || (count > 60 && at % 3 != 0)) continue;
      begin("");
      kill(at, command);
      ends(command);
      BOOST_TEST((results(*this) == whole), command + ": " + std::to_string(at));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_certificate_is_whole_or_not_there) {
  const std::string command = "certify x.toml --width 1e-6 --steps 3 --quiet --out c.json";
  const long count = changes(command);
  const std::string whole = read_file(*this / "c.json");
  for (const bool again : {false, true})
    for (long at = 1; at <= count + 3; ++at) {
      if (!again) std::filesystem::remove(*this / "c.json");
      kill(at, command);
      if (std::filesystem::exists(*this / "c.json")) BOOST_TEST(read_file(*this / "c.json") == whole, at);
      ends(command);
      BOOST_TEST(read_file(*this / "c.json") == whole, at);
    }
}

/// One bit of what a killed run has left: the same results, or a refusal.
BOOST_AUTO_TEST_CASE(a_flipped_bit_never_becomes_a_result) {
  begin("");
  const long count = changes(run);
  const Files whole = results(*this);
  begin("");
  kill(count * 2 / 3, run);
  std::filesystem::rename(*this / "d", *this / "killed");
  int refused = 0;
  for (const char* name : {"trajectory.csv.part", "overlaps.npy.part", "gram.npy.part", "checkpoint"}) {
    const auto size = std::filesystem::file_size(*this / "killed" / name);
    for (std::size_t byte = size % 7; byte < size; byte += 1 + size / 12) {
      std::filesystem::remove_all(*this / "d");
      std::filesystem::copy(*this / "killed", *this / "d", std::filesystem::copy_options::recursive);
      std::string bytes = read_file(*this / "d" / name);
      bytes[byte] = static_cast<char>(bytes[byte] ^ (1U << byte % 8));
      write_file(*this / "d" / name, bytes);
      const Printed printed = testing::featdyn(*this, fmt::format("{} --resume", run));
      if (printed.code == 0)
        BOOST_TEST((results(*this) == whole), fmt::format("{} at {}", name, byte));
      else
        BOOST_TEST(printed.code == 3, printed.err);
      refused += printed.code == 3 ? 1 : 0;
      if (printed.code == 3)
        BOOST_TEST(contains(printed.err, "--overwrite in place of --resume"), printed.err);
    }
  }
  BOOST_TEST(refused > 20);  // of about 50; the others lie behind what counts
}

/// All results are there, and in their places when the next command has ended.
BOOST_AUTO_TEST_CASE(a_damaged_checkpoint_is_no_matter_when_the_run_has_ended) {
  begin("");
  const long count = changes(run);
  const Files whole = results(*this);
  int seen = 0;
  for (long at = count - 30; at <= count; ++at) {
    begin("");
    kill(at, run);
    if (!std::filesystem::exists(*this / "d/checkpoint") ||
        !contains(read_file(*this / "d/.featdyn/manifest.json"), "\"moves\""))
      continue;
    ++seen;
    write_file(*this / "d/checkpoint", read_file(*this / "d/checkpoint") + "x");
    ends(fmt::format("{} --resume", run));
    Files now = results(*this);
    now.erase("checkpoint");
    BOOST_TEST((now == whole), at);
    ends(std::string(run) + " --overwrite");
    BOOST_TEST((results(*this) == whole), at);
  }
  BOOST_TEST(seen > 3);
}

BOOST_AUTO_TEST_SUITE_END()
