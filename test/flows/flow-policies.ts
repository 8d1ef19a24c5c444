import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_POLICY, type Policy } from '../../kiosk/rules/decision/policy.ts';

/** A policy that requires fingers, and of the face only the comparison: other flows test the head turn. */
export const FINGER_POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  id: 'fingers-1',
  requiredChecks: [
    ...DEVELOPMENT_POLICY.requiredChecks.filter((name) => name !== 'presentation-attack-head-turn'),
    'finger-comparison',
  ],
  observedChecks: [],
  withoutLights: 'refer',
  fusedFalseMatchRate: 1e-6,
};

/** @returns the file's path, for `policyFile` */
export function writePolicy(
  folder: string,
  change: { readonly [Name in keyof Policy]?: Policy[Name] | undefined } = {},
): string {
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify({ ...FINGER_POLICY, ...change }));
  return file;
}

/** The same without fingers, for flows about other subjects, which must not fail on a machine too busy to draw a turning head. */
export function writeFacePolicy(folder: string, change: Partial<Policy> = {}): string {
  const requiredChecks = FINGER_POLICY.requiredChecks.filter((name) => name !== 'finger-comparison');
  return writePolicy(folder, { ...change, requiredChecks, fusedFalseMatchRate: undefined });
}
