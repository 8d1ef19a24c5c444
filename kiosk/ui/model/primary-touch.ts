import type { ScreenModel } from './screen-model.ts';

/** What Enter or Space does where no control has the focus: the one way on that the screen offers, if there is one. */
export function primaryTouch(model: ScreenModel): void {
  const { state, link, deskOffered, choosingLanguage, touch } = model;
  if (choosingLanguage.value) return model.chooseLanguage(false);
  if (link.value !== 'live') return;
  const { phase, asked } = state.value ?? {};
  if (phase === 'notice' || phase === 'referred') return touch(phase === 'notice' ? 'continue' : 'done');
  if (phase === 'declaration') return onwardInDeclaration(model);
  if (asked === true) return touch('more-time');
  if (phase === 'token') return touch('without-token');
  if (phase === 'idle') return deskOffered.value ? model.withdrawDeskOffer() : touch('start');
}

/** Not from the question, which has two answers and no way that is suggested. */
function onwardInDeclaration({ declaration, declare }: ScreenModel): void {
  if (declaration.page.value === 'goods') declaration.review();
  else if (declaration.page.value === 'review') declare();
}
