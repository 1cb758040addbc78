#include "include/cld2_c.h"

// The header uses FILE and does not say where it is from.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

extern "C" const char *cld2_language(const char *text, int length) {
  bool is_reliable = false;
  const CLD2::Language language = CLD2::DetectLanguage(text, length, true, &is_reliable);
  return is_reliable && language != CLD2::UNKNOWN_LANGUAGE ? CLD2::LanguageCode(language) : nullptr;
}
