#include <boost/test/unit_test.hpp>
#include <set>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "tests/refusal.hpp"
#include "verify/output/change.hpp"
#include "verify/output/output_folder.hpp"

using namespace featdyn;
using namespace featdyn::verify;
using numerics::read_file;
using numerics::write_file;
using std::filesystem::exists;
using testing::contains;
using testing::refusal;

namespace {

struct Folder : testing::TemporaryFolder {
  std::filesystem::path d = *this / "d";

  Intent intent(const std::string& key, std::vector<std::string> names) const {
    return {
        .directory = d, .command = "run", .key = key, .description = "key " + key, .names = std::move(names)};
  }
  /// Leaves files that hold their key and name.
  void leave(const Intent& intent) const {
    OutputFolder folder(intent);
    for (const std::string& name : intent.names) {
      std::filesystem::create_directories((folder.staged() / name).parent_path());
      write_file(folder.staged() / name, intent.key + " " + name);
    }
    folder.publish();
  }
  std::string refused(const Intent& intent) const {
    const auto before = all();
    const std::string message = refusal([&] { leave(intent); });
    BOOST_TEST((all() == before), message);
    return message;
  }
  /// Every file in the folder with what it holds, our own private ones aside.
  std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> files;
    if (exists(d))
      for (const auto& entry : std::filesystem::recursive_directory_iterator(d))
        if (entry.is_regular_file() && !contains(entry.path().string(), private_folder))
          files[entry.path().lexically_relative(d).string()] = read_file(entry.path());
    return files;
  }
};

using Files = std::map<std::string, std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_output, Folder)

BOOST_AUTO_TEST_CASE(files_appear_together_and_those_of_the_same_settings_replace_each_other) {
  {
    OutputFolder folder(intent("1", {"a", "sub/b"}));
    write_file(folder.staged() / "a", "first");
    BOOST_TEST(!exists(d / "a"));
  }
  BOOST_TEST(all().empty());
  leave(intent("1", {"a", "sub/b"}));
  BOOST_TEST((all() == Files{{"a", "1 a"}, {"sub/b", "1 sub/b"}}));
  leave(intent("1", {"c"}));
  BOOST_TEST((all() == Files{{"a", "1 a"}, {"sub/b", "1 sub/b"}, {"c", "1 c"}}));
}

BOOST_AUTO_TEST_CASE(results_of_other_settings_are_replaced_when_asked_for_alone_and_leave_nothing_behind) {
  leave(intent("1", {"a", "labels", "sub/b"}));
  Intent other = intent("2", {"a", "c"});
  BOOST_TEST(contains(refused(other),
                      "d:1: results of other settings are there, read those of featdyn run, "
                      "key 1, allowed: another folder with --out, or --overwrite"));
  other.overwrite = true;
  {
    OutputFolder folder(other);
    BOOST_TEST(all().size() == 3U);  // until the new ones are complete
  }
  BOOST_TEST(all().size() == 3U);
  leave(other);
  BOOST_TEST((all() == Files{{"a", "2 a"}, {"c", "2 c"}}));
  BOOST_TEST(!exists(d / "sub"));
}

BOOST_AUTO_TEST_CASE(results_of_one_lineage_replace_each_other) {
  Intent one = intent("1", {"table"}), two = intent("2", {"table"}), three = intent("3", {"table"});
  one.lineage = two.lineage = "x.toml";
  three.lineage = "y.toml";
  leave(one);
  leave(two);
  BOOST_TEST((all() == Files{{"table", "2 table"}}));
  BOOST_TEST(contains(refused(three), "results of other settings"));
}

/// Whatever their names: files, folders, links.
BOOST_AUTO_TEST_CASE(what_is_somebody_elses_is_in_the_way) {
  std::filesystem::create_directories(d);
  write_file(*this / "elsewhere", "kept");
  for (const std::string kind : {"file", "folder", "link", "broken link", "hard link"}) {
    std::filesystem::remove_all(d / "a");
    if (kind == "file") write_file(d / "a", "mine");
    if (kind == "folder") std::filesystem::create_directories(d / "a/inside");
    if (kind == "link") std::filesystem::create_symlink(*this / "elsewhere", d / "a");
    if (kind == "broken link") std::filesystem::create_symlink(*this / "nowhere", d / "a");
    if (kind == "hard link") std::filesystem::create_hard_link(*this / "elsewhere", d / "a");
    for (const bool overwrite : {false, true}) {
      Intent wish = intent("1", {"a", "b"});
      wish.overwrite = overwrite;
      BOOST_TEST(contains(refused(wish), "d/a:1: a file is in the way, read one that featdyn has not left"),
                 kind);
      BOOST_TEST(!exists(d / private_folder), kind);
    }
  }
  BOOST_TEST(read_file(*this / "elsewhere") == "kept");
  std::filesystem::remove_all(d / "a");
  leave(intent("1", {"a"}));
  Intent parts = intent("1", {"a"});
  parts.parts = {"a.part"};
  write_file(d / "a.part", "mine");
  BOOST_TEST(contains(refused(parts), "d/a.part:1: a file is in the way"));
}

BOOST_AUTO_TEST_CASE(a_folder_in_the_way_of_a_subfolder_is_refused) {
  std::filesystem::create_directories(d);
  std::filesystem::create_directories(*this / "other");
  write_file(d / "file", "mine");
  std::filesystem::create_directory_symlink(*this / "other", d / "link");
  BOOST_TEST(contains(refused(intent("1", {"file/a"})), "d/file:1: a file is in the way, read no folder"));
  BOOST_TEST(contains(refused(intent("1", {"link/a"})), "d/link:1: a file is in the way, read no folder"));
  BOOST_TEST(std::filesystem::is_empty(*this / "other"));
}

BOOST_AUTO_TEST_CASE(what_another_command_has_left_is_in_the_way) {
  leave(intent("1", {"settings", "a"}));
  Intent sweep = intent("2", {"settings", "table"});
  sweep.command = "sweep";
  sweep.overwrite = true;
  BOOST_TEST(contains(refused(sweep), "d/settings:1: a file is in the way, read one of featdyn run, key 1"));
  sweep.names = {"table"};
  leave(sweep);
  BOOST_TEST((all() == Files{{"settings", "1 settings"}, {"a", "1 a"}, {"table", "2 table"}}));
}

BOOST_AUTO_TEST_CASE(a_file_that_somebody_has_changed_is_replaced_when_asked_for_alone) {
  leave(intent("1", {"a", "b"}));
  write_file(d / "a", "1 a, and a comment");
  BOOST_TEST(contains(refused(intent("1", {"a"})), "d/a:1: changed since featdyn wrote it"));
  Intent wish = intent("1", {"a"});
  wish.repairs = true;
  leave(wish);
  BOOST_TEST(read_file(d / "a") == "1 a");
  write_file(d / "b", "other");
  Intent other = intent("2", {"a"});
  other.overwrite = true;
  leave(other);
  BOOST_TEST((all() == Files{{"a", "2 a"}}));
}

/// Under whatever name an input stands, it is not written.
BOOST_AUTO_TEST_CASE(inputs_are_never_written) {
  leave(intent("1", {"a", "b"}));
  std::filesystem::create_symlink(d / "a", *this / "link");
  std::filesystem::create_hard_link(d / "a", *this / "hard");
  std::filesystem::create_directory_symlink(d, *this / "way");
  for (const char* input : {"d/a", "link", "hard", "way/a", "d/../d/./a"}) {
    Intent wish = intent("1", {"a"});
    wish.inputs = {*this / "nothing", *this / input};
    BOOST_TEST(contains(refused(wish), "d/a:1: what is read would be written, read the input "), input);
    wish = intent("2", {"b"});  // which would remove it
    wish.overwrite = true;
    wish.inputs = {*this / input};
    BOOST_TEST(contains(refused(wish), "d/a:1: what is read would be written"), input);
  }
}

BOOST_AUTO_TEST_CASE(a_text_that_stands_there_already_is_no_file_in_the_way) {
  std::filesystem::create_directories(d);
  write_file(d / "a", "1 a");
  const auto time = std::filesystem::last_write_time(d / "a");
  Intent wish = intent("1", {"a", "b"});
  wish.inputs = {d / "a"};
  BOOST_TEST(contains(refused(wish), "what is read would be written"));
  wish.texts = {{"a", "1 a"}};
  leave(wish);
  BOOST_TEST((std::filesystem::last_write_time(d / "a") == time));
  Intent other = intent("2", {"b"});
  other.overwrite = true;
  leave(other);
  BOOST_TEST((all() == Files{{"a", "1 a"}, {"b", "2 b"}}));  // a was never ours
}

BOOST_AUTO_TEST_CASE(a_file_that_comes_meanwhile_is_not_written_over) {
  OutputFolder folder(intent("1", {"a"}));
  write_file(folder.staged() / "a", "ours");
  write_file(d / "a", "mine");
  BOOST_TEST(contains(refusal([&] { folder.publish(); }), "d/a:1: a file is in the way"));
  BOOST_TEST((all() == Files{{"a", "mine"}}));
  std::filesystem::remove(d / "a");
  folder.publish();
  BOOST_TEST((all() == Files{{"a", "ours"}}));
}

BOOST_AUTO_TEST_CASE(a_change_is_ended_from_wherever_it_was_left) {
  leave(intent("1", {"a", "b", "old"}));
  const Manifest before = read_manifest(d);
  const auto staged = d / private_folder / "staged-1" / "files";
  for (int done = 0; done <= 4; ++done) {
    std::filesystem::remove_all(d);
    leave(intent("1", {"a", "b", "old"}));
    std::filesystem::create_directories(staged);
    write_file(staged / "a", "new a");
    write_file(staged / "c", "new c");
    Manifest manifest = before;
    manifest.products[0].key = "2";
    manifest.products[0].files = {{"a", numerics::content_of(staged / "a")},
                                  {"c", numerics::content_of(staged / "c")}};
    manifest.change =
        Change{.moves = {{".featdyn/staged-1/files/a", "a"}, {".featdyn/staged-1/files/c", "c"}},
               .removals = {"b", "old"},
               .earlier = before.products[0].files};
    write_manifest(d, manifest);
    if (done > 0) std::filesystem::rename(staged / "a", d / "a");
    if (done > 1) std::filesystem::rename(staged / "c", d / "c");
    if (done > 2) std::filesystem::remove(d / "b");
    if (done > 3) std::filesystem::remove(d / "old");
    const OutputFolder next(intent("2", {"a"}));
    BOOST_TEST((all() == Files{{"a", "new a"}, {"c", "new c"}}), done);
    BOOST_TEST(!exists(staged));
  }
}

BOOST_AUTO_TEST_CASE(a_change_with_somebodys_file_in_its_way_waits_for_it) {
  leave(intent("1", {"a"}));
  const auto staged = d / private_folder / "staged-1" / "files";
  std::filesystem::create_directories(staged);
  write_file(staged / "b", "new b");
  Manifest manifest = read_manifest(d);
  manifest.change = Change{.moves = {{".featdyn/staged-1/files/b", "b"}}, .removals = {"a"}, .earlier = {}};
  write_manifest(d, manifest);
  write_file(d / "b", "mine");
  BOOST_TEST(
      contains(refusal([&] { OutputFolder folder(intent("1", {"a"})); }), "d/b:1: a file is in the way"));
  BOOST_TEST((all() == Files{{"a", "1 a"}, {"b", "mine"}}));
  std::filesystem::rename(d / "b", *this / "b");
  const OutputFolder folder(intent("1", {"a"}));
  BOOST_TEST((all() == Files{{"a", "1 a"}, {"b", "new b"}}));  // not known to be ours, a stays
}

BOOST_AUTO_TEST_CASE(a_damaged_manifest_is_refused_with_its_remedy) {
  leave(intent("1", {"a"}));
  const auto file = d / private_folder / "manifest.json";
  const std::string whole = read_file(file);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_file(file, damaged);
    try {
      const Manifest read = read_manifest(d);
      BOOST_TEST((read.products[0].files.at("a") == numerics::content_of(d / "a")),
                 at);  // a blank, or a name
    } catch (const numerics::InputError& error) {
      BOOST_TEST(contains(error.what(), "manifest.json:1: the list of what featdyn has left there"), at);
    }
  }
}

BOOST_AUTO_TEST_CASE(one_command_at_a_time_holds_a_folder) {
  const OutputFolder first(intent("1", {"a"}));
  BOOST_TEST(
      contains(refusal([&] { OutputFolder second(intent("1", {"a"})); }),
               "d:1: another run is writing there, read a place in use, allowed: another one with --out"));
}

BOOST_AUTO_TEST_CASE(several_may_publish_into_one_folder) {
  Intent one = intent("", {"a"}), two = intent("", {"b"});
  OutputFolder first(one, Hold::to_publish), second(two, Hold::to_publish);
  write_file(first.staged() / "a", "1");
  write_file(second.staged() / "b", "2");
  first.publish();
  second.publish();
  BOOST_TEST((all() == Files{{"a", "1"}, {"b", "2"}}));
  BOOST_TEST((read_manifest(d).find("run")->files.size() == 2U));
}

BOOST_AUTO_TEST_SUITE_END()
