# What README and the pages that it leads to are, beside the program: /usr/share/doc/featdyn of the Debian package.
install(FILES README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md CITATION.cff LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN "*.md" PATTERN "*.png" PATTERN "*.ipynb" PATTERN "site" EXCLUDE PATTERN "reference" EXCLUDE PATTERN "index.md" EXCLUDE)
