#pragma once

namespace featdyn::numerics {

/// What the libraries below must be told before they are used, by a program with these arguments (up to a null
/// pointer). OpenBLAS computes on the calling thread alone (see use_one_blas_thread()); where address space is
/// limited (ulimit -v) the program is started again without the threads that OpenBLAS makes while it is
/// loaded, each of which asks for 128 MiB for ever. GMP and FLINT, out of memory, end the program by
/// std::exit(), not by a signal.
void prepare_libraries(char** arguments);

/// Where address space is limited: takes a buffer of OpenBLAS for each of so many threads now, and says for
/// how many there was room. A product that finds none later would ask for ever. Without a limit: `threads`.
int reserve_blas_buffers(int threads);

}  // namespace featdyn::numerics
