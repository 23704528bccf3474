/* Floats as text, by Python's rules. The program never leaves the C locale, so the C library's notation is plain. */
#include "weft_runtime.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reading. ---- */

static PER_THREAD intptr_t strtod_end;

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* The length of `word` if the text starts with it in any case, otherwise 0. */
static intptr_t match_word(const char* text, intptr_t size, const char* word) {
  intptr_t length = 0;
  for (; word[length] != '\0'; ++length)
    if (length >= size || lower(text[length]) != word[length]) return 0;
  return length;
}

/* How much of the text is a float in Python's notation: strtod alone would read hexadecimal too. */
static intptr_t measure_float(const char* text, intptr_t size) {
  intptr_t i = 0;
  if (i < size && (text[i] == '+' || text[i] == '-')) ++i;
  static const char* const words[] = {"infinity", "inf", "nan"};
  for (int word = 0; word < 3; ++word) {
    intptr_t length = match_word(text + i, size - i, words[word]);
    if (length > 0) return i + length;
  }
  intptr_t digits = 0;
  for (; i < size && is_digit(text[i]); ++i) ++digits;
  if (i < size && text[i] == '.')
    for (++i; i < size && is_digit(text[i]); ++i) ++digits;
  if (digits == 0) return 0;
  if (i < size && lower(text[i]) == 'e') {
    intptr_t exponent = i + 1;
    if (exponent < size && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    if (exponent < size && is_digit(text[exponent])) {
      i = exponent;
      while (i < size && is_digit(text[i])) ++i;
    }
  }
  return i;
}

double weft_strtod(const char* text, intptr_t size) {
  intptr_t length = measure_float(text, size);
  strtod_end = length;
  if (length == 0) return 0.0;
  char small[128];
  char* copy = length < (intptr_t)sizeof small ? small : weft_raw_malloc(length + 1);
  memcpy(copy, text, (size_t)length);
  copy[length] = '\0';
  double result = strtod(copy, NULL);
  if (copy != small) weft_raw_free(copy);
  return result;
}

intptr_t weft_strtod_end(void) { return strtod_end; }

/* ---- Writing. ---- */

static intptr_t copy_out(const char* text, intptr_t length, char* buffer, intptr_t size) {
  memcpy(buffer, text, (size_t)(length < size ? length : size));
  return length;
}

/* Whether the text has neither a decimal point nor an exponent. */
static int looks_like_integer(const char* text, intptr_t length) {
  for (intptr_t i = 0; i < length; ++i)
    if (text[i] == '.' || lower(text[i]) == 'e') return 0;
  return 1;
}

intptr_t weft_format_double(double value, intptr_t code, intptr_t precision, intptr_t flags, char* buffer,
                            intptr_t size) {
  char small[512];
  char* text = small;
  intptr_t length = 0;
  int is_negative = signbit(value) && !isnan(value);
  if (!is_negative && (flags & WEFT_FORMAT_SIGN))
    text[length++] = '+';
  else if (!is_negative && (flags & WEFT_FORMAT_SPACE))
    text[length++] = ' ';
  if (!isfinite(value)) {
    int is_upper = code >= 'A' && code <= 'Z';
    if (is_negative) text[length++] = '-';
    memcpy(text + length, isnan(value) ? (is_upper ? "NAN" : "nan") : (is_upper ? "INF" : "inf"), 3);
    return copy_out(text, length + 3, buffer, size);
  }
  char pattern[8] = {'%'};
  char* end = pattern + 1;
  if (flags & WEFT_FORMAT_ALTERNATE) *end++ = '#';
  memcpy(end, ".*", 2);
  end[2] = (char)code;
  intptr_t needed = length + snprintf(text + length, sizeof small - (size_t)length, pattern, (int)precision, value);
  if (needed + 3 > (intptr_t)sizeof small) {
    text = weft_raw_malloc(needed + 3);
    memcpy(text, small, (size_t)length);
    snprintf(text + length, (size_t)(needed + 1 - length), pattern, (int)precision, value);
  }
  if ((flags & WEFT_FORMAT_ADD_DOT_0) && looks_like_integer(text, needed)) {
    memcpy(text + needed, ".0", 2);
    needed += 2;
  }
  copy_out(text, needed, buffer, size);
  if (text != small) weft_raw_free(text);
  return needed;
}
