import type { Request, Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import { laneTarget } from '../../records/kiosks/lane-target.ts';
import { parseJson } from '../../contract/payload.ts';
import { grantSchema, officerSchema } from './answers/grant.ts';
import { officerRoleOf } from './grant-authority.ts';
import { GRANT_REQUEST_LIMIT_BYTES, grantRequestSchema, issueGrant, type GrantDesk } from './issue-grant.ts';
import { knownConsole } from '../../people/people/console-mark.ts';
import type { People } from '../../people/people/people.ts';
import { bytesOf } from '../../platform/http/body.ts';
import { refused } from '../../platform/http/route.ts';

/** Route that issues grants to officers. */
export function evidenceRoutes(gate: AccessGate, desk: GrantDesk, people: Pick<People, 'sealer'>): Router {
  const routes = guardedRoutes(gate);
  const targetOf = (request: Request) => laneTarget(desk.context.knex, kioskNamedIn(bytesOf(request.body)));

  routes.ofOneself('get', '/v1/officer', { answer: officerSchema }, ({ now }, principal) => {
    const judgement = judgeEntry(principal, 'evidence.see', now);
    if (judgement.kind === 'refused') return refused(judgement.code);
    const role = officerRoleOf(judgement.duty.role);
    return role === undefined ? refused('not-entitled') : { id: principal.personId, role };
  });

  const ofGrant = {
    targetOf,
    bytes: grantRequestSchema,
    maxBodyBytes: GRANT_REQUEST_LIMIT_BYTES,
    answer: grantSchema,
    status: 201,
  };
  routes.post('/v1/grants', 'evidence.see', ofGrant, async ({ bytes, request }, permit) => {
    const answer = await issueGrant(desk, permit, bytes, knownConsole(people, request)?.digest);
    if (answer.kind === 'refused') {
      desk.context.events.emit({ event: 'message-refused', about: 'grant', code: answer.code });
      return answer;
    }
    const { kind: _kind, ...granted } = answer;
    return granted;
  });

  return routes.router;
}

function kioskNamedIn(body: Uint8Array): unknown {
  const json = parseJson(body)?.json;
  return typeof json === 'object' && json !== null && 'kioskId' in json ? json.kioskId : undefined;
}
