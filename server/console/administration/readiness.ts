/** Pure: the reasons why a kiosk is not ready, from the server's record and the lane's latest status. */
import { LANE_STALE_MS } from '../../contract/timing.ts';
import type { FleetKiosk } from '../../lanes/fleet/answers.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { age } from '../design/times.ts';
import { comparePlaces } from '../lane-place.ts';
import type { Tone } from '../design/tone.ts';
import { compareNames } from '../languages/format.ts';
import { t, translated } from '../languages/text.ts';
import { DEVICE_WORDS, HEALTH_WORDS, outOfServiceWords } from '../words.ts';

/** As a badge shows it. */
export interface ReadinessWord {
  readonly tone: Tone;
  readonly icon: 'tick' | 'cross' | 'wait' | 'warning';
  readonly word: string;
}

export const READINESS_WORDS: {
  readonly [One in 'ready' | 'never-heard' | 'out-of-service' | 'emergency' | 'another-key' | 'disabled']: string;
} = translated({
  ready: 'Ready',
  'never-heard': 'Never heard',
  'out-of-service': 'Out of service',
  emergency: 'Open: emergency',
  'another-key': 'Follows another server key',
  disabled: 'Disabled ## a kiosk',
});

export interface BoardKiosk extends FleetKiosk {
  readonly heard: LaneView['heard'];
}

export interface BoardSite {
  readonly site: string;
  readonly kiosks: readonly BoardKiosk[];
}

/** By site and lane; disabled kiosks come last. */
export function boardOf(kiosks: readonly FleetKiosk[], lanes: readonly LaneView[]): readonly BoardSite[] {
  const heard = new Map(lanes.map((lane) => [lane.kioskId, lane.heard]));
  const bySite = new Map<string, BoardKiosk[]>();
  for (const kiosk of kiosks) {
    const row = { ...kiosk, heard: heard.get(kiosk.kioskId) ?? null };
    bySite.set(kiosk.site, [...(bySite.get(kiosk.site) ?? []), row]);
  }
  return [...bySite]
    .sort(([one], [other]) => compareNames(one, other))
    .map(([site, rows]) => ({ site, kiosks: rows.sort(byLane) }));
}

function byLane(one: BoardKiosk, other: BoardKiosk): number {
  return (
    Number(one.disabledAt !== null) - Number(other.disabledAt !== null) ||
    comparePlaces(one, other) ||
    one.enrolledAt - other.enrolledAt
  );
}

/** `Ready` alone if nothing is wrong. */
export function readinessOf({ disabledAt, heard, serverKey }: BoardKiosk, nowMs: number): readonly ReadinessWord[] {
  if (disabledAt !== null) return [{ tone: 'plain', icon: 'cross', word: READINESS_WORDS.disabled }];
  if (heard === null) return [{ tone: 'caution', icon: 'wait', word: READINESS_WORDS['never-heard'] }];
  const found: ReadinessWord[] = [];
  const silentMs = nowMs - heard.receivedAt;
  if (silentMs > LANE_STALE_MS) {
    found.push({ tone: 'caution', icon: 'wait', word: t('Not heard for {time}', { time: age(silentMs) }) });
  }
  if (heard.state === 'out-of-service') {
    found.push({ tone: 'bad', icon: 'cross', word: READINESS_WORDS['out-of-service'] });
    for (const word of outOfServiceWords(heard)) found.push({ tone: 'bad', icon: 'warning', word });
  }
  if (heard.state === 'emergency') found.push({ tone: 'bad', icon: 'warning', word: READINESS_WORDS.emergency });
  for (const { kind, health } of heard.devices) {
    if (health === 'ready') continue;
    found.push({ tone: 'bad', icon: 'warning', word: `${DEVICE_WORDS[kind]}: ${HEALTH_WORDS[health]}` });
  }
  if (serverKey === 'another') found.push({ tone: 'bad', icon: 'warning', word: READINESS_WORDS['another-key'] });
  return found.length === 0 ? [{ tone: 'good', icon: 'tick', word: READINESS_WORDS.ready }] : found;
}

export type CertificateState = { readonly kind: 'none' } | { readonly kind: 'holds'; readonly leftMs: number };

/** The time until the first of its certificates expires. Lanes renew their certificates long before. */
export function certificateOf({ certificates }: FleetKiosk, nowMs: number): CertificateState {
  if (certificates.length === 0) return { kind: 'none' };
  return { kind: 'holds', leftMs: Math.min(...certificates.map(({ notAfter }) => notAfter)) - nowMs };
}
