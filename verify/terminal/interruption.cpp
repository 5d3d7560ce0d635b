#include "verify/terminal/interruption.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace featdyn::verify {
namespace {

std::atomic<const char*> remedy_to_say = nullptr;
std::atomic<bool> is_guest = false;
std::atomic_flag has_spoken;
static_assert(std::atomic<const char*>::is_always_lock_free);

/// Of what a signal handler may call.
void say(const char* text) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

/// Says it once and then is the default's. A process group may get a signal twice, the second on another
/// thread (timeout(1) does that): it must not end the program before the first has spoken.
void say_remedy(int signal) {
  if (has_spoken.test_and_set()) return;
  say("\nfeatdyn: interrupted: ");
  say(remedy_to_say);
  say("\n");
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void leave_signals_alone() {
  is_guest = true;
}

void on_interruption_say(const char* remedy) {
  if (is_guest) return;
  remedy_to_say = remedy;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction present {};
    sigaction(signal, nullptr, &present);
    if (present.sa_handler == SIG_IGN) continue;
    struct sigaction saying {};
    saying.sa_handler = say_remedy;
    sigaction(signal, &saying, nullptr);
  }
}

}  // namespace featdyn::verify
