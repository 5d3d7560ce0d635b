#pragma once

#include <memory>

#include "verify/grid/grid_workers.hpp"
#include "verify/grid/run_store.hpp"
#include "verify/theorem/domain/domain.hpp"
#include "verify/theorem/domain/point_numbers.hpp"
#include "verify/theorem/run/record.hpp"

namespace featdyn::verify {

inline constexpr const char* left_the_finite_numbers = "left the finite numbers";

struct Trainer;

/// A run that is asked for: a point, and a number that is added to both seeds.
struct RunAt {
  const DomainPoint* point;
  int seed;
};

/// What a theorem's runs at one point with one seed showed: where its formulas have values.
class Showing {
 public:
  /// `records`: by kind of run; none where nothing is run.
  Showing(const Stated& stated, const std::map<std::string, Plan>& plans, const RunAt& at,
          std::map<std::string, Recorded> records);
  Showing(const Showing&) = delete;
  Showing& operator=(const Showing&) = delete;

  /// Of the first kind of run.
  const Environment& environment() const { return environments_.at(first_); }
  const std::map<std::string, Recorded>& records() const { return records_; }
  /// "" or why a step that was needed has no values: "denoiser: left the finite numbers after step 241".
  std::string loss() const;
  /// A run was asked for more steps than any takes.
  bool is_too_long() const;
  void set(const std::string& constant, double value);

 private:
  const std::map<std::string, Plan>& plans_;
  std::string first_;
  std::map<std::string, Recorded> records_;
  std::map<std::string, PointNumbers> numbers_;
  std::map<std::string, Environment> environments_;
};
using Showings = std::vector<std::unique_ptr<Showing>>;

/// Runs what a theorem needs, remembering every run.
class DomainRuns {
 public:
  struct Options {
    RunStore& store;
    bool quiet = true;
    std::string label;
    GridWorkers workers = {};
  };
  DomainRuns(const Stated& stated, const std::vector<std::string>& runs, const Options& options);

  bool needs_runs() const;
  /// What trains the runs: it knows the signal-noise decomposition where that is asked for.
  Trainer trainer() const;
  const std::map<std::string, Plan>& plans() const { return plans_; }
  const Stated& stated() const { return stated_; }
  /// What is measured of a kind of run by that trainer, with the constants of `stated`; all of it lives as long as these
  /// runs and `stated` do.
  Measurement measurement(const std::string& run, const Stated& stated) const;
  /// What another process makes the same of, beside the theorem; empty where it cannot.
  std::string recipe(const std::string& run) const;
  /// In the order asked for.
  Showings show(const std::vector<RunAt>& runs) const;
  /// By another trainer than the plan's own, in every kind of run.
  Showings show(const std::vector<RunAt>& runs, const Trainer& trainer) const;

 private:
  Showings show(const std::vector<RunAt>& runs, const Trainer* trainer) const;
  std::vector<Recorded> records(const std::string& run, const std::vector<RunAt>& runs,
                                const Trainer* trainer) const;

  const Stated& stated_;
  std::vector<std::string> runs_;
  Options options_;
  std::map<std::string, Plan> plans_;
};

}  // namespace featdyn::verify
