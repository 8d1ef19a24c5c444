import type { ScreenModel } from './screen-model.ts';

/** What Enter or Space does where no control has the focus: the one way on that the screen offers, if there is one. */
export function primaryTouch({ state, link, deskOffered, touch, withdrawDeskOffer }: ScreenModel): void {
  if (link.value !== 'live') return;
  switch (state.value?.phase) {
    case 'idle':
      return deskOffered.value ? withdrawDeskOffer() : touch('start');
    case 'notice':
      return touch('continue');
    case 'referred':
      return touch('done');
    default:
      return;
  }
}
