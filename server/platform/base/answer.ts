/** The type of an answer, derived from its schema, and the fields that many schemas share. */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/**
 * The type of an answer of the HTTP API. Server and consoles read an answer and do not change it. The options of WebAuthn stay as they are,
 * because `navigator.credentials` takes no read-only arrays.
 */
export type Answer<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

type Scalar = string | number | boolean | null | undefined;
type DeepReadonly<T> = T extends Scalar | PublicKeyCredentialRequestOptionsJSON
  ? T
  : unknown extends T
    ? T
    : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** The server's wall time, ms. */
export const wallMs = z.int().min(0);

/** The fields that identify a kiosk and its place. */
export const lanePlace = { kioskId: z.string(), site: z.string(), lane: z.string() };
