// A C face for the Compact Language Detector 2.
#pragma once
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The code of the language that most of `length` bytes of valid UTF-8 are in, or NULL if that is not
/// certain. The code lives as long as the program.
const char *cld2_language(const char *text, int length);

#ifdef __cplusplus
}
#endif
