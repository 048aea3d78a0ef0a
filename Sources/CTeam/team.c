#define _GNU_SOURCE
#include "CTeam.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

// libgomp is oneDNN's: sharing its team of threads keeps them from competing for the cores. It is looked up because it comes without
// a file to link to.
typedef void (*gomp_parallel)(void (*)(void *), void *, unsigned, unsigned);
static gomp_parallel start_team;
static int (*team_member)(void), (*team_size)(void);
static pthread_once_t is_looked_up = PTHREAD_ONCE_INIT;

static void look_up(void) {
    start_team = (gomp_parallel)dlsym(RTLD_DEFAULT, "GOMP_parallel");
    team_member = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_thread_num");
    team_size = (int (*)(void))dlsym(RTLD_DEFAULT, "omp_get_num_threads");
}

struct work {
    void (*body)(void *, size_t, size_t);
    void *context;
    size_t count;
    atomic_size_t next;
};

static void take_parts(struct work *work, size_t thread) {
    for (;;) {
        size_t part = atomic_fetch_add_explicit(&work->next, 1, memory_order_relaxed);
        if (part >= work->count) { return; }
        work->body(work->context, part, thread);
    }
}

static void member(void *work) { take_parts(work, (size_t)team_member()); }

void in_parallel(size_t threads, size_t count, void (*body)(void *, size_t, size_t), void *context) {
    pthread_once(&is_looked_up, look_up);
    struct work work = {.body = body, .context = context, .count = count};
    if (threads < 2 || count < 2 || start_team == NULL || team_member == NULL) {
        take_parts(&work, 0);
    } else {
        start_team(member, &work, (unsigned)threads, 0);
    }
}

struct share {
    void (*body)(void *, size_t, size_t);
    void *context;
};

static void take_share(void *context) {
    const struct share *share = context;
    share->body(share->context, (size_t)team_member(), (size_t)team_size());
}

void in_shares(size_t threads, void (*body)(void *, size_t, size_t), void *context) {
    pthread_once(&is_looked_up, look_up);
    if (threads < 2 || start_team == NULL || team_member == NULL || team_size == NULL) {
        body(context, 0, 1);
    } else {
        struct share share = {.body = body, .context = context};
        start_team(take_share, &share, (unsigned)threads, 0);
    }
}

struct places {
    cpu_set_t others;
    size_t threads;
};

static void take_place(void *context) {
    const struct places *places = context;
    int member = team_member();
    if (member == 0) { return; }
    cpu_set_t own = places->others;
    // As many threads as cores: each has one of its own.
    if (places->threads > (size_t)CPU_COUNT(&places->others)) {
        int cpu = 0;
        for (int count = 0;; cpu++) {
            if (CPU_ISSET(cpu, &places->others) && ++count == member) { break; }
        }
        CPU_ZERO(&own);
        CPU_SET(cpu, &own);
    }
    // Where it isn't allowed all goes on as before.
    sched_setaffinity(0, sizeof own, &own);
}

void spread_team(size_t threads) {
    static _Thread_local int last_cpu = -1;
    static _Thread_local size_t last_threads;
    pthread_once(&is_looked_up, look_up);
    int cpu = sched_getcpu();
    if (threads < 2 || start_team == NULL || team_member == NULL || cpu < 0 || (cpu == last_cpu && threads == last_threads)) { return; }
    last_cpu = cpu;
    last_threads = threads;
    struct places places = {.threads = threads};
    if (sched_getaffinity(0, sizeof places.others, &places.others) != 0 || (size_t)CPU_COUNT(&places.others) < threads) { return; }
    CPU_CLR(cpu, &places.others);
    start_team(take_place, &places, (unsigned)threads, 0);
}
