/** The released files that can judge beside those in use: a candidate among models, by the header of its file, and a policy. */
import { readFileSync } from 'node:fs';
import { readContent } from '../../../server/contract/signed-document.ts';
import type { Policy } from '../../rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../rules/decision/signed-policy.ts';
import { headerOf } from '../face/released-models.ts';

/** Whether the file is a candidate: its header is valid and fits the length. The candidate's process checks the rest. */
export function isCandidate(file: string): boolean {
  try {
    headerOf(file);
    return true;
  } catch {
    return false;
  }
}

/** The policy in a released file; `undefined` when it holds none. It may come into force later: the release that decides uses the same file. */
export function candidatePolicy(file: string): Policy | undefined {
  const bytes = readFileSync(file);
  const read = bytes.length > DECISION_POLICY_FORM.limitBytes ? undefined : readContent(DECISION_POLICY_FORM, bytes);
  return read?.kind === 'read' ? read.content.policy : undefined;
}
