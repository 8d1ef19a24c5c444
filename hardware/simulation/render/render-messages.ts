/** Messages between the lane and its render thread. */
import type { FingerPosition } from '../../fingerprint-scanner/fingerprint-scanner.ts';
import type { PortraitFormat } from '../document/portrait-format.ts';
import type { Contact } from '../ridges/impression.ts';
import type { SpecimenId } from '../specimens.ts';
import type { Picture } from './frame-renderer.ts';

export type RenderRequest = { readonly id: number } & RenderWish;

export type RenderWish =
  | { readonly kind: 'frame'; readonly picture: Picture; readonly width: number; readonly height: number }
  | { readonly kind: 'view'; readonly picture: Picture; readonly width: number; readonly height: number }
  | {
      readonly kind: 'portrait';
      readonly specimen: SpecimenId;
      readonly photograph: number;
      readonly codec: PortraitFormat['codec'];
    }
  | {
      readonly kind: 'impression';
      readonly specimen: SpecimenId;
      readonly position: FingerPosition;
      readonly contact: Contact;
      readonly seed: number;
    };

/** `bytes`: RGB of a frame, grey of an impression, or an encoded picture. Transferred. */
export type RenderAnswer =
  | { readonly id: number; readonly kind: 'done'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
