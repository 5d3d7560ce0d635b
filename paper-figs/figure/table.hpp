#pragma once

#include <string>
#include <vector>

#include "verify/grid/grid.hpp"

namespace featdyn::figures {

/// A setting with each of its seeds, and the numbers that its lines in the CSV begin with.
struct Group {
  std::vector<double> key;
  std::vector<numerics::Settings> runs;
};

/// What a table says of the runs of a group.
enum class Lines {
  bands,  ///< of every column its mean, least and greatest over the seeds
  runs    ///< every run by itself
};

/// The data of a figure, <figure>-<name>.csv. A measurement whose row holds several times its columns gives
/// as many lines; its first `shared` columns are the same for all seeds.
struct Table {
  std::string name;
  std::vector<std::string> keys;
  std::vector<Group> groups;
  verify::Measurement measurement;
  Lines lines = Lines::bands;
  std::size_t shared = 0;
};

/// The runs of a table that are not remembered, on all cores, and the CSV.
std::string compute_csv(const Table& table, verify::RunStore& store, const verify::GridOptions& options);

/// What names the content of the CSV: table, measurement, version of the numerics, and all complete settings,
/// files by content.
std::string fingerprint(const Table& table);

}  // namespace featdyn::figures
