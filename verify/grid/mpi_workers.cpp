#include "verify/grid/mpi_workers.hpp"

#include <fmt/format.h>
#include <mpi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace featdyn::verify {
namespace {

/// What a message says, and its text: nothing; "POINT STATUS NUMBERS"; nothing; the error. The answer to
/// `next` is a point.
enum Tag { next, row, leaves, failure, answer };
constexpr std::uint64_t no_point = ~std::uint64_t{0};
constexpr std::chrono::microseconds between_looks{100};

void send(Tag tag, const std::string& text = "") {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, 0, tag, MPI_COMM_WORLD);
}

std::string receive(MPI_Status& status) {
  int length = 0;
  MPI_Get_count(&status, MPI_CHAR, &length);
  std::string text(static_cast<std::size_t>(length), '\0');
  MPI_Recv(text.data(), length, MPI_CHAR, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, &status);
  return text;
}

std::string message(std::size_t point, const Row& row) {
  return fmt::format("{} {} {}", point, row.status, text(row.values));
}

/// What goes wrong stops the grid, not the leader.
template <class Action>
void guarded(const Queue& queue, Action action) {
  try {
    action();
  } catch (...) {
    queue.fail(std::current_exception());
  }
}

void deliver(const Queue& queue, const std::string& text) {
  const auto first = text.find(' '), second = text.find(' ', first + 1);
  queue.deliver(std::stoull(text), {.status = text.substr(first + 1, second - first - 1),
                                    .values = numbers_from_text(std::string_view(text).substr(second + 1))});
}

void hand_out(const Queue& queue, int process) {
  std::uint64_t point = no_point;
  guarded(queue, [&] { point = queue.next().value_or(no_point); });
  MPI_Send(&point, 1, MPI_UINT64_T, process, answer, MPI_COMM_WORLD);
}

/// Does what a message asks for; true when its sender leaves.
bool handle(const Queue& queue, MPI_Status& status) {
  const std::string text = receive(status);
  if (status.MPI_TAG == next) hand_out(queue, status.MPI_SOURCE);
  if (status.MPI_TAG == row) guarded(queue, [&] { deliver(queue, text); });
  if (status.MPI_TAG == failure) queue.fail(std::make_exception_ptr(std::runtime_error(text)));
  return status.MPI_TAG == leaves;
}

const Queue nothing{.next = [] { return std::nullopt; },
                    .deliver = [](std::size_t, const Row&) {},
                    .fail = [](const std::exception_ptr&) {}};

}  // namespace

MpiWorkers::MpiWorkers() {
  if (!launched_by_mpirun()) return;
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
  MPI_Comm here;
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &here);
  MPI_Comm_size(here, &processes_here_);
  MPI_Comm_free(&here);
}

MpiWorkers::~MpiWorkers() {
  int running = 0;
  MPI_Initialized(&running);
  if (running == 0) return;
  if (!leads())
    send(leaves);
  else if (!served_)
    serve(nothing);
  MPI_Finalize();
}

int MpiWorkers::threads(int wanted) const {
  const int share = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)) / processes_here_;
  return processes_here_ == 1 ? wanted : std::clamp(share, 1, wanted);
}

void MpiWorkers::lead(const Queue& queue, const std::function<void()>& work) {
  served_ = true;
  const std::jthread server([&] { serve(queue); });
  work();
}

/// Looks for messages, and sleeps between looks, so that the leader's core is left to its own work.
void MpiWorkers::serve(const Queue& queue) const {
  for (int present = size_ - 1; present > 0;) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (there == 0)
      std::this_thread::sleep_for(between_looks);
    else if (handle(queue, status))
      --present;
  }
}

Queue MpiWorkers::follow() {
  return {.next = [this]() -> std::optional<std::size_t> {
            const std::lock_guard lock(guard_);
            send(next);
            std::uint64_t point = no_point;
            MPI_Recv(&point, 1, MPI_UINT64_T, 0, answer, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            return point == no_point ? std::nullopt : std::optional<std::size_t>(point);
          },
          .deliver =
              [this](std::size_t point, const Row& row) {
                const std::lock_guard lock(guard_);
                send(Tag::row, message(point, row));
              },
          .fail =
              [this](const std::exception_ptr& error) {
                try {
                  std::rethrow_exception(error);
                } catch (const std::exception& caught) {
                  report(caught.what());
                }
              }};
}

void MpiWorkers::report(const std::string& error) {
  const std::lock_guard lock(guard_);
  send(failure, error);
}

}  // namespace featdyn::verify
