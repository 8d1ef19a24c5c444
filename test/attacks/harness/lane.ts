/** A kiosk enrolled by a one-time code at the port for kiosks. It signs like a real one and sends what the attack needs. */
import { encodeBase64Url } from '../../../server/contract/base64url.ts';
import { enrolmentBytes, enrolmentSigningInput } from '../../../server/contract/certificate-request.ts';
import { readEnrolmentCode } from '../../../server/contract/enrolment-code.ts';
import { encodeEnvelope } from '../../../server/contract/envelope.ts';
import { kioskIdSchema } from '../../../server/contract/field.ts';
import { pem, SIGNATURE_ALGORITHM } from '../../../server/platform/keys/authority-signer.ts';
import { x509 } from '../../../server/lanes/fleet/x509.ts';
import { type TlsIdentity, tlsKey } from '../../server/lanes/fleet/fixtures/fleet-bench.ts';
import { testKiosk, type TestKiosk } from '../../server/fixtures/test-kiosk.ts';
import type { AttackedServer } from './attacked-server.ts';
import { visitor, type Answer, type Visitor } from './visitor.ts';

export interface Lane {
  /** Its signing key and its chain of reports. */
  readonly kiosk: TestKiosk;
  readonly identity: TlsIdentity;
  /** At the port for kiosks, with the lane's certificate. */
  readonly line: Visitor;
}

export interface LanePlace {
  readonly id: string;
  readonly site: string;
  /** Seed of its signing key, different for each lane of a test. */
  readonly seed?: number;
}

/** Puts a site on record, by an administrator who has just stepped up. A site that is on record stays as it is. */
export async function nameSite(administrator: Visitor, site: string): Promise<void> {
  await administrator.post('/v1/sites', { id: site, name: site, timeZone: 'UTC', place: '' });
}

/** A one-time code, made by an administrator who has just stepped up. */
export async function codeFor(administrator: Visitor, { id, site }: LanePlace): Promise<string> {
  await nameSite(administrator, site);
  await administrator.post(`/v1/sites/${site}/lanes`, { number: id, name: id, position: null });
  const { status, text } = await administrator.post('/v1/fleet/codes', { kiosk: id, site, lane: id });
  if (status !== 201) throw new Error(`no code: ${text}`);
  return (JSON.parse(text) as { code: string }).code;
}

/** Enrols a lane. */
export async function enrolledLane(server: AttackedServer, by: Visitor, place: LanePlace): Promise<Lane> {
  const kiosk = testKiosk(kioskIdSchema.parse(place.id), place.seed ?? 7);
  const { answer, key } = await bringCode(visitor(server.kiosks), kiosk, await codeFor(by, place));
  if (answer.status !== 201) throw new Error(`not let in: ${answer.text}`);
  const { certificate } = JSON.parse(answer.text) as { certificate: string };
  const identity = { key, cert: pem('CERTIFICATE', Buffer.from(certificate, 'base64url')) };
  return { kiosk, identity, line: visitor(server.kiosks, { identity }) };
}

/** Brings a code to the server, as a kiosk does when it is installed. */
export async function bringCode(
  line: Visitor,
  kiosk: TestKiosk,
  code: string,
): Promise<{ readonly answer: Answer; readonly key: string }> {
  const { wire, key } = await enrolmentRequest(line, kiosk, code);
  return { answer: await line.post('/v1/fleet/enrolments', wire), key };
}

/** The enrolment request of a kiosk. It is valid for two minutes. */
export async function enrolmentRequest(
  line: Visitor,
  kiosk: TestKiosk,
  code: string,
): Promise<{ readonly wire: Uint8Array; readonly key: string }> {
  const { challenge } = await line.json<{ challenge: string }>('/v1/fleet/challenge');
  const key = await tlsKey();
  const csr = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [kiosk.id] }],
    keys: key,
    signingAlgorithm: SIGNATURE_ALGORITHM,
  });
  const payload = enrolmentBytes({
    ...{ version: 1, kioskId: kiosk.id, use: 'lane', challenge },
    csr: encodeBase64Url(new Uint8Array(csr.rawData)),
    code: readEnrolmentCode(code)?.secret ?? '',
    publicKey: kiosk.publicKeyHex,
  });
  const wire = encodeEnvelope({
    kioskId: kiosk.id,
    payload,
    signature: kiosk.sign(enrolmentSigningInput(payload)),
  });
  return { wire, key: key.pem };
}
