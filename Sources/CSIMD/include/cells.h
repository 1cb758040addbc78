// What lists can score in cells of documents, many cells at a time.
#pragma once
#include "simd_helpers.h"

/// Writes the larger byte of each of `count` pairs to `target`, which may be where they stand. Up to 31 bytes
/// behind the pairs are read, up to 15 behind the target written.
LEDE_INLINE void larger_of_pairs(const uint8_t *pairs, long count, uint8_t *target) {
  typedef uint16_t u16x16 __attribute__((ext_vector_type(16)));
  for (long i = 0; i < count; i += 16) {
    u16x16 v;
    __builtin_memcpy(&v, pairs + 2 * i, sizeof v);
    u8x16 larger = __builtin_convertvector(__builtin_elementwise_max(v & 0xFF, v >> 8), u8x16);
    __builtin_memcpy(target + i, &larger, sizeof larger);
  }
}

/// Adds `more` to `count` sums; where `needs_sum`, only to those that are not 0; where `needs_more`, a sum to which
/// 0 is added becomes 0. Up to seven numbers behind them are read and written.
LEDE_INLINE void add_to_sums(uint32_t *sums, const uint32_t *more, long count, int needs_sum, int needs_more) {
  const u32x8 no_sum = (u32x8)(needs_sum ? 0u : UINT32_MAX), no_more = (u32x8)(needs_more ? 0u : UINT32_MAX);
  for (long i = 0; i < count; i += 8) {
    u32x8 s, m;
    __builtin_memcpy(&s, sums + i, sizeof s);
    __builtin_memcpy(&m, more + i, sizeof m);
    u32x8 counts = ((u32x8)(s != 0) | no_sum) & ((u32x8)(m != 0) | no_more);
    s = (s + m) & counts;
    __builtin_memcpy(sums + i, &s, sizeof s);
  }
}

/// Bit i is set where number i of the 64 at `p` is `least` or more and below `most`.
LEDE_INLINE uint64_t numbers_within_64(const uint32_t *p, uint32_t least, uint32_t most) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 8) {
    u32x8 v;
    __builtin_memcpy(&v, p + i, sizeof v);
    i32x8 within = (i32x8)(v >= (u32x8)(least)) & (i32x8)(v < (u32x8)(most));
    mask |= (uint64_t)i32x8_high_bits(&within) << i;
  }
  return mask;
}

/// Writes what each of `count` levels scores to `each` numbers of `target`, and anything to up to seven behind
/// them all.
LEDE_INLINE void scores_of_levels(const uint8_t *levels, long count, const uint32_t *scores, long each,
                                  uint32_t *target) {
  if (each == 1) {
    for (long i = 0; i < count; i++) target[i] = scores[levels[i]];
    return;
  }
  for (long i = 0; i < count; i++) {
    u32x8 score = (u32x8)(scores[levels[i]]);
    for (long j = 0; j < each; j += 8) __builtin_memcpy(target + each * i + j, &score, sizeof score);
  }
}

/// What a document can score: the score of the level of its cell of 2^`shift` documents; if there are `bits`, 0 unless
/// its bit is set, the lowest of the first byte for document 0.
LEDE_INLINE uint32_t most_of_document(uint32_t document, const uint8_t *levels, uint32_t shift, const uint32_t *scores,
                                      const uint8_t *bits) {
  const uint32_t score = scores[levels[document >> shift]];
  if (!bits) return score;
  uint32_t mask = -(uint32_t)(bits[document >> 3] >> (document & 7) & 1);
  __asm__("" : "+r"(mask));  // Or there would be a branch, which is mispredicted.
  return score & mask;
}

// By gathers, which the compiler would use for what follows, it takes longer, though fewer instructions. And the
// compiler leaves it to us to ask for bits once, and not for each document.
#define ONE_BY_ONE _Pragma("clang loop vectorize(disable)")

/// Adds to each of `count` bounds what the document in its place can score.
LEDE_INLINE void add_most_of_documents(const uint32_t *documents, uint32_t *bounds, long count, const uint8_t *levels,
                                       uint32_t shift, const uint32_t *scores, const uint8_t *bits) {
  if (bits)
    ONE_BY_ONE for (long i = 0; i < count; i++)
      bounds[i] += most_of_document(documents[i], levels, shift, scores, bits);
  else
    ONE_BY_ONE for (long i = 0; i < count; i++)
      bounds[i] += most_of_document(documents[i], levels, shift, scores, 0);
}

/// Puts into each of `count` bounds what the document in its place scores, which stands in `own`, in the place of what
/// it can score.
LEDE_INLINE void replace_most_of_documents(const uint32_t *documents, uint32_t *bounds, const uint32_t *own, long count,
                                           const uint8_t *levels, uint32_t shift, const uint32_t *scores,
                                           const uint8_t *bits) {
  if (bits)
    ONE_BY_ONE for (long i = 0; i < count; i++)
      bounds[i] += own[i] - most_of_document(documents[i], levels, shift, scores, bits);
  else
    ONE_BY_ONE for (long i = 0; i < count; i++)
      bounds[i] += own[i] - most_of_document(documents[i], levels, shift, scores, 0);
}

/// Lowers each of `count` scores to what the document in its place can score.
LEDE_INLINE void lower_to_most_of_documents(const uint32_t *documents, uint32_t *lowered, long count,
                                            const uint8_t *levels, uint32_t shift, const uint32_t *scores,
                                            const uint8_t *bits) {
  ONE_BY_ONE for (long i = 0; i < count; i++) {
    const uint32_t score = most_of_document(documents[i], levels, shift, scores, bits);
    lowered[i] = score < lowered[i] ? score : lowered[i];
  }
}
