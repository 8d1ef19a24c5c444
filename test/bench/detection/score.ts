/** Runs an engine over a laboratory, with a person who judges each finding after some hours, and counts what was found. */
import { DetectionEngine } from '../../../server/oversight/detection/engine/detection-engine.ts';
import type { Finding } from '../../../server/oversight/detection/engine/finding.ts';
import type { DetectionEvent } from '../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../server/oversight/detection/invariants/invariants.ts';
import { entityKey } from '../../../server/oversight/detection/rules/entity.ts';
import type { BreachLaboratory } from './kit/breaches.ts';
import { BURN_IN_DAYS, type Campaign } from './kit/campaign.ts';
import type { Laboratory } from './kit/laboratory.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 900_000;
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

/** Whether the rule of a planted breach reports it, or has reported the same subject, such as the server, within the day before. */
function isReported(findings: readonly Finding[], breach: Campaign, withinMs: number): boolean {
  return findings.some(
    (finding) => finding.rule === breach.kind && isOf(finding, { ...breach, from: breach.from - withinMs }),
  );
}

/** Invariants alone have no time of learning: all findings count. */
export function breachScore(laboratory: BreachLaboratory) {
  const run = new Run(engineDetector(), []);
  for (const day of laboratory.events()) run.take(day);
  const missed = laboratory.campaigns.filter((one) => !isReported(run.findings, one, DAY_MS));
  const reported = laboratory.allowed.filter((one) => isReported(run.findings, one, 0));
  return { of: laboratory.campaigns.length, missed, ofAllowed: laboratory.allowed.length, reported };
}

/** One detector's way through a laboratory. */
class Run {
  readonly findings: Finding[] = [];
  cpuSeconds = 0;
  readonly #unjudged: Finding[] = [];
  readonly #detector: Detector;
  readonly #campaigns: readonly Campaign[];
  #quarter = 0;

  constructor(detector: Detector, campaigns: readonly Campaign[]) {
    this.#detector = detector;
    this.#campaigns = campaigns;
  }

  take(day: readonly DetectionEvent[]): void {
    const started = process.cpuUsage();
    for (const event of day) {
      this.#judge(event.at);
      const quarter = Math.floor(event.at / QUARTER_MS);
      if (quarter > this.#quarter) {
        this.#quarter = quarter;
        this.#note(this.#detector.turn(quarter * QUARTER_MS));
      }
      this.#note(this.#detector.take(event));
    }
    const { user, system } = process.cpuUsage(started);
    this.cpuSeconds += (user + system) / 1e6;
  }

  #note(found: readonly Finding[]): void {
    if (found.length === 0) return;
    this.findings.push(...found);
    this.#unjudged.push(...found);
  }

  #judge(now: number): void {
    while (this.#unjudged[0] !== undefined && this.#unjudged[0].at + JUDGED_AFTER_MS <= now) {
      const finding = this.#unjudged.shift()!;
      const isRight = this.#campaigns.some((one) => isOf(finding, one));
      this.#detector.judge?.(finding, isRight, now);
    }
  }
}

/** Scores several detectors with the same events. */
export function scoresOf(laboratory: Laboratory, detectors: readonly Detector[]): Score[] {
  const { campaigns } = laboratory;
  const runs = detectors.map((detector) => new Run(detector, campaigns));
  let [events, first] = [0, -1];
  for (const day of laboratory.events()) {
    if (first < 0 && day[0] !== undefined) first = Math.floor(day[0].at / DAY_MS);
    for (const run of runs) run.take(day);
    events += day.length;
  }
  const judgedFrom = (Math.max(0, first) + BURN_IN_DAYS) * DAY_MS;
  return runs.map(({ findings, cpuSeconds }) => {
    const after = findings.filter(({ at }) => at >= judgedFrom);
    return {
      campaigns: campaigns.map((campaign) => {
        const found = after.find((finding) => isOf(finding, campaign));
        return { campaign, ...(found === undefined ? {} : { first: found }) };
      }),
      findings: after,
      wrong: after.filter((finding) => !campaigns.some((one) => isOf(finding, one))),
      events,
      siteDays: Math.max(1, laboratory.days - BURN_IN_DAYS) * Math.max(1, laboratory.sites.length),
      cpuSeconds,
    };
  });
}
