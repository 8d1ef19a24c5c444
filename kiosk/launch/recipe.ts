/**
 * How the kiosk's process is started so that memory which libraries and the engine give back holds nothing any more. Each part was measured
 * by searching the process from outside (`test/flows/residue.test.ts`); the launcher, the service unit and the check at start all take it
 * from here.
 */

/** `--clear-free-memory`: the engine zeroes what it frees. `--expose-gc`: the lane can have it free at a traveller's end. */
export const ENGINE_FLAGS = ['--clear-free-memory', '--expose-gc'] as const;

/**
 * The allocator overwrites what is given back to it, at once and in every thread: decoders and the crypto library keep copies of their
 * own, and no one else can wipe those.
 */
export const ALLOCATOR = {
  name: 'GLIBC_TUNABLES',
  value: 'glibc.malloc.perturb=90:glibc.malloc.tcache_count=0',
} as const;

/** Arguments of the process, before the program's own. */
export const PROCESS_ARGUMENTS = [...ENGINE_FLAGS, '--enable-source-maps'] as const;
