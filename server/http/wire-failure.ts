import type { Response } from 'express';
import { noteFailure } from './request-watch.ts';
import type { Fault } from '../contract/fault.ts';
import { PROBLEM_TYPE, WIRE_ERRORS, type Problem, type WireErrorCode } from '../contract/wire-error.ts';

/** For people. The code is for programs; nothing here repeats what was sent. */
const MESSAGES: { readonly [Code in WireErrorCode]: string } = {
  'malformed-request': 'The request is not well-formed HTTP.',
  'malformed-envelope': 'The envelope is not what the contract describes.',
  'not-canonical': 'The payload is not canonical JSON.',
  'invalid-query': 'A query parameter is not what this address takes.',
  'unknown-kiosk': 'The kiosk is not enrolled here.',
  'kiosk-disabled': 'The kiosk is no longer enrolled.',
  'bad-signature': 'The signature is not that of the kiosk.',
  'certificate-required': 'The connection carries no certificate of the fleet.',
  'certificate-refused': 'The certificate of the connection does not hold.',
  'hello-refused': 'The hello is not of this kiosk, not of now, or was used before.',
  'challenge-refused': 'The challenge is not of this server, or too old.',
  'code-refused': 'The code does not let anybody in.',
  'other-key': 'The kiosk is enrolled with another key.',
  'other-place': 'The kiosk is enrolled at another lane.',
  'no-authority': 'The fleet has no authority yet.',
  'lane-taken': 'Another kiosk stands at this lane.',
  'csr-refused': 'The certificate request is not one that can be granted.',
  'origin-not-allowed': 'Pages of other origins may not ask this server.',
  'not-signed-in': 'Nobody is signed in.',
  'sign-in-failed': 'What was sent does not prove who you are.',
  'enrolment-code-refused': 'This code is not, or no longer, one of the server.',
  'person-required': 'Say who is to be enrolled.',
  'person-exists': 'Somebody has this name.',
  'password-refused': 'This password or code is not taken.',
  'last-credential': 'This is the last way to sign in.',
  'officer-revoked': 'This officer no longer holds the duty.',
  'duties-incompatible': 'One person holds duties that exclude each other.',
  'not-entitled': 'No duty of this person allows this.',
  'duty-over': 'The duty is over.',
  'duty-not-begun': 'The duty has not begun.',
  'training-lapsed': 'The training for this duty has lapsed.',
  'off-shift': 'This is not the time of the shift.',
  'out-of-scope': "This is not at one of the person's lanes.",
  'another-person-required': 'Another person must have proposed this.',
  'step-up-required': 'The person must prove once more who they are.',
  'request-changed': 'Somebody else has changed the request meanwhile.',
  'request-settled': 'The request is closed, or cannot be extended any more.',
  'proposal-settled': 'The proposal is settled already.',
  'proposal-expired': 'The proposal is no longer open.',
  'proposal-inapplicable': 'What is proposed does not fit.',
  'evidence-not-seen': 'Look at the evidence first.',
  'two-people-required': 'This takes two people: one proposes it, another approves.',
  'no-evidence-address': 'The lane was enrolled without an address for evidence.',
  'not-published': 'The witnesses of the ledger have not seen this yet.',
  'referral-changed': 'Somebody has acted on this since it was read.',
  'referral-taken': 'Somebody else has taken this referral.',
  'referral-decided': 'This referral has been decided.',
  'not-your-referral': 'Whoever does this must have taken the referral.',
  'second-opinion-required': 'A refusal of entry needs a second opinion that agrees.',
  'opinion-differs': 'The second opinion says something else: a supervisor settles it.',
  'not-with-supervisor': 'There is nothing here for a supervisor to settle.',
  'reason-not-of-outcome': 'This reason does not belong to this outcome.',
  'not-on-watch': 'New work is for those who watch the lanes of this site.',
  'watching-elsewhere': 'This person watches another site.',
  'relief-due': 'An hour of watching is over: a break is due.',
  'no-passkey': 'This person has no passkey to sign with.',
  'draft-over': 'The draft is over, was signed before, or is of another session, lane or act.',
  'assertion-refused': "What was signed is not this person's signature over the draft.",
  'not-admitted': 'No officer has admitted this traveller.',
  'not-found': 'There is nothing at this address.',
  'method-not-allowed': 'This address does not take this method.',
  'chain-fork': 'Another report is held under this number.',
  'chain-broken': 'The report does not fit those beside it.',
  'replayed-status': 'The status is not newer than the last one.',
  'stale-status': "The status is too far from the server's time.",
  'too-large': 'The message is too large.',
  'unsupported-media-type': 'The body must be application/json without an encoding.',
  'host-not-allowed': 'This server does not answer for this host.',
  'invalid-message': 'The message does not satisfy the contract.',
  'kiosk-mismatch': 'The envelope and the payload name different kiosks.',
  'unsupported-version': 'This server does not speak this version of the contract.',
  'rate-limited': 'Too many requests.',
  internal: 'The server failed. Nothing was written.',
  unavailable: 'The server cannot take this now. Send it again.',
};

export interface WireFailure {
  readonly code: WireErrorCode;
  readonly faults?: readonly Fault[];
  readonly retryAfterS?: number;
}

export function failureBody(failure: WireFailure): Problem {
  const { code, faults = [] } = failure;
  const message = MESSAGES[code];
  return {
    error: { code, message, ...(faults.length === 0 ? {} : { faults: [...faults] }) },
    type: `urn:postern:problem:${code}`,
    title: message,
    status: WIRE_ERRORS[code].status,
  };
}

export function sendFailure(response: Response, failure: WireFailure): void {
  if (failure.retryAfterS !== undefined) response.set('Retry-After', String(failure.retryAfterS));
  noteFailure(response, failure.code);
  response.status(WIRE_ERRORS[failure.code].status).type(PROBLEM_TYPE);
  response.send(JSON.stringify(failureBody(failure)));
}
