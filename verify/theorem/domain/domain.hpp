#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "numerics/settings/settings.hpp"
#include "verify/theorem/file/stated_theorem.hpp"

namespace featdyn::verify {

/// One line of [over], or a name that a law is looked at along besides: a settings key and what it is set to.
struct DomainAxis {
  enum class Kind { range, list, formula, words };
  Kind kind;
  std::string text;  ///< of the variable: "n SNR^2"
  formula::Expression variable;
  std::string key = {};                 ///< that the variable is set or solved for by
  bool is_solved = false;               ///< the variable is not the key itself
  double low = 0, high = 0;             ///< range; list: the least and the greatest
  int points = 0;                       ///< range
  std::vector<double> values = {};      ///< list
  std::vector<std::string> words = {};  ///< the list's values as they were written, or those of `words`
  formula::Expression along = {};       ///< goes along with the others
  numerics::Origin origin = {};         ///< where the file says it; of a name beside [over] nothing
  bool varies() const { return kind == Kind::range || (kind == Kind::list && values.size() > 1); }
  bool is_chosen() const { return kind != Kind::formula; }
};

/// A point of the domain: one coordinate for each axis that is chosen (words by their number).
using Coordinates = std::vector<double>;
struct DomainPoint {
  Coordinates coordinates;
  int seed_offset = 0;                                      ///< added to the number of each of its runs
  std::map<std::string, numerics::Settings> settings = {};  ///< by run
  std::string first = {};                                   ///< the run that is meant where none is named
  std::vector<std::string> overrides = {};                  ///< "key=value"
  std::string text = {};                                    ///< "n SNR^2 = 0.75, d = 1000"
};

/// The settings that a theorem speaks of.
class Domain {
 public:
  /// Keys that are `fixed` stay as the settings have them: their axes are left out.
  Domain(const Theorem& theorem, const Stated& stated, const std::set<std::string>& fixed);

  /// With a name or key beside [over], at its present value; nothing changes where an axis sets it already.
  Domain with(const std::string& name) const;
  /// With an axis of one value for a quantity that a key sets or is solved for, where there is none of it.
  Domain with(const formula::Expression& quantity, const std::string& text) const;

  /// The axes that are chosen, in the order of coordinates.
  const std::vector<DomainAxis>& axes() const { return chosen_; }
  /// The product of all axes; a range has its own number of points, or `points` where it says none, refined by
  /// halving `halvings` times.
  struct Fineness {
    int points = 5, halvings = 0;
  };
  std::vector<Coordinates> grid(const Fineness& fineness) const;
  /// Every run's settings there. Throws InputError, which names the line of [over], where a setting refuses a value;
  /// invalid_argument where a name cannot be solved for.
  DomainPoint at(const Coordinates& coordinates) const;
  /// Throws as at() does where a value of one axis cannot be, beside the first ones of the others.
  void require_values() const;
  /// The settings of the first run that are not varied.
  const numerics::Settings& base() const { return bases_.front().second; }
  const std::vector<std::pair<std::string, numerics::Settings>>& bases() const { return bases_; }

 private:
  void add(DomainAxis axis);
  void order();
  std::string assignment(const DomainAxis& axis, double value, const numerics::Settings& now) const;
  DomainPoint unchecked_at(const Coordinates& coordinates) const;
  [[noreturn]] void refuse(const numerics::InputError& error) const;

  std::vector<std::pair<std::string, numerics::Settings>> bases_;
  std::vector<DomainAxis> chosen_, all_;  ///< `all_` in an order in which each can be computed
  std::string file_;
};

/// A range's points: geometric where both ends are positive.
std::vector<double> spaced(double low, double high, int count);

}  // namespace featdyn::verify
