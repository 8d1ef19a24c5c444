/** The agency's name, logo and colours. `/brand.css` sets the colours before the first paint; this holds the rest. */
import { signal } from '@preact/signals';
import type { BrandView } from '../../people/brand/answers.ts';

export type ShownBrand = NonNullable<BrandView['brand']>;

/** `null`: the look of Postern. */
export const brand = signal<ShownBrand | null>(null);

/** Whether the server takes part in a rehearsal. */
export const isRehearsal = signal(false);

/** The page does not wait longer for a name. */
const ANSWER_MS = 2_000;

/** A failed answer leaves the name as it is. */
export async function readBrand(): Promise<void> {
  try {
    const response = await fetch('/v1/brand', { cache: 'no-cache', signal: AbortSignal.timeout(ANSWER_MS) });
    if (!response.ok) return;
    const view = (await response.json()) as BrandView;
    brand.value = view.brand;
    isRehearsal.value = view.isRehearsal;
  } catch {
    // The look of Postern
  }
}

export function brandName(): string {
  return brand.value?.name ?? 'Postern';
}

/** The address changes with the logo, so that a page that stays open shows the new one. */
export function logoAddress({ logo }: ShownBrand): string | undefined {
  return logo === null ? undefined : `/brand/logo.png?${logo.slice(0, 16)}`;
}
