/** Messages from the lane to its screen, and from the screen to the lane. */
import { z } from 'zod';
import type { Mode } from '../../../hardware/host/mode.ts';
import type { LaneView } from '../../lane/state-machine/lane-view.ts';
import type { Notice } from '../../rules/notice/notice.ts';

/**
 * Data that does not change while the lane runs, such as the notice in many languages. It is sent once to each page.
 */
export interface AboutLane {
  /** The desk for referred travellers. */
  readonly desk: string;
  /** Outside production it stands in a banner. */
  readonly mode: Mode;
  /** Whether this lane captures fingerprints. */
  readonly fingers?: boolean;
  /** Whether it asks for a declaration. */
  readonly declares?: boolean;
  /** Whether a person may ask for the lane's statement about itself. */
  readonly states?: boolean;
  readonly notice: Pick<Notice, 'version' | 'texts'>;
  /** The agency that runs the lane; absent: the look of Postern. The logo is at `/brand/logo.png`. */
  readonly brand?: { readonly name: string; readonly hasLogo: boolean };
  /** The page's one-time word for the mirror connection; absent when a figure replaces the picture. */
  readonly mirror?: string;
}

/** The state of the lane in a page. */
export type ScreenState = LaneView & AboutLane;

/** A touch, or the key that replaces it. */
export const touchSchema = z.enum([
  'start',
  'continue',
  'desk',
  'done',
  'more-time',
  'receipt',
  'without-lights',
  'without-token',
]);
export type Touch = z.infer<typeof touchSchema>;

/** A page's acknowledgement that a colour is on the display: see `LightBoard`. */
export const lightShownSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  index: z.int().min(0).max(15),
  pageMs: z.number().min(0).max(1e12),
});

/** Whether a page is visible, and not behind another window. */
export const visibleSchema = z.boolean();

/** The answer at `/healthz`. */
export const screenHealthSchema = z.object({
  phase: z.string(),
  /** Time since a page last drew a frame; `null` before the first. */
  drawnMsAgo: z.number().nullable(),
});
export type ScreenHealth = z.infer<typeof screenHealthSchema>;
