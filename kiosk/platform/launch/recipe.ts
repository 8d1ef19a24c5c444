/**
 * Start options of the kiosk's process that make libraries and the engine overwrite freed memory. Each was verified by
 * searching the process's memory from outside (`test/flows/residue.test.ts`). The launcher, the service unit and the check
 * at start all use this file.
 */

/**
 * `--clear-free-memory`: the engine zeroes the freed memory of its young generation. Its old generation stays as it is: data of a
 * traveller belongs in buffers that are wiped. `--expose-gc`: the lane can start garbage collection after a traveller.
 */
export const ENGINE_FLAGS = ['--clear-free-memory', '--expose-gc'] as const;

/**
 * The allocator overwrites freed memory, at once and in every thread. Decoders and the crypto library make copies that
 * cannot be wiped otherwise.
 */
export const ALLOCATOR = {
  name: 'GLIBC_TUNABLES',
  value: 'glibc.malloc.perturb=90:glibc.malloc.tcache_count=0',
} as const;

/** Arguments of the process, before the program's own. */
export const PROCESS_ARGUMENTS = [...ENGINE_FLAGS, '--enable-source-maps'] as const;
