/**
 * Every refusal of the server, closed, with its HTTP status and advice for the sender. The body is a problem of RFC 9457. Its message is
 * for people, repeats no input, and may change.
 */
import { z } from 'zod';

/**
 * `retry`: the same bytes may be accepted later. `correct`: they will not; the sender must change them. `stop`: the two sides have
 * different histories, which people must settle; the sender keeps its data and delivers nothing more.
 */
export type WireErrorAdvice = 'retry' | 'correct' | 'stop';

export const WIRE_ERRORS = {
  'malformed-request': { status: 400, advice: 'correct' },
  'malformed-envelope': { status: 400, advice: 'correct' },
  'not-canonical': { status: 400, advice: 'correct' },
  'invalid-query': { status: 400, advice: 'correct' },
  /** The kiosk is not enrolled yet, or the id is wrong. */
  'unknown-kiosk': { status: 403, advice: 'retry' },
  'kiosk-disabled': { status: 403, advice: 'retry' },
  'bad-signature': { status: 403, advice: 'stop' },
  /** The connection has no certificate of the fleet. */
  'certificate-required': { status: 401, advice: 'retry' },
  /** The certificate is expired, revoked, of another fleet or for another use. The kiosk requests a new one. */
  'certificate-refused': { status: 403, advice: 'retry' },
  /** The hello message belongs to another kiosk, has expired, or was used before. */
  'hello-refused': { status: 403, advice: 'retry' },
  'challenge-refused': { status: 403, advice: 'retry' },
  /** The server admits only lanes whose TPM has proved an approved start over this connection's certificate. */
  'start-unproven': { status: 403, advice: 'retry' },
  /** The TPM is of an unknown manufacturer, or the attestation key is not in it; or the lane is bound to another TPM. */
  'attestation-key-refused': { status: 422, advice: 'correct' },
  /** The lane's attestation key has not been proved yet. */
  'attestation-key-unknown': { status: 409, advice: 'correct' },
  /** Not a statement of the lane's TPM for this challenge. */
  'quote-refused': { status: 422, advice: 'correct' },
  /** The one-time code is unknown, used, withdrawn or expired. The answer does not say which. */
  'code-refused': { status: 403, advice: 'correct' },
  /** The kiosk is enrolled with another signing key. */
  'other-key': { status: 409, advice: 'correct' },
  /** One side is in a rehearsal and the other is not. */
  'other-mode': { status: 409, advice: 'stop' },
  /** The kiosk is enrolled at another lane. */
  'other-place': { status: 409, advice: 'correct' },
  /** The server has no certificate authority yet. */
  'no-authority': { status: 409, advice: 'correct' },
  /** Another kiosk in service is at this lane. */
  'lane-taken': { status: 409, advice: 'correct' },
  /** No site with this id is on record. An administrator names it first. */
  'unknown-site': { status: 422, advice: 'correct' },
  'unknown-lane': { status: 422, advice: 'correct' },
  /** Another site or lane has this name, id or number; `faults` names the field. */
  'name-taken': { status: 409, advice: 'correct' },
  /** A kiosk, a code or a duty names the site or lane. */
  'place-in-use': { status: 409, advice: 'correct' },
  /** Another person has changed the site or lane since it was read. */
  'place-changed': { status: 409, advice: 'correct' },
  'too-many-places': { status: 409, advice: 'correct' },
  /** Not a request for this kiosk's certificate, or one with additional content. */
  'csr-refused': { status: 422, advice: 'correct' },
  'origin-not-allowed': { status: 403, advice: 'correct' },
  /** The request has no session. */
  'not-signed-in': { status: 401, advice: 'correct' },
  /** The credentials are wrong. The answer does not say why. */
  'sign-in-failed': { status: 403, advice: 'correct' },
  /** The one-time code is unknown, used or expired. */
  'enrolment-code-refused': { status: 403, advice: 'correct' },
  'person-required': { status: 422, advice: 'correct' },
  'person-exists': { status: 409, advice: 'correct' },
  /** `faults` lists the reasons. */
  'password-refused': { status: 422, advice: 'correct' },
  'last-credential': { status: 409, advice: 'correct' },
  'officer-revoked': { status: 403, advice: 'correct' },
  /** One person holds duties at the same time that exclude each other. */
  'duties-incompatible': { status: 403, advice: 'correct' },
  /** No duty of this person allows it, or the record is not theirs. */
  'not-entitled': { status: 403, advice: 'correct' },
  'duty-over': { status: 403, advice: 'correct' },
  'duty-not-begun': { status: 403, advice: 'correct' },
  'training-lapsed': { status: 403, advice: 'correct' },
  /** The duty needs a course that the person has not passed, or whose validity has expired. */
  'course-missing': { status: 403, advice: 'correct' },
  'off-shift': { status: 403, advice: 'correct' },
  /** A lane or site outside this person's duties. */
  'out-of-scope': { status: 403, advice: 'correct' },
  'another-person-required': { status: 403, advice: 'correct' },
  /** The person must authenticate again. */
  'step-up-required': { status: 403, advice: 'correct' },
  /** A traveller's request was changed by another person since it was read. */
  'request-changed': { status: 409, advice: 'correct' },
  /** The server's secret is not that of the commitment any more, so that no one can have the seed. */
  'seed-lost': { status: 409, advice: 'correct' },
  /** The officer has no evidence grant for this traveller from the last hour. */
  'grant-required': { status: 403, advice: 'correct' },
  /** The roll-out of a release has changed. */
  'roll-out-changed': { status: 409, advice: 'correct' },
  /** Closed, or already extended. */
  'request-settled': { status: 409, advice: 'correct' },
  /** The person has an open exam of another course. */
  'exam-open': { status: 409, advice: 'correct' },
  /** The exam is concluded. */
  'exam-over': { status: 409, advice: 'correct' },
  /** Approved, declined or withdrawn already. */
  'proposal-settled': { status: 409, advice: 'correct' },
  /** The state that the proposal changes is no longer as the person was shown. */
  'proposal-outdated': { status: 409, advice: 'correct' },
  /** A finding of the case has no judgement yet. */
  /** A duty to notify a breach is neither fulfilled nor decided on. */
  'notices-missing': { status: 409, advice: 'correct' },
  /** A notice lacks a required part, is not signed, or is not the latest version. */
  'notice-incomplete': { status: 409, advice: 'correct' },
  'finding-not-judged': { status: 409, advice: 'correct' },
  /** No other security officer or administrator could act. */
  'last-reachable': { status: 409, advice: 'correct' },
  /** Fewer than half of the officers or lanes of a site would be left. */
  'site-would-close': { status: 409, advice: 'correct' },
  /** Another trial of detection runs. */
  'trial-running': { status: 409, advice: 'correct' },
  /** The report of a year is made, for this person or another one. */
  'file-in-making': { status: 409, advice: 'retry' },
  /** A security officer has paused this officer's grants for some hours. */
  'grants-paused': { status: 403, advice: 'correct' },
  'proposal-expired': { status: 409, advice: 'correct' },
  /** The proposal does not fit the present state; `faults` lists why. */
  'proposal-inapplicable': { status: 409, advice: 'correct' },
  /** The officer must view the evidence before they report what it shows. */
  'evidence-not-seen': { status: 409, advice: 'correct' },
  /** One person may not do this alone. It must be proposed. */
  'two-people-required': { status: 409, advice: 'correct' },
  /** The lane was enrolled without the address at which officers reach it. */
  'no-evidence-address': { status: 409, advice: 'correct' },
  /** The ledger has the entry, but its witnesses have not cosigned it yet. */
  'not-published': { status: 409, advice: 'retry' },
  /** Another person has acted on it since it was read. */
  'referral-changed': { status: 409, advice: 'correct' },
  'referral-taken': { status: 409, advice: 'correct' },
  'referral-decided': { status: 409, advice: 'correct' },
  'not-your-referral': { status: 409, advice: 'correct' },
  'second-opinion-required': { status: 409, advice: 'correct' },
  'opinion-differs': { status: 409, advice: 'correct' },
  'not-with-supervisor': { status: 409, advice: 'correct' },
  'reason-not-of-outcome': { status: 422, advice: 'correct' },
  /** Only an officer on watch receives new work. */
  'not-on-watch': { status: 409, advice: 'correct' },
  'watching-elsewhere': { status: 409, advice: 'correct' },
  'relief-due': { status: 409, advice: 'correct' },
  /** Gate and evidence orders need a passkey signature, and this person has no passkey here. */
  'no-passkey': { status: 409, advice: 'correct' },
  /** No lane shows a code for this now: it is approved, declined or over, or the lane has not asked. */
  'no-check-request': { status: 409, advice: 'correct' },
  /** Not the code that the lane shows. After a few wrong ones the request is declined. */
  'check-code-refused': { status: 403, advice: 'correct' },
  /** The draft expired, was used before, or belongs to another session, lane or act. */
  'draft-over': { status: 409, advice: 'correct' },
  /** The signature over the draft is not this person's. */
  'assertion-refused': { status: 403, advice: 'correct' },
  /** No office of this officer may read these groups of this declaration. */
  'not-of-office': { status: 403, advice: 'correct' },
  /** The control has a result, or another officer was faster. */
  'control-decided': { status: 409, advice: 'correct' },
  /** The sealed content was erased, or there never was any. */
  'content-erased': { status: 409, advice: 'correct' },
  /** The viewing has expired, or belongs to another person or session. */
  'viewing-over': { status: 409, advice: 'correct' },
  /** The server has no signed list of offices in force. */
  'no-offices': { status: 409, advice: 'correct' },
  /** No officer has admitted this traveller. */
  'not-admitted': { status: 409, advice: 'correct' },
  /** The connection has no client certificate with the key of a partner's program. */
  'partner-unknown': { status: 403, advice: 'correct' },
  /** The agreement is paused or was ended, or a key is not in use. */
  'agreement-not-in-force': { status: 409, advice: 'retry' },
  /** `faults` has the reason: another delivery, another time, or a signature of another key. */
  'answer-refused': { status: 422, advice: 'correct' },
  /** `faults` has the place and the reason (`server/sharing/lists/vocabulary.ts`). Nothing has changed. */
  'list-refused': { status: 422, advice: 'correct' },
  /** The delivery has another answer. */
  'delivery-answered': { status: 409, advice: 'correct' },
  'range-not-satisfiable': { status: 416, advice: 'correct' },
  'not-found': { status: 404, advice: 'correct' },
  'method-not-allowed': { status: 405, advice: 'correct' },
  /** The server holds another report under this sequence. */
  'chain-fork': { status: 409, advice: 'stop' },
  /** `previous` or a neighbour's `previous` does not fit. */
  'chain-broken': { status: 409, advice: 'stop' },
  /** Not newer than the last status accepted. */
  'replayed-status': { status: 409, advice: 'correct' },
  /** The clocks of kiosk and server differ too much, or the status was delayed. */
  'stale-status': { status: 409, advice: 'correct' },
  'too-large': { status: 413, advice: 'correct' },
  'unsupported-media-type': { status: 415, advice: 'correct' },
  /** The Host header names another machine. */
  'host-not-allowed': { status: 421, advice: 'correct' },
  'invalid-message': { status: 422, advice: 'correct' },
  'kiosk-mismatch': { status: 422, advice: 'correct' },
  /** The server is older than the sender. */
  'unsupported-version': { status: 422, advice: 'retry' },
  /** `Retry-After` gives the time in seconds. */
  'rate-limited': { status: 429, advice: 'retry' },
  internal: { status: 500, advice: 'retry' },
  /** The server is stopping, or its database refuses writes now. */
  unavailable: { status: 503, advice: 'retry' },
} as const satisfies Readonly<Record<string, { status: number; advice: WireErrorAdvice }>>;

export type WireErrorCode = keyof typeof WIRE_ERRORS;
export const WIRE_ERROR_CODES = Object.keys(WIRE_ERRORS) as [WireErrorCode, ...WireErrorCode[]];

/**
 * An error's body: a problem of RFC 9457 with the extension `error`, which has the closed code. Clients use this code only.
 */
export const wireErrorSchema = z.object({
  error: z.object({
    code: z.enum(WIRE_ERROR_CODES),
    message: z.string().max(200),
    faults: z
      .array(z.object({ path: z.string().max(100), message: z.string().max(200) }))
      .max(16)
      .optional(),
  }),
});

export const PROBLEM_TYPE = 'application/problem+json';

/** The body as sent. `type` repeats the code as a URI. */
export const problemSchema = wireErrorSchema.extend({
  type: z.string().regex(/^urn:postern:problem:[a-z-]{1,40}$/),
  title: z.string().max(200),
  status: z.int().min(400).max(599),
});
export type Problem = z.infer<typeof problemSchema>;
