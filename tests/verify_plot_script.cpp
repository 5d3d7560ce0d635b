#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"
#include "verify/draw/frame.hpp"
#include "verify/draw/ticks.hpp"

using namespace featdyn;
using namespace featdyn::verify;

namespace {

/// Two courses over steps: one between 0.02 and 3, one between 1e-3 and 5e-2.
struct DrawnCurves : testing::TemporaryFolder {
  DrawnCurves() {
    numerics::write_file(
        *this / "a.csv",
        "step,big,small,low,high,late\n1,0.02,0.001,1e-9,2,\n10,1,0.04,0.5,2,1\n100,3,0.05,1,4,2\n");
    setenv("FEATDYN_FONT", "Times", 1);
  }
  Series series(const char* y, const char* title) const {
    return {.csv = *this / "a.csv", .x = "step", .y = y, .title = title, .colour = colour::signal};
  }
  Panel panel(const char* y, const char* y_label, const char* title = "signal") const {
    return {.title = "Panel",
            .x_label = "step",
            .y_label = y_label,
            .log_x = true,
            .log_y = true,
            .series = {series(y, title)}};
  }
  Figure figure(std::vector<Panel> panels, int columns) const {
    return {.columns = columns, .panels = std::move(panels), .caption = "Settings, d = 1000."};
  }
  std::string script(const Figure& figure, Look look = Look::screen, const char* kind = ".svg") const {
    return plot_script(figure, {.folder = path(), .name = "p", .kind = kind, .look = look});
  }
  std::vector<PanelFrame> frames(const Figure& figure) const {
    PlotData data{.folder = path()};
    return frames_of(figure, data);
  }
};

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t result = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++result;
  return result;
}

bool holds_text(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_plot_script, DrawnCurves)

BOOST_AUTO_TEST_CASE(panels_are_lettered_where_there_are_several) {
  const std::string three = script(figure({panel("big", "y"), panel("small", "y"), panel("big", "z")}, 2));
  for (const char* letter : {"{/:Bold (a)} Panel", "{/:Bold (b)} Panel", "{/:Bold (c)} Panel"})
    BOOST_TEST(occurrences(three, letter) == 1U, letter);
  BOOST_TEST(!holds_text(script(figure({panel("big", "y")}, 1)), "(a)"));
}

BOOST_AUTO_TEST_CASE(panels_that_are_compared_show_the_same_range_and_its_numbers_once) {
  const auto compared = frames(figure({panel("big", "overlap"), panel("small", "overlap")}, 2));
  BOOST_TEST(compared[0].y.range.low == compared[1].y.range.low);
  BOOST_TEST(compared[0].y.range.high == compared[1].y.range.high);
  BOOST_TEST(compared[0].y.range.low < 0.001);
  BOOST_TEST(compared[0].y.range.high > 3);
  BOOST_TEST((compared[0].y_numbers && !compared[1].y_numbers));
  const auto different = frames(figure({panel("big", "overlap"), panel("small", "loss")}, 2));
  BOOST_TEST(different[0].y.range.low > 0.01);
  BOOST_TEST(different[1].y.range.high < 0.1);
  BOOST_TEST((different[0].y_numbers && different[1].y_numbers));
  const auto apart = frames(figure({panel("big", "overlap"), panel("late", "loss")}, 2));
  BOOST_TEST(apart[0].x.range.low == 1);  // beside each other, of different things
  BOOST_TEST(apart[1].x.range.low == 10);
  const auto stacked = frames(figure({panel("big", "overlap"), panel("small", "loss")}, 1));
  BOOST_TEST((!stacked[0].x_numbers && stacked[1].x_numbers));
}

BOOST_AUTO_TEST_CASE(an_axis_ends_with_its_data) {
  const PanelFrame frame = frames(figure({panel("big", "overlap")}, 1)).front();
  BOOST_TEST(frame.x.range.low == 1);
  BOOST_TEST(frame.x.range.high == 100);
  BOOST_TEST(frame.y.range.high < 4);  // no empty decade above 3
  BOOST_TEST(frame.y.range.low > 0.01);
  Panel dots = panel("big", "overlap");
  dots.series[0].points = true;  // which do not lie on the edge
  const PanelFrame around = frames(figure({dots}, 1)).front();
  BOOST_TEST(around.x.range.low < 1);
  BOOST_TEST(around.x.range.high > 100);
}

BOOST_AUTO_TEST_CASE(a_figure_has_one_legend) {
  const std::string text =
      script(figure({panel("big", "y"), panel("small", "y"), panel("big", "z", "noise")}, 2));
  BOOST_TEST(occurrences(text, "title 'signal'") == 1U);
  BOOST_TEST(occurrences(text, "title 'noise'") == 1U);
  BOOST_TEST(occurrences(text, "set key at") == 1U);
  Figure more = figure({panel("big", "y", "")}, 1);
  more.legend = {series("", "network")};
  BOOST_TEST(occurrences(script(more), "title 'network'") == 1U);
}

BOOST_AUTO_TEST_CASE(pictures_for_papers_have_a_column_s_width_and_no_caption) {
  const Figure one = figure({panel("big", "y")}, 1),
               two = figure({panel("big", "y"), panel("small", "y")}, 2);
  BOOST_TEST(holds_text(script(one), "Settings, d = 1000."));
  BOOST_TEST(holds_text(script(one), "'Panel'"));
  for (const char* kind : {".svg", ".png", ".pdf"}) {
    BOOST_TEST(!holds_text(script(one, Look::paper, kind), "Settings"), kind);
    BOOST_TEST(!holds_text(script(one, Look::paper, kind), "Panel"), kind);
    BOOST_TEST(holds_text(script(two, Look::paper, kind), "(a)} Panel"), kind);
  }
  BOOST_TEST(holds_text(script(one, Look::paper, ".pdf"), "size 3.250in,"));
  BOOST_TEST(holds_text(script(two, Look::paper, ".pdf"), "size 6.750in,"));
  BOOST_TEST(holds_text(script(one, Look::paper, ".svg"), "svg size 312,"));  // 96 to the inch
  BOOST_TEST(holds_text(script(one, Look::paper, ".png"), "size 975,"));      // 300 to the inch
  // 8 points: gnuplot's are 1/96 inch in SVG, and 4/3 of a point in PDF
  BOOST_TEST(holds_text(script(one, Look::paper, ".svg"), "font 'Times,10.67'"));
  BOOST_TEST(holds_text(script(one, Look::paper, ".pdf"), "font 'Times,8' fontscale 0.75"));
  BOOST_TEST(holds_text(script(one, Look::paper, ".png"), "font 'Times,8' fontscale 3.125"));
}

BOOST_AUTO_TEST_CASE(a_band_that_would_be_a_block_has_its_edges_only) {
  Panel wide = panel("big", "y");
  wide.series[0].low = "low", wide.series[0].high = "high";
  BOOST_TEST(!holds_text(script(figure({wide}, 1)), "filledcurves"));
  wide.series[0].low = "big";
  BOOST_TEST(holds_text(script(figure({wide}, 1)), "filledcurves"));
}

BOOST_AUTO_TEST_CASE(a_course_that_is_over_at_once_asks_for_logarithmic_steps) {
  std::string early = "step,x\n", late = early;
  for (int k = 0; k <= 1000; k += 5) {
    early += std::to_string(k) + "," + std::to_string(1 - 0.999 * std::exp(-k / 10.0)) + "\n";
    late += std::to_string(k) + "," + std::to_string(0.001 * std::exp(k / 150.0)) + "\n";
  }
  numerics::write_file(*this / "early.csv", early);
  numerics::write_file(*this / "late.csv", late);
  BOOST_TEST(happens_early(Csv(*this / "early.csv"), "step", {"x"}));
  BOOST_TEST(!happens_early(Csv(*this / "late.csv"), "step", {"x"}));
}

BOOST_AUTO_TEST_CASE(ticks_of_a_map_are_at_its_values) {
  const ShownAxis swept{.range = {0, 14}, .values = {1, 5, 12}};
  BOOST_TEST(holds_text(ticks_script('x', swept, 8, true), "set xtics nomirror ('1' 1, '5' 5, '12' 12)"));
  BOOST_TEST(holds_text(ticks_script('x', swept, 2, true), "set xtics nomirror ('1' 1, '12' 12)"));
  BOOST_TEST(holds_text(ticks_script('x', swept, 8, false), "set xtics nomirror ('' 1, '' 5, '' 12)"));
}

BOOST_AUTO_TEST_CASE(short_logarithmic_axes_have_numbers_too) {
  const auto ticks = [](double low, double high) {
    return ticks_script('y', {.logarithmic = true, .range = {low, high}}, 6, true);
  };
  BOOST_TEST(holds_text(ticks(0.95, 6), "('1' 1, '2' 2, '3' 3"));
  BOOST_TEST(holds_text(ticks(1.02, 1.11), "'1.04' 1.04"));
  BOOST_TEST(holds_text(ticks(1e-7, 3e-6), "10^{-7}"));
  BOOST_TEST(holds_text(ticks(1e-6, 1), "'10^{-6}' 1e-06 0"));
}

/// gnuplot's own began at 40 where an axis began at 49.6, and called them powers of ten.
BOOST_AUTO_TEST_CASE(powers_of_ten_stand_at_powers_of_ten) {
  const auto ticks = [](double low, double high, double most) {
    return ticks_script('y', {.logarithmic = true, .range = {low, high}}, most, true);
  };
  const std::string text = ticks(49.6, 10125, 6);
  for (const char* tick : {"('' 50 1", "'10^{2}' 100 0", "'' 200 1", "'10^{3}' 1000 0", "'10^{4}' 10000 0)"})
    BOOST_TEST(holds_text(text, tick), text);
  BOOST_TEST(!holds_text(text, "'' 40 1"), text);
  BOOST_TEST(holds_text(ticks(3e-9, 2e5, 5), "('' 1e-08 1, '' 1e-07 1, '10^{-6}' 1e-06 0, '' 1e-05 1"));
  BOOST_TEST(holds_text(ticks(1, 1000, 4), "('10^{0}' 1 0, '' 2 1"));
}

BOOST_AUTO_TEST_SUITE_END()
