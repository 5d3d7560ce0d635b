#include <fmt/format.h>

#include "verify/draw/gnuplot_text.hpp"
#include "verify/draw/panel_script.hpp"

namespace featdyn::verify {
namespace {

constexpr double inch = 2.54, css_pixels = 96;

/// The same sizes in every kind: text of so many points, lines of so many points. What gnuplot's terminals call a
/// point is 1/96 inch times their own scale.
std::string terminal_script(std::string_view kind, double width, double height, const Measures& measures) {
  const std::string font = measures.font;
  const auto word = [&](double size) { return gnuplot_string(fmt::format("{},{:.4g}", font, size)); };
  if (kind == ".png") {
    const double scale = measures.dots_per_inch / css_pixels;
    return fmt::format(
        "set terminal pngcairo size {:.0f},{:.0f} font {} fontscale {:.4g} linewidth {:.4g} pointscale "
        "{:.4g}\n",
        width / inch * measures.dots_per_inch, height / inch * measures.dots_per_inch, word(measures.text),
        scale, measures.dots_per_inch / 72, scale);
  }
  if (kind == ".svg")
    return fmt::format("set terminal svg size {:.0f},{:.0f} font {} linewidth {:.4g} background 'white'\n",
                       width / inch * css_pixels, height / inch * css_pixels,
                       word(measures.text * css_pixels / 72), css_pixels / 72);
  return fmt::format(
      "set terminal pdfcairo size {:.3f}in,{:.3f}in font {} fontscale 0.75 linewidth 2 pointscale 0.75\n",
      width / inch, height / inch, word(measures.text));
}

std::string style_script(const Measures& measures) {
  return fmt::format(
      "set encoding utf8\nset datafile separator ','\nset datafile columnheaders\n"
      "set border 3 lw {0:g}\nset tics nomirror out scale 0.5,0.25\nset errorbars small\n",
      measures.thin_line);
}

/// The caption, as one label at the bottom.
std::string caption_script(const Layout& layout, const Measures& measures) {
  std::string text;
  for (const std::string& line : layout.caption)
    text += (text.empty() ? "" : R"(."\n".)") + gnuplot_string(line);
  if (text.empty()) return "";
  return fmt::format("set label 9 {} at screen {:.5f}, screen {:.5f} left\n", text,
                     0.6 * measures.em() / layout.width, layout.caption_top / layout.height);
}

/// The legend, and the caption with it, as a plot of nothing over the whole picture.
std::string legend_script(const Layout& layout, const Measures& measures) {
  std::string plots;
  for (const std::string& entry : layout.legend.entries) plots += (plots.empty() ? "" : ", ") + entry;
  const Box whole{.left = 0, .right = layout.width, .bottom = 0, .top = layout.height};
  return caption_script(layout, measures) + margins_script(whole, layout.width, layout.height) +
         fmt::format(
             "set key at screen 0.5, screen {:.5f} center top horizontal Left reverse samplen 2 spacing 1 "
             "maxcols "
             "{}\n"
             "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:1]\nplot {}\n"
             "unset key\nunset label 9\nset border 3\n",
             layout.legend_top / layout.height, layout.legend.columns, plots.empty() ? "NaN notitle" : plots);
}

}  // namespace

std::string plot_script(const Figure& figure, const PictureFile& file) {
  PlotData data{.folder = file.folder};
  const Measures measures = measures_of(file.look);
  const bool says_all = file.look == Look::screen;  // a paper has its own caption
  const auto frames = frames_of(figure, data);
  const Layout layout = layout_of(figure, frames, measures, says_all, data);
  std::string text = "reset\n" + terminal_script(file.kind, layout.width, layout.height, measures) +
                     fmt::format("set output {}\n", gnuplot_file(file.name)) + style_script(measures) +
                     "set multiplot\n" + legend_script(layout, measures);
  const bool several = figure.panels.size() > 1;
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    text += panel_script(figure.panels[i], frames[i],
                         {.letter = several ? fmt::format("({})", static_cast<char>('a' + i % 26)) : "",
                          .titled = several || says_all,
                          .axes = layout.axes[i],
                          .colour_bar = layout.colour_bars[i],
                          .width = layout.width,
                          .height = layout.height,
                          .measures = measures},
                         data);
  return text + "unset multiplot\nset output\n";
}

}  // namespace featdyn::verify
