#include "verify/theorem/file/papers.hpp"

#include <algorithm>

#include "numerics/settings/suggestion.hpp"
#include "verify/theorem/file/built_in.hpp"

namespace featdyn::verify {
namespace {

const std::string arxiv_prefix = "arXiv:", first_paper = "2412.01021";

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all{
      {"2202.06526", "Benign Overfitting in Two-layer Convolutional Neural Networks",
       "Cao, Chen, Belkin, Gu"},
      {"2303.04145", "Benign Overfitting in Two-layer ReLU Convolutional Neural Networks",
       "Kou, Chen, Chen, Gu"},
      {first_paper, "On the Feature Learning in Diffusion Models", "Han, Huang, Cao, Zou"},
      {"2503.03206", "An Analytical Theory of Spectral Bias in the Learning Dynamics of Diffusion Models",
       "Wang, Pehlevan"},
      {"2510.17526", "How Does Label Noise Gradient Descent Improve Generalization in the Low SNR Regime?",
       "Huang, Han, Song, Chen, Wu, Zou, Suzuki"}};
  return all;
}

std::string paper_in(const std::string& source) {
  const auto at = source.find(arxiv_prefix);
  if (at == std::string::npos) return "";
  const std::string rest = source.substr(at + arxiv_prefix.size());
  return rest.substr(0, rest.find_first_not_of("0123456789."));
}

std::vector<std::string> theorems_of_paper(const std::string& paper) {
  const std::string id = paper.starts_with(arxiv_prefix) ? paper.substr(arxiv_prefix.size()) : paper;
  std::vector<std::string> known, ids;
  for (const Paper& one : papers()) known.push_back(one.id);
  if (std::ranges::find(known, id) == known.end())
    numerics::refuse_name({"--paper"}, "no theorems of that paper", paper, known);
  for (const BuiltInTheorem& theorem : built_in_theorems())
    if (paper_in(read_theorem(find_theorem(theorem.id)).source) == id) ids.push_back(theorem.id);
  return ids;
}

std::vector<std::string> theorems_judged_unasked() {
  std::vector<std::string> ids;
  for (const BuiltInTheorem& theorem : built_in_theorems()) {
    const std::string paper = paper_in(read_theorem(find_theorem(theorem.id)).source);
    if (paper.empty() || paper == first_paper) ids.push_back(theorem.id);
  }
  return ids;
}

}  // namespace featdyn::verify
