// Vector operations that Swift's own SIMD types cannot express, or express as lane loops.
// Header only, so that each is inlined into the Swift kernel that uses it.
#pragma once
#include <stdint.h>

#define LEDE_INLINE static inline __attribute__((always_inline, unused))

typedef uint32_t u32x4 __attribute__((ext_vector_type(4)));

LEDE_INLINE u32x4 u32x4_shift_right(u32x4 v, uint32_t n) { return v >> n; }
LEDE_INLINE u32x4 u32x4_shift_left(u32x4 v, uint32_t n) { return v << n; }
LEDE_INLINE u32x4 u32x4_and(u32x4 a, u32x4 b) { return a & b; }
LEDE_INLINE u32x4 u32x4_or(u32x4 a, u32x4 b) { return a | b; }

/// The inclusive prefix sum of `v`, continued from the last lane of `previous`.
LEDE_INLINE u32x4 u32x4_prefix_sum(u32x4 v, u32x4 previous) {
  const u32x4 zero = {0, 0, 0, 0};
  v += __builtin_shufflevector(v, zero, 4, 0, 1, 2);
  v += __builtin_shufflevector(v, zero, 4, 5, 0, 1);
  return v + __builtin_shufflevector(previous, previous, 3, 3, 3, 3);
}

typedef uint8_t u8x16 __attribute__((ext_vector_type(16)));

/// Bit i is set where the highest bit of byte i is.
LEDE_INLINE uint32_t u8x16_high_bits(u8x16 v) {
  typedef char c8x16 __attribute__((vector_size(16)));
#if defined(__SSE2__)
  return (uint32_t)__builtin_ia32_pmovmskb128((c8x16)v);
#else
  uint32_t bits = 0;
  for (int i = 0; i < 16; i++) bits |= (uint32_t)(v[i] >> 7) << i;
  return bits;
#endif
}
/// 0xFF where `low <= v[i] <= high`, else 0. Bytes are unsigned.
LEDE_INLINE u8x16 u8x16_in_range(u8x16 v, uint8_t low, uint8_t high) {
  u8x16 l = (u8x16)(low), h = (u8x16)(high);
  return (u8x16)((v >= l) & (v <= h));
}
LEDE_INLINE u8x16 u8x16_equal(u8x16 v, uint8_t byte) { return (u8x16)(v == (u8x16)(byte)); }

/// Bit i, 0 to 7, is set where byte i of the eight at `p` is at least `least`, which is 1 or more.
LEDE_INLINE uint32_t eight_reaching(const uint8_t *p, uint8_t least) {
  u8x16 v = (u8x16)(uint8_t)0;
  __builtin_memcpy(&v, p, 8);
  return u8x16_high_bits((u8x16)(v >= (u8x16)(least)));
}

/// Writes the largest of each eight of the `count` * 8 bytes at `p` to `target`.
LEDE_INLINE void largest_of_eights(const uint8_t *p, long count, uint8_t *target) {
  long i = 0;
  for (; i + 2 <= count; i += 2) {
    u8x16 v;
    __builtin_memcpy(&v, p + i * 8, 16);
    v = __builtin_elementwise_max(v, __builtin_shufflevector(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
    v = __builtin_elementwise_max(v, __builtin_shufflevector(v, v, 2, 3, 0, 1, 2, 3, 0, 1, 10, 11, 8, 9, 10, 11, 8, 9));
    v = __builtin_elementwise_max(v, __builtin_shufflevector(v, v, 1, 0, 1, 0, 1, 0, 1, 0, 9, 8, 9, 8, 9, 8, 9, 8));
    target[i] = v[0];
    target[i + 1] = v[8];
  }
  for (; i < count; i++) {
    uint8_t largest = 0;
    for (int j = 0; j < 8; j++) largest = p[i * 8 + j] > largest ? p[i * 8 + j] : largest;
    target[i] = largest;
  }
}

/// A byte that several threads may set to the same value; order does not matter.
LEDE_INLINE uint8_t load_relaxed(const uint8_t *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
LEDE_INLINE void store_relaxed(uint8_t *p, uint8_t value) { __atomic_store_n(p, value, __ATOMIC_RELAXED); }

/// `v` with the capital letters of ASCII replaced by the small ones.
LEDE_INLINE u8x16 u8x16_lowercased(u8x16 v) {
  return v | (u8x16_in_range(v, 'A', 'Z') & (u8x16)(uint8_t)0x20);
}

/// What 64 bytes of text are: bit i of each mask is set where byte i is of that class.
typedef struct {
  uint64_t letters;     // A-Z a-z
  uint64_t capitals;    // A-Z
  uint64_t digits;      // 0-9
  uint64_t underscores; // _
  uint64_t joiners;     // ' , - . : ;
  uint64_t high;        // 0x80 and above
} text_classes;

/// The classes of the 64 bytes at `p`.
LEDE_INLINE text_classes classify_text(const uint8_t *p) {
  text_classes c = {0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i += 16) {
    u8x16 v;
    __builtin_memcpy(&v, p + i, 16);
    u8x16 joiner = u8x16_in_range(v, ',', '.') | u8x16_in_range(v, ':', ';') | u8x16_equal(v, '\'');
    u8x16 small = v | (u8x16)(uint8_t)0x20;
    c.letters |= (uint64_t)u8x16_high_bits(u8x16_in_range(small, 'a', 'z')) << i;
    c.capitals |= (uint64_t)u8x16_high_bits(u8x16_in_range(v, 'A', 'Z')) << i;
    c.digits |= (uint64_t)u8x16_high_bits(u8x16_in_range(v, '0', '9')) << i;
    c.underscores |= (uint64_t)u8x16_high_bits(u8x16_equal(v, '_')) << i;
    c.joiners |= (uint64_t)u8x16_high_bits(joiner) << i;
    c.high |= (uint64_t)u8x16_high_bits(v) << i;
  }
  return c;
}

typedef float f32x4 __attribute__((ext_vector_type(4)));
typedef int32_t i32x4 __attribute__((ext_vector_type(4)));

/// Whole numbers below 2^31 as floats, and back with the fraction cut off. (Swift's own conversions
/// of vectors go lane by lane through generic code.)
LEDE_INLINE f32x4 f32x4_from_u32x4(u32x4 v) { return __builtin_convertvector((i32x4)v, f32x4); }
LEDE_INLINE u32x4 u32x4_from_f32x4(f32x4 v) { return (u32x4)__builtin_convertvector(v, i32x4); }

/// What 64 bytes of text are before they are put on lines.
typedef struct {
  uint64_t blanks;   // the space
  uint64_t special;  // control characters, DEL, and the leads of white space beyond ASCII (C2 E2 EF)
  uint64_t markup;   // & <
} line_classes;

/// The classes of the 64 bytes at `p`.
LEDE_INLINE line_classes classify_line(const uint8_t *p) {
  line_classes c = {0, 0, 0};
  for (int i = 0; i < 64; i += 16) {
    u8x16 v;
    __builtin_memcpy(&v, p + i, 16);
    u8x16 special = u8x16_in_range(v, 0, 0x1F) | u8x16_equal(v, 0x7F) | u8x16_equal(v, 0xC2) |
                    u8x16_equal(v, 0xE2) | u8x16_equal(v, 0xEF);
    c.blanks |= (uint64_t)u8x16_high_bits(u8x16_equal(v, ' ')) << i;
    c.special |= (uint64_t)u8x16_high_bits(special) << i;
    c.markup |= (uint64_t)u8x16_high_bits(u8x16_equal(v, '&') | u8x16_equal(v, '<')) << i;
  }
  return c;
}

/// Asks for the cache line at `p`, which need not be readable.
LEDE_INLINE void prefetch(const void *p) { __builtin_prefetch(p, 0, 3); }
