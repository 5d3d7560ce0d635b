// Nothing of a user's is lost: which files commands write, and which they do not.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "numerics/files/npy.hpp"
#include "tests/bytes.hpp"
#include "tests/program_folder.hpp"
#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "tests/tree.hpp"

using namespace featdyn;
using namespace featdyn::testing;
using numerics::read_file;
using numerics::write_file;
using std::filesystem::exists;

namespace {

const char* const other_settings = "results of other settings are there";
const char* const in_the_way = "a file is in the way";
const char* const read_and_written = "what is read would be written";

std::string wave(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = std::sin(1.0 + static_cast<double>(i * i % 97));
  return bytes_of(values);
}

/// Settings whose patches, labels and weights are files of these names.
std::string file_settings(const std::string& patches, const std::string& labels, const std::string& weights) {
  return "[data]\nmodel = \"file\"\npatches = \"" + patches + "\"\nlabels = \"" + labels +
         "\"\n[network]\nobjective = \"diffusion\"\nwidth = 2\nactivation = [0, 0, 1]\n[diffusion]\ntime = "
         "0.2\n[init]\nweights = \"" +
         weights + "\"\n[training]\nlearning_rate = 0.01\nsteps = 3\n";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_files, ProgramFolder)

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
