# featdyn_program(NAME SOURCE...): a program with all of featdyn's commands and pieces of your own. Its sources include
# own_version.hpp, whose own_version is the hash of all of them and of the headers beside them, so that no row that was
# remembered of an older piece is taken for the new one's.
function(featdyn_program name)
  file(GLOB headers CONFIGURE_DEPENDS LIST_DIRECTORIES false RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}
       ${CMAKE_CURRENT_SOURCE_DIR}/*.h ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp ${CMAKE_CURRENT_SOURCE_DIR}/*.inl)
  set(hashes "")
  foreach(source ${ARGN} ${headers})
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(SHA256 ${path} hash)
    string(APPEND hashes "${source} ${hash}\n")
  endforeach()
  string(SHA256 version "${hashes}")
  string(SUBSTRING ${version} 0 16 version)
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/${name}-own)
  file(CONFIGURE OUTPUT ${generated}/own_version.hpp
       CONTENT "#pragma once\n\ninline constexpr const char* own_version = \"@version@\";\n" @ONLY)

  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${generated})
  target_compile_options(${name} PRIVATE -ffp-contract=off)  # as the library: numbers must not depend on the processor
  target_link_libraries(${name} PRIVATE featdyn::paper-figs)
endfunction()
