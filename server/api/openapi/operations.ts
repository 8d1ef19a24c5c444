/** Of each route, what it takes and answers, beside what `routes-of.ts` knows of it. */
import type { z } from 'zod';
import { dutiesQuerySchema } from '../../access/duties/duty-routes.ts';
import { agreeSchema, pageSchema, proposeSchema } from '../../access/proposals/proposal-routes.ts';
import { actsQuerySchema } from '../../acts/act-routes.ts';
import {
  authorityAnswerSchema,
  certificateAnswerSchema,
  certificateRequestSchema,
  challengeAnswerSchema,
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
} from '../../contract/certificate-request.ts';
import { wireSchema } from '../../contract/envelope.ts';
import { grantRequestSchema } from '../../evidence/issue-grant.ts';
import { codeRequestSchema } from '../../fleet/make-code.ts';
import { signInSchema as developmentSignIn } from '../../people/development-routes.ts';
import { fallbackSchema } from '../../people/enrolment-password-routes.ts';
import { beginSchema, endSchema, lookSchema } from '../../people/enrolment-routes.ts';
import { addSchema, renameSchema } from '../../people/own-passkey-routes.ts';
import { answerSchema, nothingSchema } from '../../people/passkey-routes.ts';
import { signInSchema } from '../../people/password-routes.ts';
import { newPersonSchema } from '../../people/person-names.ts';
import { codeSchema } from '../../people/step-up-routes.ts';
import { entriesQuerySchema } from '../../ledger/head-routes.ts';
import { exportQuerySchema } from '../../privacy/office-routes.ts';
import { changeRequestSchema, openRequestSchema } from '../../privacy/requests/request-desk.ts';
import { signSchema } from '../../privacy/retention/sign-policy.ts';
import { erasuresQuerySchema, proofQuerySchema } from '../../privacy/privacy-routes.ts';
import { LANE_ORDERS } from '../../referrals/order-lane.ts';
import { offerSchema, siteSchema } from '../../referrals/operation-routes.ts';
import {
  codeSchema as safeguardingSchema,
  decidedSchema,
  plainSchema,
  proposalSchema,
  reassignSchema,
} from '../../referrals/referral-routes.ts';
import { ordersQuerySchema, outcomesQuerySchema } from '../query.ts';
import {
  alarms,
  fleet,
  grant,
  health,
  lanes,
  listOf,
  officer,
  outcomes,
  proposals,
  readiness,
  session,
  signedMessage,
} from './answers.ts';

export interface Operation {
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** By status: JSON of a schema, `json` for an object that only our own console reads, another media type, or nothing. */
  readonly answers: {
    readonly [Status in number]: z.ZodType | 'json' | 'text/plain' | 'text/html' | 'application/octet-stream' | null;
  };
}

const NOTHING = { answers: { 204: null } } as const;
const JSON_ANSWER = { answers: { 200: 'json' } } as const;

export const OPERATIONS: { readonly [Route in string]: Operation } = {
  'POST /v1/reports': { body: wireSchema, answers: { 200: signedMessage, 201: signedMessage } },
  'POST /v1/status': { body: wireSchema, ...NOTHING },
  'GET /v1/revocations': { answers: { 200: signedMessage } },
  'GET /v1/fleet/authority': { answers: { 200: authorityAnswerSchema } },
  'GET /v1/fleet/challenge': { answers: { 200: challengeAnswerSchema } },
  'GET /v1/fleet/revocation-list': { answers: { 200: 'application/octet-stream' } },
  'POST /v1/fleet/enrolments': { body: enrolmentRequestSchema, answers: { 201: enrolmentAnswerSchema } },
  'POST /v1/fleet/certificates': { body: certificateRequestSchema, answers: { 201: certificateAnswerSchema } },
  'GET /v1/session': { answers: { 200: session } },
  'DELETE /v1/session': NOTHING,
  'POST /v1/session/passkey/options': { body: nothingSchema, ...JSON_ANSWER },
  'POST /v1/session/passkey': { body: answerSchema, ...JSON_ANSWER },
  'POST /v1/session/password': { body: signInSchema, ...JSON_ANSWER },
  'POST /v1/people/enrolment': { body: lookSchema, ...JSON_ANSWER },
  'POST /v1/people/enrolment/passkey/options': { body: beginSchema, ...JSON_ANSWER },
  'POST /v1/people/enrolment/passkey': { body: endSchema, ...JSON_ANSWER },
  'POST /v1/people/enrolment/password/options': { body: beginSchema, ...JSON_ANSWER },
  'POST /v1/people/enrolment/password': { body: fallbackSchema, ...JSON_ANSWER },
  'POST /v1/development/sign-in': { body: developmentSignIn, ...JSON_ANSWER },
  'POST /v1/development/step-up': { body: nothingSchema, ...JSON_ANSWER },
  'GET /v1/session/account': JSON_ANSWER,
  'DELETE /v1/session/sessions/:id': NOTHING,
  'DELETE /v1/session/sessions': NOTHING,
  'POST /v1/session/step-up/passkey/options': { body: nothingSchema, ...JSON_ANSWER },
  'POST /v1/session/step-up/passkey': { body: answerSchema, ...JSON_ANSWER },
  'POST /v1/session/step-up/code': { body: codeSchema, ...JSON_ANSWER },
  'POST /v1/session/passkeys/options': { body: nothingSchema, ...JSON_ANSWER },
  'POST /v1/session/passkeys': { body: addSchema, ...JSON_ANSWER },
  'PATCH /v1/session/passkeys/:id': { body: renameSchema, ...NOTHING },
  'DELETE /v1/session/passkeys/:id': NOTHING,
  'POST /v1/session/account/password/options': { body: nothingSchema, ...JSON_ANSWER },
  'POST /v1/session/account/password': { body: fallbackSchema, ...NOTHING },
  'DELETE /v1/session/account/password': NOTHING,
  'GET /v1/people': { answers: { 200: listOf('people') } },
  'POST /v1/people/invitations': { body: newPersonSchema, answers: { 201: 'json' } },
  'POST /v1/people/:person/disable': { body: nothingSchema, ...NOTHING },
  'DELETE /v1/people/:person/sessions': NOTHING,
  'GET /v1/people/recoveries': { answers: { 200: listOf('recoveries') } },
  'POST /v1/people/:person/recoveries': { body: nothingSchema, answers: { 201: 'json' } },
  'DELETE /v1/people/recoveries/:recovery': NOTHING,
  'POST /v1/people/recoveries/:recovery/approval': { body: nothingSchema, answers: { 201: 'json' } },
  'GET /v1/proposals': { query: pageSchema, answers: { 200: proposals } },
  'GET /v1/proposals/:id': JSON_ANSWER,
  'POST /v1/proposals': { body: proposeSchema, answers: { 201: 'json' } },
  'POST /v1/proposals/:id/approval': { body: agreeSchema, ...NOTHING },
  'POST /v1/proposals/:id/refusal': { body: agreeSchema, ...NOTHING },
  'POST /v1/proposals/:id/withdrawal': NOTHING,
  'GET /v1/duties': { query: dutiesQuerySchema, answers: { 200: listOf('duties') } },
  'GET /v1/degradations': { answers: { 200: listOf('degradations') } },
  'POST /v1/degradations/:id/end': NOTHING,
  'GET /v1/acts': { query: actsQuerySchema, answers: { 200: listOf('acts') } },
  'GET /healthz': { answers: { 200: health } },
  'GET /readyz': { answers: { 200: readiness, 503: readiness } },
  'GET /v1/openapi.json': JSON_ANSWER,
  'GET /v1/lanes': { answers: { 200: lanes } },
  'GET /v1/outcomes': { query: outcomesQuerySchema, answers: { 200: outcomes } },
  'GET /v1/alarms': { answers: { 200: alarms } },
  'GET /ledger/checkpoint': { answers: { 200: 'text/plain' } },
  'GET /ledger/policy': { answers: { 200: 'text/plain' } },
  'GET /ledger/tile/*path': { answers: { 200: 'application/octet-stream' } },
  'GET /v1/officer': { answers: { 200: officer } },
  'POST /v1/grants': { body: grantRequestSchema, answers: { 201: grant } },
  'GET /v1/orders': { query: ordersQuerySchema, answers: { 200: listOf('orders') } },
  'GET /v1/fleet/kiosks': { answers: { 200: fleet } },
  'POST /v1/fleet/codes': { body: codeRequestSchema, answers: { 201: 'json' } },
  'DELETE /v1/fleet/codes/:kioskId': NOTHING,
  'POST /v1/fleet/kiosks/:kioskId/disable': { body: nothingSchema, ...JSON_ANSWER },
  'GET /v1/privacy/held': JSON_ANSWER,
  'GET /v1/privacy/erasures': { query: erasuresQuerySchema, ...JSON_ANSWER },
  'GET /v1/privacy/viewings': JSON_ANSWER,
  'GET /v1/privacy/retention': JSON_ANSWER,
  'POST /v1/privacy/retention/:number/signatures': { body: signSchema, ...JSON_ANSWER },
  'GET /v1/privacy/holds': { answers: { 200: listOf('holds') } },
  'GET /v1/privacy/record': JSON_ANSWER,
  'GET /v1/privacy/statistics': JSON_ANSWER,
  'POST /v1/privacy/exports': { query: exportQuerySchema, answers: { 200: 'application/octet-stream' } },
  'GET /v1/privacy/requests': { answers: { 200: listOf('requests') } },
  'POST /v1/privacy/requests': { body: openRequestSchema, answers: { 201: 'json' } },
  'GET /v1/privacy/requests/:id/letter': JSON_ANSWER,
  'POST /v1/privacy/requests/:id': { body: changeRequestSchema, ...JSON_ANSWER },
  'GET /v1/ledger/heads': JSON_ANSWER,
  'GET /v1/ledger/entries': { query: entriesQuerySchema, answers: { 200: listOf('entries') } },
  'GET /v1/ledger/entries/:index/proof': JSON_ANSWER,
  'GET /v1/ledger/proof': { query: proofQuerySchema, answers: { 200: 'text/plain' } },
  'GET /v1/referrals': JSON_ANSWER,
  'POST /v1/referrals/:id/take': { body: plainSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/renew': { body: plainSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/hand-back': { body: plainSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/reassign': { body: reassignSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/ask-second-opinion': { body: proposalSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/withdraw-question': { body: plainSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/give-second-opinion': { body: decidedSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/decide': { body: decidedSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/settle': { body: decidedSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/safeguarding': { body: safeguardingSchema, ...JSON_ANSWER },
  'POST /v1/referrals/:id/safeguarding/acknowledge': { body: safeguardingSchema, ...JSON_ANSWER },
  'GET /v1/operations': JSON_ANSWER,
  'GET /v1/vigilance': JSON_ANSWER,
  'POST /v1/watch': { body: siteSchema, ...JSON_ANSWER },
  'POST /v1/watch/end': JSON_ANSWER,
  'POST /v1/handovers': { body: offerSchema, answers: { 201: 'json' } },
  'POST /v1/handovers/:id/accept': JSON_ANSWER,
  'POST /v1/handovers/:id/withdraw': JSON_ANSWER,
  'POST /v1/lanes/:kioskId/open': { body: LANE_ORDERS['lane.open'], answers: { 201: 'json' } },
  'POST /v1/lanes/:kioskId/service': { body: LANE_ORDERS['lane.serve'], answers: { 201: 'json' } },
  'POST /v1/lanes/:kioskId/emergency': { body: LANE_ORDERS['lane.open-in-emergency'], answers: { 201: 'json' } },
  'GET /verify': { answers: { 200: 'text/html' } },
  'GET /': { answers: { 200: 'text/html' } },
};
