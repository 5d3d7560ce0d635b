#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "verify/finding/finding.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/theorem/file/assumptions.hpp"

namespace featdyn::verify {

/// What became of a theorem under an assumption.
struct Cell {
  Finding finding;
  std::string reason;  ///< why it does not hold, or why nothing was judged
};

/// An assumption against all theorems.
struct Line {
  Assumption assumption;
  std::vector<Cell> cells;  ///< one per column of the table
  std::string answer;       ///< to the assumption's question, in a sentence made of the numbers
};

/// Assumption x theorem: holds, with which constant.
struct Table {
  std::vector<std::string> columns;  ///< ids of the theorems
  std::vector<Line> lines;           ///< the paper's own assumptions first
  numerics::Settings base;           ///< of the first theorem's first run
  std::string scale, command;
};

/// What the table is made of.
struct AblationRequest {
  std::vector<TheoremOrder> orders;
  std::vector<Assumption> assumptions;
  RunStore& store;
  bool speaks = false;  ///< prints a line for each assumption
};
/// Judges every theorem under its own assumptions and under each of the others, briefly (TheoremScale::brief).
Table judge_table(const AblationRequest& request);

/// The cell of a theorem; nothing where the table has no such column.
const Cell* cell_of(const Table& table, const Line& line, const std::string& theorem);
/// Fills in the answers.
void answer_questions(Table& table);

/// 2 where something is undecided, else 0: that a theorem fails under a changed assumption is an answer.
int exit_code_of(const Table& table);

/// "0.50", "2.85": the constant (of a crossing the place) that a cell shows; empty where there is none.
std::string shown_constant(const Cell& cell);
/// A theorem's id without the word: "3.1.ratio", "times".
std::string short_name(const std::string& theorem);

nlohmann::ordered_json table_json(const Table& table);
std::string table_html(const Table& table);
std::string table_tex(const Table& table);
std::string table_text(const Table& table);

/// Writes assumptions.json, .html, .tex and .txt.
void write_table(const std::filesystem::path& directory, const Table& table);

}  // namespace featdyn::verify
