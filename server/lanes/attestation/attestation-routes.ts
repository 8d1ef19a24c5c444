import express, { type Router } from 'express';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import { bytesOf, readJsonBytes } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { AttestationDesk } from './attestation-desk.ts';
import { bindAttestationKey } from './bind-key.ts';
import { receiveQuote } from './receive-quote.ts';

/**
 * Routes by which lanes prove how their machines were started. The two messages need the lane's certificate.
 *
 * @param desk `undefined` where the server does not ask: every route is then unknown
 */
export function attestationRoutes(desk: AttestationDesk | undefined): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/v1/attestation/challenge')
    .get(refuseQuery, (_request, response) => {
      if (desk === undefined) sendFailure(response, { code: 'not-found' });
      else response.json({ challenge: desk.challenges.make() });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/attestation/keys')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      if (desk === undefined) return sendFailure(response, { code: 'not-found' });
      const given = await bindAttestationKey(desk, request.socket, bytesOf(request.body));
      if (given.kind === 'refused') sendFailure(response, given);
      else response.json(given.answer);
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/attestation/quotes')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      if (desk === undefined) return sendFailure(response, { code: 'not-found' });
      const received = await receiveQuote(desk, request.socket, bytesOf(request.body));
      if (received.kind === 'refused') sendFailure(response, received);
      else response.status(201).json(received.answer);
    })
    .all(answerMethodNotAllowed('POST'));

  return router;
}
