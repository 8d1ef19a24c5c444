import express, { type Router } from 'express';
import type { GrantAnswer, OfficerView } from '../views/grant.ts';
import { GRANT_REQUEST_LIMIT_BYTES, issueGrant, type GrantDesk } from '../evidence/issue-grant.ts';
import { bytesOf, readJsonBytes } from './body.ts';
import { answerMethodNotAllowed } from './errors.ts';
import { refuseQuery } from './query.ts';
import { sendFailure } from './wire-failure.ts';

/** Grants for officers. */
export function evidenceRoutes(desk: GrantDesk): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/v1/officer')
    .get(refuseQuery, async (request, response) => {
      const officer = await desk.authority.officerOf(request);
      if (officer === undefined) {
        sendFailure(response, { code: 'not-signed-in' });
        return;
      }
      const view: OfficerView = { id: officer.id, role: officer.role };
      response.json(view);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/grants')
    .post(readJsonBytes(GRANT_REQUEST_LIMIT_BYTES), async (request, response) => {
      const officer = await desk.authority.officerOf(request);
      if (officer === undefined) {
        sendFailure(response, { code: 'not-signed-in' });
        return;
      }
      const answer = await issueGrant(desk, officer, bytesOf(request.body));
      if (answer.kind === 'refused') {
        desk.clearance.events.emit({ event: 'message-refused', about: 'grant', code: answer.code });
        sendFailure(response, answer);
        return;
      }
      const { kind: _kind, ...granted } = answer;
      response.status(201).json(granted satisfies GrantAnswer);
    })
    .all(answerMethodNotAllowed('POST'));

  return router;
}
