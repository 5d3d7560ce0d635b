#pragma once

#include <string>
#include <variant>
#include <vector>

#include "numerics/activation/activation.hpp"
#include "numerics/data/data_extension.hpp"
#include "paper-figs/figure/figure.hpp"
#include "verify/theorem/file/observable_extension.hpp"

namespace featdyn::figures {

using Piece = std::variant<numerics::Activation, numerics::Loss, numerics::DataModel,
                           verify::ObservableExtension, FigureSpec>;

/// What a user's program has beside the built-in pieces (`featdyn new` writes such a program).
struct Own {
  std::string version;  ///< of the sources of the pieces: changes with them (featdyn_program() of CMake)
  std::vector<Piece> pieces;
};

/// The program: all commands, with a user's pieces in every table. Returns the exit code.
int run_featdyn(int argc, char** argv, const Own& own = {});

}  // namespace featdyn::figures
