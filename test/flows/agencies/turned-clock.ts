/**
 * The clock of computers that a test turns. The programs on them see the turned time wherever they ask for it: in JavaScript, in SQLite, and
 * where OpenSSL compares the dates of certificates. A small library, which this module compiles, adds the turn to the time of the C library.
 * Timers and durations are turned by `in-program.ts`.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *turned_ms;

__attribute__((constructor)) static void open_turn(void) {
  const char *path = getenv("TURNED_CLOCK_FILE");
  int file = path == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  void *memory = mmap(0, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  if (memory != MAP_FAILED) turned_ms = memory;
  close(file);
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int result = syscall(SYS_clock_gettime, clock, at);
  if (result != 0 || turned_ms == 0 || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return result;
  int64_t turn = *turned_ms;
  int64_t ns = at->tv_nsec + turn % 1000 * 1000000;
  at->tv_sec += turn / 1000 + ns / 1000000000;
  at->tv_nsec = ns % 1000000000;
  return 0;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
  struct timespec now;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  if (result == 0 && at != 0) {
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
  }
  return result;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at != 0) *at = now.tv_sec;
  return now.tv_sec;
}
`;

export interface TurnedClock {
  /** Settings of a program on such a computer. */
  readonly settings: Readonly<Record<string, string>>;
  /** Wall time on these computers. */
  nowMs(): number;
  /** Later than now. */
  turnTo(wallMs: number): void;
}

/** @param startMs wall time at which the computers begin, later than the real one */
export function turnedClock(folder: string, startMs: number): TurnedClock {
  const [source, library, file] = ['turned.c', 'turned.so', 'turned-ms'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(source, SOURCE);
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source]);
  let turnedMs = 0;
  const turnTo = (wallMs: number): void => {
    const next = Math.round(wallMs - Date.now());
    if (next < turnedMs) throw new RangeError('the clock only goes forward');
    turnedMs = next;
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(turnedMs));
    // In place, because programs have the file in their memory
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, bytes, 0, bytes.length, 0);
    closeSync(descriptor);
  };
  writeFileSync(file, Buffer.alloc(8));
  turnTo(startMs);
  return {
    settings: { LD_PRELOAD: library, TURNED_CLOCK_FILE: file },
    nowMs: () => Date.now() + turnedMs,
    turnTo,
  };
}
