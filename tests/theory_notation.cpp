#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "theory/model.hpp"

BOOST_AUTO_TEST_SUITE(theory_notation)

using namespace featdyn;
using theory::Assumptions, theory::MatrixProgram, theory::Objective, theory::SecondLayer;

namespace {

struct Row {
  std::string symbol, in_code, meaning, source;
};

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  return first == text.npos ? "" : text.substr(first, last - first + 1);
}

/// The rows of the table, cut at the columns of its head.
std::vector<Row> table() {
  std::ifstream file(FEATDYN_SOURCE "/theory/notation.hpp");
  std::vector<Row> rows;
  std::size_t code = 0, meaning = 0, source = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("///   ")) continue;
    if (code == 0) {
      code = line.find("in code"), meaning = line.find("meaning"), source = line.find("source");
      continue;
    }
    line.resize(std::max(line.size(), source + 1), ' ');
    rows.push_back({trimmed(line.substr(6, code - 6)), trimmed(line.substr(code, meaning - code)),
                    trimmed(line.substr(meaning, source - meaning)), trimmed(line.substr(source))});
  }
  return rows;
}

/// "B, C, D" -> each; "X (N x d)" -> X; "phi[k]" -> phi.
std::vector<std::string> names_of(const std::string& in_code) {
  std::vector<std::string> names;
  std::istringstream words(in_code.substr(0, in_code.find(" (")));
  for (std::string name; std::getline(words, name, ',');)
    names.push_back(trimmed(name.substr(0, name.find('['))));
  return names;
}

/// "samples of 2" is a name of the table's "samples of j".
std::string without_class(std::string name) {
  if (const auto at = name.find(" of "); at != name.npos) name.replace(at + 4, name.npos, "j");
  return name;
}

std::set<std::string> inputs_of(const Assumptions& assumptions) {
  MatrixProgram program;
  theory::append_training_step(program, assumptions);
  std::set<std::string> names;
  for (const theory::Instruction& step : program.instructions())
    if (step.operation == theory::Operation::input) names.insert(without_class(step.name));
  return names;
}

/// The matrices that the models of theory/ read.
std::set<std::string> matrices_in_use() {
  const Assumptions denoiser{
      .objective = Objective::diffusion, .activation = {0, 0, 1}, .target = theory::Target::noise};
  Assumptions trained = denoiser, classifier = denoiser, batches = denoiser, fixed, outputs;
  trained.second_layer = SecondLayer::trained;
  classifier.objective = Objective::classification;
  classifier.second_layer = SecondLayer::trained;
  batches.batches = batches.rate_varies = true;
  fixed = classifier;
  fixed.second_layer = SecondLayer::fixed;
  fixed.batches = true;
  outputs = classifier;
  outputs.second_layer = SecondLayer::fixed;
  outputs.loss.kind = theory::MarginLoss::cross_entropy;
  outputs.classes = 3;
  std::set<std::string> all;
  for (const Assumptions& each : {denoiser, trained, classifier, batches, fixed, outputs})
    all.merge(inputs_of(each));
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_row_of_the_table_has_its_columns) {
  const auto rows = table();
  BOOST_TEST(rows.size() > 30);
  for (const Row& row : rows) {
    BOOST_TEST(!row.meaning.empty(), row.symbol);
    const bool goes_on = row.source.empty() || row.symbol.empty();  // a meaning of two lines
    BOOST_TEST((goes_on || !row.in_code.empty()), row.symbol);
    BOOST_TEST((row.source.empty() || row.source.starts_with("paper") || row.source == "derived" ||
                row.source == "ours"),
               row.symbol << ": " << row.source);
  }
}

BOOST_AUTO_TEST_CASE(every_symbol_in_use_stands_in_the_table_once) {
  std::map<std::string, int> count;
  for (const Row& row : table())
    for (const std::string& name : names_of(row.in_code)) ++count[name];
  std::set<std::string> in_use = matrices_in_use();
  for (std::size_t s = 0; s < theory::symbol_count; ++s)
    in_use.insert(theory::name(static_cast<theory::Symbol>(s)).text);
  for (const std::string& name : in_use)
    BOOST_TEST(count[name] == 1, name << " stands there " << count[name] << " times");
}

BOOST_AUTO_TEST_SUITE_END()
