/* Small objects from libgc's memory without a call into libgc for each. Its own allocator takes a lock and looks up
 * thread-local lists every time; here objects of one size come from a list that libgc fills a block at a time. */
#include "weft_runtime.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What is used of libgc. Weak: programs with another collector are not linked with it, and call nothing below. */
extern void GC_init(void) __attribute__((weak));
extern void GC_set_start_callback(void (*)(void)) __attribute__((weak));
extern void GC_set_warn_proc(void (*)(char*, uintptr_t)) __attribute__((weak));
extern void GC_ignore_warn_proc(char*, uintptr_t) __attribute__((weak));
extern void GC_set_min_bytes_allocd(size_t) __attribute__((weak));
extern void GC_set_free_space_divisor(uintptr_t) __attribute__((weak));
extern void** GC_new_free_list(void) __attribute__((weak));
extern unsigned GC_new_kind(void**, uintptr_t, int, int) __attribute__((weak));
extern void GC_generic_malloc_many(size_t, int, void**) __attribute__((weak));
extern void* GC_malloc(size_t) __attribute__((weak));
extern void* GC_malloc_atomic(size_t) __attribute__((weak));
extern void* GC_base(void*) __attribute__((weak));
extern int GC_get_kind_and_size(const void*, size_t*) __attribute__((weak));
extern void GC_free(void*) __attribute__((weak));
extern int GC_general_register_disappearing_link(void**, const void*) __attribute__((weak));
extern void GC_set_max_heap_size(size_t) __attribute__((weak));
extern void GC_set_finalize_on_demand(int) __attribute__((weak));
extern int GC_should_invoke_finalizers(void) __attribute__((weak));
extern int GC_invoke_finalizers(void) __attribute__((weak));
extern void GC_register_finalizer_ignore_self(void*, void (*)(void*, void*), void*, void (**)(void*, void*), void**)
    __attribute__((weak));
extern void GC_gcollect(void) __attribute__((weak));
extern void GC_enable(void) __attribute__((weak));
extern void GC_disable(void) __attribute__((weak));
extern uintptr_t GC_get_gc_no(void) __attribute__((weak));
extern int GC_is_disabled(void) __attribute__((weak));
extern void GC_allow_register_threads(void) __attribute__((weak));
extern int GC_get_stack_base(void*) __attribute__((weak));
extern int GC_register_my_thread(const void*) __attribute__((weak));
extern int GC_unregister_my_thread(void) __attribute__((weak));
extern size_t GC_get_heap_size(void) __attribute__((weak));
extern size_t GC_get_free_bytes(void) __attribute__((weak));
extern size_t GC_get_bytes_since_gc(void) __attribute__((weak));
extern size_t GC_get_expl_freed_bytes_since_gc(void) __attribute__((weak));

/* Objects come in multiples of `granule` bytes; in libgc, too, two of the largest small ones fill a block. Larger ones
 * have blocks of their own. */
enum { granule = 16, block = 4096, largest_small = block / 2, most_blocks = 64 };

/* The kind of objects of each list: libgc's for those without pointers, and one of our own for those with. libgc's own
 * leaves a byte behind each object, for pointers to its end, and never looks for pointers in the last word. */
static int kinds[2];

/* How much is allocated at least between two collections: below, they would cost more than they bring. And what part of
 * the heap is at most to be allocated until the next one: libgc's default of a third saves little memory for its time. */
enum { least_between_collections = 4 * 1024 * 1024, free_space_divisor = 2 };

static void* free_objects[2][largest_small / granule + 1];
/* Objects without pointers that the program discarded, by their number of blocks. */
static void* free_blocks[most_blocks + 1];
static int is_ready;
/* When to collect at the latest. */
static intptr_t due;
static int was_collected;
/* What the program told of since the last collection. */
static intptr_t pressure;

/* At the start of each collection. What is on the lists is free memory and goes back: it is not reachable, and links in
 * objects without pointers would not be followed anyway. */
static void forget_free_objects(void) {
  memset(free_objects, 0, sizeof free_objects);
  memset(free_blocks, 0, sizeof free_blocks);
  was_collected = 1;
  pressure = 0;
}

/* libgc collects when its heap is full. One that was large once would be filled from end to end each time, and nothing
 * in it would ever be in the processor's cache. Collecting when as much was allocated as is in use costs no more than
 * it does while a heap grows, unless little is in use of a large heap: its blocks are gone over as well. */
static void collect_if_due(void) {
  if (was_collected) {
    was_collected = 0;
    size_t size = GC_get_heap_size(), in_use = size - GC_get_free_bytes();
    due = (intptr_t)(in_use > size / 4 ? in_use : size / 4);
    if (due < 2 * least_between_collections) due = 2 * least_between_collections;
  }
  intptr_t allocated = (intptr_t)(GC_get_bytes_since_gc() - GC_get_expl_freed_bytes_since_gc());
  if (allocated + pressure > due) GC_gcollect();
}

static void get_ready(void) {
  is_ready = was_collected = 1;
  GC_init();
#ifdef WEFT_THREADS
  GC_allow_register_threads();
#endif
  kinds[1] = (int)GC_new_kind(GC_new_free_list(), 0, /* scan up to the size */ 1, /* clear */ 1);
  GC_set_start_callback(forget_free_objects);
  /* Finalizers are the program's, which runs them when it can. */
  GC_set_finalize_on_demand(1);
  /* Running out of memory is reported by an exception. */
  GC_set_warn_proc(GC_ignore_warn_proc);
  GC_set_min_bytes_allocd(least_between_collections);
  if (getenv("GC_FREE_SPACE_DIVISOR") == NULL) GC_set_free_space_divisor(free_space_divisor);
}

#ifdef WEFT_THREADS
/* libgc's struct GC_stack_base, which has one word more on Itanium. */
struct stack_base {
  void* memory[2];
};

void weft_boehm_begin_thread(void) {
  if (GC_init == NULL) return;
  struct stack_base base;
  if (GC_get_stack_base(&base) == 0) GC_register_my_thread(&base);
}

void weft_boehm_end_thread(void) {
  if (GC_init != NULL) GC_unregister_my_thread();
}
#endif

void weft_boehm_limit(intptr_t bytes) {
  if (bytes <= 0) return;
  if (!is_ready) get_ready();
  GC_set_max_heap_size((size_t)bytes);
}

static inline void* finish(void* object, size_t size, int has_pointers, intptr_t is_cleared) {
  if (has_pointers)
    *(void**)object = NULL; /* the link; the rest is zero already */
  else if (is_cleared)
    memset(object, 0, size);
  return object;
}

static void* allocate_large(size_t size, int has_pointers, intptr_t is_cleared) {
  if (has_pointers) return GC_malloc(size);
  size_t blocks = (size + block - 1) / block;
  void* object = blocks <= most_blocks ? free_blocks[blocks] : NULL;
  if (object != NULL)
    free_blocks[blocks] = *(void**)object;
  else
    object = GC_malloc_atomic(size);
  return object != NULL && is_cleared ? memset(object, 0, size) : object;
}

static void* allocate_now(size_t size, int has_pointers, intptr_t is_cleared) {
  if (size > largest_small) return allocate_large(size, has_pointers, is_cleared);
  size_t granules = (size + granule - 1) / granule;
  void* fresh = NULL; /* of this function's, because a collection forgets the lists */
  GC_generic_malloc_many(granules * granule, kinds[has_pointers], &fresh);
  if (fresh == NULL) return NULL;
  free_objects[has_pointers][granules] = *(void**)fresh;
  return finish(fresh, size, has_pointers, is_cleared);
}

/* At its limit libgc gives up if it has not been long since the last collection. */
void* weft_boehm_allocate_slowly(intptr_t bytes, intptr_t may_have_pointers, intptr_t is_cleared) {
  if (!is_ready) get_ready();
  collect_if_due();
  int has_pointers = may_have_pointers != 0;
  void* object = allocate_now((size_t)bytes, has_pointers, is_cleared);
  if (object != NULL) return object;
  GC_gcollect();
  return allocate_now((size_t)bytes, has_pointers, is_cleared);
}

void* weft_boehm_allocate(intptr_t size, intptr_t has_pointers, intptr_t is_cleared) {
  int kind = has_pointers != 0;
  if (__builtin_expect(size > largest_small, 0)) return NULL;
  void** list = &free_objects[kind][((size_t)size + granule - 1) / granule];
  void** object = *list;
  if (__builtin_expect(object == NULL, 0)) return NULL;
  *list = *object;
  return finish(object, (size_t)size, kind, is_cleared);
}

static void put_on_list(void** list, void* object) {
  *(void**)object = *list;
  *list = object;
}

void weft_discard(void* object) {
  if (GC_base == NULL || GC_base(object) != object) return;
  size_t size = 0;
  int kind = GC_get_kind_and_size(object, &size);
  if (size <= largest_small) {
    int has_pointers = kind == kinds[1];
    if (has_pointers) memset(object, 0, size);
    if (kind == kinds[has_pointers]) put_on_list(&free_objects[has_pointers][size / granule], object);
  } else if (kind == kinds[0] && size / block <= most_blocks) {
    put_on_list(&free_blocks[size / block], object);
  } else {
    GC_free(object);
  }
}

/* ---- What programs ask of the collector, whichever it is: without libgc nothing is ever freed. ---- */

void weft_weak_register(void* link, void* object) {
  /* Prebuilt objects are not libgc's, and never go. */
  if (GC_base != NULL && GC_base(object) != NULL) GC_general_register_disappearing_link(link, object);
}

/* ---- Finalizers. libgc has one for an object: what was registered of it is a list. ---- */

struct registration {
  intptr_t queue;
  struct registration* next;
};

/* What libgc found dead, in its own memory so that the objects stay. */
struct dead_object {
  void* object;
  intptr_t queue;
  struct dead_object* next;
};
static struct dead_object *first_dead, *last_dead;

static void note_dead(void* object, void* registrations) {
  struct registration* each = registrations;
  while (each != NULL) {
    struct dead_object* dead = GC_malloc(sizeof *dead);
    if (dead != NULL) {
      *dead = (struct dead_object){object, each->queue, NULL};
      *(last_dead != NULL ? &last_dead->next : &first_dead) = dead;
      last_dead = dead;
    }
    struct registration* next = each->next;
    weft_raw_free(each);
    each = next;
  }
}

/* In order: an object that another one's finalizer can reach waits. Those in a circle wait for ever. */
void weft_register_finalizer(void* object, intptr_t queue) {
  if (GC_base == NULL || GC_base(object) == NULL) return;
  struct registration* added = weft_raw_malloc(sizeof *added);
  void (*previous_function)(void*, void*);
  void* previous = NULL;
  GC_register_finalizer_ignore_self(object, note_dead, added, &previous_function, &previous);
  *added = (struct registration){queue, previous};
}

/* A finalizer like others: libgc's memory is not to be looked at while it collects. */
void weft_register_light_finalizer(void* object) { weft_register_finalizer(object, 0); }

intptr_t weft_next_dead_queue(void) {
  if (first_dead == NULL && GC_base != NULL && GC_should_invoke_finalizers()) GC_invoke_finalizers();
  return first_dead != NULL ? first_dead->queue : -1;
}

void* weft_next_dead_finalizable(void) {
  if (weft_next_dead_queue() < 0) return NULL;
  struct dead_object* taken = first_dead;
  void* object = taken->object;
  first_dead = taken->next;
  if (first_dead == NULL) last_dead = NULL;
  /* What libgc takes for a pointer to this one must not keep all that came behind it. */
  *taken = (struct dead_object){NULL, 0, NULL};
  return object;
}

/* Objects stay where they are. */
uint8_t weft_can_move(void* object) { return object == NULL; }
uint8_t weft_pin(void* object) { return object != NULL; }
void weft_unpin(void* object) { (void)object; }
intptr_t weft_unique_id(void* object) { return (intptr_t)object; }

void weft_collect(intptr_t generation) {
  (void)generation;
  if (GC_gcollect != NULL) GC_gcollect();
}

/* All at once. */
intptr_t weft_collect_step(void) {
  enum { was_marking = 1 << 8 };
  weft_collect(2);
  return was_marking;
}

void weft_add_memory_pressure(intptr_t bytes) {
  pressure += bytes;
  if (is_ready) collect_if_due();
}

/* libgc knows neither types nor where references are; of memory it may say more than an object needs. */
intptr_t weft_object_bytes(void* object) {
  if (GC_base == NULL || GC_base(object) != object) return -1;
  size_t size = 0;
  GC_get_kind_and_size(object, &size);
  return (intptr_t)size;
}

intptr_t weft_type_index(void* object) { (void)object; return -1; }
uint8_t weft_is_instance(void* object) { (void)object; return 0; }
intptr_t weft_list_references(void* object, void* array, intptr_t room) { (void)object; (void)array; (void)room; return 0; }

intptr_t weft_gc_statistic(intptr_t number) {
  enum { major_collections = 1, bytes_live = 5 }; /* as in gcs/statistics.py */
  if (GC_get_gc_no == NULL) return -1;
  if (number == bytes_live) return (intptr_t)(GC_get_heap_size() - GC_get_free_bytes());
  return number == major_collections ? (intptr_t)GC_get_gc_no() : -1;
}

/* The program is called before each block of objects that is allocated, anyway. */
void weft_watch_collections(intptr_t is_watched) { (void)is_watched; }
uint8_t weft_dump_heap(intptr_t descriptor) { (void)descriptor; return 0; }

/* libgc counts; a program does not. */
void weft_collector_enable(void) {
  if (GC_is_disabled == NULL) return;
  while (GC_is_disabled()) GC_enable();
}

void weft_collector_disable(void) {
  if (GC_is_disabled != NULL && !GC_is_disabled()) GC_disable();
}

uint8_t weft_collector_is_enabled(void) { return GC_is_disabled != NULL && !GC_is_disabled(); }
intptr_t weft_heap_size(void) { return GC_get_heap_size == NULL ? 0 : (intptr_t)GC_get_heap_size(); }
