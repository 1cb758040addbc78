#include "include/wide_vectors.h"

int wide_vectors_are_there = 0;

#if defined(__x86_64__)
#include <immintrin.h>
#include <stdlib.h>

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

__attribute__((constructor)) static void look_for_wide_vectors(void) {
  __builtin_cpu_init();
  wide_vectors_are_there = !getenv("LEDE_NARROW_VECTORS") && __builtin_cpu_supports("avx512f") &&
                           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
                           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                           __builtin_cpu_supports("popcnt");
}

static const uint8_t byte_lanes[64] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
};

WIDE static inline uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  __builtin_memcpy(&word, bytes, sizeof word);
  return word;
}

/// The numbers of a block, or their distances.
///
/// The upper part of number i is the place of one i less i, below 256 where all bits are fewer than 384: a byte. The places
/// of the ones of a word are compressed to bytes, and stored behind those of the words before. A load that spans
/// several of these stores waits until they have reached the cache: so the lower parts are worked out in between.
WIDE static inline __attribute__((always_inline)) int read_block(const uint8_t *block, uint32_t shift, uint32_t base,
                                                                 int are_distances, uint32_t *target) {
  uint8_t upper[128 + 64];
  const uint8_t *bits = block + 16 * (uint64_t)shift;
  const __m512i lanes = _mm512_loadu_si512(byte_lanes);
  uint64_t found = 0;
  for (int i = 0; i < 6; i++) {
    uint64_t word = word_at(bits + 8 * i);
    if (i == 5) word &= ~(1ull << 63);
    const __m512i places = _mm512_maskz_compress_epi8(word, lanes);
    const __m512i origin = _mm512_set1_epi8((char)(64 * (uint64_t)i - found));
    _mm512_storeu_si512(upper + found, _mm512_add_epi8(_mm512_sub_epi8(places, lanes), origin));
    found += (uint64_t)__builtin_popcountll(word);
    found = found < 128 ? found : 128;
  }
  if (found < 128) return 0;

  // Four rows of four numbers at once; that of row r and column c begins at bit r · shift of the words c, c + 4, ….
  __m512i lower[8];
  if (shift > 0) {
    const __m512i columns = _mm512_setr_epi32(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    const __m512i in_rows = _mm512_mullo_epi32(_mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3),
                                               _mm512_set1_epi32((int)shift));
    const __m512i mask = _mm512_set1_epi32((int)_bzhi_u32(~0u, shift));
    for (uint32_t i = 0; i < 8; i++) {
      const uint32_t first = 4 * i * shift;
      const __m512i source = _mm512_loadu_si512(block + 16 * (uint64_t)(first >> 5));
      const __m512i bit = _mm512_add_epi32(in_rows, _mm512_set1_epi32((int)(first & 31)));
      const __m512i from = _mm512_or_si512(_mm512_slli_epi32(_mm512_srli_epi32(bit, 5), 2), columns);
      const __m512i low = _mm512_shrdv_epi32(
          _mm512_permutexvar_epi32(from, source),
          _mm512_permutexvar_epi32(_mm512_add_epi32(from, _mm512_set1_epi32(4)), source), bit);
      lower[i] = _mm512_and_si512(low, mask);
    }
  } else {
    for (int i = 0; i < 8; i++) lower[i] = _mm512_setzero_si512();
  }

  const __m128i up = _mm_cvtsi32_si128((int)shift);
  __m512i rest = _mm512_add_epi32(_mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
                                  _mm512_set1_epi32((int)base));
  __m512i before = _mm512_set1_epi32(-1);
  for (uint32_t i = 0; i < 8; i++) {
    const __m512i high = _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(upper + 16 * i)));
    __m512i v = _mm512_add_epi32(_mm512_sll_epi32(high, up), _mm512_add_epi32(lower[i], rest));
    rest = _mm512_add_epi32(rest, _mm512_set1_epi32(16));
    if (are_distances) {
      const __m512i distances = _mm512_sub_epi32(v, _mm512_alignr_epi32(v, before, 15));
      before = v;
      v = distances;
    }
    _mm512_storeu_si512(target + 16 * i, v);
  }
  return 1;
}

WIDE int read_ascending_wide(const void *block, uint32_t shift, uint32_t base, uint32_t *target) {
  return read_block(block, shift, base, 0, target);
}

WIDE int read_distances_wide(const void *block, uint32_t shift, uint32_t *target) {
  return read_block(block, shift, 0, 1, target);
}

WIDE block_finds find_in_block_wide(const uint32_t *block, const uint32_t *heads, const uint32_t *wanted, long count,
                                    uint32_t last, uint32_t *places, uint32_t *indices) {
  const __m256i ends = _mm256_loadu_si256((const __m256i *)heads);
  long asked = 0, found = 0;
  for (; asked < count && wanted[asked] <= last; asked++) {
    const __m512i number = _mm512_set1_epi32((int)wanted[asked]);
    const uint32_t below = _mm256_cmplt_epu32_mask(ends, _mm512_castsi512_si256(number));
    const uint32_t skipped = 16 * (uint32_t)__builtin_popcount(below);
    const __m512i own = _mm512_loadu_si512(block + skipped);
    indices[found] = (uint32_t)asked;
    places[found] = skipped + (uint32_t)__builtin_popcount(_mm512_cmplt_epu32_mask(own, number));
    found += _mm512_cmpeq_epu32_mask(own, number) != 0;
  }
  return (block_finds){asked, found};
}

/// What 64 levels score, byte by byte of the scores: each of the four tables of 256 bytes is in four vectors.
WIDE void scores_of_levels_wide(const uint8_t *levels, long count, const uint32_t *scores, uint32_t *target) {
  const long in_vectors = count & ~63l;
  if (in_vectors > 0) {
    uint8_t bytes[4][256];
    for (int i = 0; i < 256; i += 16) {
      const __m512i own = _mm512_loadu_si512(scores + i);
      _mm_storeu_si128((__m128i *)(bytes[0] + i), _mm512_cvtepi32_epi8(own));
      _mm_storeu_si128((__m128i *)(bytes[1] + i), _mm512_cvtepi32_epi8(_mm512_srli_epi32(own, 8)));
      _mm_storeu_si128((__m128i *)(bytes[2] + i), _mm512_cvtepi32_epi8(_mm512_srli_epi32(own, 16)));
      _mm_storeu_si128((__m128i *)(bytes[3] + i), _mm512_cvtepi32_epi8(_mm512_srli_epi32(own, 24)));
    }
    __m512i tables[4][4];
    for (int b = 0; b < 4; b++)
      for (int i = 0; i < 4; i++) tables[b][i] = _mm512_loadu_si512(bytes[b] + 64 * i);
    // So that the four vectors of scores come out in the order of the levels.
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    for (long i = 0; i < in_vectors; i += 64) {
      const __m512i own = _mm512_permutexvar_epi32(order, _mm512_loadu_si512(levels + i));
      const __mmask64 is_upper = _mm512_movepi8_mask(own);
      __m512i found[4];
      for (int b = 0; b < 4; b++)
        found[b] = _mm512_mask_blend_epi8(is_upper, _mm512_permutex2var_epi8(tables[b][0], own, tables[b][1]),
                                          _mm512_permutex2var_epi8(tables[b][2], own, tables[b][3]));
      const __m512i low = _mm512_unpacklo_epi8(found[0], found[1]), high = _mm512_unpackhi_epi8(found[0], found[1]);
      const __m512i low2 = _mm512_unpacklo_epi8(found[2], found[3]), high2 = _mm512_unpackhi_epi8(found[2], found[3]);
      _mm512_storeu_si512(target + i, _mm512_unpacklo_epi16(low, low2));
      _mm512_storeu_si512(target + i + 16, _mm512_unpackhi_epi16(low, low2));
      _mm512_storeu_si512(target + i + 32, _mm512_unpacklo_epi16(high, high2));
      _mm512_storeu_si512(target + i + 48, _mm512_unpackhi_epi16(high, high2));
    }
  }
  for (long i = in_vectors; i < count; i++) target[i] = scores[levels[i]];
}

WIDE void write_places_wide(const void *bits, uint32_t start, long count, uint32_t *target) {
  const __m512i lanes = _mm512_loadu_si512(byte_lanes);
  const uint8_t *words = bits;
  uint64_t index = start >> 6;
  uint64_t word = word_at(words + 8 * index) & (~0ull << (start & 63));
  while (1) {
    const __m512i places = _mm512_maskz_compress_epi8(word, lanes);
    const __m512i origin = _mm512_set1_epi32((int)(index << 6));
    const int ones = __builtin_popcountll(word);
    _mm512_storeu_si512(target, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(places)), origin));
    if (ones > 16)
      _mm512_storeu_si512(target + 16,
                          _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 1)), origin));
    if (ones > 32) {
      _mm512_storeu_si512(target + 32,
                          _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 2)), origin));
      _mm512_storeu_si512(target + 48,
                          _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(places, 3)), origin));
    }
    target += ones;
    count -= ones;
    if (count <= 0) return;
    index++;
    word = word_at(words + 8 * index);
  }
}

#else

int read_ascending_wide(const void *block, uint32_t shift, uint32_t base, uint32_t *target) { return 0; }
int read_distances_wide(const void *block, uint32_t shift, uint32_t *target) { return 0; }
block_finds find_in_block_wide(const uint32_t *block, const uint32_t *heads, const uint32_t *wanted, long count,
                               uint32_t last, uint32_t *places, uint32_t *indices) {
  return find_in_block(block, heads, wanted, count, last, places, indices);
}
void scores_of_levels_wide(const uint8_t *levels, long count, const uint32_t *scores, uint32_t *target) {}
void write_places_wide(const void *bits, uint32_t start, long count, uint32_t *target) {}

#endif
