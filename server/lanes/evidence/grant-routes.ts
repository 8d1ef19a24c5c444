import type { Request, Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import { parseJson } from '../../contract/payload.ts';
import type { GrantAnswer, OfficerView } from './answers/grant.ts';
import { officerRoleOf } from './grant-authority.ts';
import { GRANT_REQUEST_LIMIT_BYTES, issueGrant, type GrantDesk } from './issue-grant.ts';
import { knownConsole } from '../../people/people/console-mark.ts';
import type { People } from '../../people/people/people.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/** Route that issues grants to officers. */
export function evidenceRoutes(gate: AccessGate, desk: GrantDesk, people: Pick<People, 'sealer'>): Router {
  const routes = guardedRouter(gate);
  const targetOf = (request: Request) => laneTarget(desk.context.knex, kioskNamedIn(bytesOf(request.body)));

  routes.ofOneself('get', '/v1/officer', { takesNoQuery: true }, (_request, response, principal) => {
    const judgement = judgeEntry(principal, 'evidence.see', gate.clock.wallMs());
    const { kind } = judgement;
    const role = kind === 'allowed' ? officerRoleOf(judgement.duty.role) : undefined;
    if (kind === 'refused') sendFailure(response, { code: judgement.code });
    else if (role === undefined) sendFailure(response, { code: 'not-entitled' });
    else response.json({ id: principal.personId, role } satisfies OfficerView);
  });

  const bodyLimitBytes = GRANT_REQUEST_LIMIT_BYTES;
  routes.post('/v1/grants', 'evidence.see', { targetOf, bodyLimitBytes }, async (request, response, permit) => {
    const answer = await issueGrant(desk, permit, bytesOf(request.body), knownConsole(people, request)?.digest);
    if (answer.kind === 'refused') {
      desk.context.events.emit({ event: 'message-refused', about: 'grant', code: answer.code });
      sendFailure(response, answer);
      return;
    }
    const { kind: _kind, ...granted } = answer;
    response.status(201).json(granted satisfies GrantAnswer);
  });

  return routes.router;
}

function kioskNamedIn(body: Uint8Array): unknown {
  const json = parseJson(body)?.json;
  return typeof json === 'object' && json !== null && 'kioskId' in json ? json.kioskId : undefined;
}
