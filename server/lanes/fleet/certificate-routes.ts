import express, { type Router } from 'express';
import { readJsonBytes, bytesOf } from '../../platform/http/body.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import { enrolByCode } from './enrol-by-code.ts';
import type { PublishedList } from './published-list.ts';
import { renewCertificate } from './renew-certificate.ts';

/**
 * Routes by which kiosks get certificates. None requires a certificate, because a kiosk may have none or only an expired one. The answers
 * are public; signatures authenticate the requests.
 */
export function certificateRoutes(desk: CertificateDesk, list: PublishedList): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/v1/fleet/authority')
    .get(refuseQuery, (_request, response) => {
      response.json({ authority: encodeBase64Url(desk.authority.certificate) });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/fleet/challenge')
    .get(refuseQuery, (_request, response) => {
      response.json({ challenge: desk.challenges.make() });
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/fleet/revocation-list')
    .get(refuseQuery, async (_request, response) => {
      response.type('application/pkix-crl').send(Buffer.from(await list.current()));
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/v1/fleet/enrolments')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const address = request.socket.remoteAddress ?? '';
      const given = await enrolByCode(desk, bytesOf(request.body), address);
      if (given.kind === 'refused') sendFailure(response, given);
      else response.status(201).json(given.answer);
    })
    .all(answerMethodNotAllowed('POST'));

  router
    .route('/v1/fleet/certificates')
    .post(readJsonBytes(ENVELOPE_LIMIT_BYTES), async (request, response) => {
      const given = await renewCertificate(desk, bytesOf(request.body));
      if (given.kind === 'refused') sendFailure(response, given);
      else response.status(201).json(given.answer);
    })
    .all(answerMethodNotAllowed('POST'));

  return router;
}
