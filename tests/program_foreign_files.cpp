// Nothing of a user's is lost: what commands read, and what is not theirs, they do not write.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "numerics/files/npy.hpp"
#include "tests/kept_files.hpp"
#include "tests/program_folder.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "tests/tree.hpp"

BOOST_FIXTURE_TEST_SUITE(program_foreign_files, ProgramFolder)

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using numerics::write_file;
using std::filesystem::exists;

BOOST_AUTO_TEST_CASE(inputs_are_never_written) {
  const std::vector<std::array<std::string, 3>> names{{"overlaps.npy", "y.npy", "w.npy"},
                                                      {"data.npy", "labels.npy", "weights_initial.npy"},
                                                      {"x.npy", "gram.npy.part", "checkpoint"},
                                                      {"x.npy", "summary.json", "w.npy"}};
  for (const auto& [patches, labels, weights] : names) {
    const TemporaryFolder folder;
    write_file(folder / patches, npy("<f8", "(4, 3, 5)", wave(60)));
    write_file(folder / labels, npy("<f8", "(4,)", bytes_of(std::vector<double>{1, -1, 1, -1})));
    write_file(folder / weights, npy("<f8", "(2, 5)", wave(10)));
    write_file(folder / "in.toml", file_settings(patches, labels, weights));
    const auto before = tree(folder.path());
    for (const char* options : {"", " --overwrite", " --resume"}) {
      const Printed printed =
          featdyn::testing::featdyn(folder, std::string("run in.toml --out . --no-plots") + options);
      BOOST_TEST(printed.code == 3);
      BOOST_TEST(contains(printed.err, read_and_written), printed.err);
      BOOST_TEST((tree(folder.path()) == before));
    }
    BOOST_TEST(featdyn::testing::featdyn(folder, "run in.toml --quiet --no-plots").code == 0);
  }
  std::filesystem::rename(*this / "x.toml", *this / "settings.toml");
  std::filesystem::create_symlink("settings.toml", *this / "x.toml");
  std::filesystem::create_hard_link(*this / "settings.toml", *this / "hard.toml");
  for (const char* name : {"settings.toml", "x.toml", "hard.toml"}) {
    refuses(std::string("run ") + name + " --out .", read_and_written);
    refuses(std::string("compare ") + name + " --out .", read_and_written);
    refuses(std::string("certify x.toml --width 1e-6 --overwrite --out ") + name, read_and_written);
  }
  succeeds("run settings.toml --out d");
  for (const char* name : {"weights_initial.npy", "../w.npy"}) {
    if (!exists(*this / "d" / name))
      std::filesystem::create_symlink("d/weights_initial.npy", *this / "w.npy");
    refuses(std::string("run settings.toml --overwrite --out d --set init.weights=d/") + name,
            "d/weights_initial.npy:1: what is read would be written");
  }
}

BOOST_AUTO_TEST_CASE(foreign_files_are_never_removed_or_written) {
  const std::map<std::string, std::vector<std::string>> commands{
      {"run x.toml",
       {"data.npy", "summary.json", "settings.toml", "labels.npy", "trajectory.csv", "trajectory.csv.part",
        "checkpoint", "gram.npy", "checkpoint/mine"}},
      {"run x.toml --resume", {"summary.json", "checkpoint", "checkpoint/mine", "overlaps.npy.part"}},
      {"compare x.toml", {"comparison.json", "data.npy", "recurrence", "network/gram.npy", "settings.toml"}},
      {"sweep x.toml --set sweep.seeds=2", {"sweep.csv", "settings.toml", "sweep.json", "runs.sqlite"}},
      {"verify condition-3.1", {"report.html", "report.tex", "condition-3.1.csv", ".runs.sqlite"}},
      {"figures figure-1", {"index.html", "figure-1.json", "figure-1-mine.csv", "runs.sqlite"}},
      {"derive x.toml", {"derivation.txt"}},
      {"derive x.toml --format latex", {"derivation.tex"}},
      {"stationary x.toml", {"stationary.json"}}};
  for (const auto& [command, files] : commands)
    for (const std::string& file : files)
      for (const char* overwrite : {"", " --overwrite"}) {
        std::filesystem::remove_all(*this / "d");
        std::filesystem::create_directories((*this / "d" / file).parent_path());
        write_file(*this / "d" / file, "# my own notes\n");
        const bool is_store = file.ends_with(".sqlite");
        refuses(command + " --out d" + overwrite, is_store ? "file is not a database" : in_the_way);
        BOOST_TEST(!exists(*this / "d/.featdyn"));
      }
  write_file(*this / "notes.json", "{\"mine\": 1}");
  refuses("certify x.toml --width 1e-6 --overwrite --out notes.json", in_the_way);
  refuses("certify x.toml --width 1e-6 --out .", in_the_way);
  refuses("run x.toml --out notes.json", in_the_way);
}

BOOST_AUTO_TEST_CASE(foreign_files_of_other_names_are_no_matter) {
  std::filesystem::create_directories(*this / "d/mine");
  write_file(*this / "d/notes.txt", "notes");
  write_file(*this / "d/mine/data.npy", "data");
  succeeds("run x.toml --out d");
  succeeds("run x.toml --out d --overwrite --seed 4");
  BOOST_TEST(read_file(*this / "d/notes.txt") == "notes");
  BOOST_TEST(read_file(*this / "d/mine/data.npy") == "data");
}

BOOST_AUTO_TEST_CASE(commands_do_not_write_over_each_others_results) {
  succeeds("run x.toml --out d");
  const std::string settings = read_file(*this / "d/settings.toml");
  for (const char* overwrite : {"", " --overwrite"}) {
    refuses(std::string("sweep x.toml --set sweep.seeds=2 --out d") + overwrite,
            "d/settings.toml:1: a file is in the way, read one of featdyn run");
    refuses(std::string("compare x.toml --out d") + overwrite,
            "a file is in the way, read one of featdyn run");
  }
  succeeds("derive x.toml --out d");
  BOOST_TEST(read_file(*this / "d/settings.toml") == settings);
  succeeds("sweep x.toml --set sweep.seeds=2 --out s");
  refuses("run x.toml --out s", "s/settings.toml:1: a file is in the way, read one of featdyn sweep");
}

BOOST_AUTO_TEST_CASE(two_commands_for_one_target_do_not_trip_over_each_other) {
  const std::string program = std::string("'") + FEATDYN_PROGRAM + "' ";
  for (const std::string command :
       {"compare x.toml --no-plots --quiet --steps 2000 --out both",
        "certify x.toml --width 1e-9 --quiet --out both.json", "derive x.toml --out derived"}) {
    const Printed printed =
        shell(*this, program + command + " & " + program + command + "; one=$?; wait $!; echo codes $? $one");
    BOOST_TEST(!contains(printed.out, "codes 3 3"), command + ": " + printed.err);
    const bool waited = contains(printed.out, "codes 3") || contains(printed.out, " 3\n");
    BOOST_TEST(waited == (contains(printed.err, "another run is writing there") ||
                          contains(printed.err, "has come there meanwhile")),
               printed.err);
    BOOST_TEST(!contains(printed.err, ".part"), printed.err);
  }
  for (const char* result : {"both/comparison.json", "both.json", "derived/derivation.txt"})
    BOOST_TEST(exists(*this / result), result);
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_is_refused) {
  refuses("run x.toml --out /proc/featdyn", "--out: cannot make the folder, read /proc/featdyn");
  refuses("certify x.toml --width 1e-6 --out /nowhere/c.json", "/nowhere/c.json:1: cannot be written");
  refuses("certify x.toml --width 1e-6 --out /dev/null", in_the_way);
}

BOOST_AUTO_TEST_SUITE_END()
