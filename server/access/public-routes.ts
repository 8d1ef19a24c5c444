/**
 * What is answered without a duty, and why: the one list of it. A route that is neither here nor guarded keeps the server from
 * starting.
 */
export interface PublicRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly why: string;
}

const LANE = "a lane's message carries the lane's own signature, and a lane is no person";
const FLEET = 'a kiosk that has no certificate yet gets one by a code, and renews it by its signature';
const VERIFY = 'whoever holds a proof, or witnesses, must not need to ask us';
const PAGE = 'the page itself, which holds no data, is where people sign in';
const SIGN_IN = 'it is how people come to be signed in: paced, and told nothing of who there is';
const CODE = 'whoever holds a one-time code makes their first key; a code is guessed by nobody';

export const PUBLIC_ROUTES: readonly PublicRoute[] = [
  { method: 'POST', path: '/v1/reports', why: LANE },
  { method: 'POST', path: '/v1/status', why: LANE },
  { method: 'GET', path: '/v1/revocations', why: 'lanes must hear it, and believe it by its signature' },
  { method: 'GET', path: '/v1/key-successions', why: 'lanes must hear it, and believe it by its signatures' },
  { method: 'GET', path: '/v1/fleet/authority', why: FLEET },
  { method: 'GET', path: '/v1/fleet/challenge', why: FLEET },
  { method: 'GET', path: '/v1/fleet/revocation-list', why: FLEET },
  { method: 'POST', path: '/v1/fleet/enrolments', why: FLEET },
  { method: 'POST', path: '/v1/fleet/certificates', why: FLEET },
  { method: 'GET', path: '/healthz', why: 'whoever keeps the machine running asks it; it says one word' },
  {
    method: 'GET',
    path: '/readyz',
    why: 'whoever keeps the machine running asks it; it says which of five checks fails',
  },
  { method: 'GET', path: '/v1/openapi.json', why: 'it describes the program, which anybody may read' },
  { method: 'GET', path: '/ledger/checkpoint', why: VERIFY },
  { method: 'GET', path: '/ledger/policy', why: VERIFY },
  { method: 'GET', path: '/ledger/tile/*path', why: VERIFY },
  { method: 'GET', path: '/receipt/lane-keys/:kioskId', why: VERIFY },
  { method: 'GET', path: '/verify', why: VERIFY },
  { method: 'GET', path: '/', why: PAGE },
  { method: 'GET', path: '/v1/session', why: 'it says whether one is signed in, and how to' },
  { method: 'DELETE', path: '/v1/session', why: 'whoever is not signed in may sign out of nothing' },
  { method: 'POST', path: '/v1/session/passkey/options', why: SIGN_IN },
  { method: 'POST', path: '/v1/session/passkey', why: SIGN_IN },
  { method: 'POST', path: '/v1/session/password', why: SIGN_IN },
  { method: 'POST', path: '/v1/people/enrolment', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/passkey/options', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/passkey', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/password/options', why: CODE },
  { method: 'POST', path: '/v1/people/enrolment/password', why: CODE },
  { method: 'POST', path: '/v1/development/sign-in', why: 'development alone has it, on its own machine' },
  { method: 'POST', path: '/v1/development/step-up', why: 'development alone has it, on its own machine' },
  { method: 'GET', path: '/v1/development/officer-keys', why: 'development alone has it, on its own machine' },
  { method: 'POST', path: '/v1/development/passkey', why: 'development alone has it, on its own machine' },
];
