#include "verify/grid/mpi_workers.hpp"

#include <fmt/format.h>
#define OMPI_SKIP_MPICXX 1  // the C interface is enough
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace featdyn::verify {
namespace {

/// What a message says, and its text: nothing; "POINT STATUS NUMBERS"; nothing; the error. The answer to
/// `next` is "POINT TEXT", or nothing; a grid is its text, after which there are no more where that is nothing.
enum Tag { next_point, row, leaves, failure, answer, grid };
constexpr std::chrono::microseconds between_looks{100};

void send(Tag tag, const std::string& text = "", int process = 0) {
  MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, process, tag, MPI_COMM_WORLD);
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

void hand_out(const Queue& queue, const MpiWorkers::PointText& text_of, int process) {
  std::string handed;
  guarded(queue, [&] {
    if (const auto point = queue.next())
      handed = fmt::format("{} {}", *point, text_of ? text_of(*point) : "");
  });
  send(answer, handed, process);
}

/// Does what a message asks for; true when its sender leaves.
bool handle(const Queue& queue, const MpiWorkers::PointText& text_of, MPI_Status& status) {
  const std::string text = receive(status);
  if (status.MPI_TAG == next_point) hand_out(queue, text_of, status.MPI_SOURCE);
  if (status.MPI_TAG == row) guarded(queue, [&] { deliver(queue, text); });
  if (status.MPI_TAG == failure) queue.fail(std::make_exception_ptr(std::runtime_error(text)));
  return status.MPI_TAG == leaves;
}

/// From the leader, without a core's work while it waits.
std::string wait_for(Tag tag) {
  MPI_Status status;
  for (int there = 0;;) {
    MPI_Iprobe(0, tag, MPI_COMM_WORLD, &there, &status);
    if (there != 0) return receive(status);
    std::this_thread::sleep_for(between_looks);
  }
}

const Queue nothing{.next = [] { return std::nullopt; },
                    .deliver = [](std::size_t, const Row&) {},
                    .fail = [](const std::exception_ptr&) {}};

}  // namespace

MpiWorkers::MpiWorkers(Share share) : share_(share) {
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
  const bool has_more = share_ == Share::many_grids;
  if (leads() && has_more) announce("");
  if (!leads())
    send(leaves);
  else if (!served_ || has_more)
    serve(nothing);
  MPI_Finalize();
}

int MpiWorkers::threads(int wanted) const {
  const int share = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)) / processes_here_;
  return processes_here_ == 1 ? wanted : std::clamp(share, 1, wanted);
}

void MpiWorkers::lead(const Queue& queue, const std::function<void()>& work, const PointText& text) {
  served_ = true;
  const std::jthread server([&] { serve(queue, text); });
  work();
}

/// Looks for messages, and sleeps between looks, so that the leader's core is left to its own work.
void MpiWorkers::serve(const Queue& queue, const PointText& text) const {
  for (int present = size_ - 1; present > 0;) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (there == 0)
      std::this_thread::sleep_for(between_looks);
    else if (handle(queue, text, status))
      --present;
  }
}

std::optional<MpiWorkers::Handed> MpiWorkers::next() {
  const std::lock_guard lock(guard_);
  send(next_point);
  const std::string text = wait_for(answer);
  if (text.empty()) return std::nullopt;
  return Handed{.point = std::stoull(text), .text = text.substr(text.find(' ') + 1)};
}

void MpiWorkers::announce(const std::string& text) {
  for (int process = 1; process < size_; ++process) send(grid, text, process);
}

std::optional<std::string> MpiWorkers::next_grid() {
  const std::string text = wait_for(grid);
  return text.empty() ? std::nullopt : std::optional(text);
}

void MpiWorkers::leave() {
  send(leaves);
}

Queue MpiWorkers::follow() {
  return {.next = [this]() -> std::optional<std::size_t> {
            const auto handed = next();
            return handed ? std::optional(handed->point) : std::nullopt;
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
