#pragma once

#include <memory>

#include "verify/theorem/judge/enlarged_domain.hpp"
#include "verify/theorem/judge/fitted_constants.hpp"

namespace featdyn::verify {

/// How much is run: the domain alone at few points (a cell of the table of assumptions), minutes for all built-in
/// theorems, or the better part of an hour.
enum class TheoremScale { brief, quick, full };
inline TheoremScale theorem_scale(bool is_full) {
  return is_full ? TheoremScale::full : TheoremScale::quick;
}
inline constexpr int seeds_of_brief = 3;

/// How a theorem is judged.
struct TheoremOptions {
  RunStore& store;
  TheoremScale scale = TheoremScale::quick;
  bool quiet = true;
  bool confirms = true;              ///< by the network, and with 40 digits
  bool attacks = true;               ///< and tries negative controls
  bool searches_long = false;        ///< attacks as at full scale
  std::set<std::string> fixed = {};  ///< settings keys that [over] leaves as they are
  GridWorkers workers = {};          ///< who trains; none: all threads of this process
  std::string command = {};          ///< what judges it again: "featdyn verify ID --scale quick"

  bool full() const { return scale == TheoremScale::full; }
  bool brief() const { return scale == TheoremScale::brief; }
  int most_runs_at_a_point() const { return full() ? 3000 : brief() ? seeds_of_brief : 300; }
};

/// A theorem on its way to a verdict: its domain, its runs, and the constants that were found. What is asked of
/// it is added in the order of judge_theorem.
class Inquiry {
 public:
  Inquiry(const Theorem& theorem, const TheoremOptions& options);

  const Theorem& theorem() const { return theorem_; }
  const TheoremOptions& options() const { return options_; }
  const Stated& stated() const { return stated_; }
  const std::vector<Conclusion>& conclusions() const { return conclusions_; }
  const Domain& domain() const { return *domain_; }
  const DomainRuns& domain_runs() const { return *domain_runs_; }
  Trials& trials() { return *trials_; }
  const Trials& trials() const { return *trials_; }
  /// Points of [over], and points that were added: by enlarging it, by an attack.
  const std::vector<std::size_t>& base() const { return base_; }
  const std::vector<std::size_t>& beside() const { return beside_; }
  const std::vector<Direction>& directions() const { return directions_; }
  const std::map<std::string, FittedConstant>& fitted() const { return fitted_; }
  const OrderBounds& bounds(std::size_t conclusion) const { return bounds_[conclusion]; }
  const OrderConstant& order(std::size_t conclusion) const { return orders_[conclusion]; }
  double probability(std::size_t point) const { return probabilities_[point]; }
  int seeds() const;
  /// The axis of the domain that a crossing is looked for along.
  std::size_t axis_of(const formula::Expression& parameter) const;
  /// Whether a conclusion looks at runs, not at parameters alone.
  bool speaks_of_runs(std::size_t conclusion) const;

  /// Runs every point until it is decided, fits the constants that are asked for, and finds those of orders.
  void run_the_domain();
  /// Where there are laws of order: beyond the domain.
  void enlarge();
  /// One more point, with its first runs.
  std::size_t add_beside(DomainPoint point, int runs);
  /// Points beside the domain are run until they are decided, where any of their runs fails.
  void decide_beside();
  void settle();
  /// Fits the constants that are asked for once more, with what enlarging and attacks have found.
  void fit_beside();

  /// What a run comes to; `all` of its conclusions, the worst.
  Reading reading(const Trial& trial, std::size_t conclusion) const;
  Reading reading(const Trial& trial) const;
  /// Of the runs at a point; nothing where the conclusion (or all of them) speak of none.
  Share share(std::size_t point, std::optional<std::size_t> conclusion) const;
  Verdict verdict_at(std::size_t point, std::optional<std::size_t> conclusion) const;
  Level level() const;

 private:
  void make_points();
  void fit(const std::vector<std::size_t>& points);
  int next_look(std::size_t point, int have) const;
  double tolerance_of(const Conclusion& conclusion) const;

  const Theorem& theorem_;
  TheoremOptions options_;
  Stated stated_;
  std::vector<Conclusion> conclusions_;
  std::unique_ptr<Domain> domain_;
  std::unique_ptr<DomainRuns> domain_runs_;
  std::unique_ptr<Trials> trials_;
  std::vector<std::size_t> base_, beside_;
  std::vector<double> probabilities_;
  std::vector<Direction> directions_;
  std::vector<OrderBounds> bounds_;
  std::vector<OrderConstant> orders_;
  std::map<std::string, FittedConstant> fitted_;
};

}  // namespace featdyn::verify
