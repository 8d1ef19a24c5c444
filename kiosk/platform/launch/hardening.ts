/**
 * Checks whether the process was started by `recipe.ts`, and how the system treats its memory. Pure except for `readFacts`.
 */
import { readFileSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import { ALLOCATOR, ENGINE_FLAGS } from './recipe.ts';

export interface ProcessFacts {
  readonly engineFlags: readonly string[];
  /** Value of the allocator's variable. */
  readonly allocator: string | undefined;
  readonly inspected: boolean;
  /**
   * Limit for core dumps, as reported by the kernel: `0`, a number, `unlimited`; `undefined` when the file does not exist.
   */
  readonly coreLimit: string | undefined;
  /** Whether pages may be written to a swap device. */
  readonly mayBeSwapped: boolean;
}

export const HARDENING_FAULTS = {
  engine: `the engine must be started with ${ENGINE_FLAGS.join(' ')}`,
  allocator: `${ALLOCATOR.name} must be ${ALLOCATOR.value}`,
  inspector: 'the debugger must be off',
  'core-dumps': 'core dumps must be off (ulimit -c 0)',
  swap: 'the process must not be swapped (MemorySwapMax=0, or no swap device)',
} as const;
export type HardeningFault = keyof typeof HARDENING_FAULTS;

export function hardeningFaults(facts: ProcessFacts): readonly HardeningFault[] {
  const faults: HardeningFault[] = [];
  if (!ENGINE_FLAGS.every((flag) => facts.engineFlags.includes(flag))) faults.push('engine');
  if (facts.allocator !== ALLOCATOR.value) faults.push('allocator');
  if (facts.inspected) faults.push('inspector');
  if (facts.coreLimit !== '0') faults.push('core-dumps');
  if (facts.mayBeSwapped) faults.push('swap');
  return faults;
}

/** @param allocator from the environment, which only `config.ts` reads */
export function readFacts(allocator: string | undefined): ProcessFacts {
  return {
    engineFlags: process.execArgv,
    allocator,
    inspected: inspectorUrl() !== undefined,
    coreLimit: /^Max core file size\s+(\S+)/m.exec(textOf('/proc/self/limits'))?.[1],
    mayBeSwapped: hasSwapDevice(textOf('/proc/swaps')) && !forbidsSwap(textOf('/proc/self/cgroup')),
  };
}

/** The file has a header line. */
function hasSwapDevice(swaps: string): boolean {
  return swaps.trim().split('\n').length > 1;
}

function forbidsSwap(cgroups: string): boolean {
  const path = cgroups
    .split('\n')
    .find((line) => line.startsWith('0::'))
    ?.slice(3);
  return path !== undefined && textOf(`/sys/fs/cgroup${path}/memory.swap.max`).trim() === '0';
}

/** Empty when the file does not exist, as on other systems. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
