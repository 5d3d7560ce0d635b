#pragma once

#include <string>

namespace featdyn::verify {

struct Answer;
class Inquiry;

/// What was found of a conclusion, in one sentence: quantity, bound, where it is worst and where it stops.
std::string sentence_of(const Inquiry& inquiry, std::size_t conclusion, const Answer& answer);
/// On which settings a theorem was judged, and what was left out.
std::string domain_of(const Inquiry& inquiry);

}  // namespace featdyn::verify
