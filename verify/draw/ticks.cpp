#include "verify/draw/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace featdyn::verify {
namespace {

/// 20, 0.005, 2·10^{-7}.
std::string number(double value) {
  const double size = std::abs(value);
  if (size < 1e-300) return "0";
  if (size >= 1e-3 && size < 1e5) return fmt::format("{:.4g}", value);
  const double power = std::floor(std::log10(size) + 1e-9), factor = value / std::pow(10, power);
  const std::string times = std::abs(factor - 1) < 1e-9 ? "" : fmt::format("{:.3g}·", factor);
  return fmt::format("{}10^{{{:.0f}}}", times, power);
}

std::string listed(char axis, const std::vector<double>& places, bool numbers) {
  std::string text;
  for (const double place : places)
    text += fmt::format("{}'{}' {:.12g}", text.empty() ? "" : ", ", numbers ? number(place) : "", place);
  return fmt::format("set {}tics nomirror ({})\n", axis, text);
}

/// Those, from the first on, that have room beside each other along an axis with room for `most`.
std::vector<double> thinned(const std::vector<double>& places, const ShownAxis& axis, double most) {
  const auto along = [&](double place) { return axis.logarithmic ? std::log(place) : place; };
  const double room = (along(axis.range.high) - along(axis.range.low)) / std::max(most, 1.0);
  std::vector<double> result;
  for (const double place : places)
    if (result.empty() || along(place) - along(result.back()) >= room * (1 - 1e-9)) result.push_back(place);
  return result;
}

std::vector<double> round_places(const Interval& range, double distance) {
  std::vector<double> places;
  const double first = std::ceil(range.low / distance - 1e-9);
  for (double k = first; k * distance <= range.high + 1e-9 * distance && places.size() < 100; ++k)
    places.push_back(k * distance + 0.0);  // no -0
  return places;
}

std::vector<double> places_of(const Interval& range, const std::vector<double>& factors) {
  std::vector<double> places;
  for (double power = std::floor(std::log10(range.low)); power <= std::log10(range.high); ++power)
    for (const double factor : factors)
      if (const double place = factor * std::pow(10, power);
          place >= range.low * (1 - 1e-9) && place <= range.high * (1 + 1e-9))
        places.push_back(place);
  return places;
}

/// Of less than two decades: the most that fit of 1, 2, 5, ... times powers of ten; else round numbers.
std::vector<double> close_places(const Interval& range, double most) {
  for (const std::vector<double>& factors :
       {std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 4, 6, 8}, {1, 2, 5}, {1, 3}, {1}})
    if (const auto places = places_of(range, factors);
        places.size() >= 3 && static_cast<double>(places.size()) <= most)
      return places;
  const auto few = places_of(range, {1, 2, 5});
  if (few.size() >= 2) return thinned(few, {.logarithmic = true, .range = range}, std::max(most, 2.0));
  return round_places(range, tick_distance(range.high - range.low, most));
}

/// Powers of ten, as many as fit, and short ticks between them: each by its place, for gnuplot counts those of a distance
/// from where the axis begins (from 40 to 400 to 4000) and calls them powers of ten all the same.
std::string powers_of_ten(char axis, const Interval& range, int step, bool numbers) {
  std::string text;
  const auto add = [&](double place, const std::string& name, int level) {
    if (place < range.low * (1 - 1e-9) || place > range.high * (1 + 1e-9)) return;
    text += fmt::format("{}'{}' {:.12g} {}", text.empty() ? "" : ", ", name, place, level);
  };
  for (int power = static_cast<int>(std::floor(std::log10(range.low)));
       power <= std::log10(range.high) + 1e-9; ++power) {
    const bool is_named = power % step == 0;
    add(std::pow(10, power), is_named && numbers ? fmt::format("10^{{{}}}", power) : "", is_named ? 0 : 1);
    for (int factor = 2; step == 1 && factor < 10; ++factor) add(factor * std::pow(10, power), "", 1);
  }
  return fmt::format("set {}tics nomirror ({})\n", axis, text);
}

std::string logarithmic_ticks(char axis, const Interval& range, double most, bool numbers) {
  const double decades = std::log10(range.high / range.low);
  if (decades < 2) return listed(axis, close_places(range, most), numbers);
  return powers_of_ten(axis, range, static_cast<int>(std::ceil(decades / std::max(most, 2.0))), numbers);
}

}  // namespace

double tick_distance(double length, double most) {
  const double least = length / std::max(most, 1.0);
  const double power = std::pow(10, std::floor(std::log10(std::max(least, 1e-300))));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

std::string ticks_script(char axis, const ShownAxis& shown, double most, bool numbers) {
  const std::string text = fmt::format(
      "{1}set logscale {0}\nset {0}range [{2:.12g}:{3:.12g}]; set m{0}tics default; set format {0} '%g'\n",
      axis, shown.logarithmic ? "" : "un", shown.range.low, shown.range.high);
  if (!shown.values.empty())
    return text + "unset m" + axis + "tics\n" + listed(axis, thinned(shown.values, shown, most), numbers);
  if (shown.logarithmic) return text + logarithmic_ticks(axis, shown.range, most, numbers);
  return text + "unset m" + axis + "tics\n" +
         listed(axis, round_places(shown.range, tick_distance(shown.range.high - shown.range.low, most)),
                numbers);
}

}  // namespace featdyn::verify
