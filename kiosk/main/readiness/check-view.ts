/** The state of a check, as the terminal and the page show it; and the commands that they send. */
import { z } from 'zod';
import type {
  CheckState,
  ItemResult,
  ReadinessItem,
  ReadinessResult,
  ServiceAfter,
} from '../../../server/contract/readiness-vocabulary.ts';
import { READINESS_ITEMS, SERVICE_AFTER } from '../../../server/contract/readiness-vocabulary.ts';
import { calibrationSchema } from '../../../server/contract/readiness-values.ts';
import { ANSWERS, type Answer } from './check-item.ts';

export const CHECK_PHASES = [
  /** No check runs. */
  'none',
  /** The technician types the code at the console. */
  'signing-in',
  /** The lane serves its last traveller. */
  'closing',
  'running',
  /** Every item has been tried. The technician repeats items, calibrates, or finishes. */
  'deciding',
] as const;
export type CheckPhase = (typeof CHECK_PHASES)[number];

/** Languages of the page. */
export const CHECK_LANGUAGES = ['en', 'de', 'fr'] as const;
export type CheckLanguage = (typeof CHECK_LANGUAGES)[number];

export interface ItemView {
  readonly name: ReadinessItem;
  readonly title: string;
  readonly result: ItemResult | 'waiting' | 'running';
  /** Words about the fault of a failed item: the likely cause, and the next step. */
  readonly cause?: string;
  readonly nextStep?: string;
  /** Measured values in words. */
  readonly values: readonly string[];
  /** Whether a failure keeps the lane out of service. */
  readonly isVital: boolean;
}

export interface CheckView {
  readonly phase: CheckPhase;
  /** The state that the lane reports; absent: no check keeps it out of service. */
  readonly state?: CheckState | undefined;
  readonly kioskId: string;
  readonly code?: string | undefined;
  /** While signing in. `unreachable`: the check may begin without a sign-in. */
  readonly signIn?: 'waiting' | 'unreachable' | 'declined' | 'expired' | undefined;
  readonly technician?: string | undefined;
  readonly items: readonly ItemView[];
  readonly progress?: string | undefined;
  /** The present question to the technician. Answers name it by its number, so that a late answer does not reach another question. */
  readonly question?:
    | { readonly number: number; readonly text: string; readonly answers: readonly Answer[] }
    | undefined;
  readonly calibration?: { readonly version: number; readonly cameraHeightMm: number } | undefined;
  /** Words about values that differ from the calibration. */
  readonly drifts: readonly string[];
  readonly mayReturn: boolean;
  /** The check that ended last in this run of the program. */
  readonly ended?: { readonly result: ReadinessResult; readonly service: ServiceAfter } | undefined;
}

export const checkCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('begin') }),
  z.strictObject({ kind: z.literal('without-server') }),
  z.strictObject({ kind: z.literal('answer'), number: z.int().min(1), answer: z.enum(ANSWERS) }),
  z.strictObject({ kind: z.literal('again'), item: z.enum(READINESS_ITEMS) }),
  z.strictObject({ kind: z.literal('calibrate'), cameraHeightMm: calibrationSchema.shape.cameraHeightMm }),
  z.strictObject({ kind: z.literal('finish'), service: z.enum(SERVICE_AFTER) }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type CheckCommand = z.infer<typeof checkCommandSchema>;
