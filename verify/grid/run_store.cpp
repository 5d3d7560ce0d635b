#include "verify/grid/run_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <mutex>
#include <string_view>

namespace featdyn::verify {
namespace {

constexpr int wait_milliseconds = 60'000;  ///< for another process to finish its transaction
constexpr const char* format_version = "1";

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

/// A connection and what messages call it.
class Connection {
 public:
  explicit Connection(std::string file) : file_(std::move(file)) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open(file_.c_str(), &opened);
    database_.reset(opened);
    require(code == SQLITE_OK);
    sqlite3_busy_timeout(opened, wait_milliseconds);
  }

  void require(bool success) const {
    if (success) return;
    const int code = sqlite3_errcode(database_.get());
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
      throw numerics::InputError(
          {file_, 1}, fmt::format("the store of finished runs is damaged, read '{}', allowed: no such "
                                  "file (remove it: its runs are done again)",
                                  sqlite3_errmsg(database_.get())));
    throw numerics::InputError(
        {file_, 1}, fmt::format("the store of finished runs failed, read '{}', allowed: a folder that can be "
                                "written and has room (what was stored is kept: start again to go on)",
                                sqlite3_errmsg(database_.get())));
  }

  void execute(const std::string& sql) const {
    require(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }

  Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) == SQLITE_OK);
    return Statement(statement);
  }

  const std::string& file() const { return file_; }

 private:
  std::string file_;
  Database database_;
};

std::string_view column(sqlite3_stmt* statement, int index) {
  return {reinterpret_cast<const char*>(sqlite3_column_text(statement, index)),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, index))};
}

/// Binds texts that outlive the step.
template <class... Texts>
void bind(sqlite3_stmt* statement, const Texts&... texts) {
  int index = 0;
  sqlite3_reset(statement);
  (sqlite3_bind_text(statement, ++index, texts.data(), static_cast<int>(texts.size()), SQLITE_STATIC), ...);
}

/// Several processes may come here at once: the table is made in one transaction, the busy ones wait.
void make_table(const Connection& connection) {
  connection.execute(fmt::format(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=100; BEGIN IMMEDIATE;"
      "CREATE TABLE IF NOT EXISTS format(version TEXT PRIMARY KEY) WITHOUT ROWID;"
      "INSERT OR IGNORE INTO format VALUES('{}');"
      "CREATE TABLE IF NOT EXISTS runs(key TEXT PRIMARY KEY, status TEXT, numbers TEXT) WITHOUT "
      "ROWID; COMMIT;",
      format_version));
}

void require_format(const Connection& connection) {
  const Statement versions = connection.prepare("SELECT version FROM format ORDER BY version DESC LIMIT 1");
  connection.require(sqlite3_step(versions.get()) == SQLITE_ROW);
  if (const auto found = column(versions.get(), 0); found != format_version)
    throw numerics::InputError(
        {connection.file(), 1},
        fmt::format("a store of another version, read {}, allowed: {}", found, format_version));
}

}  // namespace

struct RunStore::Storage {
  explicit Storage(const std::string& file) : connection(file) {
    make_table(connection);
    require_format(connection);
    find = connection.prepare("SELECT status, numbers FROM runs WHERE key = ?");
    remember = connection.prepare("INSERT OR REPLACE INTO runs VALUES(?, ?, ?)");
  }
  std::mutex guard;
  Connection connection;
  Statement find, remember;
};

RunStore RunStore::in_memory() {
  return RunStore(std::make_unique<Storage>(":memory:"));
}

RunStore RunStore::open(const std::filesystem::path& file) {
  return RunStore(std::make_unique<Storage>(file.string()));
}

RunStore::RunStore(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;
RunStore::~RunStore() = default;

std::optional<Row> RunStore::find(const std::string& key) const {
  const std::lock_guard lock(storage_->guard);
  sqlite3_stmt* statement = storage_->find.get();
  bind(statement, key);
  const int code = sqlite3_step(statement);
  storage_->connection.require(code == SQLITE_ROW || code == SQLITE_DONE);
  std::optional<Row> row;
  if (code == SQLITE_ROW)
    row = Row{.status = std::string(column(statement, 0)), .values = numbers_from_text(column(statement, 1))};
  sqlite3_reset(statement);
  return row;
}

void RunStore::remember(const std::string& key, const Row& row) {
  const std::string values = text(row.values);
  const std::lock_guard lock(storage_->guard);
  sqlite3_stmt* statement = storage_->remember.get();
  bind(statement, key, row.status, values);
  storage_->connection.require(sqlite3_step(statement) == SQLITE_DONE);
  sqlite3_reset(statement);
}

}  // namespace featdyn::verify
