#include "verify/grid/run_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <fstream>
#include <mutex>
#include <string_view>

#include "numerics/files/checksum.hpp"
#include "verify/output/new_file.hpp"

namespace featdyn::verify {
namespace {

constexpr int wait_milliseconds = 60'000;  ///< for another process to finish its transaction
constexpr const char* tables =             // the application's number marks the file as a store
    "PRAGMA application_id=1718903929;"
    "CREATE TABLE format(version TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO format VALUES('2');"
    "CREATE TABLE runs(key TEXT PRIMARY KEY, status TEXT, numbers TEXT, checksum INTEGER) WITHOUT ROWID;";
constexpr const char* format_version = "2";

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

/// A connection and what messages call it.
class Connection {
 public:
  explicit Connection(std::string file, const char* system = nullptr) : file_(std::move(file)) {
    sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(file_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, system);
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
    if (code == SQLITE_BUSY)
      throw numerics::InputError(
          {file_, 1}, fmt::format("the store of finished runs is in use, read '{}', allowed: another folder "
                                  "with --out, or the same when the process that holds it has ended",
                                  sqlite3_errmsg(database_.get())));
    throw numerics::InputError(
        {file_, 1}, fmt::format("the store of finished runs failed, read '{}', allowed: a folder that can be "
                                "written and has room (what was stored is kept: start again to go on)",
                                sqlite3_errmsg(database_.get())));
  }

  int try_to(const char* sql) const {
    return sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) & 0xFF;
  }
  void execute(const char* sql) const { require(try_to(sql) == SQLITE_OK); }

  Statement prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    require(sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) == SQLITE_OK);
    return Statement(statement);
  }

  /// The whole database as a file holds it.
  std::string bytes() const {
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, Close> image(sqlite3_serialize(database_.get(), "main", &size, 0));
    require(image != nullptr);
    return {reinterpret_cast<const char*>(image.get()), static_cast<std::size_t>(size)};
  }

  const std::string& file() const { return file_; }

 private:
  std::string file_;
  Database database_;
};

std::string_view column(sqlite3_stmt* statement, int index) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, index))};
}

/// Binds texts that outlive the step.
template <class... Texts>
void bind(sqlite3_stmt* statement, const Texts&... texts) {
  int index = 0;
  sqlite3_reset(statement);
  (sqlite3_bind_text(statement, ++index, texts.data(), static_cast<int>(texts.size()), SQLITE_STATIC), ...);
}

std::int64_t checksum_of(std::string_view key, std::string_view status, std::string_view numbers) {
  return numerics::checksum(fmt::format("{}\n{}\n{}", key, status, numbers));
}

/// The number by which SQLite's header marks whose file it is; nothing where the file is none of SQLite's.
std::optional<std::string> application_of(const std::filesystem::path& file) {
  constexpr std::string_view magic("SQLite format 3\0", 16);
  std::string header(72, '\0');
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(header.data(), static_cast<std::streamsize>(header.size()))) return std::nullopt;
  if (!header.starts_with(magic)) return std::nullopt;
  return header.substr(68);
}

/// With a write-ahead log from the start, which the header's bytes 18 and 19 say.
std::string empty_store() {
  const Connection memory(":memory:");
  memory.execute(tables);
  std::string bytes = memory.bytes();
  bytes.replace(18, 2, 2, '\2');
  return bytes;
}

bool make_store(const std::filesystem::path& file, const std::string& bytes) {
  try {
    return make_new_file(file, bytes);
  } catch (const std::filesystem::filesystem_error& error) {
    throw numerics::InputError({file.string(), 1},
                               fmt::format("the store of finished runs failed, read '{}', allowed: a folder "
                                           "that can be written and has room",
                                           error.code().message()));
  }
}

void require_format(const Connection& connection) {
  const Statement versions = connection.prepare("SELECT version FROM format ORDER BY version DESC LIMIT 1");
  const int code = sqlite3_step(versions.get());
  connection.require(code == SQLITE_ROW || code == SQLITE_DONE);
  const std::string_view found = code == SQLITE_ROW ? column(versions.get(), 0) : "none";
  if (found != format_version)
    throw numerics::InputError(
        {connection.file(), 1},
        fmt::format("a store of another version, read {}, allowed: {}", found, format_version));
}

/// A connection with a write-ahead log; where the file system has no shared memory, with a journal; where it
/// has no locks, without them.
Connection connect(const std::filesystem::path& file, std::string& remark) {
  const bool locks = has_locks(file.parent_path());
  if (!locks)
    remark =
        fmt::format("{}: the file system has no locks: let one command at a time write there", file.string());
  if (locks) {
    Connection connection(file.string());
    const int code = connection.try_to(
        "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=100; SELECT version FROM format");
    connection.require(code == SQLITE_OK || code == SQLITE_IOERR || code == SQLITE_CANTOPEN ||
                       code == SQLITE_PROTOCOL);
    if (code == SQLITE_OK) return connection;
  }
  Connection connection(file.string(), locks ? nullptr : "unix-none");
  // Held alone a log needs no shared memory: a store that has one already goes back to a journal.
  connection.try_to("PRAGMA locking_mode=EXCLUSIVE");
  connection.execute("PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT version FROM format");
  return connection;
}

}  // namespace

struct RunStore::Storage {
  explicit Storage(Connection opened) : connection(std::move(opened)) {
    require_format(connection);
    connection.execute("PRAGMA synchronous=FULL");
    find = connection.prepare("SELECT status, numbers, checksum FROM runs WHERE key = ?");
    remember = connection.prepare("INSERT OR REPLACE INTO runs VALUES(?, ?, ?, ?)");
  }
  std::mutex guard;
  Connection connection;
  Statement find, remember;
  std::string remark;
};

RunStore RunStore::in_memory() {
  Connection connection(":memory:");
  connection.execute(tables);
  return RunStore(std::make_unique<Storage>(std::move(connection)));
}

void RunStore::require_store_or_nothing(const std::filesystem::path& file) {
  if (!std::filesystem::exists(std::filesystem::symlink_status(file))) return;
  const auto application = application_of(file);
  if (!application)
    throw numerics::InputError(
        {file.string(), 1},
        "the store of finished runs is damaged, read 'file is not a database', allowed: another folder with "
        "--out, or no such file (remove it: its runs are done again)");
  if (application != empty_store().substr(68, 4))
    throw numerics::InputError(
        {file.string(), 1},
        "no store of this version's runs, read another database, allowed: another folder with --out, or no "
        "such file (move it away: runs of an earlier version are done again)");
}

RunStore RunStore::open(const std::filesystem::path& file) {
  if (!make_store(file, empty_store())) require_store_or_nothing(file);
  std::string remark;
  auto storage = std::make_unique<Storage>(connect(file, remark));
  storage->remark = std::move(remark);
  return RunStore(std::move(storage));
}

const std::string& RunStore::remark() const {
  return storage_->remark;
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
  if (code == SQLITE_ROW &&
      sqlite3_column_int64(statement, 2) == checksum_of(key, column(statement, 0), column(statement, 1)))
    row = Row{.status = std::string(column(statement, 0)), .values = numbers_from_text(column(statement, 1))};
  sqlite3_reset(statement);
  return row;
}

void RunStore::remember(const std::string& key, const Row& row) {
  const std::string values = text(row.values);
  const std::lock_guard lock(storage_->guard);
  sqlite3_stmt* statement = storage_->remember.get();
  bind(statement, key, row.status, values);
  sqlite3_bind_int64(statement, 4, checksum_of(key, row.status, values));
  storage_->connection.require(sqlite3_step(statement) == SQLITE_DONE);
  sqlite3_reset(statement);
}

}  // namespace featdyn::verify
