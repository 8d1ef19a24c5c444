import type { ScreenModel } from './screen-model.ts';

/** Enter or Space while no control has the focus: the one way to continue that the screen offers, if there is one. */
export function primaryTouch(model: ScreenModel): void {
  const { state, link, deskOffered, choosingLanguage, reading, touch } = model;
  if (choosingLanguage.value) return model.chooseLanguage(false);
  if (link.value !== 'live') return;
  const { phase, asked } = state.value ?? {};
  if (phase === 'notice') return reading.isLast.value ? touch('continue') : reading.turn(1);
  if (phase === 'referred') return touch('done');
  if (phase === 'declaration') return onwardInDeclaration(model);
  if (asked === true) return touch('more-time');
  if (phase === 'token') return touch('without-token');
  if (phase === 'idle') return deskOffered.value ? model.withdrawDeskOffer() : touch('start');
}

/** Not from the question itself: it has two answers, and none is suggested. */
function onwardInDeclaration({ declaration, reading, declare }: ScreenModel): void {
  const page = declaration.page.value;
  if (!reading.isLast.value) reading.turn(1);
  else if (page === 'goods') declaration.review();
  else if (page === 'review') declare();
}
