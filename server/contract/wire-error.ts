/**
 * Every refusal the server can answer, closed, with its HTTP status and what the sender should do about it. The body is
 * a problem of RFC 9457; its message is for people, says nothing the sender chose, and may change.
 */
import { z } from 'zod';

/**
 * `retry`: the same bytes may be accepted later. `correct`: they never will; the sender must change them. `stop`: the two sides
 * disagree about history, which only people can settle; the sender keeps what it has and delivers nothing more.
 */
export type WireErrorAdvice = 'retry' | 'correct' | 'stop';

export const WIRE_ERRORS = {
  'malformed-request': { status: 400, advice: 'correct' },
  'malformed-envelope': { status: 400, advice: 'correct' },
  'not-canonical': { status: 400, advice: 'correct' },
  'invalid-query': { status: 400, advice: 'correct' },
  /** A kiosk that nobody has enrolled yet, or a wrong id. */
  'unknown-kiosk': { status: 403, advice: 'retry' },
  'kiosk-disabled': { status: 403, advice: 'retry' },
  'bad-signature': { status: 403, advice: 'stop' },
  /** No certificate of the fleet came with the connection. */
  'certificate-required': { status: 401, advice: 'retry' },
  /** One came that does not hold: expired, revoked, of others, for something else. The kiosk asks for a new one. */
  'certificate-refused': { status: 403, advice: 'retry' },
  /** Not this kiosk's, too old, or used before. */
  'hello-refused': { status: 403, advice: 'retry' },
  'challenge-refused': { status: 403, advice: 'retry' },
  /** A one-time code that is unknown, used, withdrawn or over: a stranger does not learn which. */
  'code-refused': { status: 403, advice: 'correct' },
  /** The kiosk is enrolled with another signing key. */
  'other-key': { status: 409, advice: 'correct' },
  /** The kiosk is enrolled at another lane. */
  'other-place': { status: 409, advice: 'correct' },
  /** There is nobody yet who signs certificates. */
  'no-authority': { status: 409, advice: 'correct' },
  /** Another kiosk in service stands at the lane. */
  'lane-taken': { status: 409, advice: 'correct' },
  /** Not a request for this kiosk's certificate, or one that asks for more. */
  'csr-refused': { status: 422, advice: 'correct' },
  'origin-not-allowed': { status: 403, advice: 'correct' },
  /** Nobody has proved who they are. */
  'not-signed-in': { status: 401, advice: 'correct' },
  /** What was brought proves nobody. Never says why. */
  'sign-in-failed': { status: 403, advice: 'correct' },
  /** A one-time code that is none, was used, or has run out. */
  'enrolment-code-refused': { status: 403, advice: 'correct' },
  'person-required': { status: 422, advice: 'correct' },
  'person-exists': { status: 409, advice: 'correct' },
  /** `faults` says what is wrong with it. */
  'password-refused': { status: 422, advice: 'correct' },
  'last-credential': { status: 409, advice: 'correct' },
  'officer-revoked': { status: 403, advice: 'correct' },
  /** One person holds duties at once that exclude each other. */
  'duties-incompatible': { status: 403, advice: 'correct' },
  /** No duty of this person allows it, or it is not theirs to look at. */
  'not-entitled': { status: 403, advice: 'correct' },
  'duty-over': { status: 403, advice: 'correct' },
  'duty-not-begun': { status: 403, advice: 'correct' },
  'training-lapsed': { status: 403, advice: 'correct' },
  'off-shift': { status: 403, advice: 'correct' },
  /** At a lane or site that this person's duties do not name. */
  'out-of-scope': { status: 403, advice: 'correct' },
  'another-person-required': { status: 403, advice: 'correct' },
  /** The person must prove once more who they are. */
  'step-up-required': { status: 403, advice: 'correct' },
  /** Approved, turned down or withdrawn already. */
  /** A traveller's request was changed by somebody else since it was read. */
  'request-changed': { status: 409, advice: 'correct' },
  /** It is closed, or was extended before. */
  'request-settled': { status: 409, advice: 'correct' },
  'proposal-settled': { status: 409, advice: 'correct' },
  'proposal-expired': { status: 409, advice: 'correct' },
  /** What is proposed does not fit what is; `faults` says why. */
  'proposal-inapplicable': { status: 409, advice: 'correct' },
  /** A lane was enrolled without saying where officers reach it. */
  /** Who says what a picture shows has to have been shown it. */
  'evidence-not-seen': { status: 409, advice: 'correct' },
  /** One person may not do this alone: it is to be proposed. */
  'two-people-required': { status: 409, advice: 'correct' },
  'no-evidence-address': { status: 409, advice: 'correct' },
  /** Entered in the ledger, and not yet seen by its witnesses. */
  'not-published': { status: 409, advice: 'retry' },
  /** Somebody has acted on it since it was read. */
  'referral-changed': { status: 409, advice: 'correct' },
  'referral-taken': { status: 409, advice: 'correct' },
  'referral-decided': { status: 409, advice: 'correct' },
  'not-your-referral': { status: 409, advice: 'correct' },
  'second-opinion-required': { status: 409, advice: 'correct' },
  'opinion-differs': { status: 409, advice: 'correct' },
  'not-with-supervisor': { status: 409, advice: 'correct' },
  'reason-not-of-outcome': { status: 422, advice: 'correct' },
  /** New work is for those who watch the lanes. */
  'not-on-watch': { status: 409, advice: 'correct' },
  'watching-elsewhere': { status: 409, advice: 'correct' },
  'relief-due': { status: 409, advice: 'correct' },
  /** What moves a gate or opens evidence is signed with a passkey, and this person has none here. */
  'no-passkey': { status: 409, advice: 'correct' },
  /** A draft that was signed too late or before, or was drafted for another session, lane or act. */
  'draft-over': { status: 409, advice: 'correct' },
  /** What was signed is not this person's signature over the draft. */
  'assertion-refused': { status: 403, advice: 'correct' },
  /** No officer has admitted this traveller. */
  'not-admitted': { status: 409, advice: 'correct' },
  'not-found': { status: 404, advice: 'correct' },
  'method-not-allowed': { status: 405, advice: 'correct' },
  /** Another report is held under this sequence. */
  'chain-fork': { status: 409, advice: 'stop' },
  /** `previous` or a neighbour's `previous` does not fit. */
  'chain-broken': { status: 409, advice: 'stop' },
  /** Not newer than the last status accepted. */
  'replayed-status': { status: 409, advice: 'correct' },
  /** The kiosk's clock and the server's are too far apart, or the status was held back. */
  'stale-status': { status: 409, advice: 'correct' },
  'too-large': { status: 413, advice: 'correct' },
  'unsupported-media-type': { status: 415, advice: 'correct' },
  /** The Host header names a machine this server is not. */
  'host-not-allowed': { status: 421, advice: 'correct' },
  'invalid-message': { status: 422, advice: 'correct' },
  'kiosk-mismatch': { status: 422, advice: 'correct' },
  /** This server is older than the sender. */
  'unsupported-version': { status: 422, advice: 'retry' },
  /** `Retry-After` says when, in seconds. */
  'rate-limited': { status: 429, advice: 'retry' },
  internal: { status: 500, advice: 'retry' },
  /** The server is stopping, or its database does not take writes now. */
  unavailable: { status: 503, advice: 'retry' },
} as const satisfies Readonly<Record<string, { status: number; advice: WireErrorAdvice }>>;

export type WireErrorCode = keyof typeof WIRE_ERRORS;
export const WIRE_ERROR_CODES = Object.keys(WIRE_ERRORS) as [WireErrorCode, ...WireErrorCode[]];

/**
 * An error's body: a problem of RFC 9457, whose extension `error` has the closed code. Readers go by it alone.
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

/** The body as it is sent. `type` names the code once more, as a URI. */
export const problemSchema = wireErrorSchema.extend({
  type: z.string().regex(/^urn:postern:problem:[a-z-]{1,40}$/),
  title: z.string().max(200),
  status: z.int().min(400).max(599),
});
export type Problem = z.infer<typeof problemSchema>;
