#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "verify/command/common.hpp"

namespace featdyn::figures {

enum class Scale { quick, full };

/// What a figure is drawn with.
struct Request {
  Scale scale = Scale::quick;
  std::filesystem::path directory;
  std::string command;  ///< repeats the figure
};

/// A figure: its name, what it shows, and the function that runs its setting, writes <name>.csv and its side
/// file, and draws <name>.svg, .png and .pdf. Returns the reason when no picture could be drawn, else
/// nothing.
struct FigureRecipe {
  const char* name;
  const char* meaning;
  std::string (*draw)(const Request&);
};

/// All figures, one file each.
const std::vector<FigureRecipe>& recipes();
std::string draw_figure_2(const Request& request);

/// The command `featdyn figures [NAME ...]`.
verify::Command figures_command();

}  // namespace featdyn::figures
