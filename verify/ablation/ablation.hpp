#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/claims/claim.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {

/// What became of a claim, or of one reading of it, under an assumption.
struct Cell {
  Finding finding;
  std::string reason;  ///< why it does not hold, or why nothing was judged
};

/// An assumption against all claims.
struct Line {
  Assumption assumption;
  std::vector<Cell> cells;  ///< one per column of the table
  std::string answer;       ///< to the assumption's question, in a sentence made of the numbers
  std::vector<Picture> pictures;
};

/// Assumption x claim: holds with which constant, where it stops.
struct Table {
  std::vector<std::string> columns;  ///< ids of the claims and their readings
  std::vector<Line> lines;           ///< the paper's own assumptions first
  numerics::Settings base;
  std::string scale, command;
};

/// What the table is made of.
struct AblationRequest {
  const Study& study;  ///< its base, scale and store
  std::vector<Claim> claims;
  std::vector<Assumption> assumptions;
  bool speaks = false;  ///< prints a line for each assumption
};
/// Judges every claim under the paper's assumptions and under each of the others.
Table judge_table(const AblationRequest& request);

/// The cell of a claim; nothing where the table has no such column.
const Cell* cell_of(const Table& table, const Line& line, const std::string& claim);
/// Fills in the answers.
void answer_questions(Table& table);
/// Growth ratio and ends beside those of the paper's model; drawn into DIR as <assumption>.csv, .svg and
/// .png.
void draw_lines(Table& table, const std::filesystem::path& directory, bool draw, std::string& why);

/// 2 where something is undecided, else 0: that a claim fails under a changed assumption is an answer.
int exit_code_of(const Table& table);

/// "0.50", "2.85": the constant (of `switch.outcome` the place) that a cell shows; empty where there is none.
std::string shown_constant(const Cell& cell);
/// "0.1 to 10": where it holds.
std::string shown_range(const Cell& cell);
/// A claim's id without its theorem: "ratio", "high-snr".
std::string short_name(const std::string& claim);

nlohmann::ordered_json table_json(const Table& table);
std::string table_html(const Table& table);
std::string table_tex(const Table& table);
std::string table_text(const Table& table);

/// Writes assumptions.json, .html, .tex and .txt.
void write_table(const std::filesystem::path& directory, const Table& table);

}  // namespace featdyn::verify
