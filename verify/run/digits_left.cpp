#include "verify/run/digits_left.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace featdyn::verify {
namespace {

using numerics::Record;
using Column = std::optional<double> (*)(const Record<double>&);

constexpr const char* gradient = "gradient_norm";

/// The columns in their order.
constexpr std::pair<const char*, Column> columns[] = {
    {"loss", [](const Record<double>& record) { return std::optional(record.loss); }},
    {"signal_max", [](const Record<double>& record) { return std::optional(record.signal_max); }},
    {"signal_mean", [](const Record<double>& record) { return std::optional(record.signal_mean); }},
    {"noise_max", [](const Record<double>& record) { return record.noise_max; }},
    {"noise_mean", [](const Record<double>& record) { return record.noise_mean; }},
    {"ratio", [](const Record<double>& record) { return record.ratio; }},
    {"weight_norm_sq_mean",
     [](const Record<double>& record) { return std::optional(record.weight_norm_sq_mean); }},
    {gradient, [](const Record<double>& record) { return std::optional(record.gradient_norm); }}};

/// How much of a relative error counts at the next record: half a digit less.
constexpr double forgetting_rate = 0.31622776601683794;

/// Digits of a value that an error moves by so much of itself times 10^-own; never more than `most`, nor than
/// numbers of its size have (near 10^-308 doubles have fewer).
double digits_of(double value, double relative, double own, double most) {
  constexpr double coarsest = 1e3 * std::numeric_limits<double>::denorm_min();  // of some operations
  const double room = std::log10(std::abs(value) / coarsest);
  if (relative == 0) return std::clamp(room, 0.0, most);
  const double left = std::min(own - std::log10(relative), room);
  return std::isnan(left) ? 0 : std::clamp(left, 0.0, most);
}

}  // namespace

bool is_forgotten(double mean, double start, double own_digits) {
  return mean < start * std::pow(10, -own_digits);
}

DigitsWatch::DigitsWatch(const Digits& digits, const numerics::Selection& selection)
    : known_(digits), selection_(selection) {
  for (const auto& [name, value] : columns) digits_.push_back({.column = name, .least = most()});
  lately_.assign(digits_.size(), 0);
}

void DigitsWatch::see(const Record<double>& now, const Record<double>& error) {
  const bool no_signal = is_forgotten(now.signal_mean, selection_.signal_start, known_.forgotten),
             no_noise = is_forgotten(now.noise_mean.value_or(0), selection_.noise_start, known_.forgotten);
  for (std::size_t i = 0; i < digits_.size(); ++i) {
    DigitsLeft& column = digits_[i];
    const std::string name = column.column;
    const auto value = columns[i].second(now), moved = columns[i].second(error);
    const bool forgotten =
        (no_signal && name.starts_with("signal")) || (no_noise && name.starts_with("noise"));
    column.end.reset();
    if (!value || forgotten || *value == 0) continue;
    const double size = std::abs(name == gradient ? 2 * *value * *value : *value),
                 relative = moved ? std::abs(*moved) / size : HUGE_VAL;
    const double whole = std::pow(10, known_.own);  // no digit is left, nor is it with larger errors
    lately_[i] = relative < whole ? std::max(relative, forgetting_rate * lately_[i]) : whole;
    column.end = digits_of(size, lately_[i], known_.own, most());
    if (*column.end < column.least) column.least = *column.end, column.least_step = now.step;
  }
}

numerics::Matrix<double> DigitsWatch::memory() const {
  numerics::Matrix<double> memory(static_cast<numerics::Index>(digits_.size()), 4);
  numerics::Index i = 0;
  for (const DigitsLeft& column : digits_) {
    const double lately = lately_[static_cast<std::size_t>(i)];
    memory.row(i++) << column.end.value_or(std::nan("")), column.least,
        static_cast<double>(column.least_step), lately;
  }
  return memory;
}

void DigitsWatch::restore(const numerics::Matrix<double>& memory) {
  numerics::Index i = 0;
  for (DigitsLeft& column : digits_) {
    column.end = std::isnan(memory(i, 0)) ? std::nullopt : std::optional(memory(i, 0));
    column.least = memory(i, 1);
    column.least_step = static_cast<long>(memory(i, 2));
    lately_[static_cast<std::size_t>(i)] = memory(i, 3);
    ++i;
  }
}

void DigitsWatch::lose(long step) {
  for (DigitsLeft& column : digits_) {
    if (column.end) column.end = 0;
    if (column.least > 0) column.least = 0, column.least_step = step;
  }
}

const DigitsLeft* fewest(const std::vector<DigitsLeft>& digits) {
  const DigitsLeft* found = nullptr;
  for (const DigitsLeft& column : digits)
    if (column.column != std::string(gradient) && (found == nullptr || column.least < found->least))
      found = &column;
  return found;
}

std::string reason_for_few_digits(const std::vector<DigitsLeft>& digits) {
  const DigitsLeft* column = fewest(digits);
  if (column == nullptr || column->least >= least_digits_trusted) return "";
  return fmt::format(
      "rounding leaves {:.1f} digits of {} at step {}, fewer than {:g}: do not rely on this run, choose more "
      "with --digits, or fewer steps",
      column->least, column->column, column->least_step, least_digits_trusted);
}

std::string forgetting(const Record<double>& end, const numerics::Selection& selection, double own_digits) {
  const bool no_signal = is_forgotten(end.signal_mean, selection.signal_start, own_digits);
  const bool has_noise = end.noise_mean.has_value();
  const bool no_noise = has_noise && is_forgotten(*end.noise_mean, selection.noise_start, own_digits);
  if (!no_signal && !no_noise) return "";
  if (no_signal && (no_noise || !has_noise))
    return "the network forgot the data: its overlaps decayed below rounding of what they were at the start, "
           "so "
           "that they have no ratio";
  return fmt::format(
      "the network forgot the {}: these overlaps decayed below rounding of what they were at the start, so "
      "that "
      "there is no ratio",
      no_signal ? "signal" : "noise");
}

}  // namespace featdyn::verify
