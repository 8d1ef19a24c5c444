import type { Response } from 'express';
import { noteFailure } from './request-watch.ts';
import type { Fault } from '../../contract/fault.ts';
import { PROBLEM_TYPE, WIRE_ERRORS, type Problem, type WireErrorCode } from '../../contract/wire-error.ts';

/** For people; programs use the code. No text repeats input. */
const MESSAGES: { readonly [Code in WireErrorCode]: string } = {
  'malformed-request': 'The request is not well-formed HTTP.',
  'malformed-envelope': 'The envelope does not have the form of the contract.',
  'not-canonical': 'The payload is not canonical JSON.',
  'invalid-query': 'A query parameter is not valid for this address.',
  'unknown-kiosk': 'The kiosk is not enrolled on this server.',
  'kiosk-disabled': 'The kiosk is no longer enrolled.',
  'bad-signature': "The signature is not that kiosk's.",
  'certificate-required': 'The connection has no certificate of the fleet.',
  'certificate-refused': 'The certificate of the connection is not valid.',
  'hello-refused': 'The hello message belongs to another kiosk, has expired, or was used before.',
  'challenge-refused': 'The challenge is not from this server, or too old.',
  'start-unproven': 'The lane has not proved an approved start over this connection.',
  'attestation-key-refused': 'The attestation key is not proven to be in the TPM of this lane.',
  'attestation-key-unknown': 'The lane has no attestation key yet.',
  'quote-refused': 'The statement is not that of the lane’s TPM for this challenge.',
  'code-refused': 'The code is not valid.',
  'other-key': 'The kiosk is enrolled with another key.',
  'other-place': 'The kiosk is enrolled at another lane.',
  'no-authority': 'The fleet has no certificate authority yet.',
  'lane-taken': 'Another kiosk is at this lane.',
  'unknown-site': 'No site with this id is on record. An administrator names sites under Administration.',
  'unknown-lane': 'This site has no lane with this number on record. An administrator adds lanes under Administration.',
  'name-taken': 'Another site or lane has this name.',
  'place-in-use': 'A kiosk, a code or a duty names this site or lane.',
  'place-changed': 'Another person has changed this site or lane meanwhile.',
  'too-many-places': 'The server has reached its limit of sites or lanes.',
  'csr-refused': 'The certificate request cannot be granted.',
  'origin-not-allowed': 'Requests from pages of other origins are not allowed.',
  'not-signed-in': 'No session.',
  'sign-in-failed': 'The sign-in data is wrong.',
  'enrolment-code-refused': 'This code is not valid, or no longer valid.',
  'person-required': 'Name the person to be enrolled.',
  'person-exists': 'A person with this name exists.',
  'password-refused': 'This password or code is not accepted.',
  'last-credential': 'This is the last way to sign in.',
  'officer-revoked': 'This officer no longer holds the duty.',
  'duties-incompatible': 'One person holds duties that exclude each other.',
  'not-entitled': 'No duty of this person allows this.',
  'duty-over': 'The duty is over.',
  'duty-not-begun': 'The duty has not begun.',
  'training-lapsed': 'The training for this duty has lapsed.',
  'course-missing': 'A course that this duty needs is missing.',
  'off-shift': 'You are outside your shift.',
  'out-of-scope': "This is not at one of the person's lanes.",
  'another-person-required': 'Another person must propose this first.',
  'step-up-required': 'The person must authenticate again.',
  'grant-required': 'View the evidence of this traveller first.',
  'roll-out-changed': 'The roll-out has changed. Reload the page.',
  'request-changed': 'Another person has changed the request meanwhile.',
  'seed-lost': 'The secret of the commitment is lost, so that no one can have the seed.',
  'request-settled': 'The request is closed, or cannot be extended any more.',
  'partner-unknown': 'The connection has no client certificate with the key of a partner.',
  'agreement-not-in-force': 'The agreement is not active.',
  'list-refused': 'The list is not what the agreement allows.',
  'answer-refused': 'The answer does not close this delivery.',
  'delivery-answered': 'The delivery has another answer.',
  'range-not-satisfiable': 'The file is shorter than that.',
  'exam-open': 'An exam of another course is open.',
  'exam-over': 'This exam is concluded.',
  'proposal-settled': 'The proposal is settled already.',
  'proposal-outdated': 'The state that the proposal changes is no longer as it was shown.',
  'notices-missing': 'A duty to notify this breach is open.',
  'notice-incomplete': 'A required part is missing, or this is not the latest signed version.',
  'finding-not-judged': 'A finding of the case is not judged yet.',
  'last-reachable': 'No other person with this duty could act.',
  'site-would-close': 'Fewer than half of the officers or lanes of this site would be left.',
  'trial-running': 'Another trial runs. Wait for its end, or cancel it.',
  'file-in-making': 'The server makes another report of a year. Ask again when it is made.',
  'grants-paused': 'A security officer has paused the grants of this officer for some hours.',
  'proposal-expired': 'The proposal is no longer open.',
  'proposal-inapplicable': 'The proposal does not fit the present state.',
  'evidence-not-seen': 'Look at the evidence first.',
  'two-people-required': 'This takes two people: one proposes, another approves.',
  'no-evidence-address': 'The lane was enrolled without an address for evidence.',
  'not-published': 'The ledger has not published this yet.',
  'referral-changed': 'Another person has acted on this since it was read.',
  'referral-taken': 'Another officer has taken this referral.',
  'referral-decided': 'This referral has been decided.',
  'not-your-referral': 'Take the referral first.',
  'second-opinion-required': 'A refusal of entry needs a second opinion that agrees.',
  'opinion-differs': 'The second opinion differs. A supervisor decides.',
  'not-with-supervisor': 'No disagreement awaits a supervisor here.',
  'reason-not-of-outcome': 'This reason does not belong to this outcome.',
  'not-on-watch': 'Only people who watch the lanes of this site receive new work.',
  'watching-elsewhere': 'This person watches another site.',
  'relief-due': 'An hour of watching is over: a break is due.',
  'no-passkey': 'This person has no passkey to sign with.',
  'no-check-request': 'The lane does not ask for an approval now.',
  'check-code-refused': 'The code is not the one that the lane shows.',
  'draft-over': 'The draft has expired, was signed before, or belongs to another session, lane or act.',
  'assertion-refused': "The signature over the draft is not this person's.",
  'not-of-office': 'No office of this officer may read these field groups.',
  'control-decided': 'The control has a result already, or another officer was faster.',
  'content-erased': 'The content of this declaration is not kept.',
  'viewing-over': 'The viewing has expired, or belongs to another session.',
  'no-offices': 'No signed list of customs offices is in force.',
  'not-admitted': 'No officer has admitted this traveller.',
  'not-found': 'Nothing exists at this address.',
  'method-not-allowed': 'This address does not accept this method.',
  'chain-fork': 'The server holds another report under this number.',
  'chain-broken': 'The report does not fit its neighbours in the chain.',
  'replayed-status': 'The status is not newer than the last one.',
  'stale-status': "The status is too far from the server's time.",
  'too-large': 'The message is too large.',
  'unsupported-media-type': 'The body must be application/json without an encoding.',
  'host-not-allowed': 'This server does not answer for this host.',
  'invalid-message': 'The message does not satisfy the contract.',
  'kiosk-mismatch': 'The envelope and the payload name different kiosks.',
  'unsupported-version': 'This server does not support this version of the contract.',
  'rate-limited': 'Too many requests.',
  internal: 'The server failed. Nothing was written.',
  unavailable: 'The server cannot accept this now. Send it again.',
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
