/** Request and answer schemas of each route, in addition to the data of `routes-of.ts`. */
import { z } from 'zod';
import type { Operation } from '../../../platform/http/route.ts';
import { agreeSchema, pageSchema, proposeSchema, reportSchema } from '../../../records/proposals/proposal-routes.ts';
import { actsQuerySchema } from '../../../records/acts/act-routes.ts';
import {
  authorityAnswerSchema,
  certificateAnswerSchema,
  certificateRequestSchema,
  challengeAnswerSchema,
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
} from '../../../contract/certificate-request.ts';
import { wireSchema } from '../../../contract/envelope.ts';
import { successionListSchema } from '../../../contract/key-succession.ts';
import {
  declarationDetailSchema,
  declarationListSchema,
  viewedContentSchema,
  viewingGrantSchema,
} from '../../../goods/declarations/viewings/answers.ts';
import {
  controlAuditSchema,
  controlQueueSchema,
  controlRecordedSchema,
  selectionEffectsSchema,
} from '../../../goods/declarations/controls/answers.ts';
import {
  auditQuerySchema,
  queueQuerySchema,
  rulesQuerySchema,
} from '../../../goods/declarations/controls/control-routes.ts';
import { confirmationSchema, resultSchema } from '../../../goods/declarations/controls/record-result.ts';
import { traderListSchema } from '../../../goods/declarations/traders/answers.ts';
import { declarationHoldListSchema } from '../../../goods/declarations/holds/answers.ts';
import { viewingRequestSchema } from '../../../goods/declarations/viewings/grant-viewing.ts';
import { declarationQuerySchema } from '../../../goods/declarations/viewings/viewing-routes.ts';
import { declarationPermitSchema, travellerQuestionsSchema } from '../../../goods/declaration-codes/answers.ts';
import { permitRequestSchema } from '../../../goods/declaration-codes/code-routes.ts';
import { grantRequestSchema } from '../../../lanes/evidence/issue-grant.ts';
import {
  attestationChallengeSchema,
  attestationKeyAnswerSchema,
  quoteAnswerSchema,
} from '../../../contract/attestation.ts';
import { beaconAnswerSchema } from '../../../contract/lane-statement.ts';
import { codeRequestSchema } from '../../../lanes/fleet/make-code.ts';
import { nothingSchema } from '../../../people/people/passkey-routes.ts';
import { signedOrderSchema } from '../../../lanes/orders/sign-order.ts';
import { signedSiteOrderSchema } from '../../../lanes/orders/sign-site-order.ts';
import { policyTrialSchema } from '../../../lanes/policy-trials/answers.ts';
import { trialRequestSchema } from '../../../lanes/policy-trials/trial-policy.ts';
import { conditionsSchema } from '../../../border/conditions/answers.ts';
import { findingSchema } from '../../../border/emergencies/emergency-routes.ts';
import { entriesQuerySchema } from '../../../records/ledger/head-routes.ts';
import { LANE_ORDERS } from '../../../border/referrals/order-lane.ts';
import { siteOrderSchema } from '../../../border/referrals/order-site.ts';
import { offerSchema, siteSchema } from '../../../border/referrals/operation-routes.ts';
import {
  codeSchema as safeguardingSchema,
  decidedSchema,
  plainSchema,
  proposalSchema,
  reassignSchema,
} from '../../../border/referrals/referral-routes.ts';
import { followUpSchema, lookFindingSchema } from '../../../border/second-looks/second-look-routes.ts';
import { figuresSchema } from '../../../border/figures/answers.ts';
import { figuresQuerySchema, siteFiguresQuerySchema } from '../../../border/figures/figure-routes.ts';
import { ordersQuerySchema, outcomesQuerySchema } from '../../../platform/http/query.ts';
import { actPageSchema } from '../../../records/acts/answers.ts';
import { alarmListSchema } from '../../../records/alarms/answers.ts';
import { signedMessageSchema, wireReceiptSchema } from '../../../contract/server-message.ts';
import { degradationListSchema } from '../../../lanes/degradations/answers.ts';
import { signedDegradationSchema, wantedDegradationSchema } from '../../../lanes/degradations/sign-degradation.ts';
import { emergencyListSchema } from '../../../border/emergencies/answers.ts';
import { grantSchema, officerSchema } from '../../../lanes/evidence/answers/grant.ts';
import { startsSchema } from '../../../lanes/attestation/answers.ts';
import { componentsSchema } from '../../../lanes/components/answers.ts';
import { fleetSchema, kioskCodeSchema, kioskDisabledSchema, runsSchema } from '../../../lanes/fleet/answers.ts';
import { laneListSchema } from '../../../records/kiosks/answers.ts';
import { releaseProofSchema } from '../../../intake/lane-statements/answers.ts';
import { entryPageSchema, entryProofSchema, headsSchema } from '../../../records/ledger/answers.ts';
import { errorRateListSchema } from '../../../oversight/observatory/answers.ts';
import { errorRateFileSchema } from '../../../oversight/observatory/publication/error-rate-report.ts';
import {
  orderDraftSchema,
  orderGivenSchema,
  orderListSchema,
  siteOrdersGivenSchema,
} from '../../../lanes/orders/answers.ts';
import { oneProposalSchema, proposalPageSchema, proposedSchema } from '../../../records/proposals/answers.ts';
import {
  handoverOffersSchema,
  operationsSchema,
  referralAnswerSchema,
  referralListSchema,
  vigilanceSchema,
} from '../../../border/referrals/answers.ts';
import { outcomesAnswerSchema } from '../../../records/reports/answers.ts';
import { lookUpSchema, watchlistCaseSchema } from '../../../border/watchlist/answers.ts';
import { fleetReleasesSchema, haltSchema, newFreezeSchema, resumeSchema } from '../../../border/roll-outs/answers.ts';
import { checkAnswerSchema } from '../../../contract/readiness.ts';
import { checkApprovedSchema, readinessHistorySchema, readinessListSchema } from '../../../border/readiness/answers.ts';
import { approveCheckSchema } from '../../../border/readiness/approve-check.ts';
import { secondLooksSchema } from '../../../border/second-looks/answers.ts';
import { siteListSchema } from '../../../records/sites/answers.ts';
import {
  changedLaneSchema,
  changedSiteSchema,
  newLaneSchema,
  newSiteSchema,
} from '../../../records/sites/place-names.ts';
import { attemptAnswerSchema } from '../../../contract/attempt.ts';
import { signedGoodsAnswerSchema } from '../../../contract/goods-question.ts';
import { blindAnswerSchema } from '../../../contract/blind-query.ts';
import { healthSchema, readinessSchema } from '../answers.ts';

const documentSchema = z.looseObject({ openapi: z.literal('3.1.0') });

const NOTHING = { answers: { 204: null } } as const;

export const OPERATIONS: { readonly [Route in string]: Operation } = {
  'POST /v1/reports': { body: wireSchema, answers: { 200: wireReceiptSchema, 201: wireReceiptSchema } },
  'POST /v1/status': { body: wireSchema, ...NOTHING },
  'POST /v1/attempts': { body: wireSchema, answers: { 200: attemptAnswerSchema } },
  'POST /v1/goods-questions': { body: wireSchema, answers: { 200: signedGoodsAnswerSchema } },
  'POST /v1/partner-pseudonyms': { body: wireSchema, ...NOTHING },
  'POST /v1/list-counts': { body: wireSchema, ...NOTHING },
  'POST /v1/blind-queries': { body: wireSchema, answers: { 200: blindAnswerSchema } },
  'POST /v1/lane-releases': { body: wireSchema, ...NOTHING },
  'POST /v1/group-counts': { body: wireSchema, ...NOTHING },
  'POST /v1/readiness/requests': { body: wireSchema, answers: { 200: checkAnswerSchema } },
  'GET /v1/referrals/:id/watchlist': { answers: { 200: watchlistCaseSchema } },
  'POST /v1/referrals/:id/watchlist': { body: lookUpSchema, answers: { 201: watchlistCaseSchema } },
  'GET /v1/fleet/releases': { answers: { 200: fleetReleasesSchema } },
  'POST /v1/fleet/roll-outs/halt': { body: haltSchema, ...NOTHING },
  'POST /v1/fleet/roll-outs/resume': { body: resumeSchema, ...NOTHING },
  'POST /v1/fleet/freezes': { body: newFreezeSchema, ...NOTHING },
  'DELETE /v1/fleet/freezes/:id': NOTHING,
  'GET /v1/readiness': { answers: { 200: readinessListSchema } },
  'GET /v1/readiness/:kioskId': { answers: { 200: readinessHistorySchema } },
  'POST /v1/readiness/:kioskId/approval': { body: approveCheckSchema, answers: { 201: checkApprovedSchema } },
  'GET /v1/revocations': { answers: { 200: signedMessageSchema } },
  'GET /v1/key-successions': { answers: { 200: successionListSchema } },
  'GET /v1/releases/metadata/:name': { answers: { 200: ['application/json'] } },
  'GET /v1/releases/targets/:kind/:name/:file/:offset': { answers: { 200: ['application/octet-stream'] } },
  'GET /v1/fleet/authority': { answers: { 200: authorityAnswerSchema } },
  'GET /v1/fleet/challenge': { answers: { 200: challengeAnswerSchema } },
  'GET /v1/fleet/revocation-list': { answers: { 200: ['application/pkix-crl'] } },
  'POST /v1/fleet/enrolments': { body: enrolmentRequestSchema, answers: { 201: enrolmentAnswerSchema } },
  'POST /v1/fleet/certificates': { body: certificateRequestSchema, answers: { 201: certificateAnswerSchema } },
  'GET /v1/attestation/challenge': { answers: { 200: attestationChallengeSchema } },
  'POST /v1/attestation/keys': { body: wireSchema, answers: { 200: attestationKeyAnswerSchema } },
  'POST /v1/lane-beacons': { body: wireSchema, answers: { 200: beaconAnswerSchema } },
  'GET /lane-statements/releases/:digest': { answers: { 200: releaseProofSchema } },
  'POST /v1/attestation/quotes': { body: wireSchema, answers: { 201: quoteAnswerSchema } },
  'GET /v1/proposals': { query: pageSchema, answers: { 200: proposalPageSchema } },
  'GET /v1/proposals/:id': { answers: { 200: oneProposalSchema } },
  'POST /v1/proposals': { body: proposeSchema, answers: { 201: proposedSchema } },
  'POST /v1/proposals/:id/approval': { body: agreeSchema, ...NOTHING },
  'POST /v1/proposals/:id/refusal': { body: agreeSchema, ...NOTHING },
  'POST /v1/proposals/:id/report': { body: reportSchema, ...NOTHING },
  'POST /v1/proposals/:id/withdrawal': NOTHING,
  'GET /v1/degradations': { answers: { 200: degradationListSchema } },
  'POST /v1/degradations': { body: wantedDegradationSchema, answers: { 201: orderDraftSchema } },
  'POST /v1/degradations/signed': { body: signedDegradationSchema, answers: { 201: proposedSchema } },
  'POST /v1/degradations/:id/approval': { body: agreeSchema, answers: { 201: orderDraftSchema } },
  'POST /v1/degradations/:id/approval/signed': { body: signedDegradationSchema, ...NOTHING },
  'POST /v1/degradations/:id/end': NOTHING,
  'GET /v1/acts': { query: actsQuerySchema, answers: { 200: actPageSchema } },
  'GET /healthz': { answers: { 200: healthSchema } },
  'GET /readyz': { answers: { 200: readinessSchema, 503: readinessSchema } },
  'GET /v1/openapi.json': { answers: { 200: documentSchema } },
  'GET /v1/lanes': { answers: { 200: laneListSchema } },
  'GET /v1/outcomes': { query: outcomesQuerySchema, answers: { 200: outcomesAnswerSchema } },
  'GET /v1/figures': { query: figuresQuerySchema, answers: { 200: figuresSchema } },
  'GET /v1/site-figures': { query: siteFiguresQuerySchema, answers: { 200: figuresSchema } },
  'GET /v1/alarms': { answers: { 200: alarmListSchema } },
  'GET /ledger/checkpoint': { answers: { 200: ['text/plain'] } },
  'GET /ledger/policy': { answers: { 200: ['text/plain'] } },
  'GET /ledger/tile/*path': { answers: { 200: ['application/octet-stream'] } },
  'GET /receipt/lane-keys/:kioskId': { answers: { 200: ['text/plain'] } },
  'GET /v1/officer': { answers: { 200: officerSchema } },
  'POST /v1/grants': { body: grantRequestSchema, answers: { 201: grantSchema } },
  'GET /v1/orders': { query: ordersQuerySchema, answers: { 200: orderListSchema } },
  'GET /v1/fleet/kiosks': { answers: { 200: fleetSchema } },
  'GET /v1/components': { answers: { 200: componentsSchema } },
  'GET /v1/fleet/starts': { answers: { 200: startsSchema } },
  'GET /v1/fleet/policies': { answers: { 200: runsSchema } },
  'POST /v1/policy-trials': { body: trialRequestSchema, answers: { 200: policyTrialSchema } },
  'POST /v1/fleet/codes': { body: codeRequestSchema, answers: { 201: kioskCodeSchema } },
  'DELETE /v1/fleet/codes/:kioskId': NOTHING,
  'POST /v1/fleet/kiosks/:kioskId/disable': { body: nothingSchema, answers: { 200: kioskDisabledSchema } },
  'GET /v1/error-rates': { answers: { 200: errorRateListSchema } },
  'GET /v1/error-rates/:period': { answers: { 200: errorRateFileSchema } },
  'GET /v1/error-rates/:period/proof': { answers: { 200: ['text/plain'] } },
  'GET /v1/sites': { answers: { 200: siteListSchema } },
  'POST /v1/sites': { body: newSiteSchema, answers: { 201: null } },
  'PUT /v1/sites/:site': { body: changedSiteSchema, ...NOTHING },
  'DELETE /v1/sites/:site': NOTHING,
  'POST /v1/sites/:site/lanes': { body: newLaneSchema, answers: { 201: null } },
  'PUT /v1/sites/:site/lanes/:number': { body: changedLaneSchema, ...NOTHING },
  'DELETE /v1/sites/:site/lanes/:number': NOTHING,
  'GET /v1/ledger/heads': { answers: { 200: headsSchema } },
  'GET /v1/ledger/entries': { query: entriesQuerySchema, answers: { 200: entryPageSchema } },
  'GET /v1/ledger/entries/:index/proof': { answers: { 200: entryProofSchema } },
  'GET /v1/declarations': { query: declarationQuerySchema, answers: { 200: declarationListSchema } },
  'GET /v1/declarations/:id': { answers: { 200: declarationDetailSchema } },
  'POST /v1/declarations/:id/viewings': { body: viewingRequestSchema, answers: { 201: viewingGrantSchema } },
  'GET /v1/declaration-viewings/:id': { answers: { 200: viewedContentSchema } },
  'GET /v1/declaration-holds': { answers: { 200: declarationHoldListSchema } },
  'GET /v1/traders': { answers: { 200: traderListSchema } },
  'GET /v1/declaration-controls': { query: queueQuerySchema, answers: { 200: controlQueueSchema } },
  'GET /v1/declaration-controls/audit': { query: auditQuerySchema, answers: { 200: controlAuditSchema } },
  'GET /v1/declaration-controls/rules': { query: rulesQuerySchema, answers: { 200: selectionEffectsSchema } },
  'POST /v1/declaration-controls/:id/result': { body: resultSchema, answers: { 200: controlRecordedSchema } },
  'POST /v1/declaration-controls/:id/confirmation': {
    body: confirmationSchema,
    answers: { 200: controlRecordedSchema },
  },
  'GET /v1/referrals': { answers: { 200: referralListSchema } },
  'POST /v1/referrals/:id/take': { body: plainSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/renew': { body: plainSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/hand-back': { body: plainSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/reassign': { body: reassignSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/ask-second-opinion': { body: proposalSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/withdraw-question': { body: plainSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/give-second-opinion': { body: decidedSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/decide': { body: decidedSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/settle': { body: decidedSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/safeguarding': { body: safeguardingSchema, answers: { 200: referralAnswerSchema } },
  'POST /v1/referrals/:id/safeguarding/acknowledge': {
    body: safeguardingSchema,
    answers: { 200: referralAnswerSchema },
  },
  'GET /v1/operations': { answers: { 200: operationsSchema } },
  'GET /v1/handovers': { answers: { 200: handoverOffersSchema } },
  'GET /v1/vigilance': { answers: { 200: vigilanceSchema } },
  'POST /v1/watch': { body: siteSchema, answers: { 200: operationsSchema } },
  'POST /v1/watch/end': { answers: { 200: operationsSchema } },
  'POST /v1/handovers': { body: offerSchema, answers: { 201: operationsSchema } },
  'POST /v1/handovers/:id/accept': { answers: { 200: operationsSchema } },
  'POST /v1/handovers/:id/withdraw': { answers: { 200: operationsSchema } },
  'POST /v1/lanes/:kioskId/open': { body: LANE_ORDERS['lane.open'], answers: { 201: orderDraftSchema } },
  'POST /v1/lanes/:kioskId/open/signed': { body: signedOrderSchema, answers: { 201: orderGivenSchema } },
  'POST /v1/lanes/:kioskId/service': { body: LANE_ORDERS['lane.serve'], answers: { 201: orderGivenSchema } },
  'GET /v1/conditions': { answers: { 200: conditionsSchema } },
  'GET /v1/emergencies': { answers: { 200: emergencyListSchema } },
  'POST /v1/emergencies/:digest/finding': { body: findingSchema, ...NOTHING },
  'GET /v1/second-looks': { answers: { 200: secondLooksSchema } },
  'POST /v1/second-looks/:id/finding': { body: lookFindingSchema, ...NOTHING },
  'POST /v1/second-looks/:id/follow-up': { body: followUpSchema, ...NOTHING },
  'GET /v1/openings': { answers: { 200: emergencyListSchema } },
  'POST /v1/openings/:digest/finding': { body: findingSchema, ...NOTHING },
  'POST /v1/lanes/:kioskId/emergency': {
    body: LANE_ORDERS['lane.open-in-emergency'],
    answers: { 201: orderDraftSchema },
  },
  'POST /v1/lanes/:kioskId/emergency/signed': { body: signedOrderSchema, answers: { 201: orderGivenSchema } },
  'POST /v1/sites/:site/emergency': { body: siteOrderSchema, answers: { 201: orderDraftSchema } },
  'POST /v1/sites/:site/emergency/signed': { body: signedSiteOrderSchema, answers: { 201: siteOrdersGivenSchema } },
  'GET /error-rates': { answers: { 200: ['text/html'] } },
  'GET /v1/declaration-questions': { answers: { 200: travellerQuestionsSchema } },
  'POST /v1/declaration-permits': { body: permitRequestSchema, answers: { 200: declarationPermitSchema } },
  'GET /declare': { answers: { 200: ['text/html'] } },
  'GET /verify': { answers: { 200: ['text/html'] } },
  'GET /': { answers: { 200: ['text/html'], 404: ['text/plain'], 503: ['text/plain'] } },
};
