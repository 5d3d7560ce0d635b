# The package behind find_package(featdyn): targets featdyn::theory, featdyn::numerics, featdyn::verify,
# featdyn::paper-figs (the whole program but its main), and featdyn_program().
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/featdyn)
install(EXPORT featdynTargets NAMESPACE featdyn:: DESTINATION ${package_dir})
configure_file(cmake/featdynConfig.cmake.in featdynConfig.cmake @ONLY)
write_basic_package_version_file(featdynConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/featdynConfig.cmake cmake/featdynProgram.cmake cmake/FindFLINT.cmake cmake/FindArb.cmake cmake/FindMPFI.cmake cmake/FindOpenBLAS.cmake
              cmake/FindNettle.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/featdynConfigVersion.cmake DESTINATION ${package_dir})
