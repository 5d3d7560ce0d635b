# The loops that are compiled once for each instruction set and chosen at run time (numerics/linear/kernels.hpp). No header
# that other sources share may be forced into them: its inline functions would be linked into these.
set(avx2_flags -mavx2 -mfma)
set(avx512_flags ${avx2_flags} -mavx512f -mavx512dq -mavx512vl)
foreach(instruction_set baseline avx2 avx512)
  set(source ${PROJECT_SOURCE_DIR}/numerics/linear/kernels_${instruction_set}.cpp)
  set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS "-O3;${${instruction_set}_flags}")
  endif()
endforeach()
