#include "verify/theorem/judge/search.hpp"

#include <algorithm>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <set>
#include <tuple>

#include "verify/theorem/run/cost.hpp"

namespace featdyn::verify {
namespace {

using Kind = DomainAxis::Kind;
using Cube = std::vector<double>;  ///< a place for each axis, and one for the seed

constexpr int seeds_searched = 1000;

Coordinates coordinates_at(const Domain& domain, const Cube& cube) {
  Coordinates coordinates;
  for (std::size_t k = 0; k < domain.axes().size(); ++k) {
    const DomainAxis& axis = domain.axes()[k];
    const std::size_t count = axis.kind == Kind::words ? axis.words.size() : axis.values.size();
    const auto choice = std::min(static_cast<std::size_t>(cube[k] * static_cast<double>(count)), count - 1);
    if (axis.kind == Kind::range)
      coordinates.push_back(axis.low > 0 ? axis.low * std::pow(axis.high / axis.low, cube[k])
                                         : axis.low + (axis.high - axis.low) * cube[k]);
    else
      coordinates.push_back(axis.kind == Kind::words ? static_cast<double>(choice) : axis.values[choice]);
  }
  return coordinates;
}

/// The way back from coordinates_at(), with the first seed.
Cube cube_of(const Domain& domain, const Coordinates& coordinates) {
  Cube cube;
  for (std::size_t k = 0; k < domain.axes().size(); ++k) {
    const DomainAxis& axis = domain.axes()[k];
    const double value = coordinates[k];
    if (axis.kind == Kind::range) {
      const double place = axis.low > 0 ? std::log(value / axis.low) / std::log(axis.high / axis.low)
                                        : (value - axis.low) / (axis.high - axis.low);
      cube.push_back(std::isfinite(place) ? std::clamp(place, 0.0, 1.0) : 0);
    } else {
      const bool words = axis.kind == Kind::words;
      const auto at = words ? static_cast<std::ptrdiff_t>(value)
                            : std::ranges::find(axis.values, value) - axis.values.begin();
      cube.push_back((static_cast<double>(at) + 0.5) /
                     static_cast<double>(words ? axis.words.size() : axis.values.size()));
    }
  }
  cube.push_back(0);
  return cube;
}

struct Candidate {
  Cube cube;
  std::size_t point;
  double margin;
};

class Search {
 public:
  explicit Search(Inquiry& inquiry) : inquiry_(inquiry) {
    double dearest = 0;
    for (const std::size_t point : inquiry.base())
      dearest = std::fmax(dearest, cost(inquiry.trials().point(point)));
    affordable_ = 2 * dearest;
  }

  void run() {
    const bool full = inquiry_.options().full() || inquiry_.options().searches_long;
    Cube best;
    see(edges(full ? 100 : 20), best);
    double margin = see(random(full ? 200 : 24), best);
    double step = 0.2;
    for (int round = 0; round < (full ? 10 : 2); ++round) {
      const double before = margin;
      if (!best.empty()) margin = see(around(best, step), best);
      if (!(margin < before)) step /= 2;
    }
    if (has_probability()) look_closely();
  }

 private:
  std::size_t dimensions() const { return inquiry_.domain().axes().size() + 1; }

  double cost(const DomainPoint& point) const {
    return cost_of(point, inquiry_.domain_runs().plans(), inquiry_.stated());
  }
  bool has_probability() const {
    return std::ranges::any_of(seen_,
                               [&](const Candidate& one) { return inquiry_.probability(one.point) < 1; });
  }

  /// Where assumptions end within the domain: from each point of the grid along every axis of a range, as far as they
  /// admit a point; `number` of them, evenly chosen, at most. A grid may step over the worst place of all.
  std::vector<Cube> edges(std::size_t number) {
    std::set<Cube> found;
    for (const std::size_t point : inquiry_.base()) {
      const Cube cube = cube_of(inquiry_.domain(), inquiry_.trials().point(point).coordinates);
      for (std::size_t axis = 0; axis + 1 < cube.size(); ++axis)
        for (const double end : {0.0, 1.0})
          if (inquiry_.domain().axes()[axis].kind == Kind::range)
            if (auto edge = edge_from(cube, axis, end)) found.insert(std::move(*edge));
    }
    std::vector<Cube> cubes;
    const std::size_t stride = found.size() / number + 1;
    std::size_t k = 0;
    for (const Cube& cube : found)
      if (k++ % stride == 0) cubes.push_back(cube);
    return cubes;
  }

  /// The last place on the way from a point to an end of an axis, to a part in a thousand; none where the end itself
  /// is admitted, or where the place is another point's as well.
  std::optional<Cube> edge_from(Cube cube, std::size_t axis, double end) {
    double inside = cube[axis], outside = end;
    cube[axis] = end;
    if (at(cube)) return std::nullopt;
    cube[axis] = -1;
    if (!walked_.insert({axis, end, cube}).second) return std::nullopt;
    while (std::abs(outside - inside) > 1e-3) {
      cube[axis] = (inside + outside) / 2;
      (at(cube) ? inside : outside) = cube[axis];
    }
    cube[axis] = inside;
    return cube;
  }

  std::vector<Cube> random(int number) {
    boost::random::mt19937_64 engine(1);
    boost::random::uniform_01<double> uniform;
    std::vector<Cube> cubes(static_cast<std::size_t>(number), Cube(dimensions()));
    for (Cube& cube : cubes)
      for (double& place : cube) place = uniform(engine);
    return cubes;
  }

  /// Both neighbours along every axis of a range, and another seed.
  std::vector<Cube> around(const Cube& cube, double step) {
    std::vector<Cube> cubes;
    for (std::size_t k = 0; k + 1 < cube.size(); ++k)
      for (const double direction : {-step, step})
        if (inquiry_.domain().axes()[k].kind == Kind::range) {
          cubes.push_back(cube);
          cubes.back()[k] = std::clamp(cube[k] + direction, 0.0, 1.0);
        }
    for (const double other : {0.31, 0.62}) {
      cubes.push_back(cube);
      cubes.back().back() = std::fmod(cube.back() + other, 1.0);
    }
    return cubes;
  }

  /// The least margin so far, and its place.
  double see(const std::vector<Cube>& cubes, Cube& best) {
    std::vector<Trials::Request> requests;
    std::vector<Candidate> fresh;
    for (const Cube& cube : cubes)
      if (auto point = at(cube)) {
        fresh.push_back(
            {.cube = cube, .point = inquiry_.add_beside(std::move(*point), 0), .margin = HUGE_VAL});
        requests.push_back({.point = fresh.back().point, .seeds = 1});
      }
    inquiry_.trials().run(requests);
    for (Candidate& candidate : fresh)
      candidate.margin = margin_at(candidate.point), seen_.push_back(candidate);
    const auto worst = std::ranges::min_element(seen_, {}, &Candidate::margin);
    if (worst == seen_.end()) return HUGE_VAL;
    best = worst->cube;
    return worst->margin;
  }

  std::optional<DomainPoint> at(const Cube& cube) {
    try {
      DomainPoint point = inquiry_.domain().at(coordinates_at(inquiry_.domain(), cube));
      if (inquiry_.domain_runs().needs_runs())
        point.seed_offset = static_cast<int>(cube.back() * seeds_searched);
      if (inquiry_.trials().admits(point, false) && cost(point) <= affordable_) return point;
    } catch (const numerics::InputError&) {  // an odd number of samples, say: no setting
    } catch (const std::invalid_argument&) {
    }
    return std::nullopt;
  }

  double margin_at(std::size_t point) const {
    for (const Trial& trial : inquiry_.trials().trials())
      if (trial.point == point) {
        const double margin = inquiry_.reading(trial).margin;
        return std::isnan(margin) ? -HUGE_VAL : margin;
      }
    return HUGE_VAL;
  }

  /// The two worst places with seeds of their own.
  void look_closely() {
    std::ranges::stable_sort(seen_, {}, &Candidate::margin);
    std::vector<Trials::Request> requests;
    for (std::size_t k = 0; k < std::min<std::size_t>(2, seen_.size()); ++k) {
      if (seen_[k].margin >= 0) break;
      DomainPoint point = inquiry_.trials().point(seen_[k].point);
      point.seed_offset = 0;
      requests.push_back({.point = inquiry_.add_beside(std::move(point), 0), .seeds = inquiry_.seeds()});
    }
    inquiry_.trials().run(requests);
  }

  Inquiry& inquiry_;
  double affordable_ = 0;
  std::vector<Candidate> seen_;
  std::set<std::tuple<std::size_t, double, Cube>> walked_;  ///< axis, end, and where on the other axes
};

/// One point, for certain, with one seed: what is said is said of that run.
bool is_one_run(const Inquiry& inquiry) {
  return inquiry.theorem().seeds == 1 && inquiry.probability(inquiry.base().front()) == 1 &&
         std::ranges::none_of(inquiry.domain().axes(), &DomainAxis::varies);
}

}  // namespace

void attack(Inquiry& inquiry) {
  const auto& axes = inquiry.domain().axes();
  const bool has_ranges =
      std::ranges::any_of(axes, [](const DomainAxis& axis) { return axis.kind == Kind::range; });
  if (inquiry.base().empty() || !(has_ranges || inquiry.domain_runs().needs_runs()) || is_one_run(inquiry))
    return;
  Search(inquiry).run();
  inquiry.settle();
}

}  // namespace featdyn::verify
