/** Requests of the dock page to the simulated lane. Strict: unknown members are refused. */
import { z } from 'zod';
import { DEVICE_KINDS } from '../../server/contract/vocabulary.ts';
import { DECLARES } from './scripted-traveller.ts';

const specimenId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be the id of a specimen traveller');
const photograph = z.int().min(0).max(9).exactOptional();

export const sceneRequestSchema = z.strictObject({
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('nobody') }),
    z.strictObject({
      kind: z.literal('person'),
      specimen: specimenId,
      photograph,
      cooperative: z.boolean().exactOptional(),
    }),
    z.strictObject({ kind: z.literal('two-people'), specimens: z.tuple([specimenId, specimenId]) }),
    z.strictObject({ kind: z.literal('flat-picture'), specimen: specimenId, photograph }),
    z.strictObject({ kind: z.literal('replay'), specimen: specimenId, photograph }),
  ]),
  light: z.enum(['normal', 'dim', 'bright']).exactOptional(),
  blurPx: z.number().min(0).max(8).exactOptional(),
  noise: z.number().min(0).max(0.2).exactOptional(),
});
export type SceneRequest = z.infer<typeof sceneRequestSchema>;

export const DOCUMENT_VARIANTS = [
  'genuine',
  'mrz-check-digit-wrong',
  'dg1-differs',
  'chip-dead',
  'mrz-unreadable',
  'lifted-while-read',
  'chip-locked',
  'portrait-altered',
  'portrait-undecodable',
  'security-object-swapped',
  'signer-expired',
  'signer-revoked',
  'signer-unknown',
  'chip-copied',
  'chip-unprovable',
  'chip-out-of-step',
  'chip-endless',
  'chip-noisy',
] as const;

export const documentRequestSchema = z.strictObject({
  holder: specimenId,
  expired: z.boolean().exactOptional(),
  /** Whether its number is on the watchlist of specimen documents. */
  listed: z.boolean().exactOptional(),
  /** The number of a document that is not `listed`; default: random. */
  number: z
    .string()
    .regex(/^[0-9A-Z]{1,9}$/, 'must be up to nine digits and capital letters')
    .exactOptional(),
  variant: z.enum(DOCUMENT_VARIANTS).exactOptional(),
  /** Whether the chip holds the holder's fingerprints. */
  fingerprints: z.boolean().exactOptional(),
  /** Presents the last document again instead of issuing a new one. */
  again: z.boolean().exactOptional(),
});
export type DocumentRequest = z.infer<typeof documentRequestSchema>;

export const PASSAGE_BEHAVIOURS = ['passes', 'turns-back', 'tailgated', 'stays-outside', 'stands-in-the-way'] as const;
export const passageRequestSchema = z.strictObject({ behaviour: z.enum(PASSAGE_BEHAVIOURS) });

/** Contact of a finger with the scanner; `none` removes it. */
export const FINGER_CONTACTS = [
  'none',
  'good',
  'dry',
  'wet',
  'partial',
  'rotated',
  'shifted',
  'poor',
  'wrong-finger',
] as const;
export const fingerRequestSchema = z.strictObject({ person: specimenId, contact: z.enum(FINGER_CONTACTS) });
export type FingerRequest = z.infer<typeof fingerRequestSchema>;

/** Registers the holder of the last presented document, who must have agreed. */
export const registrationRequestSchema = z.strictObject({ consent: z.literal(true, 'the traveller must have agreed') });

/** Registers the same holder's face. `custody`: whether the lane can open the record, or only the holder of the token. */
export const faceRegistrationRequestSchema = z.strictObject({
  consent: z.literal(true, 'the traveller must have agreed'),
  custody: z.enum(['lane', 'holder']),
});
export type FaceRegistrationRequest = z.infer<typeof faceRegistrationRequestSchema>;

const deviceKind = z.enum(DEVICE_KINDS);

export const faultRequestSchema = z.strictObject({
  device: deviceKind,
  fault: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['disconnect', 'jam', 'stall', 'corrupt']) }),
    z.strictObject({ kind: z.literal('slow'), byMs: z.int().min(1).max(10_000) }),
  ]),
  once: z.boolean().exactOptional(),
});
export const clearFaultsRequestSchema = z.strictObject({ device: deviceKind.exactOptional() });

/** Shows a code that a phone made with these answers. */
export const codeRequestSchema = z.strictObject({ declares: z.enum(DECLARES) });
export type CodeRequest = z.infer<typeof codeRequestSchema>;

/** Shows a code that was made elsewhere, such as the portal's code of declared goods: characters of QR's alphanumeric mode. */
export const codeTextRequestSchema = z.strictObject({
  text: z.string().regex(/^[0-9A-Z $%*+\-./:]{1,512}$/, 'must be the text of a code'),
});
export type CodeTextRequest = z.infer<typeof codeTextRequestSchema>;

/** A complete traveller: the document's holder, the document, and the person at the lane. A script touches the screen. */
export const travellerRequestSchema = z.strictObject({
  scene: sceneRequestSchema,
  document: documentRequestSchema,
  /** Finger on the scanner; default: none. */
  finger: fingerRequestSchema.exactOptional(),
  passage: z.enum(PASSAGE_BEHAVIOURS).default('passes'),
  /** Whether the traveller shows a token; default: yes, if they have one. */
  token: z.boolean().exactOptional(),
  /** Answer to the customs declaration; default: nothing to declare. */
  declares: z.enum(DECLARES).exactOptional(),
});
export type TravellerRequest = z.infer<typeof travellerRequestSchema>;
