#pragma once

namespace featdyn::verify {

/// A commented theorem file to begin with: what `featdyn init theorem` prints.
extern const char* const theorem_template;

}  // namespace featdyn::verify
