#pragma once

namespace featdyn::numerics {

/// What training throws, on whatever thread, once it has been asked to stop. It is no std::exception: nobody
/// mistakes it for something that went wrong with a run.
struct Stopped {};

/// Asks whatever is training in this process to stop; a signal handler may call it.
void ask_to_stop() noexcept;
/// Training may go on again.
void forget_to_stop() noexcept;
bool is_asked_to_stop() noexcept;
/// Throws Stopped where it was asked for. Every method of training comes by at every step.
void stop_if_asked();

}  // namespace featdyn::numerics
