/** Enrols a kiosk with a one-time code. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { Agent as PlainAgent } from 'node:http';
import { Agent } from 'node:https';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';
import {
  authorityAnswerSchema,
  CERTIFICATE_ANSWER_LIMIT_BYTES,
  enrolmentAnswerSchema,
  enrolmentBytes,
  enrolmentSigningInput,
} from '../../../server/contract/certificate-request.ts';
import { authorityPin, readEnrolmentCode } from '../../../server/contract/enrolment-code.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { parseJson } from '../../../server/contract/payload.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import { algorithmOf } from '../../../server/contract/signing.ts';
import type { WireErrorCode } from '../../../server/contract/wire-error.ts';
import { refusalOf } from '../uplink/post.ts';
import { exchangeBy, plainLink, type ServerLink } from '../uplink/server-link.ts';
import { markOf } from '../../../server/contract/rehearsal.ts';
import { type EnrolmentRecord, isOfMode } from './enrolment-record.ts';
import { openFleetLink } from './fleet-link.ts';
import { askChallenge, heldOf } from './request-certificate.ts';
import { makeTlsKey } from './tls-key.ts';

export interface Enrolling {
  readonly kioskId: KioskId;
  readonly mode: Mode;
  readonly serverUrl: URL;
  /** The code as the operator typed it. */
  readonly code: string;
  readonly secureElement: Pick<KeyProvider, 'publicKey' | 'sign'>;
  readonly clock: Clock;
}

export type Enrolment =
  /** Not on the disk yet: the caller stores it. The same code returns it again. */
  | { readonly kind: 'enrolled'; readonly record: EnrolmentRecord }
  | {
      readonly kind: 'refused';
      readonly why:
        | WireErrorCode
        /** Not 52 letters and digits. */
        | 'malformed-code'
        /** The answering server did not make the code; the code was not sent to it. */
        | 'other-authority'
        /** The server is in a rehearsal and this kiosk is not, or the reverse. The code was not sent to it. */
        | 'other-mode'
        | 'unreachable';
    };

/** Rejects as the secure element does. */
export async function enrol(enrolling: Enrolling, signal: AbortSignal): Promise<Enrolment> {
  const { serverUrl, clock, mode } = enrolling;
  const code = readEnrolmentCode(enrolling.code);
  if (code === undefined) return refused('malformed-code');
  const authority = await askAuthority(serverUrl, signal);
  if (authority === undefined) return refused('unreachable');
  if (authorityPin(authority) !== code.pin) return refused('other-authority');
  if (!isOfMode(authority, mode)) return refused('other-mode');
  if (serverUrl.protocol === 'http:') return present(enrolling, code.secret, authority, plainLink(serverUrl), signal);
  const link = openFleetLink({ origin: serverUrl, authority, clock });
  try {
    return await present(enrolling, code.secret, authority, link.uncertified, signal);
  } finally {
    link.close();
  }
}

/** Fetched from an unauthenticated server: the answer is accepted only if the code pins it. */
export async function askAuthority(serverUrl: URL, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const anybody = serverUrl.protocol === 'http:' ? new PlainAgent() : new Agent({ rejectUnauthorized: false });
  try {
    const way = new URL('/v1/fleet/authority', serverUrl);
    const answer = await exchangeBy(anybody, way, { method: 'GET' }, CERTIFICATE_ANSWER_LIMIT_BYTES, signal);
    const parsed = authorityAnswerSchema.safeParse(answer && parseJson(answer.body)?.json);
    return parsed.success ? decodeBase64Url(parsed.data.authority) : undefined;
  } finally {
    anybody.destroy();
  }
}

async function present(
  { kioskId, mode, secureElement }: Enrolling,
  secret: string,
  authority: Uint8Array,
  link: Pick<ServerLink, 'exchange'>,
  signal: AbortSignal,
): Promise<Enrolment> {
  const challenge = await askChallenge(link, signal);
  if (challenge === undefined) return refused('unreachable');
  const key = await makeTlsKey(kioskId);
  const publicKey = await secureElement.publicKey();
  const payload = enrolmentBytes({
    version: 1,
    kioskId,
    challenge,
    use: 'lane',
    ...markOf(mode),
    code: secret,
    csr: encodeBase64Url(key.csr),
    publicKey: bytesToHex(publicKey),
    ...(algorithmOf(publicKey) === 'es256' && { algorithm: 'es256' }),
  });
  const signature = await secureElement.sign(enrolmentSigningInput(payload));
  const body = encodeEnvelope({ kioskId, payload, signature });
  const message = { method: 'POST', body } as const;
  const answer = await link.exchange('/v1/fleet/enrolments', message, CERTIFICATE_ANSWER_LIMIT_BYTES, signal);
  if (answer === undefined) return refused('unreachable');
  if (!answer.ok) {
    const refusal = refusalOf(answer.body);
    return refused(refusal.kind === 'refused' ? refusal.code : 'unreachable');
  }
  const parsed = enrolmentAnswerSchema.safeParse(parseJson(answer.body)?.json);
  if (!parsed.success || parsed.data.kioskId !== kioskId || heldOf(parsed.data, key) === undefined) {
    return refused('unreachable');
  }
  const { site, lane, serverKey } = parsed.data;
  // The authority pinned by the code, independent of the answer
  const record = { version: 1, kioskId, site, lane, authority: encodeBase64Url(authority), serverKey } as const;
  return { kind: 'enrolled', record };
}

function refused(why: (Enrolment & { kind: 'refused' })['why']): Enrolment {
  return { kind: 'refused', why };
}
