import type { Router } from 'express';
import {
  attestationChallengeSchema,
  attestationKeyAnswerSchema,
  quoteAnswerSchema,
} from '../../contract/attestation.ts';
import { ENVELOPE_LIMIT_BYTES, wireSchema } from '../../contract/envelope.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import type { AttestationDesk } from './attestation-desk.ts';
import { bindAttestationKey } from './bind-key.ts';
import { receiveQuote } from './receive-quote.ts';

const START = 'a lane proves how its machine was started with statements of its TPM, which it signs';

/**
 * Routes by which lanes prove how their machines were started. The two messages need the lane's certificate.
 *
 * @param desk `undefined` where the server does not ask: every route is then unknown
 */
export function attestationRoutes(desk: AttestationDesk | undefined): Router {
  const routes = publicRoutes();

  routes.get('/v1/attestation/challenge', START, { answer: attestationChallengeSchema }, () =>
    desk === undefined ? NOT_FOUND : { challenge: desk.challenges.make() },
  );

  const message = { bytes: wireSchema, maxBodyBytes: ENVELOPE_LIMIT_BYTES };
  const ofKey = { ...message, answer: attestationKeyAnswerSchema };
  routes.post('/v1/attestation/keys', START, ofKey, async ({ bytes, request }) => {
    if (desk === undefined) return NOT_FOUND;
    const given = await bindAttestationKey(desk, request.socket, bytes);
    return given.kind === 'refused' ? given : given.answer;
  });

  const ofQuote = { ...message, answer: quoteAnswerSchema, status: 201 };
  routes.post('/v1/attestation/quotes', START, ofQuote, async ({ bytes, request }) => {
    if (desk === undefined) return NOT_FOUND;
    const received = await receiveQuote(desk, request.socket, bytes);
    return received.kind === 'refused' ? received : received.answer;
  });

  return routes.router;
}
