#pragma once

#include <deque>

#include "verify/finding/finding.hpp"
#include "verify/theorem/file/conclusion.hpp"
#include "verify/theorem/run/domain_runs.hpp"

namespace featdyn::verify {

/// What one run says of every conclusion.
struct Trial {
  std::size_t point;
  int seed;
  std::vector<Reading> readings = {};  ///< with fitted constants at 1; of a crossing nothing
  std::string loss = {};               ///< why it has no values, if so
  bool is_too_long = false;
};

/// Why points left the judgement, and the least slack of each assumption among those that stayed.
struct Assumed {
  struct Line {
    std::string text;
    Reading least = all_of_none();   ///< where the slack is least, of the points that stayed
    Reading broken = all_of_none();  ///< where it is broken most
    std::string least_where = {}, broken_where = {};
    int takes_out = 0;  ///< points or runs
    void see_met(const Reading& reading, const std::string& where);
    void see_broken(const Reading& reading, const std::string& where);
  };
  std::vector<Line> lines;
  int without_branch = 0;  ///< points that the symmetric branch does not exist at
  int points = 0, left = 0;
};

/// The points that are looked at, and the runs there.
class Trials {
 public:
  Trials(const Theorem& theorem, const Stated& stated, const std::vector<Conclusion>& conclusions,
         const Domain& domain, const DomainRuns& domain_runs);

  /// Whether a point is within the assumptions that can be told without a run; counts it where it is one of
  /// the domain.
  bool admits(const DomainPoint& point, bool counts);
  /// Where it is added.
  std::size_t add(DomainPoint point);
  struct Request {
    std::size_t point;
    int seeds;  ///< 0 .. seeds - 1 are to be there
  };
  void run(const std::vector<Request>& requests);
  int seeds_at(std::size_t point) const { return seeds_[point]; }
  /// Judges all runs once more, after a constant has got its value.
  void again();

  const std::vector<Trial>& trials() const { return trials_; }
  const DomainPoint& point(std::size_t at) const { return points_[at]; }
  std::size_t points() const { return points_.size(); }
  const Assumed& assumed() const { return assumed_; }
  /// "neuron r = 3, step k = 12; n SNR^2 = 0.75, d = 1000, seed +2"
  std::string where(const Trial& trial, const Spot& spot) const;
  const std::vector<std::string>& indices() const { return indices_; }

  /// What a run at a point shows, judged; nothing where it breaks an assumption that only a run can tell.
  std::optional<Trial> judged(std::size_t point, int seed, const Showing& showing);
  /// The same whatever the assumptions say.
  Trial judged_alone(std::size_t point, int seed, const Showing& showing) const;

 private:
  const Stated& stated_;
  const std::vector<Conclusion>& conclusions_;
  const Domain& domain_;
  const DomainRuns& domain_runs_;
  std::vector<std::string> indices_;
  std::vector<bool> needs_run_;  ///< by assumption
  std::deque<DomainPoint> points_;
  std::vector<Trial> trials_;
  std::vector<int> seeds_;  ///< by point
  Assumed assumed_;
};

}  // namespace featdyn::verify
