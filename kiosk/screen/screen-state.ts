/** What the lane tells its screen, and what the screen may tell the lane. */
import { z } from 'zod';
import type { LaneView } from '../lane/lane-view.ts';
import type { Notice } from '../notice/notice.ts';

/** What does not change while the lane runs; sent once to each page, so that the notice's many languages are. */
export interface AboutLane {
  /** The desk that referred travellers go to. */
  readonly desk: string;
  /** Shows the banner that every screen of a development lane carries. */
  readonly development: boolean;
  /** Whether this lane takes fingerprints. */
  readonly fingers?: boolean;
  /** Whether it asks what travellers declare. */
  readonly declares?: boolean;
  readonly notice: Pick<Notice, 'version' | 'texts'>;
  /** The page's own word for the mirror's line; absent where a figure stands for the traveller. */
  readonly mirror?: string;
}

/** All that a page knows of the lane. */
export type ScreenState = LaneView & AboutLane;

/** A touch, or the key that stands for it. */
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

/** A page's word that a colour is on the display: see `LightBoard`. */
export const lightShownSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  index: z.int().min(0).max(15),
  pageMs: z.number().min(0).max(1e12),
});

/** Whether a page is in front of the traveller's eyes, or behind another window. */
export const visibleSchema = z.boolean();
