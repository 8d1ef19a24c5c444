/** The answers about controls for the console. */
import { z } from 'zod';
import { RISK_REASONS } from '../../../models/risk/explain/reasons.ts';
import { RISK_BANDS } from '../../../models/risk/risk-model.ts';
import { type Answer, wallMs } from '../../base/answer.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { RULE_IDS } from '../rules/rule-texts.ts';
import { CHANNELS } from '../sealing/readable-facts.ts';
import {
  CONTROL_OUTCOMES,
  CONTROL_REASONS,
  CONTROL_ROUTES,
  KNOWN_LINES,
  MADE_CONTROLS,
  TRADER_SIZES,
  UNSCORED_CAUSES,
} from '../selection/vocabulary.ts';

const route = z.enum(CONTROL_ROUTES);
const risk = z.strictObject({ band: z.enum(RISK_BANDS), reasons: z.array(z.enum(RISK_REASONS)) });
/** `null` for a green declaration before the result: the officer does not learn why it is in the queue. */
const shownRisk = risk.nullable();
/** Why there is no band; `null` when there is one. */
const unscored = z.enum(UNSCORED_CAUSES).nullable();

/** The control of one declaration. */
export const declaredControlSchema = z.strictObject({
  /** `null`: none is recommended. */
  route: route.nullable(),
  risk: shownRisk,
  unscored,
  /** A second officer has yet to agree to it when `outcome` is `waived` and `isSettled` is false. */
  result: z
    .strictObject({
      made: z.enum(MADE_CONTROLS),
      outcome: z.enum(CONTROL_OUTCOMES),
      reason: z.enum(CONTROL_REASONS),
      decidedAt: wallMs,
      decidedBy: z.string(),
      isSettled: z.boolean(),
    })
    .nullable(),
  /** Whether it was drawn at random; `null` before a settled result. */
  drawn: z.boolean().nullable(),
});
export type DeclaredControl = Answer<typeof declaredControlSchema>;

/** Declarations that wait for a control, in the order of the queue. `next` continues after the last one. */
export const controlQueueSchema = z.strictObject({
  serverTime: wallMs,
  waiting: z.int().min(0),
  controls: z.array(
    z.strictObject({
      id: z.string(),
      trader: z.string(),
      receivedAt: wallMs,
      dataSet: z.enum(DATA_SETS).nullable(),
      channel: z.enum(CHANNELS),
      rules: z.array(z.enum(RULE_IDS)),
      route,
      risk: shownRisk,
      unscored,
      /** Less than recommended was done, and a second officer has yet to agree. */
      waitsForSecond: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
});
export type ControlQueue = Answer<typeof controlQueueSchema>;

/** `isSettled` is false for a waived control until a second officer agrees. */
export const controlRecordedSchema = z.strictObject({ isSettled: z.boolean() });
export type ControlRecorded = Answer<typeof controlRecordedSchema>;

/** A share with its exact 95 % interval. */
const share = z.strictObject({ count: z.int(), of: z.int(), low: z.number(), high: z.number() });

const groupedBy = <Group extends z.ZodType<string>>(group: Group) =>
  z.array(z.strictObject({ group, all: share, sample: share, missed: share }));

/** How well rules, risk model and draw selected in a quarter, for the declarations that the newest model of the quarter scored. */
export const controlAuditSchema = z.strictObject({
  serverTime: wallMs,
  quarter: z.string(),
  /** SHA-256 of the model; `null` when no declaration of the quarter has a band. */
  model: z.string().nullable(),
  counts: z.strictObject({
    accepted: z.int(),
    /** Accepted declarations without a band, or with one of an earlier model. */
    notScored: z.int(),
    waiting: z.int(),
    settled: z.int(),
    waived: z.int(),
  }),
  /** `null` without a model. */
  audit: z
    .strictObject({
      sample: share,
      fraudsInGreen: z.strictObject({ low: z.number(), high: z.number() }),
      missed: z.strictObject({ outsideHigh: share, outsideRaised: share }),
      bands: z.array(z.strictObject({ band: z.enum(RISK_BANDS), accepted: z.int(), drawn: share, all: share })),
      rules: z.array(
        z.strictObject({
          rule: z.enum(RULE_IDS),
          precision: share,
          /** Found frauds without a finding of the rule, among all found frauds. */
          missed: share,
          standing: z.enum(['no-better', 'undecided', 'better']),
        }),
      ),
      deadRules: z.array(z.enum(RULE_IDS)),
      /** `null` when the quarter before has no declaration that this model scored. */
      /** Those with an inspected declaration. */
      offices: groupedBy(z.string()),
      traderSizes: groupedBy(z.enum(TRADER_SIZES)),
      lines: groupedBy(z.enum(KNOWN_LINES)),
      drift: z.strictObject({ stability: z.number(), before: share, hasChanged: z.boolean() }).nullable(),
    })
    .nullable(),
});
export type ControlAudit = Answer<typeof controlAuditSchema>;
