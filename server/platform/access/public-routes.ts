/**
 * The complete list of routes that need no duty, with reasons. A route that is neither here nor guarded prevents the start of the server.
 */
export interface PublicRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly why: string;
}

const LANE = 'lanes sign their messages';
const RELEASES = "lanes need it and verify people's signatures";
const FLEET = 'a kiosk gets its first certificate with a one-time code and renews it with its signature';
const START = 'a lane proves how its machine was started with statements of its TPM, which it signs';
const VERIFY = 'verifiers and witnesses need no account';
const PUBLISHED = 'published error rates, without small counts';
const DECLARE =
  'travellers answer the customs questions on their phones; no answer reaches the server, and nothing is stored';
const BRAND = 'the sign-in page shows the name, logo and colours of the agency, which are public';
const PAGE = 'the sign-in page holds no data';
const SIGN_IN = 'sign-in: rate-limited, and does not reveal which accounts exist';
const CODE = 'registers the first key with a one-time code, which cannot be guessed';

export const PUBLIC_ROUTES: readonly PublicRoute[] = [
  { method: 'POST', path: '/v1/reports', why: LANE },
  { method: 'POST', path: '/v1/status', why: LANE },
  { method: 'POST', path: '/v1/attempts', why: LANE },
  { method: 'POST', path: '/v1/blind-queries', why: LANE },
  { method: 'POST', path: '/v1/goods-questions', why: LANE },
  { method: 'POST', path: '/v1/partner-pseudonyms', why: LANE },
  { method: 'POST', path: '/v1/list-counts', why: LANE },
  { method: 'POST', path: '/v1/lane-releases', why: LANE },
  { method: 'POST', path: '/v1/group-counts', why: LANE },
  { method: 'POST', path: '/v1/readiness/requests', why: LANE },
  { method: 'GET', path: '/v1/revocations', why: 'lanes need it and verify its signature' },
  { method: 'GET', path: '/v1/key-successions', why: 'lanes need it and verify its signatures' },
  { method: 'GET', path: '/v1/releases/metadata/:name', why: RELEASES },
  { method: 'GET', path: '/v1/releases/targets/:kind/:name/:file/:offset', why: RELEASES },
  { method: 'GET', path: '/v1/fleet/authority', why: FLEET },
  { method: 'GET', path: '/v1/fleet/challenge', why: FLEET },
  { method: 'GET', path: '/v1/fleet/revocation-list', why: FLEET },
  { method: 'POST', path: '/v1/fleet/enrolments', why: FLEET },
  { method: 'POST', path: '/v1/fleet/certificates', why: FLEET },
  { method: 'GET', path: '/v1/attestation/challenge', why: START },
  { method: 'POST', path: '/v1/attestation/keys', why: START },
  { method: 'POST', path: '/v1/attestation/quotes', why: START },
  { method: 'GET', path: '/healthz', why: 'for monitoring; answers one word' },
  {
    method: 'GET',
    path: '/readyz',
    why: 'for monitoring; names the failed one of five checks',
  },
  { method: 'GET', path: '/v1/openapi.json', why: 'describes the public program' },
  { method: 'GET', path: '/ledger/checkpoint', why: VERIFY },
  { method: 'GET', path: '/ledger/policy', why: VERIFY },
  { method: 'GET', path: '/ledger/tile/*path', why: VERIFY },
  { method: 'POST', path: '/v1/lane-beacons', why: LANE },
  { method: 'GET', path: '/lane-statements/releases/:digest', why: VERIFY },
  { method: 'GET', path: '/receipt/lane-keys/:kioskId', why: VERIFY },
  { method: 'GET', path: '/v1/error-rates', why: PUBLISHED },
  { method: 'GET', path: '/v1/error-rates/:period', why: PUBLISHED },
  { method: 'GET', path: '/v1/error-rates/:period/proof', why: PUBLISHED },
  { method: 'GET', path: '/error-rates', why: PUBLISHED },
  { method: 'GET', path: '/v1/declaration-questions', why: DECLARE },
  { method: 'POST', path: '/v1/declaration-permits', why: DECLARE },
  { method: 'GET', path: '/declare', why: DECLARE },
  { method: 'GET', path: '/verify', why: VERIFY },
  { method: 'GET', path: '/', why: PAGE },
  { method: 'GET', path: '/v1/brand', why: BRAND },
  { method: 'GET', path: '/brand.css', why: BRAND },
  { method: 'GET', path: '/brand/logo.png', why: BRAND },
  { method: 'GET', path: '/v1/session', why: 'reports whether the caller is signed in, and the sign-in methods' },
  { method: 'DELETE', path: '/v1/session', why: 'without a session it does nothing' },
  { method: 'POST', path: '/v1/session/passkey/options', why: SIGN_IN },
  { method: 'POST', path: '/v1/session/passkey', why: SIGN_IN },
  { method: 'POST', path: '/v1/session/password', why: SIGN_IN },
  { method: 'POST', path: '/v1/people/enrolment', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/passkey/options', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/passkey', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/password/options', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/password', why: CODE },
  { method: 'POST', path: '/v1/development/sign-in', why: 'development only, loopback only' },
  { method: 'POST', path: '/v1/development/step-up', why: 'development only, loopback only' },
  { method: 'GET', path: '/v1/development/officer-keys', why: 'development only, loopback only' },
  { method: 'POST', path: '/v1/development/passkey', why: 'development only, loopback only' },
];
