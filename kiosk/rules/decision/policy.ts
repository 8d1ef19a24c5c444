/**
 * The requirements for clearing a traveller. Versioned data, whose digest is in every report. A policy cannot make a
 * missing or failed required check pass.
 */
import { z } from 'zod';
import { canonicalDigest } from '../../../server/contract/canonical-digest.ts';
import { type CodeList, disagreements, eligibilityRulesSchema } from '../../../server/contract/eligibility.ts';
import {
  CHECK_NAMES,
  type CheckName,
  ELIGIBILITY_CHECKS,
  FALSE_MATCH_RATE_BANDS,
} from '../../../server/contract/vocabulary.ts';
import { watchlistIdSchema, MAX_WATCHLISTS } from '../../../server/contract/watchlist.ts';
import { isStateCode } from '../eligibility/state-codes.ts';
import { declarationRulesSchema } from '../../../server/contract/rules/questions.ts';

/** The phases of presentation-attack detection. */
export const PRESENTATION_ATTACK_CHECKS = [
  'presentation-attack-head-turn',
  'presentation-attack-light-challenge',
] as const satisfies readonly CheckName[];
export type PresentationAttackCheck = (typeof PRESENTATION_ATTACK_CHECKS)[number];

const HOUR_MS = 3_600_000;

const fingerPosition = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

const MINUTE_MS = 60_000;

const watchlistTermsSchema = z
  .strictObject({
    list: watchlistIdSchema,
    /** With a list older than this, people are warned, ms. */
    warnAfterMs: z
      .int()
      .min(10 * MINUTE_MS)
      .max(30 * 24 * HOUR_MS),
    /** With a list older than this, every traveller is referred, ms. */
    referAfterMs: z
      .int()
      .min(10 * MINUTE_MS)
      .max(30 * 24 * HOUR_MS),
    /** The list is asked blindly, with the help of its owner. Absent: plainly, without a network. */
    blind: z
      .strictObject({
        /** Time for the owner's answer, ms. The traveller waits for it. */
        answerMs: z.int().min(200).max(5_000),
        /** A plain list that is asked while the owner does not answer. Absent: the traveller is referred. */
        plainList: watchlistIdSchema.exactOptional(),
      })
      .exactOptional(),
  })
  .refine(({ warnAfterMs, referAfterMs }) => warnAfterMs <= referAfterMs, {
    path: ['warnAfterMs'],
    message: 'must be at most referAfterMs',
  });
export type WatchlistTerms = z.infer<typeof watchlistTermsSchema>;

const masterListAgeSchema = z
  .int()
  .min(24 * HOUR_MS)
  .max(1_000 * 24 * HOUR_MS);

const policyShape = z.strictObject({
  version: z.literal(1),
  /** Human-readable id of the policy; reports contain the digest. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  /** Each must pass for the lane to clear. */
  requiredChecks: z.array(z.enum(CHECK_NAMES)).min(1),
  /** Checks that run and are reported but decide nothing: for the pilot of a phase or of a rule of eligibility. */
  observedChecks: z.array(z.enum([...PRESENTATION_ATTACK_CHECKS, ...ELIGIBILITY_CHECKS])).default([]),
  /** For a traveller who opts out of coloured light: referral, or the head turn alone, which a video passes. */
  withoutLights: z.enum(['refer', 'head-turn-only']).default('refer'),
  /**
   * The loosest false-match rate at which a face comparison passes: of impostors who share the holder's sex and ethnicity. The face
   * calibration proves 1e-3 to 1e-4; a lane does not start with a stricter one.
   */
  faceFalseMatchRate: z.enum(FALSE_MATCH_RATE_BANDS),
  /**
   * The reference for comparing a live face. `registered-first`: a record registered at this lane, if there is one that
   * opens, instead of the document's portrait; in both cases one comparison at one rate. `holder-carried-first`: the same,
   * for records that only the traveller's token opens. Both ask travellers to show their token.
   */
  faceReference: z.enum(['document', 'registered-first', 'holder-carried-first']).default('document'),
  /**
   * Tries at the camera before a traveller is referred, the first included. After a refused presentation there is at most
   * one more.
   */
  faceAttempts: z.int().min(1).max(3),
  /** Tries at the document reader before a traveller is referred, the first included. */
  documentAttempts: z.int().min(1).max(3),
  /**
   * Comparisons per document handle and day, including successes. A higher limit would let an attacker search for a
   * matching face.
   */
  comparisonsPerDocumentPerDay: z.int().min(1).max(3),
  /**
   * The same while the server, which counts across the fleet, does not answer. Stricter, because the fleet's lanes cannot see
   * each other's comparisons. Absent: 2.
   */
  comparisonsWithoutServerPerDay: z.int().min(1).max(3).exactOptional(),
  /** Challenges per document handle and day, with any result. A higher limit would let an attacker practise. */
  presentationsPerDocumentPerDay: z.int().min(1).max(12).default(6),
  /**
   * With a revocation list older than this, revocation of a signer is undecided, ms. ICAO 9303-12 §7.2: a new one every 90
   * days.
   */
  oldestRevocationListMs: z
    .int()
    .min(HOUR_MS)
    .max(400 * 24 * HOUR_MS),
  /**
   * Ages of the newest master list, ms: past the first people are warned, past the second, or without a list, every traveller is referred.
   * Absent: no limit. States sign a list every one to three months.
   */
  masterLists: z
    .strictObject({ warnAfterMs: masterListAgeSchema, referAfterMs: masterListAgeSchema })
    .refine(({ warnAfterMs, referAfterMs }) => warnAfterMs <= referAfterMs, {
      path: ['warnAfterMs'],
      message: 'must be at most referAfterMs',
    })
    .exactOptional(),
  /** The loosest false-match rate at which all fingers together pass. */
  fingerFalseMatchRate: z.enum(FALSE_MATCH_RATE_BANDS).default('3e-4'),
  /** Tries at the fingerprint scanner before a traveller is referred, the first included. */
  fingerAttempts: z.int().min(1).max(3).default(2),
  /** Required fingers, in this order, by ISO/IEC 19794-4 position. Each must be captured and have a reference. */
  fingerPositions: z
    .array(fingerPosition)
    .min(1)
    .max(4)
    .refine((positions) => new Set(positions).size === positions.length, 'must name each finger once')
    .default([2, 7]),
  /** If set, face and finger must together prove this rate, besides passing their own rates. */
  fusedFalseMatchRate: z.number().min(1e-12).max(1e-3).exactOptional(),
  /** The watchlists that each document is looked up in. Absent: none. */
  watchlists: z
    .array(watchlistTermsSchema)
    .min(1)
    .max(MAX_WATCHLISTS)
    .refine((terms) => {
      const named = terms.flatMap(({ list, blind }) => [
        list,
        ...(blind?.plainList === undefined ? [] : [blind.plainList]),
      ]);
      return new Set(named).size === named.length;
    }, 'must name each list once')
    .exactOptional(),
  /** Which travellers the lane serves. Absent: each holder of a document that passes the required checks. */
  eligibility: eligibilityRulesSchema.superRefine(refuseUnknownCodes).exactOptional(),
  /**
   * Counts how comparisons of faces end by randomised answers about sex, age and region (`../groups`), for the published error rates. Decides
   * nothing. Absent: not counted.
   */
  groupCounts: z.literal('randomised').exactOptional(),
  /** The questions to travellers. Absent: none. */
  declaration: z
    .strictObject({
      rules: declarationRulesSchema,
      /** Whether travellers can show a code with their answers, which the server's page made. Absent: they answer at the lane. */
      phoneCodes: z.literal('accepted').exactOptional(),
      /**
       * Whether travellers can show codes of declared goods. `online`: the server's answer is needed. `also-offline`: a lane that gets none uses
       * the channel in the code. Absent: not at all.
       */
      goodsCodes: z.enum(['online', 'also-offline']).exactOptional(),
      /** Destination of a traveller with goods for customs: a customs desk, or the red lane behind the gate. */
      redChannel: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('customs-desk'), desk: z.string().regex(/^[0-9A-Z]{1,4}$/) }),
        z.strictObject({ kind: z.literal('red-lane') }),
      ]),
    })
    .exactOptional(),
});

/** Whether travellers can show any code beside the customs questions. */
export function takesCodes({ declaration }: Policy): boolean {
  return declaration?.phoneCodes === 'accepted' || declaration?.goodsCodes !== undefined;
}

/** The comparisons of a fused rate. */
const FUSED_CHECKS = ['face-comparison', 'finger-comparison'] as const satisfies readonly CheckName[];

export const policySchema = policyShape
  .refine(
    ({ fusedFalseMatchRate, requiredChecks }) =>
      fusedFalseMatchRate === undefined || FUSED_CHECKS.every((name) => requiredChecks.includes(name)),
    { path: ['fusedFalseMatchRate'], message: `needs ${FUSED_CHECKS.join(' and ')} among requiredChecks` },
  )
  .superRefine((policy, context) => {
    for (const message of disagreements(policy)) context.addIssue({ code: 'custom', path: ['eligibility'], message });
  })
  .refine(
    ({ watchlists, requiredChecks }) => watchlists === undefined || requiredChecks.includes('document-watchlist'),
    {
      path: ['watchlists'],
      message: 'requires document-watchlist among requiredChecks',
    },
  )
  .refine(({ declaration, requiredChecks }) => (declaration !== undefined) === requiredChecks.includes('declaration'), {
    path: ['declaration'],
    message: 'requires declaration among requiredChecks, and vice versa',
  });
export type Policy = z.infer<typeof policyShape>;

/** The lists that a lane under this policy asks. */
export function watchlistsOf({ watchlists = [] }: Policy): readonly WatchlistTerms[] {
  return watchlists;
}

/** A code with a slip of the pen would refer, or serve, the wrong travellers. */
function refuseUnknownCodes({ groups }: z.output<typeof eligibilityRulesSchema>, context: z.RefinementCtx): void {
  groups.forEach((group, index) => {
    for (const name of ['nationalities', 'issuingStates'] as const) {
      const unknown = codesOf(group[name]).filter((code) => !isStateCode(code));
      if (unknown.length === 0) continue;
      const hint = unknown.includes('DEU') ? '; Germany is D' : '';
      context.addIssue({
        code: 'custom',
        path: ['groups', index, name],
        message: `has codes that no document carries: ${unknown.join(', ')}${hint}`,
      });
    }
  });
}

function codesOf(list: CodeList | undefined): readonly string[] {
  if (list === undefined) return [];
  return 'accept' in list ? list.accept : list.refer;
}

/**
 * The policy of a development lane: it requires every check that this version supports, with four exceptions. A lane
 * has no watchlist of its own; declarations depend on national law; most specimens have no finger reference. The light challenge
 * is only observed, because a machine that is too busy to draw the simulated scene in time would refer every traveller.
 */
export const DEVELOPMENT_POLICY: Policy = {
  version: 1,
  id: 'development-1',
  requiredChecks: [
    'document-read',
    'mrz-check-digits',
    'document-validity',
    'dg1-matches-mrz',
    'passive-authentication',
    'chip-genuineness',
    'comparison-attempts',
    'face-capture',
    'face-quality',
    'presentation-attack-head-turn',
    'face-comparison',
  ],
  observedChecks: ['presentation-attack-light-challenge'],
  withoutLights: 'head-turn-only',
  faceFalseMatchRate: '1e-3',
  faceReference: 'registered-first',
  faceAttempts: 2,
  documentAttempts: 2,
  comparisonsPerDocumentPerDay: 3,
  // A development lane often runs without a server
  comparisonsWithoutServerPerDay: 3,
  presentationsPerDocumentPerDay: 6,
  oldestRevocationListMs: 90 * 24 * HOUR_MS,
  fingerFalseMatchRate: '3e-4',
  fingerAttempts: 2,
  fingerPositions: [2, 7],
};

/** Comparisons that a lane makes with one document on one day: with the server's reservation, and without. */
export function comparisonLimits({ comparisonsPerDocumentPerDay: most, comparisonsWithoutServerPerDay = 2 }: Policy) {
  return { most, alone: Math.min(most, comparisonsWithoutServerPerDay) };
}

/** `required`: must pass, and what cannot be decided refers. `observed`: runs and is reported only. `skipped`: does not run. */
export type PhaseDuty = 'required' | 'observed' | 'skipped';

export function dutyOf(policy: Policy, phase: PresentationAttackCheck): PhaseDuty {
  if (policy.requiredChecks.includes(phase)) return 'required';
  return policy.observedChecks.includes(phase) ? 'observed' : 'skipped';
}

/** Whether a lane under this policy looks for registered faces. */
export function asksForRegisteredFaces({ faceReference }: Policy): boolean {
  return faceReference !== 'document';
}

/** Whether a lane under this policy takes fingerprints. */
export function asksForFingers({ requiredChecks }: Policy): boolean {
  return requiredChecks.includes('finger-comparison');
}

/** Whether a lane under this policy asks what travellers declare. */
export function asksForDeclaration({ declaration }: Policy): boolean {
  return declaration !== undefined;
}

/** SHA-256 of the canonical form, hex. */
export function policyDigest(policy: Policy): string {
  return canonicalDigest(policy);
}
