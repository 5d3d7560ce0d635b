#include <sqlite3.h>
#include <sys/resource.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <limits>
#include <thread>

#include "numerics/files/atomic_file.hpp"
#include "tests/bytes.hpp"
#include "tests/refusal.hpp"
#include "verify/grid/run_store.hpp"

BOOST_FIXTURE_TEST_SUITE(verify_run_store, featdyn::testing::TemporaryFolder)

using namespace featdyn;
using namespace featdyn::testing;
using verify::Row;
using verify::RunStore;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

BOOST_AUTO_TEST_CASE(rows_come_back_bit_by_bit_after_the_store_was_closed) {
  const Row row{.status = "diverged",
                .values = {0.1, -0.0, 1e-310, -std::numeric_limits<double>::infinity(), 4.0 / 3}};
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    store.remember("a", row);
    store.remember("b", {.status = "finished", .values = {none}});
    store.remember("c", {.status = "failed", .values = {}});
  }
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  BOOST_TEST((store.find("a") == row));
  BOOST_TEST(std::signbit(store.find("a")->values[1]));
  BOOST_TEST(std::isnan(store.find("b")->values.at(0)));
  BOOST_TEST(store.find("c")->values.empty());
  BOOST_TEST(!store.find("d"));
}

BOOST_AUTO_TEST_CASE(many_connections_to_one_new_file_lose_nothing) {
  std::vector<std::jthread> threads;
  std::atomic<int> errors = 0;
  for (int writer = 0; writer < 8; ++writer)
    threads.emplace_back([&, writer] {
      try {
        RunStore store = RunStore::open(*this / "runs.sqlite");
        for (int k = 0; k < 10; ++k) {
          store.remember("same", {.status = "finished", .values = {1}});
          store.remember(std::to_string(10 * writer + k), {.status = "finished", .values = {1.0 * k}});
        }
      } catch (const std::exception& error) {
        ++errors;
      }
    });
  threads.clear();
  BOOST_TEST(errors == 0);
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  for (int k = 0; k < 80; ++k) BOOST_TEST(store.find(std::to_string(k)).has_value());
}

/// The limit on the size of files stands for the full disk.
BOOST_AUTO_TEST_CASE(a_full_disk_is_one_clear_error_and_loses_nothing) {
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  int stored = 0;
  std::string message;
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    const rlimit small{.rlim_cur = 200'000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    message = refusal([&] {
      for (; stored < 1000; ++stored)
        store.remember(std::to_string(stored), {.status = "finished", .values = std::vector(50, 1.0 / 3)});
    });
    setrlimit(RLIMIT_FSIZE, &before);
  }
  std::signal(SIGXFSZ, handler);
  BOOST_TEST(contains(message, "runs.sqlite:1: the store of finished runs failed, read '"), message);
  BOOST_TEST(stored > 0);
  BOOST_TEST(stored < 1000);
  const RunStore store = RunStore::open(*this / "runs.sqlite");
  for (int k = 0; k < stored; ++k) BOOST_TEST(store.find(std::to_string(k)).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_store_is_refused) {
  numerics::write_file(*this / "text", std::string(5000, 'x'));
  const std::string message = refusal([&] { RunStore::open(*this / "text"); });
  BOOST_TEST(
      contains(message, "text:1: the store of finished runs is damaged, read 'file is not a database'"),
      message);
  BOOST_TEST(numerics::read_file(*this / "text") == std::string(5000, 'x'));
  BOOST_TEST(contains(refusal([&] { RunStore::open(path() / "no/folder"); }), "No such file or directory"));
}

/// Somebody's own database is none of ours, and stays as it is.
BOOST_AUTO_TEST_CASE(another_database_is_refused_and_left) {
  sqlite3* database = nullptr;
  sqlite3_open((*this / "runs.sqlite").c_str(), &database);
  sqlite3_exec(database, "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)", nullptr, nullptr, nullptr);
  sqlite3_close(database);
  const std::string before = numerics::read_file(*this / "runs.sqlite");
  const std::string message = refusal([&] { RunStore::open(*this / "runs.sqlite"); });
  BOOST_TEST(contains(message, "runs.sqlite:1: no store of this version's runs, read another database"),
             message);
  BOOST_TEST(numerics::read_file(*this / "runs.sqlite") == before);
  numerics::write_file(*this / "empty", "");
  BOOST_TEST(contains(refusal([&] { RunStore::open(*this / "empty"); }), "empty:1: "));
  BOOST_TEST(std::filesystem::file_size(*this / "empty") == 0U);
}

/// Any bit of a store: the row comes back as it was, or not at all, or the store is refused.
BOOST_AUTO_TEST_CASE(a_flipped_bit_never_becomes_a_row) {
  const Row row{.status = "finished", .values = {0.1, 2e7, 1 / 3.0}};
  {
    RunStore store = RunStore::open(*this / "runs.sqlite");
    for (const char* key : {"a", "b", "c"}) store.remember(key, row);
  }
  const std::string whole = numerics::read_file(*this / "runs.sqlite");
  const std::size_t page = whole.rfind("finished") / 4096 * 4096;
  int kept = 0, lost = 0, refused = 0;
  for (std::size_t byte = 0; byte < whole.size(); ++byte) {
    const bool is_row = byte >= page && byte < page + 4096 && whole[byte] != 0;
    if (!is_row && byte % 97 != 0) continue;
    std::string flipped = whole;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1U << byte % 8));
    numerics::write_file(*this / "flipped.sqlite", flipped);
    try {
      const auto found = RunStore::open(*this / "flipped.sqlite").find("b");
      BOOST_TEST((!found || *found == row), byte);
      ++(found ? kept : lost);
    } catch (const numerics::InputError&) {
      ++refused;
    }
    for (const char* end : {"-wal", "-shm", "-journal"})
      std::filesystem::remove((*this / "flipped.sqlite").string() + end);
  }
  BOOST_TEST(kept > 0);
  BOOST_TEST(lost > 20);
}

BOOST_AUTO_TEST_SUITE_END()
