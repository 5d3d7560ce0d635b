#pragma once

#include "numerics/activation/activation.hpp"
#include "numerics/data/data_extension.hpp"

namespace featdyn::numerics {

/// What a user's program adds to the program's own pieces. Readers and tables consult it beside the built-in
/// ones. It is the only state of the process that changes: once, at the start of main, before anything is
/// read.
struct Extensions {
  /// Names the sources of the pieces. It is part of the key of every remembered run, so that whoever changes
  /// a piece gets no row of the old one. Empty where there are no own pieces.
  std::string version;
  std::vector<Activation> activations = {};
  std::vector<Loss> losses = {};
  std::vector<DataModel> data_models = {};
  std::string contents = {};  ///< "data ring, loss savage", for the help
};
const Extensions& extensions();
/// The own data model of that name; null where there is none.
const DataModel* find_extension_model(const std::string& name);

/// Replaces them. Throws InputError where a name is taken or a piece cannot be used.
void set_extensions(Extensions own);

/// What messages call the place of a mistake in a user's piece.
inline const Origin extensions_origin{.file = "own pieces", .line = 1};

}  // namespace featdyn::numerics
