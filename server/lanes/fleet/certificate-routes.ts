import type { Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import {
  authorityAnswerSchema,
  certificateAnswerSchema,
  certificateRequestSchema,
  challengeAnswerSchema,
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
} from '../../contract/certificate-request.ts';
import { ENVELOPE_LIMIT_BYTES } from '../../contract/envelope.ts';
import type { CertificateDesk } from './certificate-desk.ts';
import { enrolByCode } from './enrol-by-code.ts';
import type { PublishedList } from './published-list.ts';
import { renewCertificate } from './renew-certificate.ts';

const FLEET = 'a kiosk gets its first certificate with a one-time code and renews it with its signature';

/**
 * Routes by which kiosks get certificates. None requires a certificate, because a kiosk may have none or only an expired one. The answers
 * are public; signatures authenticate the requests.
 */
export function certificateRoutes(desk: CertificateDesk, list: PublishedList): Router {
  const routes = publicRoutes();

  routes.get('/v1/fleet/authority', FLEET, { answer: authorityAnswerSchema }, () => ({
    authority: encodeBase64Url(desk.authority.certificate),
  }));

  routes.get('/v1/fleet/challenge', FLEET, { answer: challengeAnswerSchema }, () => ({
    challenge: desk.challenges.make(),
  }));

  const ofList = { sends: { 200: ['application/pkix-crl'] } } as const;
  routes.get('/v1/fleet/revocation-list', FLEET, ofList, async ({ response }) => {
    response.type('application/pkix-crl').send(Buffer.from(await list.current()));
  });

  const message = { maxBodyBytes: ENVELOPE_LIMIT_BYTES, status: 201 };
  const ofEnrolment = { ...message, bytes: enrolmentRequestSchema, answer: enrolmentAnswerSchema };
  routes.post('/v1/fleet/enrolments', FLEET, ofEnrolment, async ({ bytes, request }) => {
    const given = await enrolByCode(desk, bytes, request.socket.remoteAddress ?? '');
    return given.kind === 'refused' ? given : given.answer;
  });

  const ofRenewal = { ...message, bytes: certificateRequestSchema, answer: certificateAnswerSchema };
  routes.post('/v1/fleet/certificates', FLEET, ofRenewal, async ({ bytes }) => {
    const given = await renewCertificate(desk, bytes);
    return given.kind === 'refused' ? given : given.answer;
  });

  return routes.router;
}
