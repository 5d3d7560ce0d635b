# FLINT ships neither a CMake package nor a .pc file on Debian 12. Defines FLINT::FLINT.
find_path(FLINT_INCLUDE_DIR flint/fmpq_mpoly.h)
find_library(FLINT_LIBRARY flint)
find_library(GMP_LIBRARY gmp)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FLINT REQUIRED_VARS FLINT_LIBRARY GMP_LIBRARY FLINT_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "On Debian: apt-get install libflint-dev libgmp-dev libmpfr-dev")
if(FLINT_FOUND AND NOT TARGET FLINT::FLINT)
  add_library(FLINT::FLINT INTERFACE IMPORTED)
  target_include_directories(FLINT::FLINT SYSTEM INTERFACE ${FLINT_INCLUDE_DIR})
  target_link_libraries(FLINT::FLINT INTERFACE ${FLINT_LIBRARY} ${GMP_LIBRARY})
endif()
