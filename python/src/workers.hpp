#pragma once

#include "verify/grid/grid_workers.hpp"
#include "work.hpp"

namespace featdyn::python {

/// Who works through grids: `distribute` of Python, which is given every run that is not remembered, as (point, recipe,
/// settings, key), and a function that takes (point, status, values) of those that are done; all threads of this process
/// where it is None. Tells `progress`, which must live as long, how many rows of how many there are.
verify::GridWorkers workers_of(const py::object& distribute, Progress& progress);

}  // namespace featdyn::python
