/** The answers about controls for the console. */
import { z } from 'zod';
import { RISK_REASONS } from '../../../../models/risk/explain/reasons.ts';
import { RISK_BANDS } from '../../../../models/risk/risk-model.ts';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { SELECTION_CONTROLS, SELECTION_STATES } from '../../../contract/rules/selection-set.ts';
import { DATA_SETS } from '../form/declaration.ts';
import { RULE_IDS } from '../rules/rule-texts.ts';
import { CHANNELS } from '../sealing/readable-facts.ts';
import {
  CONTROL_OUTCOMES,
  CONTROL_REASONS,
  CONTROL_ROUTES,
  KNOWN_LINES,
  MADE_CONTROLS,
  SELECTION_REFUSALS,
  TRADER_SIZES,
  UNSCORED_CAUSES,
} from '../selection/vocabulary.ts';

const route = z.enum(CONTROL_ROUTES);
const risk = z.strictObject({ band: z.enum(RISK_BANDS), reasons: z.array(z.enum(RISK_REASONS)) });
/** `null` for a green declaration before the result: the officer does not learn why it is in the queue. */
const shownRisk = risk.nullable();
/** Why there is no band; `null` when there is one. */
const unscored = z.enum(UNSCORED_CAUSES).nullable();

/** Selection rules in force that hold for a declaration, with the text that their authors wrote. */
const selectedBy = z.array(z.strictObject({ id: z.string(), text: z.string() }));

/** The control of one declaration. */
export const declaredControlSchema = z.strictObject({
  /** `null`: none is recommended. */
  route: route.nullable(),
  risk: shownRisk,
  unscored,
  selectedBy,
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
      selectedBy,
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
      /** Those with an inspected declaration. */
      offices: groupedBy(z.string()),
      traderSizes: groupedBy(z.enum(TRADER_SIZES)),
      lines: groupedBy(z.enum(KNOWN_LINES)),
      /** `null` when the quarter before has no declaration that this model scored. */
      drift: z.strictObject({ stability: z.number(), before: share, hasChanged: z.boolean() }).nullable(),
    })
    .nullable(),
});
export type ControlAudit = Answer<typeof controlAuditSchema>;

/** The selection rules in use, and what each found in a period. */
export const selectionEffectsSchema = z.strictObject({
  serverTime: wallMs,
  from: wallMs,
  until: wallMs,
  /** Why the newest published set is not in use, or that the one in use has expired; `null`: neither. */
  refusal: z.strictObject({ code: z.enum(SELECTION_REFUSALS), since: wallMs }).nullable(),
  /** `null`: no set is in use. */
  set: z
    .strictObject({
      version: z.int(),
      digest: z.string(),
      takenAt: wallMs,
      /** First and last day, UTC. */
      from: z.string(),
      until: z.string(),
      currency: z.string(),
      /** Days of trial before a rule may be in force. */
      trialDays: z.int(),
      isExpired: z.boolean(),
    })
    .nullable(),
  rules: z.array(
    z.strictObject({
      id: z.string(),
      version: z.int(),
      text: z.string(),
      state: z.enum(SELECTION_STATES),
      control: z.enum(SELECTION_CONTROLS),
      from: z.string(),
      until: z.string().nullable(),
      source: z.strictObject({ act: z.string(), url: z.string(), day: z.string() }),
      /** Why it is in force without the days of trial. */
      urgency: z.string().nullable(),
      /** Whole days for which this condition was in trial. */
      trialDays: z.int(),
      /** Among the declarations that were judged by it. */
      hits: share,
      /** Hits that channel, risk model, draw or, of a rule in trial, other rules select as well. */
      already: z.int(),
      /** Hits that the rule alone brought into the queue; of a rule in trial, would have brought. */
      added: z.int(),
      /** Frauds among the hits whose control can show a fraud. */
      frauds: share,
      days: z.array(z.strictObject({ day: z.string(), judged: z.int(), hits: z.int() })),
    }),
  ),
});
export type SelectionEffects = Answer<typeof selectionEffectsSchema>;
