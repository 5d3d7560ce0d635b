#pragma once

namespace featdyn::verify {

/// From now on an interrupt (Ctrl-C) or SIGTERM ends the program as ever, but says first how the work goes
/// on: "featdyn: interrupted: <remedy>". The text must live as long as the program. A signal that is ignored,
/// as in a shell's background, stays ignored.
void on_interruption_say(const char* remedy);

/// From now on it does nothing: the library is a guest of a process that has its own way with signals.
void leave_signals_alone();

/// For commands that remember their runs in a store.
inline constexpr const char* runs_are_kept = "finished runs are kept, the same command goes on";

}  // namespace featdyn::verify
