#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"
#include "verify/finding/finding.hpp"

namespace featdyn::verify {

/// A picture of a theorem as it lies in DIR.
struct Picture {
  std::string title;
  std::string alternative;         ///< what it shows, in words
  std::filesystem::path csv, svg;  ///< svg is empty where nothing was drawn
};

/// What a check found, and on what.
struct Report {
  std::vector<Finding> findings;
  std::vector<std::vector<Picture>> pictures;  ///< of each finding
  numerics::Settings base;
  std::string scale, command;
};

/// What does not survive of a derived or recollected line.
struct Erratum {
  std::string claim, provenance, text;
};
/// Every theorem that fails.
std::vector<Erratum> errata(const Report& report);

/// The contract's document: findings with absent values null, errata, settings, versions, command.
nlohmann::ordered_json findings_json(const Report& report);
/// A table to paste into a document that loads graphicx.
std::string findings_tex(const Report& report);
/// A page that needs no other file.
std::string findings_html(const Report& report);
/// For the terminal; ends with a newline.
std::string findings_table(const Report& report);

/// Writes report.json, report.html and report.tex.
void write_report(const std::filesystem::path& directory, const Report& report);

}  // namespace featdyn::verify
