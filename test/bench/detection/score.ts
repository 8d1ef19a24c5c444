/** Runs an engine over a laboratory, with a person who judges each finding after some hours, and counts what was found. */
import { DetectionEngine } from '../../../server/detection/engine/detection-engine.ts';
import type { Finding } from '../../../server/detection/engine/finding.ts';
import type { DetectionEvent } from '../../../server/detection/events/event.ts';
import { INVARIANTS } from '../../../server/detection/invariants/invariants.ts';
import { entityKey } from '../../../server/detection/rules/entity.ts';
import { BURN_IN_DAYS, type Campaign } from './kit/campaign.ts';
import type { Laboratory } from './kit/laboratory.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A person judges a finding after this time. */
const JUDGED_AFTER_MS = 4 * HOUR_MS;
/** A finding this long after the end of a campaign still counts. */
const GRACE_MS = 26 * HOUR_MS;

/** The engine, or the baseline beside it. */
export interface Detector {
  take(event: DetectionEvent): readonly Finding[];
  turn(now: number): readonly Finding[];
  judge?(finding: Finding, isRight: boolean, at: number): void;
}

export interface FoundCampaign {
  readonly campaign: Campaign;
  /** Undefined: missed. */
  readonly first?: Finding;
}

export interface Score {
  readonly campaigns: readonly FoundCampaign[];
  readonly findings: readonly Finding[];
  /** Findings that belong to no campaign, after the burn-in. */
  readonly wrong: readonly Finding[];
  readonly events: number;
  readonly siteDays: number;
  readonly cpuSeconds: number;
}

export function engineDetector(): Detector {
  const engine = new DetectionEngine({ invariants: INVARIANTS });
  return {
    take: (event) => engine.take(event),
    turn: (now) => engine.turn(now),
    judge: ({ rule, entity, from, at }, isRight) =>
      engine.dispose({ rule, entity, from, at, verdict: isRight ? 'true' : 'benign-explained' }),
  };
}

export function isOf(finding: Finding, campaign: Campaign): boolean {
  return (
    finding.at >= campaign.from &&
    finding.at <= campaign.until + GRACE_MS &&
    campaign.entities.includes(entityKey(finding.entity))
  );
}

export function scoreOf(laboratory: Laboratory, detector: Detector): Score {
  const findings: Finding[] = [];
  const unjudged: Finding[] = [];
  let [events, cpu, quarter] = [0, 0, 0];
  const note = (found: readonly Finding[]): void => {
    findings.push(...found);
    unjudged.push(...found);
  };
  for (const day of laboratory.events()) {
    const started = process.cpuUsage();
    for (const event of day) {
      while (unjudged[0] !== undefined && unjudged[0].at + JUDGED_AFTER_MS <= event.at) {
        const finding = unjudged.shift()!;
        detector.judge?.(
          finding,
          laboratory.campaigns.some((one) => isOf(finding, one)),
          event.at,
        );
      }
      const now = Math.floor(event.at / 900_000);
      if (now > quarter) {
        quarter = now;
        note(detector.turn(now * 900_000));
      }
      note(detector.take(event));
      events += 1;
    }
    const { user, system } = process.cpuUsage(started);
    cpu += (user + system) / 1e6;
  }
  const after = findings.filter(({ at }) => at >= BURN_IN_DAYS * DAY_MS);
  return {
    campaigns: laboratory.campaigns.map((campaign) => {
      const first = after.find((finding) => isOf(finding, campaign));
      return { campaign, ...(first === undefined ? {} : { first }) };
    }),
    findings: after,
    wrong: after.filter((finding) => !laboratory.campaigns.some((one) => isOf(finding, one))),
    events,
    siteDays: (laboratory.days - BURN_IN_DAYS) * laboratory.sites.length,
    cpuSeconds: cpu,
  };
}
