#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "verify/draw/drawable.hpp"
#include "verify/draw/gnuplot.hpp"
#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/picture_file.hpp"

BOOST_AUTO_TEST_SUITE(verify_gnuplot)

using namespace featdyn;
using namespace featdyn::verify;
using namespace std::string_literals;

namespace {

/// A folder in which `gnuplot` is this shell script, first on the PATH.
class FakeGnuplot : public testing::TemporaryFolder {
 public:
  explicit FakeGnuplot(const std::string& script) : before_(std::getenv("PATH")) {
    std::filesystem::create_directory(*this / "bin");
    replace("#!/bin/sh\n" + script + "\n");
    setenv("PATH", ((*this / "bin").string() + ":" + before_).c_str(), 1);
  }
  ~FakeGnuplot() { setenv("PATH", before_.c_str(), 1); }
  void replace(const std::string& bytes) const {
    numerics::write_file(*this / "bin/gnuplot", bytes);
    std::filesystem::permissions(*this / "bin/gnuplot", std::filesystem::perms::owner_all);
  }

 private:
  std::string before_;
};

std::string reason(const FakeGnuplot& folder, const std::string& script = "plot x\n") {
  const auto failure = run_gnuplot(script, folder.path(), std::chrono::milliseconds(500));
  return failure ? failure->reason : "";
}

bool is_whole(const testing::TemporaryFolder& folder, const std::string& bytes, const char* kind) {
  numerics::write_file(folder / "picture", bytes);
  return is_whole_picture(folder / "picture", kind);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_string_is_one_word_whatever_it_holds) {
  BOOST_TEST(gnuplot_string("it's `id` $HOME \"x\" \\n {a}") == "'it''s `id` $HOME \"x\" \\n {a}'");
  BOOST_TEST(gnuplot_string("two\nlines\r\tand\x7f\0nothing"s) == "'two lines  and  nothing'");
  BOOST_TEST(gnuplot_string("|μ| 維 \U0001F600") == "'|μ| 維 \U0001F600'");
  // a lone byte, overlong, surrogate, cut off, beyond the last character, control of the second set
  BOOST_TEST(gnuplot_string("\xff|\xc0\xaf|\xed\xa0\x80|\xe2\x82") ==
             "'?|?"
             "?|?"
             "?"
             "?|?"
             "?'");
  BOOST_TEST(gnuplot_string("\xf4\x90\x80\x80|\xc2\x85") ==
             "'?"
             "?"
             "?"
             "?| '");
}

BOOST_AUTO_TEST_CASE(names_of_others_are_not_typeset) {
  BOOST_TEST(gnuplot_plain("a_b^c{d}@e&f~g\\h") == "a\\_b\\^c\\{d\\}\\@e\\&f\\~g\\\\h");
}

BOOST_AUTO_TEST_CASE(a_file_is_never_a_pipe_or_an_option) {
  BOOST_TEST(gnuplot_file("|rm x") == "'./|rm x'");
  BOOST_TEST(gnuplot_file("<cat") == "'./<cat'");
  BOOST_TEST(gnuplot_file("-") == "'./-'");
}

BOOST_AUTO_TEST_CASE(it_is_given_the_script_in_its_folder_and_no_settings_of_the_user) {
  const FakeGnuplot folder("cat > seen; pwd >> seen; env >> seen; echo \"$@\" >> seen");
  setenv("GNUTERM", "dumb", 1);
  setenv("GNUPLOT_LIB", "/tmp", 1);
  BOOST_TEST(reason(folder, "a script\n") == "");
  unsetenv("GNUTERM");
  unsetenv("GNUPLOT_LIB");
  const std::string seen = numerics::read_file(folder / "seen");
  BOOST_TEST(seen.starts_with("a script\n" + folder.path().string() + "\n"));
  BOOST_TEST(seen.ends_with("-d\n"));
  for (const char* variable : {"GNUTERM", "GNUPLOT", "\nHOME="})
    BOOST_TEST(seen.find(variable) == seen.npos, seen);
}

/// More than a pipe holds, to a reader that goes at once.
BOOST_AUTO_TEST_CASE(one_that_does_not_read_its_script_is_no_matter) {
  const FakeGnuplot folder("exit 0");
  BOOST_TEST(reason(folder, std::string(1'000'000, '\n')) == "");
}

BOOST_AUTO_TEST_CASE(how_it_failed_is_said) {
  BOOST_TEST(reason(FakeGnuplot("exit 7")) == "gnuplot failed with code 7");
  BOOST_TEST(reason(FakeGnuplot("kill -9 $$")) == "gnuplot was killed by signal 9");
  const FakeGnuplot no_program("");
  no_program.replace("\x7f"s + "ELF");
  BOOST_TEST(reason(no_program).starts_with("gnuplot cannot be started: "));
  const FakeGnuplot nowhere("");
  setenv("PATH", nowhere.path().c_str(), 1);
  BOOST_TEST(reason(nowhere).starts_with("gnuplot is missing"));
}

BOOST_AUTO_TEST_CASE(one_that_hangs_is_stopped_with_all_that_it_started) {
  const FakeGnuplot folder("sleep 100 & echo $! > child; sleep 100");
  const auto failure = run_gnuplot("", folder.path(), std::chrono::milliseconds(300));
  BOOST_REQUIRE(failure.has_value());
  BOOST_TEST(failure->hangs);
  BOOST_TEST(failure->reason == "gnuplot did not end within 0.3 s");
  const std::string child = "kill -0 " + numerics::read_file(folder / "child");
  // the killed child is gone, or waits for init to see its end
  BOOST_TEST(std::system(("sleep 0.2; ! " + child.substr(0, child.size() - 1) +
                          " 2>/dev/null || grep -q 'State:.Z' /proc/" + child.substr(8, child.size() - 9) +
                          "/status")
                             .c_str()) == 0);
}

BOOST_AUTO_TEST_CASE(pictures_are_told_from_rubbish) {
  const testing::TemporaryFolder folder;
  const std::string png_start = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, png_end = "\0\0\0\0IEND\xae\x42\x60\x82"s;
  BOOST_TEST(is_whole(folder, png_start + std::string(5000, 'x') + png_end, ".png"));
  BOOST_TEST(!is_whole(folder, png_start + std::string(5000, 'x'), ".png"));
  BOOST_TEST(!is_whole(folder, "x" + png_start + png_end, ".png"));
  BOOST_TEST(is_whole(folder, "<?xml version=\"1.0\"?>\n<svg></svg>\n\n", ".svg"));
  BOOST_TEST(!is_whole(folder, "<?xml version=\"1.0\"?>\n<svg><path", ".svg"));
  BOOST_TEST(!is_whole(folder, "<svg></svg>", ".png"));
  BOOST_TEST(is_whole(folder, "%PDF-1.5\n...\n%%EOF\n", ".pdf"));
  BOOST_TEST(!is_whole(folder, "%PDF-1.5\n...\n", ".pdf"));
  for (const char* kind : {".png", ".svg", ".pdf", ".txt"}) {
    BOOST_TEST(!is_whole(folder, "", kind));
    BOOST_TEST(!is_whole(folder, "rubbish", kind));
    BOOST_TEST(!is_whole_picture(folder / "nowhere", kind));
  }
}

/// Zero has no logarithm: such curves go on linear axes, or into the legend beside those that have one.
BOOST_AUTO_TEST_CASE(axes_are_logarithmic_where_something_can_be_shown) {
  const testing::TemporaryFolder folder;
  numerics::write_file(folder / "d.csv",
                       "# of a run\nstep,zero,some,none,huge\n0,0,0,,1e308\n1,0,2,,inf\n2,0,3,nan,-1e308\n");
  PlotData data{.folder = folder.path()};
  const auto shown = [&](const std::vector<const char*>& columns, bool log_x) {
    Panel panel{.title = "", .x_label = "", .y_label = "", .log_x = log_x, .log_y = true, .series = {}};
    for (const char* y : columns)
      panel.series.push_back({.csv = folder / "d.csv", .x = "step", .y = y, .title = y, .colour = "#000000"});
    return drawable(panel, data);
  };
  BOOST_TEST(shown({"zero"}, false).any());
  BOOST_TEST(!shown({"zero"}, false).log_y);
  BOOST_TEST(shown({"zero", "some"}, true).log_y);
  BOOST_TEST((shown({"zero", "some"}, true).points == std::vector<long>{0, 2}));
  BOOST_TEST(!shown({"none", "huge"}, false).any());
  BOOST_TEST(finite_values(folder / "d.csv", "huge", data) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
