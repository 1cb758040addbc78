#include "include/simd_helpers.h"

uint8_t places_in_byte[256][8];

/// Fills the table before anything else runs.
__attribute__((constructor)) static void fill_places_in_byte(void) {
  for (int byte = 0; byte < 256; byte++) {
    int count = 0;
    for (int i = 0; i < 8; i++)
      if (byte >> i & 1) places_in_byte[byte][count++] = (uint8_t)i;
  }
}
