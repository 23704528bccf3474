/* Roots on the native stack: walking over the program's frames with the stack maps that the backend put into the
 * executable (backends/llvm/stack_maps.cpp). Frames have fixed sizes. Frame pointers are needed only where a return address
 * is at no fixed place in them (AArch64). */
#include "weft_runtime.h"

#include <string.h>

/* The section is a row of these, each with its sites directly behind it. */
struct function_map {
  uintptr_t code;
  uintptr_t site_count;
};

/* A place that a call returns to. Sizes and places are in words. */
struct site {
  uint32_t code_offset;     /* from the function's start */
  uint16_t frame_size;      /* from the stack pointer to the return address, or to the caller's stack pointer */
  uint16_t slots;           /* how many; twice, plus 1 if the frame was called from C */
  uint16_t places[];        /* from the stack pointer: if called from C, of where the outer frames are; then of the roots */
};

/* Programs without stack maps have no such section. */
extern const char __start_weft_stack_maps[] __attribute__((weak, visibility("hidden")));
extern const char __stop_weft_stack_maps[] __attribute__((weak, visibility("hidden")));

/* A hash table from return addresses to sites; made by the first collection. */
struct entry {
  uint32_t code; /* from the lowest function */
  uint32_t site; /* from the start of the section; 0: none */
};
static struct entry* table;
static uintptr_t lowest_code;
static unsigned table_shift; /* 32 minus the logarithm of its size */

/* The slots of the last walk: fewer than there are words on the stack, of which what programs may use is half at least. */
static void** found_slots;
static size_t room_for_slots; /* in bytes */

PER_THREAD void* weft_last_frame;

static void* reserve(size_t bytes) {
  void* memory = weft_address_space(bytes);
  if (memory == NULL) weft_fatal("no memory for stack maps");
  return memory;
}

static uint32_t place_in_table(uint32_t code) { return (code * UINT32_C(0x9e3779b1)) >> table_shift; }

static void add_site(uintptr_t code, const struct site* site) {
  struct entry added = {(uint32_t)(code - lowest_code), (uint32_t)((const char*)site - __start_weft_stack_maps)};
  uint32_t mask = UINT32_MAX >> table_shift, i = place_in_table(added.code);
  while (table[i].site != 0) i = (i + 1) & mask;
  table[i] = added;
}

static const struct site* site_behind(const struct site* site) {
  size_t places = (size_t)(site->slots >> 1) + (site->slots & 1);
  return (const struct site*)(const void*)(site->places + (places + 1) / 2 * 2);
}

/* Calls `visit` for each function, and for each of its sites. */
static void read_maps(void (*visit)(const struct function_map*, const struct site*)) {
  const char* position = __start_weft_stack_maps;
  while (position < __stop_weft_stack_maps) {
    const struct function_map* function = (const struct function_map*)(const void*)position;
    const struct site* site = (const struct site*)(const void*)(function + 1);
    visit(function, NULL);
    for (uintptr_t i = 0; i < function->site_count; ++i, site = site_behind(site)) visit(function, site);
    position += ((size_t)((const char*)site - position) + sizeof(void*) - 1) & ~(sizeof(void*) - 1);
  }
}

static uint32_t site_count;

static void measure(const struct function_map* function, const struct site* site) {
  if (site != NULL)
    ++site_count;
  else if (function->code < lowest_code)
    lowest_code = function->code;
}

static void enter(const struct function_map* function, const struct site* site) {
  if (site != NULL) add_site(function->code + site->code_offset, site);
}

static void make_table(void) {
  lowest_code = UINTPTR_MAX;
  read_maps(measure);
  table_shift = 31;
  while (UINT32_MAX >> table_shift < 2 * site_count) --table_shift;
  table = reserve(((size_t)1 << (32 - table_shift)) * sizeof *table);
  read_maps(enter);
}

static const struct site* find_site(uintptr_t code) {
  uint32_t wanted = (uint32_t)(code - lowest_code);
  uint32_t mask = UINT32_MAX >> table_shift, i = place_in_table(wanted);
  while (table[i].code != wanted) {
    if (table[i].site == 0) weft_fatal("a frame on the stack has no stack map");
    i = (i + 1) & mask;
  }
  return (const struct site*)(const void*)(__start_weft_stack_maps + table[i].site);
}

/* What leads from a frame to the one that called it. */
#if defined(__aarch64__)

struct frame_record { /* at the frame pointer */
  const struct frame_record* caller;
  const void* return_address;
};
struct link {
  const struct frame_record* record;
  void** stack_pointer; /* the caller's */
};

#define THIS_LINK() {__builtin_frame_address(0), (void**)__builtin_sponentry()}
static int is_end(struct link link) { return link.record == NULL; }
static const void* code_behind(struct link link) { return link.record->return_address; }
static void** frame_behind(struct link link) { return link.stack_pointer; }
static struct link next_link(struct link link, const struct site* site) {
  return (struct link){link.record->caller, link.stack_pointer + site->frame_size};
}
/* `end` as a crossing to C left it. */
static struct link link_across_c(void* end) { return end != NULL ? *(struct link*)end : (struct link){NULL, NULL}; }

#else

/* The return address is at the end of a frame, in front of the caller's. */
struct link {
  void** return_address;
};

#define THIS_LINK() {(void**)__builtin_frame_address(0) + 1}
static int is_end(struct link link) { return link.return_address == NULL; }
static const void* code_behind(struct link link) { return *link.return_address; }
static void** frame_behind(struct link link) { return link.return_address + 1; }
static struct link next_link(struct link link, const struct site* site) {
  return (struct link){frame_behind(link) + site->frame_size};
}
static struct link link_across_c(void* end) { return (struct link){end}; }

#endif

static void make_room(void) {
#ifdef WEFT_THREADS
  size_t wanted = 2 * weft_stack_size_of_threads();
#else
  size_t wanted = 2 * weft_stack_size();
#endif
  if (wanted <= room_for_slots) return;
  if (found_slots != NULL) weft_arena_release(found_slots, (intptr_t)room_for_slots);
  found_slots = reserve(wanted);
  room_for_slots = wanted;
}

/* Adds the slots of a stack from some frame on; returns where the next ones go. */
static void** find_slots(struct link link, void** next) {
  const void* code = NULL;
  const struct site* site = NULL;
  while (!is_end(link)) {
    /* In recursion, often the same again. */
    if (code_behind(link) != code) site = find_site((uintptr_t)(code = code_behind(link)));
    void** frame = frame_behind(link);
    const uint16_t* place = site->places;
    if ((site->slots & 1) != 0)
      link = link_across_c(frame[*place++]);
    else
      link = next_link(link, site);
    for (const uint16_t* end = place + (site->slots >> 1); place < end; ++place) {
      void** slot = frame + *place;
      if (*slot != NULL) *next++ = slot;
    }
  }
  return next;
}

__attribute__((noinline)) void* weft_root_slots(void) {
  if (table == NULL) make_table();
  make_room();
  struct link link = THIS_LINK();
  void** next = find_slots(link, found_slots);
#ifdef WEFT_THREADS
  for (void* thread = weft_other_thread(NULL); thread != NULL; thread = weft_other_thread(thread))
    next = find_slots(link_across_c(weft_last_frame_of_thread(thread)), next);
#endif
  *next = NULL;
  return found_slots;
}
