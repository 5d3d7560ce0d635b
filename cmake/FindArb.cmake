# Arb ships neither a CMake package nor a .pc file on Debian 12, where its library is called flint-arb; FLINT 3 contains
# it. Defines Arb::Arb.
include(CMakeFindDependencyMacro)
find_dependency(FLINT)
find_path(Arb_INCLUDE_DIR arb.h PATH_SUFFIXES flint)
find_library(Arb_LIBRARY NAMES flint-arb arb)
find_library(MPFR_LIBRARY mpfr)
if(NOT Arb_LIBRARY AND Arb_INCLUDE_DIR MATCHES "/flint$")
  set(Arb_LIBRARY ${FLINT_LIBRARY})
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Arb REQUIRED_VARS Arb_LIBRARY MPFR_LIBRARY Arb_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "On Debian: apt-get install libflint-arb-dev libmpfr-dev (FLINT 3 contains it)")
if(Arb_FOUND AND NOT TARGET Arb::Arb)
  add_library(Arb::Arb INTERFACE IMPORTED)
  target_include_directories(Arb::Arb SYSTEM INTERFACE ${Arb_INCLUDE_DIR})
  target_link_libraries(Arb::Arb INTERFACE ${Arb_LIBRARY} FLINT::FLINT ${MPFR_LIBRARY})
endif()
