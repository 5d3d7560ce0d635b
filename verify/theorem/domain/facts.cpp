#include "verify/theorem/domain/facts.hpp"

#include <cmath>
#include <numeric>

#include "numerics/data/labels.hpp"
#include "numerics/problem/problem.hpp"
#include "numerics/spectrum/modes.hpp"

namespace featdyn::verify {
namespace {

using formula::IndexKind;
using numerics::Index;

std::vector<double> norms_of(const numerics::Problem& problem) {
  std::vector<double> norms;
  for (Index p = 0; p < problem.data.count(); ++p)
    norms.push_back(problem.products ? std::sqrt(problem.products->K(p, p))
                                     : problem.data.patches.row(p).norm());
  return norms;
}

/// The column of each class's signal where every class has one; else none.
std::vector<long> signal_patches_of(const numerics::Dataset& data, std::size_t classes) {
  std::vector<long> columns;
  for (Index p = 0; p < data.count(); ++p)
    if (const auto& info = data.info[static_cast<std::size_t>(p)]; info.is_signal && !info.is_multiple)
      columns.push_back(p);
  return columns.size() == classes ? columns : std::vector<long>{};
}

/// The column of each sample's noise patch where it has one; else none.
std::vector<long> noise_patches_of(const numerics::Dataset& data) {
  std::vector<long> columns;
  for (Index i = 0; i < data.samples(); ++i) {
    const auto before = std::ssize(columns);
    for (const int p : data.sample_patches.row(i))
      if (!data.info[static_cast<std::size_t>(p)].is_signal) columns.push_back(p);
    if (std::ssize(columns) != before + 1) return {};
  }
  return columns;
}

/// How many samples have each class's signal, else its label.
std::vector<double> class_samples_of(const Facts& facts, const numerics::Dataset& data) {
  std::vector<double> counts;
  for (const long column : facts.signal_patches) {
    double count = 0;
    for (Index i = 0; i < data.samples(); ++i)
      count += (data.sample_patches.row(i).array() == static_cast<int>(column)).any() ? 1 : 0;
    counts.push_back(count);
  }
  if (counts.empty())
    for (const double label : facts.class_labels)
      counts.push_back(static_cast<double>(std::ranges::count(facts.labels, label)));
  return counts;
}

void write(const std::vector<double>& numbers, std::vector<double>& row) {
  row.push_back(static_cast<double>(numbers.size()));
  row.insert(row.end(), numbers.begin(), numbers.end());
}
void write(const std::vector<long>& numbers, std::vector<double>& row) {
  write(std::vector<double>(numbers.begin(), numbers.end()), row);
}

std::vector<double> read(const std::vector<double>& row, std::size_t& at) {
  const auto first = row.begin() + static_cast<long>(at) + 1;
  const auto count = static_cast<long>(row.at(at));
  at += static_cast<std::size_t>(count) + 1;
  return {first, first + count};
}
std::vector<long> read_whole(const std::vector<double>& row, std::size_t& at) {
  const auto numbers = read(row, at);
  return {numbers.begin(), numbers.end()};
}

}  // namespace

long Facts::size(IndexKind kind) const {
  switch (kind) {
    case IndexKind::neuron:
      return neurons;
    case IndexKind::label:
      return std::ssize(class_labels);
    case IndexKind::sample:
      return samples;
    case IndexKind::patch:
      return patches();
    case IndexKind::mode:
      return std::ssize(eigenvalues);
    case IndexKind::step:
      break;
  }
  return 0;
}

std::vector<double> Facts::values(IndexKind kind) const {
  if (kind == IndexKind::label) return class_labels;
  std::vector<double> result(static_cast<std::size_t>(size(kind)));
  std::iota(result.begin(), result.end(), 1.0);
  return result;
}

Facts facts_of(const numerics::Problem& problem, bool with_eigenvalues) {
  const auto& settings = problem.settings;
  const long classes = numerics::count_classes(settings.data);
  Facts facts{
      .samples = problem.data.samples(),
      .neurons = numerics::overlap_rows(problem) /
                 (settings.objective == theory::Objective::classification ? settings.neuron_classes() : 1),
      .neurons_have_classes = settings.objective == theory::Objective::classification,
      .patch_norms = norms_of(problem)};
  facts.labels.assign(problem.data.labels.begin(), problem.data.labels.end());
  for (long c = 0; c < classes; ++c) facts.class_labels.push_back(numerics::label_of_class(c, classes));
  facts.signal_patches = signal_patches_of(problem.data, facts.class_labels.size());
  facts.noise_patches = noise_patches_of(problem.data);
  facts.class_samples = class_samples_of(facts, problem.data);
  if (with_eigenvalues) facts.eigenvalues = numerics::modes_of<double>(problem).lambda;
  return facts;
}

void write(const Facts& facts, std::vector<double>& row) {
  row.insert(row.end(), {static_cast<double>(facts.samples), static_cast<double>(facts.neurons),
                         facts.neurons_have_classes ? 1.0 : 0.0});
  write(facts.class_labels, row), write(facts.class_samples, row), write(facts.labels, row);
  write(facts.signal_patches, row), write(facts.noise_patches, row);
  write(facts.patch_norms, row), write(facts.eigenvalues, row);
}

Facts read_facts(const std::vector<double>& row, std::size_t& at) {
  Facts facts{.samples = static_cast<long>(row.at(at)),
              .neurons = static_cast<long>(row.at(at + 1)),
              .neurons_have_classes = row.at(at + 2) != 0};
  at += 3;
  facts.class_labels = read(row, at), facts.class_samples = read(row, at), facts.labels = read(row, at);
  facts.signal_patches = read_whole(row, at), facts.noise_patches = read_whole(row, at);
  facts.patch_norms = read(row, at), facts.eigenvalues = read(row, at);
  return facts;
}

}  // namespace featdyn::verify
