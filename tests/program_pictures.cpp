#include <boost/test/unit_test.hpp>

#include "tests/bytes.hpp"
#include "tests/program.hpp"

using namespace featdyn;
using namespace featdyn::testing;

namespace {

const bool has_gnuplot = std::system("command -v gnuplot >/dev/null 2>&1") == 0;

std::vector<double> waves_of(std::size_t count) {
  std::vector<double> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = std::sin(1.0 + static_cast<double>(i));
  return values;
}

/// A folder in which `gnuplot` is a shell script of ours.
struct PictureFolder : TemporaryFolder {
  PictureFolder() { numerics::write_file(*this / "s.toml", small_settings); }
  void plotter(const std::string& script) const {
    std::filesystem::create_directories(*this / "bin");
    numerics::write_file(*this / "bin/gnuplot", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(*this / "bin/gnuplot", std::filesystem::perms::owner_all);
  }
  Printed run(const std::string& arguments, const std::string& setting = "") const {
    return shell(*this, setting + " PATH=\"$PWD/bin:$PATH\" '" + FEATDYN_PROGRAM + "' " + arguments);
  }
  bool is_there(const std::string& file) const { return std::filesystem::exists(*this / file); }
  std::string text(const std::string& file) const { return numerics::read_file(*this / file); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program_pictures, PictureFolder)

/// It costs the pictures, with a warning, and neither code nor results.
BOOST_AUTO_TEST_CASE(a_plotter_that_fails_costs_the_pictures_only) {
  const char* const scripts[] = {
      "exit 0", "exit 3", "kill -9 $$",
      "cat >/dev/null; echo rubbish > curves.svg.part; echo rubbish > curves.png.part",
      "head -c 10 >/dev/null; kill -PIPE $$"};
  for (const char* script : scripts) {
    plotter(script);
    const Printed printed = run("run s.toml --out d");
    BOOST_TEST(printed.code == 0, script);
    BOOST_TEST(printed.err.starts_with("featdyn: no pictures d/curves.*: "), script << ": " << printed.err);
    BOOST_TEST(printed.out.find("ratio signal / noise") != printed.out.npos, script);
    BOOST_TEST(is_there("d/summary.json"), script);
    for (const char* left : {"d/curves.svg", "d/curves.png", "d/curves.svg.part", "d/curves.png.part"})
      BOOST_TEST(!is_there(left), script << " leaves " << left);
    std::filesystem::remove_all(*this / "d");
  }
  const Printed printed = shell(*this, std::string("PATH=/nowhere '") + FEATDYN_PROGRAM + "' compare s.toml");
  BOOST_TEST(printed.code == 0);
  BOOST_TEST(printed.err.find("gnuplot is missing") != printed.err.npos, printed.err);
}

/// Results are reported before pictures are drawn.
BOOST_AUTO_TEST_CASE(the_result_does_not_wait_for_its_pictures) {
  plotter("cp \"$(dirname \"$0\")/../out\" \"$(dirname \"$0\")/../seen\"");
  run("run s.toml --out d > out");
  BOOST_TEST(text("seen").find("ratio signal / noise") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_are_never_commands) {
  if (!has_gnuplot) return;
  const char* const names[] = {
      "x`touch pwned`.npy", "a'b\"c.npy",       "|touch pwned;.npy", "two\nsystem 'touch pwned'\n.npy",
      "$(touch pwned).npy", "\\101{^_@&~}.npy", "!touch pwned.npy",  "@pwned # .npy"};
  for (const std::string name : names) {
    numerics::write_file(*this / name, npy("<f8", "(4, 2, 3)", bytes_of(waves_of(24))));
    std::string toml = name;
    for (std::size_t i = 0; i < toml.size(); ++i)
      if (std::string("\"\\\n").find(toml[i]) != std::string::npos) {
        toml.replace(i, 1, toml[i] == '\n' ? "\\n" : "\\" + std::string{toml[i]});
        ++i;
      }
    numerics::write_file(
        *this / "f.toml",
        "[data]\nmodel = \"file\"\npatches = \"" + toml +
            "\"\n[network]\nobjective = \"diffusion\"\nwidth = 2\nactivation = [0, 0, 1]\n"
            "[diffusion]\ntime = 0.2\n[init]\nstd = 0.1\n[training]\nlearning_rate = 0.01\nsteps = 3\n");
    const Printed printed = run("run f.toml --out d");
    BOOST_TEST(printed.code == 0, name << ": " << printed.err);
    BOOST_TEST(printed.err.empty(), name << ": " << printed.err);
    BOOST_TEST(is_there("d/curves.svg"), name);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path()))
      BOOST_TEST(entry.path().filename() != "pwned", name);
    std::filesystem::remove_all(*this / "d");
  }
}

BOOST_AUTO_TEST_CASE(a_folder_of_any_name_has_its_pictures) {
  if (!has_gnuplot) return;
  const char* const names[] = {"|touch pwned;", "`touch pwned`", "a'b", "two\nsystem 'touch pwned'",
                               "-e x",          "$HOME{}@^_"};
  for (const std::string name : names) {
    std::string quoted;
    for (const char c : name) quoted += c == '\'' ? std::string("'\\''") : std::string{c};
    const Printed printed = run("run s.toml --out='" + quoted + "'");
    BOOST_TEST(printed.code == 0, name << ": " << printed.err);
    BOOST_TEST(is_there(name + "/curves.svg"), name << ": " << printed.err);
    BOOST_TEST(is_there(name + "/curves.png"), name);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path()))
      BOOST_TEST(entry.path().filename() != "pwned", name);
  }
}

BOOST_AUTO_TEST_CASE(settings_of_the_user_do_not_change_pictures) {
  if (!has_gnuplot) return;
  BOOST_TEST(run("run s.toml --out plain").code == 0);
  std::filesystem::create_directory(*this / "home");
  numerics::write_file(*this / "home/.gnuplot", "set title 'mine'\nset samples 3\nexit\n");
  const Printed printed =
      run("run s.toml --out mine",
          "HOME=$PWD/home GNUTERM=dumb GNUPLOT_LIB=/tmp GNUPLOT_DEFAULT_GDFONT=courier LC_ALL=C");
  BOOST_TEST(printed.err.empty(), printed.err);
  for (const char* picture : {"curves.svg", "curves.png"})
    BOOST_TEST((text(std::string("plain/") + picture) == text(std::string("mine/") + picture)), picture);
}

/// Zeros have no logarithm: they are drawn on a linear axis, and what is missing is said.
BOOST_AUTO_TEST_CASE(curves_that_are_zero_are_drawn) {
  if (!has_gnuplot) return;
  const char* const settings[] = {"--set init.std=0", "--set data.noise_std=1e-149", "--set training.steps=0",
                                  "--set init.std=0 --set training.record_every=log",
                                  "--set network.objective=classification --set init.std=0"};
  for (const char* setting : settings) {
    const Printed printed = run(std::string("run s.toml --out d ") + setting);
    BOOST_TEST(printed.err.find("no pictures") == printed.err.npos, setting << ": " << printed.err);
    BOOST_TEST(is_there("d/curves.svg"), setting);
    std::filesystem::remove_all(*this / "d");
  }
  std::vector<double> silent = waves_of(24);
  for (std::size_t i = 0; i < silent.size(); ++i)
    if (i % 6 > 2) silent[i] = 0;
  numerics::write_file(*this / "silent.npy", npy("<f8", "(4, 2, 3)", bytes_of(silent)));
  numerics::write_file(
      *this / "silent.toml",
      "[data]\nmodel = \"file\"\npatches = \"silent.npy\"\n[network]\nobjective = \"diffusion\"\n"
      "width = 2\nactivation = [0, 0, 1]\n[diffusion]\ntime = 0.2\n[init]\nstd = 0.1\n[training]\n"
      "learning_rate = 0.01\nsteps = 3\n");
  BOOST_TEST(run("run silent.toml --out silent").code == 0);
  BOOST_TEST(is_there("silent/curves.svg"));
  run("run s.toml --out d --set init.std=0");
  BOOST_TEST(text("d/curves.svg").find("nothing to draw") != std::string::npos);  // the ratio 0 / 0
}

BOOST_AUTO_TEST_CASE(each_picture_is_named) {
  if (!has_gnuplot) return;
  BOOST_TEST(run("run s.toml --out d").out.ends_with("  d/curves.svg\n  d/curves.png\n"));
  BOOST_TEST(run("compare s.toml --out c").out.ends_with("  c/comparison.svg\n  c/comparison.png\n"));
  numerics::write_file(*this / "w.toml",
                       small_settings + std::string("[sweep]\n\"data.signal_norm\" = [1, 2]\n"));
  const Printed printed =
      run("sweep w.toml --out w --plot x=data.signal_norm y=ratio --plot x=data.signal_norm y=loss");
  BOOST_TEST(printed.code == 0, printed.err);
  for (const char* name : {"w/ratio-data.signal_norm", "w/loss-data.signal_norm"})
    for (const char* kind : {".svg", ".png"}) {
      BOOST_TEST(printed.out.find(std::string("  ") + name + kind + "\n") != printed.out.npos, printed.out);
      BOOST_TEST(is_there(std::string(name) + kind));
    }
}

/// Every command that draws, in the look of papers: a PDF too, and no settings in the picture.
BOOST_AUTO_TEST_CASE(pictures_for_papers_have_no_caption) {
  if (!has_gnuplot) return;
  numerics::write_file(*this / "w.toml",
                       small_settings + std::string("[sweep]\n\"data.signal_norm\" = [1, 2]\n"));
  const std::pair<const char*, const char*> commands[] = {
      {"run s.toml", "curves"},
      {"compare s.toml", "comparison"},
      {"sweep w.toml --plot x=data.signal_norm y=ratio", "ratio-data.signal_norm"}};
  for (const auto& [command, stem] : commands) {
    const std::string plain = std::string("d/") + stem, paper = std::string("p/") + stem;
    BOOST_TEST(run(command + std::string(" --out d --style default")).code == 0, command);
    const Printed printed = run(command + std::string(" --out p --style paper"));
    BOOST_TEST(printed.code == 0, printed.err);
    BOOST_TEST(printed.out.ends_with("  " + paper + ".pdf\n"), printed.out);
    BOOST_TEST((is_there(paper + ".pdf") && !is_there(plain + ".pdf")), command);
    for (const char* said : {"seeds 1 and 1", "One seed"})
      BOOST_TEST(text(paper + ".svg").find(said) == std::string::npos, command << " says " << said);
    const bool is_sweep = std::string(stem).starts_with("ratio");
    BOOST_TEST(text(plain + ".svg").find(is_sweep ? "One seed" : "seeds ") != std::string::npos, command);
    std::filesystem::remove_all(*this / "d");
    std::filesystem::remove_all(*this / "p");
  }
}

BOOST_AUTO_TEST_CASE(a_finished_run_is_drawn_again_in_another_style) {
  if (!has_gnuplot) return;
  run("run s.toml --out d");
  const std::string before = text("d/trajectory.csv");
  BOOST_TEST(run("run s.toml --out d --resume --style paper").code == 0);
  BOOST_TEST(is_there("d/curves.pdf"));
  BOOST_TEST(text("d/trajectory.csv") == before);
}

BOOST_AUTO_TEST_CASE(an_unknown_style_is_refused_before_anything_is_done) {
  for (const char* command : {"run s.toml", "compare s.toml", "figures figure-2"}) {
    const Printed printed = run(command + std::string(" --out d --style papper"));
    BOOST_TEST(printed.code == 3, command);
    BOOST_TEST(printed.err.find("papper") != std::string::npos, printed.err);
    BOOST_TEST(printed.err.find("paper") != std::string::npos, printed.err);
    BOOST_TEST(!is_there("d"), command);
  }
}

BOOST_AUTO_TEST_SUITE_END()
