#include "include/simd_helpers.h"

uint8_t places_in_byte[256][8];
uint64_t term_masks[16][2];

/// Fills the tables before anything else runs.
__attribute__((constructor)) static void fill_tables(void) {
  for (int byte = 0; byte < 256; byte++) {
    int count = 0;
    for (int i = 0; i < 8; i++)
      if (byte >> i & 1) places_in_byte[byte][count++] = (uint8_t)i;
  }
  for (int length = 0; length < 16; length++)
    for (int i = 0; i < length && i < 14; i++)
      term_masks[length][i / 7] |= 0xFFull << (i < 7 ? 48 - 8 * i : 56 - 8 * (i - 7));
}
