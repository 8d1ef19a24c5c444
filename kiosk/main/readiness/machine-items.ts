/** Items about the computer and its server, without a person. */
import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { pause } from '../../../hardware/host/clock.ts';
import { answerWithin } from '../../../hardware/host/within-time.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import { asksForFingers } from '../../rules/decision/policy.ts';
import type { CertificateSource } from '../../fleet/enrolment/kept-certificate.ts';
import { type CheckedParts, type CheckItem, failed, NOT_FITTED, passed } from './check-item.ts';
import { tested } from './device-answer.ts';

/** Larger offsets make messages of the lane stale, or come near to it. */
const MAX_CLOCK_OFFSET_MS = 5_000;
export const MIN_DISK_FREE_MIB = 256;
const MIN_DISK_FREE_PERCENT = 5;
const ANALYSIS_ANSWERS_WITHIN_MS = 10_000;
const REPORTS_GO_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 250;
const DAY_MS = 86_400_000;
/** Certificates of the fleet are renewed at half of their lifetime; one that is older was not renewed. */
const MIN_LIFETIME_LEFT = 0.25;

const BYTES_OF_MIB = 1_048_576;

/** Also measures one signature with the key of reports, over random bytes that no receiver accepts. */
export const secureElementItem: CheckItem = (tools) => {
  const { secureElement, clock } = tools.parts;
  return tested(tools, secureElement, async () => {
    const fromMs = clock.monotonicMs();
    await secureElement.sign(new Uint8Array(randomBytes(32)));
    return passed({ signatureMs: Math.round(clock.monotonicMs() - fromMs) });
  });
};

/** The offset is known only while the server answers; without an answer the item `server` fails. */
export const clockItem: CheckItem = async ({ parts, askServer }) => {
  if (parts.clockTrouble() !== undefined) return failed('clock-unreliable');
  const asked = await askServer();
  if (asked === undefined) return passed();
  const { answer, sentMs, arrivedMs } = asked;
  const sinceMs = parts.clock.monotonicMs() - arrivedMs;
  const offsetMs = parts.clock.wallMs() - sinceMs - (arrivedMs - sentMs) / 2 - answer.serverTime;
  const values = { clockOffsetMs: Math.round(offsetMs) };
  return Math.abs(offsetMs) > MAX_CLOCK_OFFSET_MS ? failed('clock-differs', values) : passed(values);
};

export const diskItem: CheckItem = async ({ parts: { dataDir, probeDisk } }) => {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const values: ReadinessValues = {
    diskFreeMiB: Math.floor((bavail * bsize) / BYTES_OF_MIB),
    diskFreePercent: blocks === 0 ? 0 : Math.floor((100 * bavail) / blocks),
  };
  const isFull = values.diskFreeMiB! < MIN_DISK_FREE_MIB || values.diskFreePercent! < MIN_DISK_FREE_PERCENT;
  if (isFull) return failed('disk-full', values);
  return probeDisk().then(
    () => passed(values),
    () => failed('disk-read-only', values),
  );
};

export const serverItem: CheckItem = async ({ parts, askServer, signal, tell }) => {
  const asked = await askServer();
  if (asked === undefined) return failed('server-unreachable', { undeliveredReports: parts.undelivered() });
  const roundTripMs = Math.round(asked.arrivedMs - asked.sentMs);
  if (parts.undelivered() > 0) tell('reports-waiting');
  parts.deliver();
  const untilMs = parts.clock.monotonicMs() + REPORTS_GO_WITHIN_MS;
  while (parts.undelivered() > 0 && parts.clock.monotonicMs() < untilMs) {
    if (!(await pause(parts.clock, LOOK_EVERY_MS, signal))) break;
  }
  const values = { roundTripMs, undeliveredReports: parts.undelivered() };
  return values.undeliveredReports > 0 ? failed('reports-waiting', values) : passed(values);
};

export const certificatesItem: CheckItem = ({ parts: { certificates, clock } }) => {
  if (!certificates.isUsed) return Promise.resolve(NOT_FITTED);
  const { fault, values } = certificatesState(certificates, clock.wallMs());
  return Promise.resolve(fault === undefined ? passed(values) : failed(fault, values));
};

/** Without a fault where certificates are not used. @param nowMs wall ms */
export function certificatesState(
  { isUsed, ...certificates }: CheckedParts['certificates'],
  nowMs: number,
): { readonly fault?: ReadinessFault; readonly values: ReadinessValues } {
  if (!isUsed) return { values: {} };
  const [lane, evidence] = [certificates.lane, certificates.evidence].map((source) => leftOf(source, nowMs));
  const values: ReadinessValues = {
    ...(lane !== undefined && { laneCertificateDays: lane.days }),
    ...(evidence !== undefined && { evidenceCertificateDays: evidence.days }),
  };
  if (lane === undefined || evidence === undefined) return { fault: 'certificate-missing', values };
  const expires = lane.share < MIN_LIFETIME_LEFT || evidence.share < MIN_LIFETIME_LEFT;
  return expires ? { fault: 'certificate-expires', values } : { values };
}

function leftOf(source: CertificateSource | undefined, nowMs: number) {
  const held = source?.current();
  if (held === undefined) return undefined;
  const leftMs = Date.parse(held.x509.validTo) - nowMs;
  return { days: Math.floor(leftMs / DAY_MS), share: leftMs / held.lifetimeMs };
}

/**
 * The analysis threads answer; that for fingers is started if the policy uses it. A thread compares the digests of its models with the
 * manifest when it loads them. The item `frame-rate` runs the face models.
 */
export const modelsItem: CheckItem = async ({ parts: { analyses, clock, policy }, signal }) => {
  const fromMs = clock.monotonicMs();
  const fingers = asksForFingers(policy()) ? analyses.finger.open() : Promise.resolve();
  const answers = Promise.all([analyses.face.answer(), fingers]).then(
    () => true,
    () => false,
  );
  const didAnswer = await answerWithin(clock, ANALYSIS_ANSWERS_WITHIN_MS, answers, signal);
  return didAnswer === true
    ? passed({ analysisAnswerMs: Math.round(clock.monotonicMs() - fromMs) })
    : failed('analysis-silent');
};
