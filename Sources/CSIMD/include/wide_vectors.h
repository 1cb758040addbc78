// Kernels for processors that can permute and compress the bytes of vectors of 512 bits (AVX-512 VBMI and VBMI2, from
// 2019 on), each beside the one that it stands in for. No part of the program but these is built for such processors:
// whether this is one is asked when it runs.
#pragma once
#include "simd_helpers.h"

extern int wide_vectors_are_there;

/// Whether the kernels below can be called: not if the environment has LEDE_NARROW_VECTORS, so that the others can be
/// tested and timed.
LEDE_INLINE int has_wide_vectors(void) { return wide_vectors_are_there; }

/// Reads a block of 128 numbers, `shift` ≤ 24, as `AscendingCode.read` does, or their distances, the first from −1.
/// Returns 0, and has not read all, where the upper parts take more than 383 bits, so that the caller must. Up to 32
/// bytes behind the block are read.
int read_ascending_wide(const void *block, uint32_t shift, uint32_t base, uint32_t *target);
int read_distances_wide(const void *block, uint32_t shift, uint32_t *target);

/// Does what `find_in_block` does.
block_finds find_in_block_wide(const uint32_t *block, const uint32_t *heads, const uint32_t *wanted, long count,
                               uint32_t last, uint32_t *places, uint32_t *indices);

/// Writes what each of `count` levels scores to `target`: does what `scores_of_levels` does for one number each.
void scores_of_levels_wide(const uint8_t *levels, long count, const uint32_t *scores, uint32_t *target);

/// Writes the places of the first `count` ones, 1 or more, of the bits from `start` on, and anything to up to 64 numbers
/// behind them; there must be so many.
void write_places_wide(const void *bits, uint32_t start, long count, uint32_t *target);
