// Nothing of a user's is lost: what becomes of the results of earlier runs.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "tests/kept_files.hpp"
#include "tests/program_folder.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "tests/tree.hpp"

BOOST_FIXTURE_TEST_SUITE(program_files, ProgramFolder)

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using numerics::write_file;
using std::filesystem::exists;

BOOST_AUTO_TEST_CASE(default_folders_name_method_and_digits) {
  const std::map<std::string, std::string> folders{{"", "x-run"},
                                                   {"--method recurrence --digits 17", "x-run"},
                                                   {"--method ode", "x-run-ode"},
                                                   {"--digits 30", "x-run-digits-30"},
                                                   {"--digits 30 --method ode", "x-run-ode-digits-30"},
                                                   {"--method network", "x-run-network"}};
  for (const auto& [options, folder] : folders) {
    succeeds("run x.toml --steps 5 " + options);
    BOOST_TEST(exists(*this / folder / "summary.json"), folder);
  }
  const auto directories = std::ranges::count_if(std::filesystem::directory_iterator(path()),
                                                 [](const auto& entry) { return entry.is_directory(); });
  BOOST_TEST(directories == 5);
}

BOOST_AUTO_TEST_CASE(a_finished_run_is_replaced_when_asked_for_and_complete) {
  succeeds("run x.toml --out d");
  for (const char* other : {"--method ode", "--digits 30", "--seed 9", "--steps 39", "--ratio-limit 0.5"}) {
    refuses(std::string("run x.toml --out d ") + other, other_settings);
    refuses(std::string("run x.toml --resume --out d ") + other, other_settings);
  }
  const auto before = tree(*this / "d");
  shell(*this, std::string("timeout -s KILL 0.5 '") + FEATDYN_PROGRAM +
                   "' run x.toml --quiet --no-plots --out d --overwrite --steps 1000000000");
  auto meanwhile = tree(*this / "d");
  std::erase_if(meanwhile, [](const auto& file) { return file.first.ends_with(".part"); });
  BOOST_TEST((meanwhile == before));
  succeeds("run x.toml --out d --overwrite --seed 9");
  succeeds("run x.toml --out fresh --seed 9");
  for (const char* file : {"trajectory.csv", "overlaps.npy", "gram.npy", "data.npy", "settings.toml"})
    BOOST_TEST((read_file(*this / "d" / file) == read_file(*this / "fresh" / file)), file);
  BOOST_TEST((tree(*this / "d").size() == tree(*this / "fresh").size()));
}

BOOST_AUTO_TEST_CASE(the_same_run_again_is_repeated_or_shown) {
  succeeds("run x.toml --out d");
  auto before = tree(*this / "d");
  succeeds("run x.toml --out d --resume");
  BOOST_TEST((tree(*this / "d") == before));
  succeeds("run x.toml --out d");
  succeeds("run d/settings.toml --out d");  // its own settings stay as they are
  auto after = tree(*this / "d");
  before.erase("summary.json");  // has the wall time
  after.erase("summary.json");
  BOOST_TEST((after == before));
}

BOOST_AUTO_TEST_CASE(settings_files_of_one_name_do_not_share_a_folder) {
  const std::string grid = "[sweep]\n\"data.signal_norm\" = [2, 3]\n";
  for (const char* folder : {"a", "b"}) std::filesystem::create_directory(*this / folder);
  write_file(*this / "a/x.toml", small_settings + grid);
  write_file(*this / "b/x.toml", std::string(small_settings) + "weight_decay = 0.5\n" + grid);
  for (const std::string command : {"run ", "certify --width 1e-6 ", "sweep "}) {
    succeeds(command + "a/x.toml");
    refuses(command + "b/x.toml", other_settings);
    succeeds(command + "a/x.toml");
    succeeds(command + "b/x.toml --overwrite");
  }
  BOOST_TEST(program("compare a/x.toml").code < 3);
  refuses("compare b/x.toml", other_settings);
  succeeds("sweep b/x.toml --set sweep.data.signal_norm=[2,3,4]");
}

BOOST_AUTO_TEST_CASE(reports_of_other_theorem_files_do_not_share_a_folder) {
  for (const char* file : {"a.toml", "b.toml", "c.toml"})
    write_file(*this / file,
               theorem_of({"loss(0) <= 1000"}, std::string("[over]\nseeds = 1\n") + small_denoiser));
  const auto judges = [&](const std::string& arguments) {
    const Printed printed = program("verify " + arguments + " --quiet");
    BOOST_TEST(printed.code < 3, arguments + ": " + printed.err);
  };
  judges("a.toml");
  judges("a.toml b.toml");
  BOOST_TEST(exists(*this / "a-verify/report.json"));
  BOOST_TEST(exists(*this / "a-and-1-more-verify/report.json"));
  judges("b.toml a.toml --out a-and-1-more-verify");  // the same two
  refuses("verify a.toml c.toml", other_settings);
  judges("a.toml c.toml --overwrite");
  std::filesystem::create_directory(*this / "other");
  std::filesystem::copy(*this / "a.toml", *this / "other/a.toml");
  refuses("verify other/a.toml", other_settings);
}

/// A run in the folder of its inputs, which have the names of its outputs.
BOOST_AUTO_TEST_CASE(nothing_of_an_earlier_run_stays_beside_a_later_one) {
  write_file(*this / "p.npy", npy("<f8", "(4, 3, 5)", wave(60)));
  write_file(*this / "y.npy", npy("<f8", "(4,)", bytes_of(std::vector<double>{1, -1, 1, -1})));
  write_file(*this / "w.npy", npy("<f8", "(2, 5)", wave(10)));
  std::string text = file_settings("p.npy", "y.npy", "w.npy");
  write_file(*this / "labelled.toml", text);
  write_file(*this / "plain.toml", text.replace(text.find("labels = \"y.npy\"\n"), 17, ""));
  succeeds("run labelled.toml --out d --method decomposition");
  for (const char* file : {"labels.npy", "coefficients.npy", "mixing.npy"})
    BOOST_TEST(exists(*this / "d" / file));
  succeeds("run plain.toml --out d --overwrite");
  for (const char* file : {"labels.npy", "coefficients.npy", "mixing.npy"})
    BOOST_TEST(!exists(*this / "d" / file), file);
  BOOST_TEST(exists(*this / "d/data.npy"));
}

/// Whatever stands in summary.json, --resume says what is wrong.
BOOST_AUTO_TEST_CASE(a_summary_of_any_contents_is_refused_and_crashes_nothing) {
  succeeds("run x.toml --out d");
  const std::string whole = read_file(*this / "d/summary.json");
  auto changed = nlohmann::ordered_json::parse(whole);
  changed["end"] = nlohmann::ordered_json::object();
  for (const std::string& text :
       {changed.dump(2), std::string("{}"), std::string("[]"), std::string("null"),
        std::string("{\"end\": {}}"), std::string(), std::string("\xff\xfe"), std::string(100'000, '['),
        whole.substr(0, whole.size() / 2), whole + " "}) {
    write_file(*this / "d/summary.json", text);
    refuses("run x.toml --out d --resume", "d/summary.json:1: changed");
    refuses("run x.toml --out d", "d/summary.json:1: changed");
  }
  succeeds("run x.toml --out d --overwrite");
  succeeds("run x.toml --out d --resume");
  std::filesystem::create_directory(*this / "old");
  write_file(*this / "old/summary.json", changed.dump(2));
  refuses("run x.toml --out old --resume", in_the_way);
}

BOOST_AUTO_TEST_CASE(a_damaged_result_is_not_shown) {
  succeeds("run x.toml --out d");
  for (const char* name : {"trajectory.csv", "overlaps.npy", "gram.npy", "summary.json"}) {
    const std::string whole = read_file(*this / "d" / name);
    std::string flipped = whole;
    flipped[flipped.size() - 9] = static_cast<char>(flipped[flipped.size() - 9] ^ 1);
    write_file(*this / "d" / name, flipped);
    refuses("run x.toml --out d --resume", std::string("d/") + name + ":1: changed since featdyn wrote it");
    write_file(*this / "d" / name, whole);
  }
  succeeds("run x.toml --out d --resume");
}

BOOST_AUTO_TEST_CASE(names_that_are_not_utf_8_are_refused_before_anything_is_computed) {
  for (const char* command : {"run x.toml --out d\xfc", "sweep x.toml --set sweep.seeds=2 --out d\xfc",
                              "run d\xfc.toml", "certify x.toml --width 1e-9 --out \xff.json",
                              "run x.toml --set data.model=file --set data.patches=\xfc.npy"})
    refuses(command, "command line: a word that is not UTF-8");
  std::filesystem::create_directory(*this / "d\xfc");
  write_file(*this / "d\xfc/y.toml", small_settings);
  write_file(*this / "d\xfc/p.npy", npy("<f8", "(4, 3, 5)", wave(60)));
  write_file(*this / "d\xfc/w.npy", npy("<f8", "(2, 5)", wave(10)));
  std::string text = file_settings("p.npy", "none", "w.npy");
  write_file(*this / "d\xfc/f.toml", text.replace(text.find("labels = \"none\"\n"), 16, ""));
  const std::string there = std::string("cd d\xfc && '") + FEATDYN_PROGRAM + "' run --no-plots --quiet ";
  const Printed within = shell(*this, there + "y.toml"), named = shell(*this, there + "f.toml");
  BOOST_TEST(within.code == 0, within.err);
  BOOST_TEST(named.code == 3);
  BOOST_TEST(contains(named.err, "a name that is not UTF-8"), named.err);
  BOOST_TEST(!exists(*this / "d\xfc/f-run"));
}

BOOST_AUTO_TEST_SUITE_END()
