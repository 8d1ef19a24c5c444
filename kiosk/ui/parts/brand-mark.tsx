import type { AboutLane } from '../../main/screen/screen-state.ts';

/**
 * The agency's name and logo, on the welcome only. Screens on which colour or place tells a traveller what to do, such as a closed lane,
 * the way to the desk or an emergency, never show them.
 */
export function BrandMark({ brand }: { readonly brand: NonNullable<AboutLane['brand']> }) {
  return (
    <header class="brand-mark">
      {brand.hasLogo && <img src="/brand/logo.png" alt="" />}
      <bdi>{brand.name}</bdi>
    </header>
  );
}
