# MPFI ships neither a CMake package nor a .pc file on Debian 12. Defines MPFI::MPFI.
find_path(MPFI_INCLUDE_DIR mpfi.h)
find_library(MPFI_LIBRARY mpfi)
find_library(MPFR_LIBRARY mpfr)
find_library(GMP_LIBRARY gmp)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MPFI REQUIRED_VARS MPFI_LIBRARY MPFR_LIBRARY GMP_LIBRARY MPFI_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "On Debian: apt-get install libmpfi-dev libmpfr-dev libgmp-dev")
if(MPFI_FOUND AND NOT TARGET MPFI::MPFI)
  add_library(MPFI::MPFI INTERFACE IMPORTED)
  target_include_directories(MPFI::MPFI SYSTEM INTERFACE ${MPFI_INCLUDE_DIR})
  target_link_libraries(MPFI::MPFI INTERFACE ${MPFI_LIBRARY} ${MPFR_LIBRARY} ${GMP_LIBRARY})
endif()
