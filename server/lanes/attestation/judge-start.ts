/** Compares the registers of a quote with the approved starts. Pure. */
import type { ApprovedStart } from './approved-software.ts';
import type { Registers } from './registers.ts';

export type StartVerdict =
  | { readonly kind: 'approved'; readonly id: string; readonly name: string }
  /** `nearest`: the approved start with the fewest differences; `null` when none is approved. `registers`: those that differ from it. */
  | {
      readonly kind: 'not-approved';
      readonly nearest: { readonly id: string; readonly name: string } | null;
      readonly registers: readonly number[];
    };

/** @param starts only those in force count; the first one wins among equals */
export function judgeStart(quoted: Readonly<Registers>, starts: readonly ApprovedStart[]): StartVerdict {
  const values = new Map(quoted.map(({ register, value }) => [register, value]));
  let nearest: { readonly start: ApprovedStart; readonly differing: readonly number[] } | undefined;
  for (const start of starts) {
    if (start.withdrawnAt !== null) continue;
    const differing = start.registers
      .filter(({ register, value }) => values.get(register) !== value)
      .map(({ register }) => register);
    if (nearest === undefined || differing.length < nearest.differing.length) nearest = { start, differing };
  }
  if (nearest === undefined) return { kind: 'not-approved', nearest: null, registers: [] };
  const { id, name } = nearest.start;
  if (nearest.differing.length === 0) return { kind: 'approved', id, name };
  return { kind: 'not-approved', nearest: { id, name }, registers: nearest.differing };
}
