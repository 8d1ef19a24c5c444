/** A finding with its proposed response, stored as the watch does, and the routes by which people decide about it. */
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { caseFor } from '../../../../../server/oversight/detection/cases/case-table.ts';
import type { Finding } from '../../../../../server/oversight/detection/engine/finding.ts';
import { insertFinding } from '../../../../../server/oversight/detection/findings/finding-table.ts';
import { proposeResponse } from '../../../../../server/oversight/detection/responses/propose-response.ts';
import type { SignedIn } from '../../../../support/signed-in.ts';
import type { RunningServer } from '../../../fixtures/running-server.ts';

/** Resolves to the id of the response; by default the end of a person's sessions. */
export async function storeFinding(
  { context }: Pick<RunningServer, 'context'>,
  over: Pick<Finding, 'entity'> & Partial<Finding>,
): Promise<string> {
  const at = Math.round(backgroundClock.wallMs());
  const finding: Finding = {
    ...{ rule: 'alternating-consoles', version: 1, basis: 'invariant' },
    ...{ at, from: at - 1, until: at, observed: 4, events: [{ at, kind: 'signed-in', entry: 0 }] },
    ...{ wouldHavePrevented: 'bound-to-device', nextStep: 'end-sessions' },
    ...over,
  };
  const id = await context.queue.run(async (transaction) => {
    const caseId = await caseFor(transaction, finding);
    const findingId = await insertFinding(transaction, finding, { caseId, at });
    return proposeResponse(transaction, finding, { findingId, caseId, at }, false);
  });
  if (id === undefined) throw new Error('the rule proposed no response');
  return id;
}

const RESPONSES = '/v1/detection/responses';

export function decideByRoute(who: SignedIn, id: string, decision: 'confirm' | 'decline'): Promise<Response> {
  return who.fetch(`${RESPONSES}/${id}/decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ decision }),
  });
}

/** Takes a response back. */
export function endByRoute(who: SignedIn, id: string): Promise<Response> {
  return who.fetch(`${RESPONSES}/${id}/end`, { method: 'POST', headers: { 'content-type': 'application/json' } });
}
