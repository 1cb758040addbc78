// Keeping some of many documents and what belongs to each, eight at a time: which of them stay cannot be
// foretold, so that a branch for each would be mispredicted.
#pragma once
#include "simd_helpers.h"

/// Writes number i of the eight at `v` to `target` where bit i of `kept` is set, in order, and anything behind
/// them: eight numbers in all.
LEDE_INLINE void write_kept_8(const u32x8 *v, uint32_t kept, uint32_t *target) {
#if defined(__AVX2__)
  typedef uint8_t u8x8 __attribute__((ext_vector_type(8)));
  typedef int32_t lanes __attribute__((vector_size(32)));
  u8x8 places;
  __builtin_memcpy(&places, places_in_byte[kept], sizeof places);
  lanes moved = __builtin_ia32_permvarsi256((lanes)*v, (lanes)__builtin_convertvector(places, u32x8));
  __builtin_memcpy(target, &moved, sizeof moved);
#else
  for (int i = 0; i < 8; i++) {
    *target = (*v)[i];
    target += kept >> i & 1;
  }
#endif
}

/// Makes lane i of `found` the number at place i of `places` from `numbers` on, or 0, unread, unless lane i of `is_there`
/// is −1.
LEDE_INLINE void gather_8(const void *numbers, const u32x8 *places, const i32x8 *is_there, u32x8 *found) {
#if defined(__AVX2__)
  typedef int32_t plain __attribute__((vector_size(32)));
  *found = (u32x8)__builtin_ia32_gatherd_d256((plain){0}, (const int *)numbers, (plain)*places, (plain)*is_there, 4);
#else
  *found = (u32x8)(0);
  for (int lane = 0; lane < 8; lane++)
    if ((*is_there)[lane]) {
      uint32_t own;
      __builtin_memcpy(&own, (const char *)numbers + (uint64_t)(*places)[lane] * 4, sizeof own);
      (*found)[lane] = own;
    }
#endif
}

/// Writes those of `count` documents whose score is `least` or more, and their scores, to `to_documents` and
/// `to_scores`, which may be where they stand; returns how many. Up to seven numbers behind the documents and
/// scores are read, up to eight behind those that are kept written over.
LEDE_INLINE long keep_reaching(const uint32_t *documents, const uint32_t *scores, long count, uint32_t least,
                               uint32_t *to_documents, uint32_t *to_scores) {
  long kept = 0;
  for (long i = 0; i < count; i += 8) {
    u32x8 d, s;
    __builtin_memcpy(&d, documents + i, sizeof d);
    __builtin_memcpy(&s, scores + i, sizeof s);
    i32x8 reaches = (i32x8)(s >= (u32x8)(least));
    uint32_t bits = i32x8_high_bits(&reaches);
    if (count - i < 8) bits &= (1u << (count - i)) - 1;
    write_kept_8(&d, bits, to_documents + kept);
    write_kept_8(&s, bits, to_scores + kept);
    kept += __builtin_popcount(bits);
  }
  return kept;
}

/// Writes those of `count` documents from `first` on whose sum is `least` or more, and the sums, to `documents` and
/// `scores`; returns how many. All sums become 0. `count` is a multiple of 32; up to eight numbers behind those
/// that are kept are written over.
LEDE_INLINE long take_sums_reaching(uint32_t *sums, long count, uint32_t least, uint32_t first, uint32_t *documents,
                                    uint32_t *scores) {
  const u32x8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  long kept = 0;
  for (long i = 0; i < count; i += 32) {
    u32x8 s[4];
    __builtin_memcpy(s, sums + i, sizeof s);
    __builtin_memset(sums + i, 0, sizeof s);
    i32x8 reaches[4];
    for (int j = 0; j < 4; j++) reaches[j] = (i32x8)(s[j] >= (u32x8)(least));
    const i32x8 any = reaches[0] | reaches[1] | reaches[2] | reaches[3];
    if (i32x8_high_bits(&any) == 0) continue;
    for (int j = 0; j < 4; j++) {
      const u32x8 d = lanes + (first + (uint32_t)i + 8 * (uint32_t)j);
      const uint32_t bits = i32x8_high_bits(&reaches[j]);
      write_kept_8(&d, bits, documents + kept);
      write_kept_8(&s[j], bits, scores + kept);
      kept += __builtin_popcount(bits);
    }
  }
  return kept;
}

/// Writes those of `count` documents, which may come twice, whose sum is `least` or more, and the sums, to
/// `to_documents` and `to_scores`; returns how many. The sum of document d is number d − `origin` of `sums`; those of
/// all documents become 0. Up to seven numbers behind the documents are read, up to eight behind those that are kept
/// written over.
LEDE_INLINE long take_sums_of(const uint32_t *documents, long count, uint32_t *sums, uint32_t origin, uint32_t least,
                              uint32_t *to_documents, uint32_t *to_scores) {
  const i32x8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  long kept = 0;
  for (long i = 0; i < count; i += 8) {
    u32x8 d;
    __builtin_memcpy(&d, documents + i, sizeof d);
    const u32x8 places = d - origin;
    const i32x8 is_there = lanes < (i32x8)((int32_t)(count - i < 8 ? count - i : 8));
    u32x8 s;
    gather_8(sums, &places, &is_there, &s);
    const i32x8 reaches = (i32x8)(s >= (u32x8)(least)) & is_there;
    const uint32_t bits = i32x8_high_bits(&reaches);
    write_kept_8(&d, bits, to_documents + kept);
    write_kept_8(&s, bits, to_scores + kept);
    kept += __builtin_popcount(bits);
  }
  for (long i = 0; i < count; i++) sums[documents[i] - origin] = 0;
  return kept;
}

/// Copies `count` numbers, eight at a time: up to seven behind them are read and written. Of few it takes less time than
/// a call.
LEDE_INLINE void copy_numbers(const uint32_t *source, long count, uint32_t *target) {
  for (long i = 0; i < count; i += 8) __builtin_memcpy(target + i, source + i, 8 * sizeof *source);
}

/// Asks for the words in which `keep_in_bits` looks each of `count` documents up, all of them at once.
LEDE_INLINE void prefetch_bits(const uint32_t *documents, long count, const void *words) {
  for (long i = 0; i < count; i++)
    __builtin_prefetch((const char *)words + (documents[i] >> 3));
}

/// Moves those of `count` documents whose bit is set to the front, and with each what stands in its place in
/// `scores`; returns how many. The bit of document d is bit d − `origin`, of words of 32 the lowest first. Up to
/// eight numbers behind the documents and scores are read and written.
LEDE_INLINE long keep_in_bits(uint32_t *documents, uint32_t *scores, long count, const void *words,
                              uint32_t origin) {
  const i32x8 lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  long kept = 0;
  for (long i = 0; i < count; i += 8) {
    u32x8 d, s;
    __builtin_memcpy(&d, documents + i, sizeof d);
    __builtin_memcpy(&s, scores + i, sizeof s);
    const u32x8 slots = d - origin, places = slots >> 5;
    // No word is read for what is not a candidate.
    const i32x8 is_there = lanes < (i32x8)((int32_t)(count - i < 8 ? count - i : 8));
    u32x8 word;
    gather_8(words, &places, &is_there, &word);
    i32x8 is_set = (i32x8)(word << (31 - (slots & 31)));
    uint32_t bits = i32x8_high_bits(&is_set);
    write_kept_8(&d, bits, documents + kept);
    write_kept_8(&s, bits, scores + kept);
    kept += __builtin_popcount(bits);
  }
  return kept;
}

/// Writes `base` and the place of each one of `word`, the lowest first, and anything to up to seven numbers behind;
/// returns how many there are. Eight at a time, whether they are there or not: how many there are is no branch.
LEDE_INLINE long write_places_of_ones(uint64_t word, uint32_t base, uint32_t *target) {
  const long count = __builtin_popcountll(word);
  for (long i = 0; i < count; i += 8)
    for (int j = 0; j < 8; j++) {
      uint32_t place = base + (uint32_t)__builtin_ctzll(word | 1ull << 63);
      __asm__("" : "+r"(place));  // By vectors, which the compiler would use, it takes three times as long.
      target[i + j] = place;
      word &= word - 1;
    }
  return count;
}

/// Does the same as `write_places_of_ones`, in the same time however many there are, and in less where they are more
/// than eight or so.
LEDE_INLINE long write_places_of_many_ones(uint64_t word, uint32_t base, uint32_t *target) {
  typedef uint8_t u8x8 __attribute__((ext_vector_type(8)));
  long count = 0;
  for (int i = 0; i < 8; i++) {
    const uint8_t byte = (uint8_t)(word >> 8 * i);
    u8x8 places;
    __builtin_memcpy(&places, places_in_byte[byte], sizeof places);
    const u32x8 numbers = __builtin_convertvector(places, u32x8) + (base + 8 * (uint32_t)i);
    __builtin_memcpy(target + count, &numbers, sizeof numbers);
    count += __builtin_popcount(byte);
  }
  return count;
}
