#include "verify/grid/run_store.hpp"

#include <map>
#include <mutex>

#include "verify/summary.hpp"

namespace featdyn::verify {

std::string run_key(const Measurement& measurement, const numerics::Settings& settings) {
  return measurement.name + "/" + std::to_string(measurement.version) + "/" + program_version() + "\n" +
         numerics::settings_toml(settings);
}

struct RunStore::Storage {
  std::mutex guard;
  std::map<std::string, Row> rows;
};

RunStore RunStore::in_memory() {
  return RunStore(std::make_unique<Storage>());
}

RunStore::RunStore(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;
RunStore::~RunStore() = default;

std::optional<Row> RunStore::find(const std::string& key) const {
  const std::lock_guard lock(storage_->guard);
  const auto found = storage_->rows.find(key);
  return found == storage_->rows.end() ? std::nullopt : std::optional(found->second);
}

void RunStore::remember(const std::string& key, const Row& row) {
  const std::lock_guard lock(storage_->guard);
  storage_->rows.insert_or_assign(key, row);
}

}  // namespace featdyn::verify
