# nettle has no CMake package. Defines Nettle::Nettle, whose SHA-256 names runs.
find_path(Nettle_INCLUDE_DIR nettle/sha2.h)
find_library(Nettle_LIBRARY nettle)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Nettle REQUIRED_VARS Nettle_LIBRARY Nettle_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "On Debian: apt-get install nettle-dev")
if(Nettle_FOUND AND NOT TARGET Nettle::Nettle)
  add_library(Nettle::Nettle INTERFACE IMPORTED)
  target_include_directories(Nettle::Nettle SYSTEM INTERFACE ${Nettle_INCLUDE_DIR})
  target_link_libraries(Nettle::Nettle INTERFACE ${Nettle_LIBRARY})
endif()
